/** A program's real leaks against the verdict, exit by exit. */
import { execute, type Bounds, type Execution } from './execute.js';
import { describePair, keyOf, type Pair } from './pairs.js';
import type { Tier } from './records.js';
import { parse, type Source } from './source.js';
import { verdictOf, type Verdict } from './verdict.js';

export interface Comparison {
  readonly text: string;
  readonly tier: Tier;
  /** Really leaked, and not in the verdict. */
  readonly missed: readonly Pair[];
  /** In the verdict, and leaked on no run. */
  readonly falseAlarms: readonly Pair[];
  /** In the verdict, and leaked only on runs that cannot be (names.ts). */
  readonly excused: readonly Pair[];
  readonly executed: number;
  readonly obligations: number;
  readonly unknown: ReadonlyMap<string, string>;
  readonly runs: number;
  /** False: too many runs to say that an alarm is false. */
  readonly complete: boolean;
}

const bounds: Bounds = { turns: 3, runs: 3000 };
/** An alarm is false only if a much longer search finds nothing either. */
const wideBounds: Bounds = { turns: 4, runs: 100_000 };

export const tiers: readonly Tier[] = ['await', 'call'];

export async function compare(text: string, tier: Tier): Promise<Comparison> {
  const source = parse(text);
  const verdict = verdictOf(source, tier);
  const quick = against(verdict, await execute(source, tier, bounds), source, tier);
  if (quick.falseAlarms.length === 0) return quick;
  const long = against(verdict, await execute(source, tier, wideBounds), source, tier);
  if (long.falseAlarms.length === 0) return long;
  const guessing = await execute(source, tier, { ...wideBounds, turns: 3, guesses: true });
  const isExcused = (pair: Pair): boolean => guessing.pairs.has(keyOf(pair));
  return {
    ...long,
    falseAlarms: long.falseAlarms.filter((pair) => !isExcused(pair)),
    excused: long.falseAlarms.filter(isExcused),
    complete: long.complete && guessing.complete,
  };
}

function against(verdict: Verdict, { pairs, runs, complete }: Execution, source: Source, tier: Tier): Comparison {
  const isKnown = ({ acquisition }: Pair): boolean => !verdict.unknown.has(acquisition.range.join('-'));
  const missed = [...pairs].filter(([key, pair]) => !verdict.pairs.has(key) && isKnown(pair)).map(([, pair]) => pair);
  const falseAlarms = [...verdict.pairs].filter(([key, pair]) => !pairs.has(key) && isKnown(pair)).map(([, pair]) => pair);
  const { obligations, unknown } = verdict;
  return { text: source.text, tier, missed, falseAlarms, excused: [], executed: pairs.size, obligations, unknown, runs, complete };
}

export function agrees({ missed, falseAlarms, complete }: Comparison): boolean {
  return missed.length === 0 && (falseAlarms.length === 0 || !complete);
}

export function report({ text, tier, missed, falseAlarms }: Comparison): string {
  const lines = [
    ...missed.map((pair) => `  missed: ${describePair(text, pair)}`),
    ...falseAlarms.map((pair) => `  false alarm: ${describePair(text, pair)}`),
  ];
  return `tier ${tier}\n${text}${lines.join('\n')}`;
}
