/**
 * What is done with listeners that were added together. Where others are taken off and one is not, that one was
 * forgotten: in a teardown, in a handler of the same promise, in a local function that cleans up.
 */
import { endEvents } from '../../../resources/lifecycles.js';
import { compareTargets } from '../../effects/listener-match.js';
import { compareListeners } from '../../effects/listener-key.js';
import type { TargetLife } from '../../effects/listener-target.js';
import type { Registration, Removal } from '../../effects/listeners.js';
import { writtenName } from '../../effects/place.js';
import { ancestors, enclosingFunction, isFunction, isInside, rootOf, type FunctionNode } from '../../syntax/ast.js';
import { promiseOfExecutor } from '../../syntax/promises.js';
import { isClosedIn, nameInOwner } from '../owners/objects-of-this.js';
import { isWithinAny } from '../owners/reach.js';
import type { KnownListener } from './file-listeners.js';
import { functionsOfListener, type ListenerContext } from './listener-context.js';
import { promiseWork } from './listener-work.js';

/** The removal of another listener that shows that this one ought to be removed as well. */
export function siblingRemoval(known: KnownListener, life: TargetLife, isAbort: boolean, context: ListenerContext): Removal | undefined {
  const inTeardown = removedByTeardown(known, context);
  if (inTeardown !== undefined || life === 'unseen') return inTeardown;
  return removedInPromise(known.registration, context) ?? lostAgainst(known, context) ?? removedTogether(known, life, isAbort, context);
}

/** The owner's teardown takes others off the same target, and neither adds this one itself nor ends the target. */
function removedByTeardown({ registration, ownRemovals }: KnownListener, context: ListenerContext): Removal | undefined {
  const { owners, parts } = context;
  const owner = owners.owners.ownerOf(registration.node);
  const target = nameInOwner(registration.target);
  if (owner === undefined || target === undefined) return undefined;
  const reached = context.teardownReach(owner);
  if (isWithinAny(registration.node, reached) || isClosedIn(reached, registration.target, owners)) return undefined;
  return parts.listeners.removals.find((removal) => {
    if (removal.isForAll || nameInOwner(removal.target) !== target || !isWithinAny(removal.node, reached)) return false;
    if (!isAddedElsewhere(removal, context) || ownRemovals.some((own) => enclosingFunction(own.node) === enclosingFunction(removal.node))) return false;
    return !registration.once || compareListeners(removal.listener, registration.listener) === 'same';
  });
}

/** What a function adds and takes off itself says nothing of what others added. */
function isAddedElsewhere(removal: Removal, context: ListenerContext): boolean {
  return addedBy(removal, context).some(({ registration }) => enclosingFunction(registration.node) !== enclosingFunction(removal.node));
}

/** A handler of the same promise takes others off the same target. */
function removedInPromise(registration: Registration, context: ListenerContext): Removal | undefined {
  const { file } = context.parts;
  const work = promiseWork(registration.node, file);
  if (work === undefined) return undefined;
  // What tidies up when the target ends goes with the target.
  const own = new Set(endEvents.includes(registration.event ?? '') ? functionsOfListener(registration, context) : []);
  return removalsBeside(registration, context).find((removal) => !isWithinAny(removal.node, own) && addedBy(removal, context).some((other) => promiseWork(other.registration.node, file) === work));
}

/** Two events of which one comes: this one's handler takes the other off, and the other's does not take off this one. */
export function lostAgainst(known: KnownListener, context: ListenerContext): Removal | undefined {
  const { registration } = known;
  const own = isOneTime(known) ? new Set(functionsOfListener(registration, context)) : new Set<FunctionNode>();
  if (own.size === 0) return undefined;
  const beside = context.parts.listeners.removals.filter((removal) => !removal.isForAll && (isAlike(removal, registration, context) || isOfPromise(removal, registration, context)));
  return beside.find((removal) => isWithinAny(removal.node, own) && !isConditional(removal) && addedBy(removal, context).some((other) => isAlternative(other, known, context)));
}

/** What the removal ends was added for the same promise, to whatever target. */
function isOfPromise(removal: Removal, { node }: Registration, context: ListenerContext): boolean {
  const executor = enclosingFunction(node);
  if (executor === undefined || promiseOfExecutor(executor, context.parts.file) === undefined) return false;
  return addedBy(removal, context).some((other) => enclosingFunction(other.registration.node) === executor);
}

/** Only in some cases: then the other event may have come before, as an earlier step of the same work. */
function isConditional({ node, target }: Removal): boolean {
  for (const at of ancestors(node)) {
    if (isFunction(at)) return false;
    if (at.type === 'IfStatement' && writtenName(at.test) !== writtenName(target)) return true;
  }
  return false;
}

/** The other event leaves the target in use: its end would take all listeners along. */
function isAlternative(other: KnownListener, { registration, ownRemovals, removals }: KnownListener, context: ListenerContext): boolean {
  const { event, node } = other.registration;
  if (!isOneTime(other) || event === undefined || event === 'error' || endEvents.includes(event) || rootOf(node) !== rootOf(registration.node)) return false;
  const handled = context.owners.reach.from(functionsOfListener(other.registration, context));
  return ![...ownRemovals, ...removals].some((removal) => isWithinAny(removal.node, handled));
}

function isOneTime({ registration, ownRemovals }: KnownListener): boolean {
  return registration.once || ownRemovals.length > 0;
}

/** A local function takes off what the same function added, and leaves this one. */
function removedTogether({ registration, ownRemovals }: KnownListener, life: TargetLife, isAbort: boolean, context: ListenerContext): Removal | undefined {
  const fn = enclosingFunction(registration.node);
  if (fn === undefined || ownRemovals.length > 0 || (registration.once && !isAbort)) return undefined;
  const together = context.parts.listeners.removals.filter((removal) => isOfFunction(removal, fn, context));
  return together.find((removal) => {
    const place = enclosingFunction(removal.node);
    if (place === fn || place === undefined || isWithinAny(removal.node, new Set(functionsOfListener(registration, context)))) return false;
    const removesMany = together.some((other) => other.event !== removal.event && enclosingFunction(other.node) === place);
    // A cleanup that takes several off may have this one on its list, too. A pooled socket goes back with what is on it.
    return isAlike(removal, registration, context) ? removesMany || life === 'pooled' : isAbort && removesMany;
  });
}

/** It stands in the function, and removes what the function added itself. */
function isOfFunction(removal: Removal, fn: FunctionNode, context: ListenerContext): boolean {
  return isInside(removal.node, fn) && addedBy(removal, context).some((other) => enclosingFunction(other.registration.node) === fn);
}

function removalsBeside(registration: Registration, context: ListenerContext): readonly Removal[] {
  return context.parts.listeners.removals.filter((removal) => !removal.isForAll && isAlike(removal, registration, context));
}

function isAlike(removal: Removal, registration: Registration, { parts: { file, places } }: ListenerContext): boolean {
  return compareTargets(removal.target, registration.target, file, places) === 'alike';
}

/** The listeners that a removal ends. */
function addedBy(removal: Removal, { parts: { listeners } }: ListenerContext): readonly KnownListener[] {
  return listeners.known.filter(({ removals }) => removals.includes(removal));
}
