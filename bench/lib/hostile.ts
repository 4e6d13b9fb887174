/** Code that nobody would write: files of parser test-suites, filled with resources, torn, doubled and exchanged. */

/** A small generator of numbers that a seed repeats (Mulberry32). */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  below(bound: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(bound, 1);
  }

  pick<T>(options: readonly [T, ...T[]]): T {
    return options[this.below(options.length)] ?? options[0];
  }
}

/** What makes the analysis build a graph of the function around it, and follow something through all of it. */
const SEEDS = [
  'const $held = setInterval(() => {}, 1);',
  'new Promise(($resolve) => { setTimeout($resolve, 1); });',
  'const $controller = new AbortController(); fetch("/", { signal: $controller.signal });',
  'document.addEventListener("x", () => {});',
  'try { $f(); } catch ($error) {}',
] as const;

/** `{` behind `)` or `=>` opens a function's body more often than not; where it does not, the text seldom parses. */
const BODY = /(?:\)|=>)\s*\{/gu;

/** The file with a resource in everything that may be a body. */
export function seeded(code: string, dice: Dice): string {
  return `${dice.pick(SEEDS)}\n${code.replace(BODY, (opening) => `${opening} ${dice.pick(SEEDS)} `)}`;
}

const TOKEN = /\s+|[\w$]+|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|=>|\.\.\.|\?\.|[^\w\s]/gu;

/** The file after a random accident. */
export function torn(code: string, dice: Dice): string {
  const tokens: readonly string[] = code.match(TOKEN) ?? [code];
  const at = dice.below(tokens.length);
  const length = 1 + dice.below(dice.pick([1, 3, 12]));
  const other = dice.below(tokens.length);
  switch (dice.below(5)) {
    case 0:
      return tokens.toSpliced(at, length).join('');
    case 1:
      return tokens.toSpliced(at, 0, ...tokens.slice(at, at + length)).join('');
    case 2:
      return tokens.toSpliced(at, length, ...tokens.slice(other, other + length)).join('');
    case 3:
      return tokens.with(at, dice.pick(['await', 'yield', 'this', 'null', '0', '()', '{}', '[]', 'async', '?.', '...'])).join('');
    default:
      return closed(tokens.slice(0, at));
  }
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The beginning of a file, with what is open closed. */
function closed(tokens: readonly string[]): string {
  const open: string[] = [];
  for (const token of tokens) {
    const closing = CLOSING[token];
    if (closing !== undefined) open.push(closing);
    else if (open.at(-1) === token) open.pop();
  }
  return [...tokens, ...open.reverse()].join('');
}
