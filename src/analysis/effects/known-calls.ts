/** Calls of the language and its hosts whose treatment of their arguments is known. */
import { literalValue } from '../syntax/ast.js';
import type { ResourceSpec } from '../../resources/spec.js';
import type { CallEffect } from './effect.js';

/** The executor of a promise runs inside the constructor. https://tc39.es/ecma262/#sec-promise-executor */
export function isExecutorCall(effect: CallEffect): boolean {
  return effect.isNew && effect.origin === 'global:Promise';
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

/** Functions that look at their arguments and keep nothing. */
const BORROWERS = [
  'global:Boolean',
  'global:String',
  'global:Number',
  'global:Array.isArray',
  'global:JSON.stringify',
  'global:Object.keys',
  'global:structuredClone',
  'node:events#once',
  'node:util#inspect',
  'node:util#format',
];

const BORROWING_NAMESPACES = ['global:console.', 'node:assert#', 'node:assert/strict#', 'global:Reflect.', 'global:Number.', 'global:Math.'];

/** Combinators that hand on what their elements give. https://tc39.es/ecma262/#sec-promise.all */
const COMBINATORS = new Set(['global:Promise.all', 'global:Promise.allSettled', 'global:Promise.resolve']);

export function callKindOf(effect: CallEffect, spec: ResourceSpec): 'borrows' | 'combines' | 'unknown' {
  const { origin } = effect;
  if (origin === undefined) return 'unknown';
  if (COMBINATORS.has(origin)) return 'combines';
  if (BORROWERS.includes(origin) || spec.borrowers?.includes(origin) === true) return 'borrows';
  return BORROWING_NAMESPACES.some((namespace) => origin.startsWith(namespace)) ? 'borrows' : 'unknown';
}
