/** What the analysis says about a program, in the oracle's terms. */
import { analysisOf } from '../../src/analysis/index.js';
import type { ExitPoint } from '../../src/analysis/obligations/obligation.js';
import { keyOf, type ExitKind, type Pair } from './pairs.js';
import type { Tier } from './records.js';
import type { Source } from './source.js';

export interface Verdict {
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly obligations: number;
  /** Acquisitions (by place) about which nothing is said, and why. */
  readonly unknown: ReadonlyMap<string, string>;
}

/** The toy resource as a project would declare it. */
const settings = {
  leaks: {
    resources: [
      {
        id: 'toy',
        family: 'handle',
        noun: 'toy',
        whileHeld: 'is not released',
        verb: 'release',
        repair: 'release($)',
        acquire: [{ by: 'call', of: 'global:acquire' }],
        release: [{ by: 'function', of: 'global:release', argument: 0 }],
        life: 'endless',
        disposable: 'sync',
        source: 'tests/oracle',
      },
    ],
  },
};

/** Exits of the function; losing the last name on the way is followed by one of these. */
const exitKinds: Readonly<Partial<Record<ExitPoint['kind'], ExitKind>>> = {
  return: 'return',
  'fall-through': 'fall-through',
  throw: 'throw',
  reject: 'throw',
  'yield-return': 'yield-return',
};

export function verdictOf(source: Source, tier: Tier): Verdict {
  const pairs = new Map<string, Pair>();
  const unknown = new Map<string, string>();
  const outcomes = analysisOf(source.code as never, settings.leaks as never).outcomes({ tier, everyExit: true });
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
