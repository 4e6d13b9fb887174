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

/** An alarm is false only if a much longer search finds nothing either, nor one among the runs that cannot be. */
const searches: readonly Bounds[] = [
  { turns: 2, runs: 5000, guesses: true },
  { turns: 3, runs: 20_000 },
  { turns: 3, runs: 100_000, guesses: true },
  { turns: 4, runs: 200_000 },
];

export const tiers: readonly Tier[] = ['await', 'call'];

/** Both tiers, each in its own runs. */
export async function compareAll(text: string): Promise<readonly Comparison[]> {
  const source = parse(text);
  const comparisons: Comparison[] = [];
  for (const tier of tiers) comparisons.push(await compare(source, tier));
  return comparisons;
}

export async function compare(source: Source, tier: Tier): Promise<Comparison> {
  const verdict = verdictOf(source, tier);
  const excused = new Map<string, Pair>();
  let found = against(source, tier, verdict, await execute(source, tier, { turns: 2, runs: 1000 }));
  let guessed = true;
  for (const bounds of searches) {
    const doubted = found.falseAlarms.filter((pair) => !excused.has(keyOf(pair)));
    if (doubted.length === 0) break;
    const execution = await execute(source, tier, bounds);
    if (bounds.guesses !== true) found = against(source, tier, verdict, execution);
    else {
      guessed = execution.complete;
      for (const pair of doubted) if (execution.pairs.has(keyOf(pair))) excused.set(keyOf(pair), pair);
    }
  }
  const falseAlarms = found.falseAlarms.filter((pair) => !excused.has(keyOf(pair)));
  return { ...found, falseAlarms, excused: [...excused.values()], complete: (found.complete && guessed) || falseAlarms.length === 0 };
}

function against(source: Source, tier: Tier, verdict: Verdict, { pairs, unsure, runs, complete }: Execution): Comparison {
  const isKnown = ({ acquisition }: Pair): boolean => !verdict.unknown.has(acquisition.range.join('-'));
  const missed = [...pairs].filter(([key, pair]) => !verdict.pairs.has(key) && isKnown(pair)).map(([, pair]) => pair);
  const falseAlarms = [...verdict.pairs].filter(([key, pair]) => !pairs.has(key) && !unsure.has(key) && isKnown(pair)).map(([, pair]) => pair);
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
