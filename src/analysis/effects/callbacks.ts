/** Who calls a callback, and how often, as far as the call to which it is given tells. */
import { cleanupWords } from '../../resources/failures.js';
import { callingOnce, observers, repeatingWords } from '../../resources/outcomes.js';
import { isCallOrNew, isFunction, literalValue, unwrapped, wrappingParent, type FunctionNode, type Node } from '../syntax/ast.js';
import { someOwn } from '../syntax/walk.js';
import { firstWord, lastName, wordsOf } from '../syntax/words.js';
import type { CallEffect } from './effect.js';
import { runsCallbackAtOnce } from './known-calls.js';

/** Array methods that run their callback before they return. https://tc39.es/ecma262/#sec-properties-of-the-array-prototype-object */
const ITERATING = new Set(['forEach', 'map', 'filter', 'some', 'every', 'find', 'findIndex', 'flatMap', 'reduce', 'sort']);

/** https://nodejs.org/api/events.html#class-eventemitter, https://dom.spec.whatwg.org/#interface-eventtarget */
export const registeringMembers: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'addEventListener']);

/** How a callback is called. */
export type Invocation =
  /** Before the call returns; `never` none, `once` or any number of times. */
  | { readonly by: 'now' }
  | { readonly by: 'each' }
  /** Exactly once, later. */
  | { readonly by: 'once' }
  /** Whenever the event comes, if it comes. `event` is undefined where it is not written out. */
  | { readonly by: 'event'; readonly emitter: Node; readonly event: string | undefined; readonly isObserver?: boolean }
  | { readonly by: 'unknown' };

export function invocationOf(effect: CallEffect, callback: Node): Invocation {
  if (runsCallbackAtOnce(effect)) return { by: 'now' };
  if (!effect.isNew && effect.method !== undefined && ITERATING.has(effect.method)) return { by: 'each' };
  const registration = registrationOf(effect.node);
  if (registration !== undefined) return { by: 'event', ...registration };
  if (effect.origin !== undefined && effect.origin in callingOnce) return { by: 'once' };
  const observed = effect.isNew ? observers[effect.origin ?? ''] : undefined;
  if (observed !== undefined && effect.node.type === 'NewExpression') return { by: 'event', emitter: effect.node.callee, event: observed, isObserver: true };
  return isErrorFirst(callback) ? { by: 'once' } : { by: 'unknown' };
}

/**
 * Nothing but its looks tells how often the callback is called: nobody keeps what the call gives, its name does not say
 * that something is registered or gone through, and the callback ends nothing.
 */
export function isOnceByItsLooks({ node, isNew }: CallEffect, callbacks: readonly FunctionNode[]): boolean {
  const name = isCallOrNew(node) ? lastName(node.callee) : undefined;
  if (isNew || name === undefined || wordsOf(name).some((word) => repeatingWords.includes(word))) return false;
  const use = useOfPromise(node);
  return (use === 'dropped' || use === 'returned') && !callbacks.some((fn) => someOwn(fn.body, isCleanup));
}

function isCleanup(node: Node): boolean {
  return node.type === 'CallExpression' && cleanupWords.includes(firstWord(lastName(node.callee)));
}

/** `emitter.on(event, f)` and its like: the emitter, and the event's name. */
export function registrationOf(node: Node): { emitter: Node; event: string | undefined } | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrapped(node.callee);
  if (callee.type !== 'MemberExpression' || !isRegistering(callee)) return undefined;
  const [event] = node.arguments;
  const name = event === undefined ? undefined : literalValue(event)?.value;
  return { emitter: emitterOf(callee.object), event: typeof name === 'string' ? name : undefined };
}

/** The member by which listeners are registered: `emitter.on`. */
export function isRegistering(member: Node): boolean {
  const node = unwrapped(member);
  return node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier' && registeringMembers.has(node.property.name);
}

/** `emitter.onload = f`: the emitter, and the event's name. */
export function handlerAssignment(target: Node): { emitter: Node; event: string } | undefined {
  const node = unwrapped(target);
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return undefined;
  const event = /^on([a-z]+)$/u.exec(node.property.name)?.[1];
  return event === undefined ? undefined : { emitter: node.object, event };
}

/** The emitter under a chain of registrations: `s` of `s.on('data', f).on('end', g)`. */
function emitterOf(expression: Node): Node {
  let node = unwrapped(expression);
  for (let inner = registrationOf(node); inner !== undefined; inner = registrationOf(node)) node = unwrapped(inner.emitter);
  return node;
}

/** `(err, value) => ...`: by Node's convention such a callback is called exactly once. https://nodejs.org/api/errors.html#error-first-callbacks */
export function isErrorFirst(callback: Node): boolean {
  const node = unwrapped(callback);
  if (!isFunction(node)) return false;
  const [first, second] = node.params;
  if (first?.type !== 'Identifier') return false;
  // A lone `e` is an event as often as an error.
  return /^_?(?:err|error|exception)$/iu.test(first.name) || (second !== undefined && /^_?(?:e|ex)$/iu.test(first.name));
}

/** Members that put a link on a promise; a promise of Closure has names of its own. https://google.github.io/closure-library/api/goog.Promise.html */
const LINKS: ReadonlyMap<string, 'then' | 'catch' | 'finally'> = new Map([
  ['then', 'then'],
  ['catch', 'catch'],
  ['finally', 'finally'],
  ['thenCatch', 'catch'],
  ['thenAlways', 'finally'],
]);

/** One link of a promise chain: what it is put on, and its handlers. */
export interface ChainLink {
  readonly on: Node;
  readonly fulfilled: Node | undefined;
  readonly rejected: Node | undefined;
  /** `finally`: the one handler runs in either case. */
  readonly settled: Node | undefined;
}

export function chainLink(node: Node): ChainLink | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrapped(node.callee);
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  const name = LINKS.get(callee.property.name);
  if (name === undefined) return undefined;
  const [first, second] = node.arguments;
  return {
    on: callee.object,
    fulfilled: name === 'then' ? first : undefined,
    rejected: name === 'then' ? second : name === 'catch' ? first : undefined,
    settled: name === 'finally' ? first : undefined,
  };
}

/** What is done with a promise: awaited, returned, dropped, followed by another link, or kept by somebody. */
export function useOfPromise(node: Node): 'awaited' | 'returned' | 'dropped' | 'chained' | 'kept' {
  const parent = wrappingParent(node);
  switch (parent?.type) {
    case 'AwaitExpression':
      return 'awaited';
    case 'ReturnStatement':
      return 'returned';
    case 'ArrowFunctionExpression':
      return unwrapped(parent.body) === unwrapped(node) ? 'returned' : 'kept';
    case 'ExpressionStatement':
      return 'dropped';
    case 'UnaryExpression':
      return parent.operator === 'void' ? 'dropped' : 'kept';
    case 'MemberExpression': {
      const call = wrappingParent(parent);
      return unwrapped(parent.object) === unwrapped(node) && call !== undefined && chainLink(call) !== undefined ? 'chained' : 'kept';
    }
    default:
      return 'kept';
  }
}

