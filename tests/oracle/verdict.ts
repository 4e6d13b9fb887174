/** What the analysis says about a program, in the oracle's terms. */
import { analysisOf, type Analysis, type ExitPoint } from '../../src/analysis/index.js';
import { settingsOf } from '../../src/report/settings.js';
import type { ResourceSpec } from '../../src/resources/spec.js';
import { keyOf, type ExitKind, type Pair } from './pairs.js';
import type { Tier } from './records.js';
import { nodesIn, type Source } from './source.js';

export interface Verdict {
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly obligations: number;
  /** Acquisitions (by place) about which nothing is said, and why. */
  readonly unknown: ReadonlyMap<string, string>;
}

/** The toy resource as a project would declare it. */
const toy: ResourceSpec = {
  id: 'toy',
  family: 'handle',
  noun: 'toy',
  whileHeld: 'is not released',
  verb: 'release',
  repair: 'release($)',
  acquire: [{ by: 'call', of: 'global:acquire' }],
  release: [{ by: 'function', of: 'global:release', argument: 0 }],
  life: 'endless',
  source: 'tests/oracle',
};

const settings = settingsOf({ leaks: { resources: [toy] } });

/** Exits of the function; losing the last name on the way is followed by one of these. */
const exitKinds: Readonly<Partial<Record<ExitPoint['kind'], ExitKind>>> = {
  return: 'return',
  'fall-through': 'fall-through',
  throw: 'throw',
  reject: 'throw',
  'yield-return': 'yield-return',
};

/** The analysis of a file whose nodes it has seen, as in a run of ESLint. */
export function analyse(source: Source): Analysis {
  const analysis = analysisOf(source.code as unknown as Parameters<typeof analysisOf>[0], settings);
  if (!analysis.claimTraversal()) return analysis;
  for (const node of nodesIn(source, source.program)) {
    analysis.listener[node.type]?.(node as never);
  }
  return analysis;
}

export function verdictOf(source: Source, tier: Tier): Verdict {
  const pairs = new Map<string, Pair>();
  const unknown = new Map<string, string>();
  const outcomes = analyse(source).outcomes({ tier, everyExit: true });
  for (const outcome of outcomes) {
    const acquisition = outcome.obligation.node;
    if (outcome.unknown !== undefined) unknown.set(acquisition.range.join('-'), outcome.unknown);
    for (const { exit } of outcome.leaks) {
      const kind = exitKinds[exit.kind];
      if (!kind) continue;
      const pair: Pair = { acquisition, exit: exit.node, kind };
      pairs.set(keyOf(pair), pair);
    }
  }
  return { pairs, obligations: outcomes.length, unknown };
}
