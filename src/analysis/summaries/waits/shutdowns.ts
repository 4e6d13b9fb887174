/** Closing calls that nobody waits for, although something behind them counts on their end. */
import type { TSESTree } from '@typescript-eslint/types';
import { closingMembers, closingsByCallback } from '../../../resources/closings.js';
import { catalogue } from '../../../resources/index.js';
import type { GraphRoot } from '../../cfg/graph.js';
import { useOfPromise } from '../../effects/callbacks.js';
import { calledFunctions } from '../../effects/calls.js';
import { writtenName, type Place } from '../../effects/place.js';
import { isFunction, methodCall, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { fieldOfThis } from '../../syntax/classes.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { isInTest } from '../../syntax/tests.js';
import type { TypeRef } from '../../syntax/types.js';
import { nodesOutsideFunctions } from '../../syntax/walk.js';
import { cutOffByExits, exitBehind } from './exits.js';
import { unawaitedTasks } from './tasks.js';
import { hasFinallyBehind, isInFinally, isTeardown } from './teardown-functions.js';
import type { WaitNodes } from './wait-collector.js';
import type { WaitParts } from './waits.js';

/** Something that has not ended when others take it to have. */
export interface UnawaitedShutdown {
  /** The call to await, or the signal behind which its task is to be awaited. */
  readonly node: Node;
  /** What has not finished. */
  readonly unfinished: Node;
  /** What comes too early: the process's exit, what opens it again, or the end of the function. */
  readonly next: Node;
  readonly kind: 'next' | 'teardown' | 'each' | 'task';
  /** Waiting for it is certain to help: for the call, or for all calls of the iteration. */
  readonly repair?: 'await' | 'all';
  /** It is known that the call goes on after it returns, and that somebody waits. */
  readonly isSure: boolean;
}

export function unawaitedShutdowns(nodes: WaitNodes, parts: WaitParts): readonly UnawaitedShutdown[] {
  const file: ShutdownContext = { ...parts, awaited: awaitedNames(nodes.closings), exitingRoots: new Set(nodes.exits.map(rootOf)) };
  const calls = nodes.closings.flatMap((node) => [...shutdownOf(node, file)]);
  const closings: ReadonlySet<Node> = new Set(nodes.closings);
  return [...calls, ...cutOffByExits(nodes.exits, parts, (call) => closings.has(call)), ...unawaitedTasks(nodes.aborts, parts)];
}

interface ShutdownContext extends WaitParts {
  /** Closing calls that some other line of the file awaits, by receiver and member. */
  readonly awaited: ReadonlySet<string>;
  /** The bodies that leave the process. */
  readonly exitingRoots: ReadonlySet<GraphRoot>;
}

function* shutdownOf(node: TSESTree.CallExpression, context: ShutdownContext): Generator<UnawaitedShutdown> {
  const called = methodCall(node);
  const root = rootOf(node);
  if (called === undefined || !isFunction(root)) return;
  const iteration = iterationAround(node);
  if (iteration !== undefined) yield* unawaitedEach({ node, called }, iteration, context);
  else if (wrappingParent(node)?.type === 'ExpressionStatement') yield* unawaitedHere({ node, called }, root, context);
}

/** The iteration gives the promises of its calls, once `map` takes the place of `forEach`: its list has one. */
function givesAll(node: Node, iteration: Node, { file }: WaitParts): boolean {
  const called = methodCall(iteration);
  const fn = rootOf(node);
  if (called === undefined || !isFunction(fn) || unwrapped(fn.body) !== node) return false;
  const type = called.method === 'map' ? undefined : file.types.typeOf(called.receiver);
  return called.method === 'map' || (type?.kind === 'node' && type.node.type === 'TSArrayType');
}

interface Closing {
  readonly node: TSESTree.CallExpression;
  readonly called: { readonly receiver: Node; readonly method: string };
}

function* unawaitedEach({ node, called }: Closing, iteration: Node, context: ShutdownContext): Generator<UnawaitedShutdown> {
  const outer = rootOf(iteration);
  if (!isFunction(outer) || !outer.async || takesCallback(node, context.file)) return;
  const evidence = evidenceOf(node, called, context);
  if (evidence === undefined && !mayBePromise(called, context)) return;
  const repair = evidence === 'promise' && givesAll(node, iteration, context) ? ({ repair: 'all' } as const) : {};
  yield { node, unfinished: node, next: iteration, kind: 'each', isSure: evidence !== undefined || context.awaited.has(keyOf(node)), ...repair };
}

function* unawaitedHere(closing: Closing, root: FunctionNode, context: ShutdownContext): Generator<UnawaitedShutdown> {
  const { node, called } = closing;
  const mayExit = context.exitingRoots.has(root);
  const mayBeDue = (root.async && isInFinally(node, root)) || isTeardown(root, context.file) || called.receiver.type === 'ThisExpression';
  if (!mayExit && !mayBeDue) return;
  if (takesCallback(node, context.file)) {
    // An async function is done when it returns: who awaits it does not wait for the callback that it hands on.
    if (root.async && handsOnCallback(node, root, context.file) && evidenceOf(node, called, context) === 'callback') yield { node, unfinished: node, next: root, kind: 'teardown', isSure: false };
    return;
  }
  const evidence = evidenceOf(node, called, context);
  if (evidence === undefined && !mayBePromise(called, context)) return;
  const exit = mayExit ? exitBehind(node, context.bodies.bodyOf(root), context.file) : undefined;
  const repair = evidence === 'promise' && root.async ? ({ repair: 'await' } as const) : {};
  if (exit !== undefined) yield { node, unfinished: node, next: exit, kind: 'next', isSure: evidence !== undefined, ...repair };
  else yield* unawaitedAtEnd(closing, root, evidence, context);
}

/** Nothing is cut off, but others take what the function ends to have ended. */
function* unawaitedAtEnd({ node, called }: Closing, root: FunctionNode, evidence: Evidence | undefined, context: ShutdownContext): Generator<UnawaitedShutdown> {
  if (evidence === 'flush' || isWaitedForLater(node, root, context)) return;
  const repair = evidence === 'promise' && root.async ? ({ repair: 'await' } as const) : {};
  const reopened = evidence === 'promise' ? reopeningBehind(node, root, context) : undefined;
  if (reopened !== undefined) yield { node, unfinished: node, next: reopened, kind: 'next', isSure: true, ...repair };
  else if (isDueInTeardown(node, root, evidence, context)) yield { node, unfinished: node, next: root, kind: 'teardown', isSure: evidence !== undefined && root.async && !isFollowedOwn(node, root, context.file) && !isInTest(node), ...repair };
  else if (evidence === undefined && isTeardown(root, context.file) && closesLaterByName(called)) yield { node, unfinished: node, next: root, kind: 'teardown', isSure: false };
}

type Evidence = 'promise' | 'callback' | 'flush';

/** The members that the catalogue's repairs await: `await $.close()`. */
const AWAITED = catalogue.flatMap(({ type, repair }) => {
  const member = /^await \$\.([$\w]+)\(/u.exec(repair)?.[1];
  return type === undefined || member === undefined ? [] : [`${type}.${member}`];
});

/** Beside the one that the repair names, the other orderly closings of such things: `client.quit()`. */
const ORDERLY = new Set(['close', 'end', 'quit', 'shutdown', 'stop']);
const OTHERS = catalogue.flatMap(({ type, repair, release }) =>
  type === undefined || !repair.startsWith('await $.') ? [] : release.flatMap((way) => (way.by === 'method' && ORDERLY.has(way.name) ? [`${type}.${way.name}`] : [])),
);
const BY_PROMISE: ReadonlySet<string> = new Set([...AWAITED, ...OTHERS]);

/** What the catalogue calls such things, of two words at least, by member. */
const PROMISING_NOUNS = new Map(
  [...new Set(AWAITED.map((key) => key.slice(key.lastIndexOf('.') + 1)))].map((member): [string, readonly string[]] => [
    member,
    catalogue.flatMap(({ noun, repair }) => (repair === `await $.${member}()` && noun.includes(' ') ? [noun.replaceAll(' ', '')] : [])),
  ]),
);

/** How it is known that the call goes on after it has returned. */
function evidenceOf(node: TSESTree.CallExpression, { receiver, method }: { receiver: Node; method: string }, { file }: WaitParts): Evidence | undefined {
  const own = calledFunctions(node, file);
  if (own.complete && own.functions.length > 0) return own.functions.every((fn) => fn.async) ? 'promise' : undefined;
  const type = file.types.typeOf(receiver);
  if (type === undefined) return undefined;
  if (type.kind === 'node') return givesPromise(type, method, file) ? 'promise' : undefined;
  if (BY_PROMISE.has(`${type.key}.${method}`)) return 'promise';
  const row = closingsByCallback.find(({ types, names }) => types.includes(type.key) && names.includes(method));
  return row === undefined ? undefined : row.names.includes('close') ? 'callback' : 'flush';
}

/** A type of this file declares the member to be async, or to give a promise. */
function givesPromise(type: TypeRef, method: string, { types }: FileContext): boolean {
  const member = types.memberType(type, method);
  if (member === undefined) return false;
  if (member.kind === 'node' && isFunction(member.node) && member.node.async) return true;
  const result = types.resultType(member);
  return result?.kind === 'node' && result.node.type === 'TSTypeReference';
}

function takesCallback(node: TSESTree.CallExpression, { bindings }: FileContext): boolean {
  return node.arguments.some((argument) => functionsOf(bindings, argument).functions.length > 0 || isParameter(argument, bindings));
}

/** The callback that the closing call is given is what the function itself was given. */
function handsOnCallback(node: TSESTree.CallExpression, root: FunctionNode, { bindings }: FileContext): boolean {
  return node.arguments.some((argument) => {
    const name = unwrapped(argument);
    const definition = name.type === 'Identifier' ? bindings.variableOf(name)?.defs[0] : undefined;
    return definition?.type === 'Parameter' && definition.node === root;
  });
}

function isParameter(argument: Node, bindings: FileContext['bindings']): boolean {
  const name = unwrapped(argument);
  return name.type === 'Identifier' && bindings.variableOf(name)?.defs[0]?.type === 'Parameter';
}

/** Nothing is known of the holder, and the member's name is one that usually gives a promise. */
function mayBePromise({ receiver, method }: { receiver: Node; method: string }, { file }: WaitParts): boolean {
  return closingMembers.includes(method) && file.types.typeOf(receiver) === undefined && unwrapped(receiver).type !== 'ThisExpression';
}

function awaitedNames(closings: WaitNodes['closings']): ReadonlySet<string> {
  return new Set(closings.filter((node) => useOfPromise(node) === 'awaited').map(keyOf));
}

function keyOf(node: TSESTree.CallExpression): string {
  const called = methodCall(node);
  const name = called === undefined ? undefined : writtenName(called.receiver);
  return `${name ?? '?'}.${called?.method ?? ''}`;
}

/** `list.forEach((one) => one.close())`, with `async` or without, or `map` whose promises nobody takes. */
function iterationAround(node: Node): Node | undefined {
  const fn = rootOf(node);
  if (!isFunction(fn)) return undefined;
  const isLast = unwrapped(fn.body) === node || wrappingParent(node)?.parent === fn.body;
  // An async callback waits for its own call, and nobody for the callback.
  if (fn.async ? useOfPromise(node) !== 'awaited' : !isLast) return undefined;
  const call = wrappingParent(fn);
  if (call?.type !== 'CallExpression' || call.callee === fn) return undefined;
  const method = methodCall(call)?.method;
  const isDropped = wrappingParent(call)?.type === 'ExpressionStatement';
  return isDropped && (method === 'forEach' || method === 'map') ? call : undefined;
}

/** The function is one that ends things, others wait for it, and it does not come back to the call. */
function isDueInTeardown(node: TSESTree.CallExpression, root: FunctionNode, evidence: Evidence | undefined, { file }: WaitParts): boolean {
  if (evidence === undefined) return root.async && isInFinally(node, root) && isOpenedWithAwait(node, file);
  if (isInFinally(node, root) && root.async) return true;
  return isTeardown(root, file) || (evidence === 'promise' && isFollowedOwn(node, root, file));
}

/** `this.close()`: a closing of its own that the class makes async, with code behind it. */
function isFollowedOwn(node: TSESTree.CallExpression, root: FunctionNode, file: FileContext): boolean {
  const last = root.body.type === 'BlockStatement' ? root.body.body.at(-1) : undefined;
  const isFollowed = (last !== undefined && node.range[1] < last.range[0]) || hasFinallyBehind(node, root);
  return methodCall(node)?.receiver.type === 'ThisExpression' && isFollowed && !isTeardown(root, file);
}

/** The assignment to a field at which the closing still works when it has been awaited: what is new is closed with the old. */
function reopeningBehind(node: TSESTree.CallExpression, root: FunctionNode, { file }: WaitParts): Node | undefined {
  const [closing] = calledFunctions(node, file).functions;
  const touched = closing === undefined ? undefined : fieldsBehindAwait(closing);
  if (touched === undefined || touched.size === 0) return undefined;
  for (const later of nodesOutsideFunctions(root)) {
    if (later.type !== 'AssignmentExpression' || later.range[0] < node.range[1]) continue;
    const field = fieldOfThis(later.left);
    if (field !== undefined && touched.has(field) && unwrapped(later.right).type === 'NewExpression') return later;
  }
  return undefined;
}

/** The fields that a function touches after it has waited for the first time. */
function fieldsBehindAwait(fn: FunctionNode): ReadonlySet<string> {
  const nodes = [...nodesOutsideFunctions(fn)];
  const wait = nodes.find(({ type }) => type === 'AwaitExpression');
  return new Set(wait === undefined ? [] : nodes.flatMap((node) => (node.range[0] > wait.range[1] ? (fieldOfThis(node) ?? []) : [])));
}

/** The holder is named like something of the catalogue whose closing gives a promise: `audioContext.close()`. */
function closesLaterByName({ receiver, method }: { receiver: Node; method: string }): boolean {
  const name = writtenName(receiver)?.toLowerCase();
  return name !== undefined && (PROMISING_NOUNS.get(method) ?? []).some((noun) => name.endsWith(noun));
}

/** What was opened with `await` is closed with `await`. */
function isOpenedWithAwait(node: TSESTree.CallExpression, { bindings }: FileContext): boolean {
  const called = methodCall(node);
  return called !== undefined && bindings.valueBehind(called.receiver).type === 'AwaitExpression';
}

/** Behind the call the function awaits or returns something about the same holder: `await once(server, 'close')`. */
function isWaitedForLater(node: TSESTree.CallExpression, root: FunctionNode, { places }: WaitParts): boolean {
  const called = methodCall(node);
  const place: Place = called === undefined ? '' : places.of(called.receiver);
  for (const wait of nodesOutsideFunctions(root)) {
    const isWait = wait.type === 'AwaitExpression' || wait.type === 'ReturnStatement' || wait.type === 'NewExpression' || wait.type === 'CallExpression';
    if (!isWait || wait === node || wait.range[0] === node.range[0] || !mentions(wait, place, places)) continue;
    if (wait.type === 'AwaitExpression' || wait.type === 'ReturnStatement' ? wait.range[0] > node.range[0] : isListening(wait)) return true;
  }
  return false;
}

function mentions(node: Node, place: Place, places: WaitParts['places']): boolean {
  for (const inner of nodesOutsideFunctions(node)) {
    if ((inner.type === 'Identifier' || inner.type === 'MemberExpression') && places.of(inner) === place) return true;
  }
  return false;
}

/** `server.once('close', resolve)`, `new Promise((resolve) => server.on('close', resolve))`. */
function isListening(node: Node): boolean {
  const method = methodCall(node)?.method;
  return method === 'on' || method === 'once' || method === 'addEventListener' || method === 'closeAllConnections';
}

/** The names under which closing calls are collected. */
export const collectedClosings: ReadonlySet<string> = new Set([...closingMembers, ...AWAITED.map((key) => key.slice(key.lastIndexOf('.') + 1))]);
