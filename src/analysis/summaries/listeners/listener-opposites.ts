/**
 * Functions that undo what another function has set up, whatever they are called: they take off most of what that one
 * puts on. What they leave was forgotten.
 */
import { unregisteringMembers } from '../../../resources/lifecycles.js';
import { oneTimeEvents } from '../../../resources/listeners.js';
import type { GraphRoot } from '../../cfg/graph.js';
import type { Registration, Removal } from '../../effects/listeners.js';
import { isFunction, isInside, isParameterOf, literalValue, rootOf, type FunctionNode } from '../../syntax/ast.js';
import { functionName } from '../../syntax/words.js';
import { compareListeners } from '../../effects/listener-key.js';
import { compareTargets } from '../../effects/listener-match.js';
import type { KnownListener } from './file-listeners.js';
import { functionsOfListener, type ListenerContext } from './listener-context.js';

export interface Opposite {
  /** The removal of another listener of the same function, where this one's is missing. */
  readonly removal: Removal;
  /** Nothing else is left on the target. */
  readonly isSure: boolean;
}

/** As many of its removals show that a function undoes another. */
const ENOUGH = 2;

/** As many listeners put on and all but one taken off leave no doubt. */
const MANY = 4;

export function removedByOpposite({ registration }: KnownListener, context: ListenerContext): Opposite | undefined {
  const setUp = rootOf(registration.node);
  const { event, once } = registration;
  if (!isFunction(setUp) || once || event === undefined || oneTimeEvents.test(event)) return undefined;
  const beside = besideOf(setUp, context).filter((other) => other.registration.host === registration.host && isAlike(other.registration, registration, context));
  if (beside.length <= ENOUGH) return undefined;
  for (const [undoing, removals] of undoingBodies(beside, setUp, context)) {
    if (removals.length < ENOUGH || !undoesOnly(undoing, beside, context)) continue;
    const [removal] = removals.slice(-1);
    const left = beside.filter((other) => !other.registration.once && other.removals.length + other.ownRemovals.length === 0);
    if (removal !== undefined) return { removal, isSure: beside.length >= MANY && left.length === 1 };
  }
  return undefined;
}

/** The listeners that one body adds. */
function besideOf(root: GraphRoot, { parts }: ListenerContext): readonly KnownListener[] {
  return parts.listeners.known.filter(({ registration }) => rootOf(registration.node) === root);
}

function isAlike(a: Registration, b: Registration, { parts: { file, places } }: ListenerContext): boolean {
  return compareTargets(a.target, b.target, file, places) === 'alike';
}

/** The bodies that take listeners off, each with the last removal of each listener. The listeners' own do so as part of the work. */
function undoingBodies(listeners: readonly KnownListener[], setUp: FunctionNode, context: ListenerContext): ReadonlyMap<FunctionNode, readonly Removal[]> {
  const own = new Set(listeners.flatMap(({ registration }) => functionsOfListener(registration, context)));
  const bodies = new Map<FunctionNode, Removal[]>();
  for (const { removals } of listeners) {
    for (const body of new Set(removals.map(({ node }) => rootOf(node)))) {
      const last = removals.filter(({ node }) => rootOf(node) === body).at(-1);
      if (!isFunction(body) || last === undefined || own.has(body) || isInside(body, setUp) || isInside(setUp, body)) continue;
      bodies.set(body, [...(bodies.get(body) ?? []), last]);
    }
  }
  return bodies;
}

/** It puts nothing on, but for what was put on before and is written so by mistake. */
function undoesOnly(undoing: FunctionNode, listeners: readonly KnownListener[], context: ListenerContext): boolean {
  return besideOf(undoing, context).every(({ registration: again }) => listeners.some(({ registration }) => registration.event === again.event && compareListeners(registration.listener, again.listener) === 'same'));
}

/** `off(event, f) { this.emitter.on(event, f); }`: a function that is named for the removal adds what it is given. */
export function namedForRemoval({ node, callback, event }: Registration): { readonly name: string; readonly fn: FunctionNode } | undefined {
  const fn = rootOf(node);
  const name = isFunction(fn) ? functionName(fn) : undefined;
  if (!isFunction(fn) || name === undefined || !unregisteringMembers.includes(name)) return undefined;
  const given = node.type === 'CallExpression' ? node.arguments[0] : undefined;
  const isHandedOn = isParameterOf(callback, fn) && given !== undefined && (event !== undefined ? literalValue(given) !== undefined : isParameterOf(given, fn));
  return isHandedOn ? { name, fn } : undefined;
}
