/** The waits of a file: promises that something here has to settle, and the ways on which nothing does. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Place, Places } from '../../effects/place.js';
import type { Pending } from '../../obligations/settling/pending.js';
import { settlersIn, type Settlers } from '../../obligations/settling/settlers.js';
import { chainLink, useOfPromise } from '../../effects/callbacks.js';
import { isFunction, keyName, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import type { Bodies } from '../bodies.js';
import type { Settling } from './settling.js';
import type { WaitNodes } from './wait-collector.js';

/** A promise, and what becomes of it. */
export interface PromiseWait {
  readonly node: Node;
  /** The names of what settles it; undefined where it is not taken. */
  readonly resolve: string | undefined;
  readonly reject: string | undefined;
  readonly pending: readonly Pending[];
  /** `new Promise(() => {})`: pending for ever on purpose. */
  readonly isEmpty: boolean;
  /** Nobody waits for its fulfilment: a statement of its own, or `.catch()` on it as one. */
  readonly isUnwatched: boolean;
}

export interface WaitParts {
  readonly file: FileContext;
  readonly places: Places;
  readonly bodies: Bodies;
  readonly settling: Settling;
}

export function promiseWaits(promises: WaitNodes['promises'], parts: WaitParts): readonly PromiseWait[] {
  return promises.flatMap((node) => {
    if (isRaced(node, parts.file)) return [];
    const origin = parts.file.origins.originOf(node.callee);
    if (node.type === 'NewExpression') return origin === 'global:Promise' ? executorWait(node, parts) : [];
    return origin === 'global:Promise.withResolvers' ? deferredWait(node, parts) : [];
  });
}

function executorWait(node: TSESTree.NewExpression, parts: WaitParts): readonly PromiseWait[] {
  const [given] = node.arguments;
  const { functions, complete } = given === undefined ? { functions: [], complete: false } : functionsOf(parts.file.bindings, given);
  const [executor] = functions;
  if (executor === undefined || functions.length > 1 || !complete) return [];
  const names = executor.params.slice(0, 2);
  if (names.some((name) => name.type !== 'Identifier')) return [];
  const [resolve, reject] = names as TSESTree.Identifier[];
  // A promise that can only fail is one side of a race, or a guard: nobody waits for it to be fulfilled.
  if (resolve !== undefined && reject !== undefined && !isUsed(resolve, parts.file) && isUsed(reject, parts.file)) return [];
  const settlers = settlersIn(names.map((name) => parts.places.of(name)), undefined, parts.places);
  const pending = pendingIn(executor, settlers, parts);
  return [{ node, resolve: resolve?.name, reject: reject?.name, pending, isEmpty: isEmpty(executor), isUnwatched: isUnwatched(node) }];
}

function pendingIn(executor: FunctionNode, settlers: Settlers, { file, bodies, settling }: WaitParts): readonly Pending[] {
  const found = settling.follow({ body: bodies.bodyOf(executor), settlers, from: undefined, isCallback: false, promise: undefined });
  if (found.isUnknown) return [];
  const [, reject] = executor.params;
  const isForgotten = reject?.type === 'Identifier' && !reject.name.startsWith('_') && !isUsed(reject, file);
  // A `reject` that is taken and never called, where events are waited for: their failures were thought of, once.
  const forgotten: readonly Pending[] = isForgotten && found.emitter !== undefined ? [{ kind: 'event', node: found.emitter, event: 'error', guessed: true }] : [];
  // What an executor throws rejects the promise, unless it is async.
  return executor.async ? [...found.returns, ...forgotten, ...found.throws] : [...found.returns, ...forgotten];
}

function isUsed(name: TSESTree.Identifier, file: FileContext): boolean {
  const variable = file.bindings.variableOf(name);
  return variable !== undefined && variable.references.length > 0;
}

function isEmpty({ body }: FunctionNode): boolean {
  return body.type === 'BlockStatement' ? body.body.length === 0 : unwrapped(body).type !== 'CallExpression';
}

function isUnwatched(node: Node): boolean {
  let at = node;
  while (useOfPromise(at) === 'chained') {
    const call = chainedCall(at);
    if (call === undefined || chainLink(call)?.fulfilled !== undefined) return false;
    at = call;
  }
  return useOfPromise(at) === 'dropped';
}

function chainedCall(node: Node): Node | undefined {
  const member = wrappingParent(node);
  return member === undefined ? undefined : wrappingParent(member);
}

const RACES = new Set(['global:Promise.race', 'global:Promise.any']);

/** An element of a race may well stay pending: another one wins. */
function isRaced(node: Node, file: FileContext): boolean {
  if (isRaceElement(node, file)) return true;
  const declarator = wrappingParent(node);
  const variable = declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' ? file.bindings.variableOf(declarator.id) : undefined;
  const reads = variable?.references.filter((reference) => reference.isRead()) ?? [];
  return reads.some((reference) => isRaceElement(reference.identifier, file));
}

function isRaceElement(node: Node | TSESTree.JSXIdentifier, file: FileContext): boolean {
  const array = wrappingParent(node);
  const call = array?.type === 'ArrayExpression' ? wrappingParent(array) : undefined;
  return call?.type === 'CallExpression' && RACES.has(file.origins.originOf(call.callee) ?? '');
}

/** `const { promise, resolve, reject } = Promise.withResolvers()`, or the three under one name. */
function deferredWait(node: TSESTree.CallExpression, parts: WaitParts): readonly PromiseWait[] {
  const declarator = wrappingParent(node);
  const root = rootOf(node);
  if (declarator?.type !== 'VariableDeclarator' || !isFunction(root)) return [];
  const held = placesOfDeferred(declarator.id, parts);
  const body = parts.bodies.bodyOf(root);
  const from = body.positionOf(node);
  if (held === undefined || from === undefined) return [];
  const settlers = settlersIn(held.settlers, held.members, parts.places);
  const found = parts.settling.follow({ body, settlers, from, isCallback: false, promise: held.promise });
  const pending = found.isUnknown ? [] : found.returns;
  return [{ node, resolve: held.resolve, reject: held.reject, pending, isEmpty: false, isUnwatched: false }];
}

interface Deferred {
  readonly settlers: readonly Place[];
  readonly members: Settlers['members'];
  readonly promise: Place;
  readonly resolve: string;
  readonly reject: string;
}

const SETTLING_MEMBERS = [{ name: 'resolve' }, { name: 'reject' }];

function placesOfDeferred(pattern: Node, { places }: WaitParts): Deferred | undefined {
  if (pattern.type === 'Identifier') {
    const place = places.of(pattern);
    const { name } = pattern;
    return { settlers: [place], members: SETTLING_MEMBERS, promise: `${place}.promise`, resolve: `${name}.resolve`, reject: `${name}.reject` };
  }
  if (pattern.type !== 'ObjectPattern') return undefined;
  const names = new Map(
    pattern.properties.flatMap((property): [string, TSESTree.Identifier][] => {
      const key = property.type === 'Property' ? keyName(property.key, property.computed) : undefined;
      return key !== undefined && property.value?.type === 'Identifier' ? [[key, property.value]] : [];
    }),
  );
  const [promise, resolve, reject] = ['promise', 'resolve', 'reject'].map((key) => names.get(key));
  if (promise === undefined || resolve === undefined) return undefined;
  const settlers = [resolve, reject].flatMap((name) => (name === undefined ? [] : [places.of(name)]));
  return { settlers, members: undefined, promise: places.of(promise), resolve: resolve.name, reject: reject?.name ?? 'reject' };
}
