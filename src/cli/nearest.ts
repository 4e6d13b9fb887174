/** The name that was meant, where somebody slipped on the keyboard. */

/** @returns the known name that is a few slips away; undefined where none is near. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const [best] = known.map((name) => ({ name, slips: distance(given, name) })).sort((a, b) => a.slips - b.slips);
  return best !== undefined && best.slips <= Math.max(2, given.length / 4) ? best.name : undefined;
}

/** Levenshtein's distance, one row at a time. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let index = 0; index < from.length; index++) {
    const next = [index + 1];
    for (let at = 1; at <= to.length; at++) {
      const replaced = (row[at - 1] ?? 0) + (from[index] === to[at - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
