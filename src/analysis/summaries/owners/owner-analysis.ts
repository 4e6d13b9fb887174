/** Resources whose life goes beyond one function: what their owners, lifecycles and callers do not undo. */
import type { ObligationOutcome } from '../../obligations/obligation.js';
import { createTargets } from '../../effects/listener-target.js';
import { holdingsOf } from './holdings.js';
import { withNeverSet } from './never-set.js';
import { keptByName } from './kept-by-name.js';
import { objectsOfThis } from './objects-of-this.js';
import type { OwnerFinding } from './owner-finding.js';
import type { OwnerParts } from './owner-parts.js';
import { selfClearing } from './self-clearing.js';
import { heldWhenSettled } from './settled-callbacks.js';
import { verdictsOn } from './slot-verdicts.js';
import { forgottenSuperTeardowns } from './super-teardowns.js';
import { droppedSubscriptions } from './subscriptions.js';
import { unkept } from './unkept.js';

/** @returns at most one finding for each acquisition, the most certain first. */
export function ownerFindings(outcomes: readonly ObligationOutcome[], parts: OwnerParts): readonly OwnerFinding[] {
  const holdings = holdingsOf(outcomes, parts);
  const found = [
    ...[...holdings, ...keptByName(holdings, parts)].flatMap((holding) => verdictsOn(holding, parts)),
    ...withNeverSet(unkept(outcomes, parts), parts),
    ...heldWhenSettled(outcomes, parts),
    ...selfClearing(outcomes, parts),
    ...forgottenSuperTeardowns(parts),
    ...droppedSubscriptions(parts.subscribeCalls, createTargets(parts.file, objectsOfThis(parts)), parts),
  ];
  const byNode = new Map(found.map((finding) => [finding.obligation.node, finding]));
  for (const finding of found) if (finding.doubt === 'certain') byNode.set(finding.obligation.node, finding);
  return [...byNode.values()].sort((a, b) => a.obligation.node.range[0] - b.obligation.node.range[0]);
}
