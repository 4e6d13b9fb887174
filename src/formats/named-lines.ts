/**
 * The other lines that a message names. ESLint passes a report on as text and one place, so the text is all that a
 * formatter has: through caches, worker threads and saved JSON alike.
 */

export interface NamedLine {
  readonly line: number;
  /** What the message says of it: "`await load()` rejects". */
  readonly words: string;
  /** It is where control leaves, and not only a place that has to do with it. */
  readonly isExit: boolean;
}

const NAMED = /\b(?:on|from|behind|after|before) line (\d+)|\bline (\d+) ([^;,.]+)/g;
/** "... when `await load()` rejects", and then the line and the end of the clause. */
const EXIT = /.*\bwhen ([^;]+)$/s;
/** The thing that stands last: code, "the loop", or what happens to what was named before: "calls itself". */
const THINGS = [/(`[^`]*`)$/, /.*\b(the(?: [a-z]+)+)$/is, /([a-z]+(?: [a-z]+)*)$/i];

export function namedLines(message: string): readonly NamedLine[] {
  return [...message.matchAll(NAMED)].map((match) => {
    const [whole, behind, first, said] = match;
    const before = message.slice(0, match.index).trimEnd();
    const endsClause = /^[;,.]/.test(message.slice(match.index + whole.length));
    const exit = first === undefined && endsClause ? EXIT.exec(before)?.[1] : undefined;
    return { line: Number(behind ?? first), words: (said ?? exit ?? lastThing(before)).trim(), isExit: exit !== undefined };
  });
}

function lastThing(text: string): string {
  const clause = text.replace(/[,;]$/, '');
  return THINGS.map((thing) => thing.exec(clause)?.[1]).find((found) => found !== undefined) ?? '';
}
