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

/** An alarm is false only if a much longer search finds nothing either. */
const searches: readonly Bounds[] = [
  { turns: 2, runs: 1000 },
  { turns: 3, runs: 20_000 },
  { turns: 4, runs: 200_000 },
];

export const tiers: readonly Tier[] = ['await', 'call'];

export async function compare(text: string, tier: Tier): Promise<Comparison> {
  const source = parse(text);
  const verdict = verdictOf(source, tier);
  for (const bounds of searches) {
    const comparison = against(verdict, await execute(source, tier, bounds), source, tier);
    if (comparison.falseAlarms.length === 0 || bounds === searches.at(-1)) return excuse(comparison, source, tier);
  }
  throw new Error('nothing was searched');
}

/** The alarms that only impossible runs confirm. */
async function excuse(comparison: Comparison, source: Source, tier: Tier): Promise<Comparison> {
  const alarms = comparison.falseAlarms;
  if (alarms.length === 0) return comparison;
  const { pairs, complete } = await execute(source, tier, { turns: 3, runs: 200_000, guesses: true });
  const isExcused = (pair: Pair): boolean => pairs.has(keyOf(pair));
  const [excused, falseAlarms] = [alarms.filter(isExcused), alarms.filter((pair) => !isExcused(pair))];
  return { ...comparison, falseAlarms, excused, complete: comparison.complete && complete };
}

function against(verdict: Verdict, { pairs, runs, complete }: Execution, source: Source, tier: Tier): Comparison {
  const isKnown = ({ acquisition }: Pair): boolean => !verdict.unknown.has(acquisition.range.join('-'));
  const missed = [...pairs].filter(([key, pair]) => !verdict.pairs.has(key) && isKnown(pair)).map(([, pair]) => pair);
  const falseAlarms = [...verdict.pairs].filter(([key, pair]) => !pairs.has(key) && isKnown(pair)).map(([, pair]) => pair);
  const { obligations, unknown } = verdict;
  return { text: source.text, tier, missed, falseAlarms, excused: [], executed: pairs.size, obligations, unknown, runs, complete: complete || falseAlarms.length === 0 };
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
