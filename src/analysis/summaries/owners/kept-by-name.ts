/**
 * What a field or an outer variable keeps and a member of it ends somewhere in the file, whatever it is:
 * `this.panel = new Panel()` beside `this.panel.dispose()`. That it is ended once shows that it is owed.
 *
 * Not modelled: what is given by calls that do not say that they make something, and what a pattern keeps.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { keptSpec } from '../../effects/typed-resources.js';
import type { ResourceSpec } from '../../../resources/spec.js';
import { isCallOrNew, isFunction, methodCall, rootOf, unwrapped, type Node } from '../../syntax/ast.js';
import type { ObligationOutcome } from '../../obligations/obligation.js';
import type { Arming, Holding } from './holdings.js';
import type { OwnerParts } from './owner-parts.js';
import { usesOf } from './slot-uses.js';
import { slotOf, type Slot } from './slots.js';

/** Members that end what they belong to, and hardly ever anything less. */
export const ENDING = new Set(['dispose', 'destroy', 'disconnect', 'terminate', 'unsubscribe']);

export function keptByName(known: readonly Holding[], parts: OwnerParts): readonly Holding[] {
  const seen = known.map(({ slot }) => slot);
  const found: Holding[] = [];
  for (const call of parts.releaseCalls) {
    const called = methodCall(call);
    if (called === undefined || !ENDING.has(called.method)) continue;
    const slot = keptSlot(called.receiver, parts);
    if (slot === undefined || seen.some((other) => isSame(other, slot))) continue;
    seen.push(slot);
    const spec = keptSpec(called.method);
    const uses = usesOf(slot, [spec], parts);
    const armings = uses.flatMap(({ kind, node }) => (kind === 'write' ? armingAt(node, spec) : []));
    if (armings.length > 0) found.push({ slot, armings, uses, isByName: true });
  }
  return found;
}

function keptSlot(receiver: Node, { file, owners }: OwnerParts): Slot | undefined {
  const slot = slotOf({ reason: 'stored', node: unwrapped(receiver) }, file, owners);
  // `this.buffers[0]` is one of many, and a loop may release them all.
  return slot === undefined || slot === 'registered' || slot.isCollection || slot.path.some((name) => /^\d+$/u.test(name)) ? undefined : slot;
}

function isSame(a: Slot, b: Slot): boolean {
  if (a.base === 'this' ? b.base !== 'this' || a.owner !== b.owner : b.base === 'this' || a.variable !== b.variable) return false;
  return a.path.join('.') === b.path.join('.');
}

/** `this.panel = new Panel()`, `handle = source.subscribe(...)`. */
function armingAt(write: Node, spec: ResourceSpec): readonly Arming[] {
  if (write.type !== 'AssignmentExpression' || write.operator !== '=') return [];
  const value = unwrapped(write.right);
  const made = value.type === 'AwaitExpression' ? unwrapped(value.argument) : value;
  const root = rootOf(write);
  if (!isCallOrNew(made) || !isFunction(root) || !isMaking(made)) return [];
  const transfer = { reason: 'stored', node: write.left } as const;
  const outcome: ObligationOutcome = { obligation: { spec, node: made, root }, leaks: [], releases: [], transfers: [transfer], unknown: undefined };
  return [{ outcome, transfer }];
}

function isMaking(value: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  if (value.type === 'NewExpression') return true;
  const callee = unwrapped(value.callee);
  const name = methodCall(value)?.method ?? (callee.type === 'Identifier' ? callee.name : '');
  return /^(?:create|make|build|open|connect|subscribe|observe|watch|start|spawn|launch)(?:[A-Z]|$)/u.test(name);
}
