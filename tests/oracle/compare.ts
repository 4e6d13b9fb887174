/** A program's real leaks against the verdict, exit by exit. */
import { execute, type Bounds } from './execute.js';
import { describePair, type Pair } from './pairs.js';
import type { Tier } from './runtime.js';
import { parse, type Source } from './source.js';
import { verdictOf, type Verdict } from './verdict.js';

export interface Comparison {
  readonly text: string;
  readonly tier: Tier;
  /** Really leaked, and not in the verdict. */
  readonly missed: readonly Pair[];
  /** In the verdict, and leaked on no run. */
  readonly falseAlarms: readonly Pair[];
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
  const quick = await against(source, tier, verdict, bounds);
  return quick.falseAlarms.length === 0 ? quick : against(source, tier, verdict, wideBounds);
}

async function against(source: Source, tier: Tier, verdict: Verdict, within: Bounds): Promise<Comparison> {
  const { pairs, runs, complete } = await execute(source, tier, within);
  const isKnown = ({ acquisition }: Pair): boolean => !verdict.unknown.has(acquisition.range.join('-'));
  const missed = [...pairs].filter(([key, pair]) => !verdict.pairs.has(key) && isKnown(pair)).map(([, pair]) => pair);
  const falseAlarms = [...verdict.pairs].filter(([key, pair]) => !pairs.has(key) && isKnown(pair)).map(([, pair]) => pair);
  const { obligations, unknown } = verdict;
  return { text: source.text, tier, missed, falseAlarms, executed: pairs.size, obligations, unknown, runs, complete };
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
