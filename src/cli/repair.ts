/** `--fix`: applies each report's repair, where there is one and no choice to be made. */
import type { ESLint, Linter, Rule } from 'eslint';

export interface Repaired {
  readonly result: ESLint.LintResult;
  /** The repaired text; undefined where nothing was repaired. */
  readonly output: string | undefined;
  readonly count: number;
}

/** A repair may make room for another: so many rounds. */
const MAX_ROUNDS = 10;

/** A round that does not leave fewer reports behind, or code that does not parse, is taken back. */
export async function repairText(text: string, lint: (text: string) => Promise<ESLint.LintResult>): Promise<Repaired> {
  let current = text;
  let result = await lint(text);
  const before = result.messages.length;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const edits = nonOverlapping(result.messages.flatMap(repairOf));
    if (edits.length === 0) break;
    const next = applied(current, edits);
    const after = await lint(next);
    if (after.messages.length >= result.messages.length) break;
    current = next;
    result = after;
  }
  return { result, output: current === text ? undefined : current, count: before - result.messages.length };
}

/** Two suggestions are a question to the author. */
function repairOf({ fix, suggestions = [] }: Linter.LintMessage): Rule.Fix[] {
  if (fix !== undefined) return [fix];
  const [only] = suggestions;
  return only !== undefined && suggestions.length === 1 ? [only.fix] : [];
}

function nonOverlapping(edits: readonly Rule.Fix[]): Rule.Fix[] {
  const kept: Rule.Fix[] = [];
  for (const edit of [...edits].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1])) {
    const last = kept.at(-1);
    if (last === undefined || last.range[1] < edit.range[0]) kept.push(edit);
  }
  return kept;
}

function applied(text: string, edits: readonly Rule.Fix[]): string {
  let result = '';
  let at = 0;
  for (const { range, text: inserted } of edits) {
    result += text.slice(at, range[0]) + inserted;
    at = range[1];
  }
  return result + text.slice(at);
}
