/** Calls of the language and its hosts whose treatment of their arguments is known. */
import { promiseConstructors } from '../../resources/outcomes.js';
import { literalValue } from '../syntax/ast.js';
import type { ResourceSpec } from '../../resources/spec.js';
import type { CallEffect } from './effect.js';

/** The executor of a promise runs inside the constructor. https://tc39.es/ecma262/#sec-promise-executor */
export function isExecutorCall(effect: CallEffect): boolean {
  return effect.isNew && effect.origin !== undefined && effect.origin in promiseConstructors;
}

/** The first argument's function runs once, before the call returns. */
export function runsCallbackAtOnce(effect: CallEffect): boolean {
  return isExecutorCall(effect);
}

const REGISTRATIONS = new Set(['addEventListener', 'on', 'once', 'addListener', 'prependListener']);

/** A listener for an event that may never come (law 9): whoever counts on it alone has handed nothing over. */
export function isWeakRegistration(effect: CallEffect): boolean {
  if (effect.method === undefined || !REGISTRATIONS.has(effect.method)) return false;
  const event = effect.args[0] === undefined ? undefined : literalValue(effect.args[0].node)?.value;
  return event === 'abort' || event === 'error';
}

/** Combinators that hand on what their elements give, and the number that a timer is. https://tc39.es/ecma262/#sec-promise.all */
const COMBINATORS = new Set(['global:Promise.all', 'global:Promise.allSettled', 'global:Promise.resolve', 'global:Number']);

export function callKindOf({ origin }: CallEffect, spec: ResourceSpec): 'borrows' | 'combines' | 'unknown' {
  if (origin === undefined) return 'unknown';
  if (COMBINATORS.has(origin)) return 'combines';
  return spec.borrowers?.includes(origin) === true ? 'borrows' : 'unknown';
}
