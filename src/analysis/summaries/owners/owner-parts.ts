/** What every question about owners may ask. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FileContext } from '../../syntax/context.js';
import { createLifecycles, type Lifecycles } from './lifecycles.js';
import type { OwnerNodes } from './owner-collector.js';
import { createOwners, type Owners } from './owners.js';
import { createReach, type Reach } from './reach.js';
import { createRegisteredEnds } from './registered-ends.js';
import { createTeardowns, type TeardownReader } from './teardowns.js';

export interface OwnerParts {
  readonly file: FileContext;
  readonly owners: Owners;
  readonly lifecycles: Lifecycles;
  readonly teardowns: TeardownReader;
  readonly reach: Reach;
  readonly thisNodes: readonly TSESTree.ThisExpression[];
  readonly releaseCalls: readonly TSESTree.CallExpression[];
  readonly subscribeCalls: readonly TSESTree.CallExpression[];
  readonly registerCalls: readonly TSESTree.CallExpression[];
  /** Functions that release timers of any kind, by origin key. */
  readonly timerReleases: ReadonlySet<string>;
}

export function createOwnerParts(file: FileContext, nodes: OwnerNodes, timerReleases: ReadonlySet<string>): OwnerParts {
  const owners = createOwners(file);
  const lifecycles = createLifecycles(file, nodes.hookCalls, nodes.streams);
  return {
    file,
    owners,
    lifecycles,
    teardowns: createTeardowns(file, lifecycles, createRegisteredEnds(file, owners, nodes.thisNodes)),
    reach: createReach(file, owners, nodes.thisNodes),
    thisNodes: nodes.thisNodes,
    releaseCalls: nodes.releaseCalls,
    subscribeCalls: nodes.subscribeCalls,
    registerCalls: nodes.registerCalls,
    timerReleases,
  };
}
