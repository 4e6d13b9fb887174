/** Closing calls that nobody waits for, although something behind them counts on their end. */
import type { TSESTree } from '@typescript-eslint/types';
import { closingMembers, closingsByCallback, exitOrigins } from '../../../resources/closings.js';
import { catalogue } from '../../../resources/index.js';
import type { Step, ThrowTier } from '../../cfg/graph.js';
import { explore, limitsFor, type PathProblem } from '../../dataflow/explore.js';
import { useOfPromise } from '../../effects/callbacks.js';
import { calledFunctions } from '../../effects/calls.js';
import { writtenName, type Place } from '../../effects/place.js';
import type { Body } from '../../obligations/body.js';
import { definitionName, isFunction, methodCall, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import type { TypeRef } from '../../syntax/types.js';
import { nodesOutsideFunctions } from '../../syntax/walk.js';
import { isTeardownName } from '../owners/owners.js';
import { unawaitedTasks } from './tasks.js';
import type { WaitNodes } from './wait-collector.js';
import type { WaitParts } from './waits.js';

/** Something that has not ended when others take it to have. */
export interface UnawaitedShutdown {
  /** The call to await, or the signal behind which its task is to be awaited. */
  readonly node: Node;
  /** What has not finished. */
  readonly unfinished: Node;
  /** What comes too early: the process's exit, or the end of the function. */
  readonly next: Node;
  readonly kind: 'exit' | 'teardown' | 'each' | 'task';
  /** It is known that the call goes on after it returns, and that somebody waits. */
  readonly isSure: boolean;
}

export function unawaitedShutdowns(nodes: WaitNodes, parts: WaitParts): readonly UnawaitedShutdown[] {
  const awaited = awaitedNames(nodes.closings);
  const calls = nodes.closings.flatMap((node) => [...shutdownOf(node, awaited, parts)]);
  return [...calls, ...unawaitedTasks(nodes.aborts, parts)];
}

function* shutdownOf(node: TSESTree.CallExpression, awaited: ReadonlySet<string>, parts: WaitParts): Generator<UnawaitedShutdown> {
  const called = methodCall(node);
  const root = rootOf(node);
  if (called === undefined || !isFunction(root) || takesCallback(node, parts.file)) return;
  const evidence = evidenceOf(node, called, parts);
  const isKnown = evidence !== undefined;
  if (!isKnown && !mayBePromise(called, parts)) return;
  const iteration = iterationAround(node);
  if (iteration !== undefined) {
    const outer = rootOf(iteration);
    const isSure = isKnown || awaited.has(keyOf(node));
    if (isFunction(outer) && outer.async) yield { node, unfinished: node, next: iteration, kind: 'each', isSure };
    return;
  }
  if (wrappingParent(node)?.type !== 'ExpressionStatement') return;
  const exit = exitBehind(node, parts.bodies.bodyOf(root), parts.file);
  if (exit !== undefined) yield { node, unfinished: node, next: exit, kind: 'exit', isSure: isKnown };
  else if (isDueInTeardown(node, root, evidence, parts)) yield { node, unfinished: node, next: root, kind: 'teardown', isSure: evidence !== undefined && root.async };
}

type Evidence = 'promise' | 'callback' | 'flush';

/** The members that the catalogue's repairs await: `await $.close()`. */
const AWAITED = catalogue.flatMap(({ type, repair }) => {
  const member = /^await \$\.([$\w]+)\(/u.exec(repair)?.[1];
  return type === undefined || member === undefined ? [] : [`${type}.${member}`];
});
const BY_PROMISE: ReadonlySet<string> = new Set(AWAITED);

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
  return result !== undefined && types.promised(result) !== undefined;
}

function takesCallback(node: TSESTree.CallExpression, { bindings }: FileContext): boolean {
  return node.arguments.some((argument) => functionsOf(bindings, argument).functions.length > 0 || isParameter(argument, bindings));
}

function isParameter(argument: Node, bindings: FileContext['bindings']): boolean {
  const name = unwrapped(argument);
  return name.type === 'Identifier' && bindings.variableOf(name)?.defs[0]?.type === 'Parameter';
}

/** Nothing is known of the holder, and the member's name is one that usually gives a promise. */
function mayBePromise({ receiver, method }: { receiver: Node; method: string }, { file }: WaitParts): boolean {
  return closingMembers.includes(method) && file.types.typeOf(receiver) === undefined && unwrapped(receiver).type !== 'ThisExpression';
}

/** Closing calls that some other line of the file awaits, by receiver and member. */
function awaitedNames(closings: WaitNodes['closings']): ReadonlySet<string> {
  return new Set(closings.filter((node) => useOfPromise(node) === 'awaited').map(keyOf));
}

function keyOf(node: TSESTree.CallExpression): string {
  const called = methodCall(node);
  const name = called === undefined ? undefined : writtenName(called.receiver);
  return `${name ?? '?'}.${called?.method ?? ''}`;
}

/** `list.forEach((one) => one.close())`, or `map` whose promises nobody takes. */
function iterationAround(node: Node): Node | undefined {
  const fn = rootOf(node);
  if (!isFunction(fn) || fn.async) return undefined;
  const isLast = unwrapped(fn.body) === node || wrappingParent(node)?.parent === fn.body;
  const call = wrappingParent(fn);
  if (!isLast || call?.type !== 'CallExpression' || call.callee === fn) return undefined;
  const method = methodCall(call)?.method;
  const isDropped = wrappingParent(call)?.type === 'ExpressionStatement';
  return isDropped && (method === 'forEach' || method === 'map') ? call : undefined;
}

/** The `process.exit()` that some path reaches from a call without waiting for anything. */
function exitBehind(node: Node, body: Body, file: FileContext): Node | undefined {
  const from = body.positionOf(node);
  if (from === undefined) return undefined;
  let found: Node | undefined;
  const problem: PathProblem<number> = {
    transfer: (step) => (step.kind === 'evaluate' && step.node.type === 'AwaitExpression' ? [] : [0]),
    refine: () => 0,
    key: () => '',
    tiers: new Set<ThrowTier>(),
  };
  explore(problem, [{ ...from, state: 0 }], limitsFor(body.graph), ({ block }) => {
    const start = block === from.block ? from.step : 0;
    found ??= block.steps.slice(start).map((step) => exitIn(step, file)).find((exit) => exit !== undefined);
  });
  return found;
}

function exitIn(step: Step, file: FileContext): Node | undefined {
  if (step.kind !== 'evaluate' || step.node.type !== 'CallExpression') return undefined;
  const origin = file.origins.originOf(step.node.callee);
  return origin !== undefined && exitOrigins.includes(origin) ? step.node : undefined;
}

/** The function is one that ends things, others wait for it, and it does not come back to the call. */
function isDueInTeardown(node: TSESTree.CallExpression, root: FunctionNode, evidence: Evidence | undefined, parts: WaitParts): boolean {
  if (evidence === 'flush' || isWaitedForLater(node, root, parts)) return false;
  if (evidence === undefined) return root.async && isInFinally(node, root) && isOpenedWithAwait(node, parts.file);
  if (isInFinally(node, root) && root.async) return true;
  return isTeardown(root, parts.file) || (evidence === 'promise' && isOwn(node, root));
}

/** `this.close()`: a closing of its own that the class makes async, with code behind it. */
function isOwn(node: TSESTree.CallExpression, root: FunctionNode): boolean {
  const last = root.body.type === 'BlockStatement' ? root.body.body.at(-1) : undefined;
  const isFollowed = last !== undefined && node.range[1] < last.range[0];
  return methodCall(node)?.receiver.type === 'ThisExpression' && isFollowed;
}

const HOOKS = new Set(['after', 'afterAll', 'afterEach']);

export function isTeardown(fn: FunctionNode, file: FileContext): boolean {
  const parent = wrappingParent(fn);
  if (parent?.type === 'MethodDefinition' || parent?.type === 'Property' || parent?.type === 'PropertyDefinition') return named(definitionName(parent), file);
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' && named(parent.id.name, file);
  if (parent?.type === 'CallExpression') return parent.callee.type === 'Identifier' && HOOKS.has(parent.callee.name);
  return fn.id != null && named(fn.id.name, file);
}

function named(name: string | undefined, file: FileContext): boolean {
  return name !== undefined && (isTeardownName(name, file) || /^(?:shutdown|cleanup|teardown|stop|close|dispose|destroy)(?:[A-Z]|$)/u.test(name));
}

function isInFinally(node: Node, root: Node): boolean {
  let child = node;
  for (let at = node.parent; at !== undefined && child !== root; child = at, at = at.parent) {
    if (at.type === 'TryStatement' && at.finalizer === child) return true;
  }
  return false;
}

/** What was opened with `await` is closed with `await`. */
function isOpenedWithAwait(node: TSESTree.CallExpression, { bindings }: FileContext): boolean {
  const called = methodCall(node);
  const name = called === undefined ? undefined : unwrapped(called.receiver);
  const variable = name?.type === 'Identifier' ? bindings.variableOf(name) : undefined;
  const value = variable === undefined ? undefined : bindings.soleValue(variable);
  return value?.value?.type === 'AwaitExpression' && value.path.length === 0;
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
