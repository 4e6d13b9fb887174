/** What the graph's builder has to know about calls: which never return, which may throw, what may reject. */
import type { TSESTree } from '@typescript-eslint/types';
import { neverRejecting, rejectingByAbort } from '../../resources/outcomes.js';
import type { CallFacts, CallNode, ThrowTier } from '../cfg/graph.js';
import { isFunction, literalValue, memberName, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../syntax/ast.js';
import { functionsOf } from '../syntax/bindings.js';
import { createExhaustive } from '../syntax/exhaustive.js';
import { remembered } from '../syntax/memo.js';
import { executorOf } from '../syntax/promises.js';
import type { FileContext } from '../syntax/context.js';
import { nodesOutsideFunctions, someOwn } from '../syntax/walk.js';
import { calledFunctions } from './calls.js';
import { isNamed } from './custody.js';

/** Calls that throw on bad input as their documented way to report it. */
const THROWING = new Set(['global:JSON.parse', 'global:URL', 'global:decodeURIComponent', 'global:decodeURI', 'global:BigInt', 'node:url#URL']);
const THROWING_NAMESPACES = /^node:(?:assert|assert\/strict)#/u;
const SYNC_FS = /^node:fs#.*Sync$/u;

/** Calls that cannot throw when they are used by their types. */
const SAFE = /^global:(?:console\.|Math\.|Date\.now$|performance\.now$|clear(?:Timeout|Interval|Immediate)$|set(?:Timeout|Interval|Immediate)$|queueMicrotask$|cancelAnimationFrame$|Boolean$|String$|Number(?:$|\.)|parse(?:Int|Float)$|Array\.(?:isArray|from|of)$|Object\.(?:keys|values|entries|assign|fromEntries|freeze)$|Buffer\.(?:alloc|byteLength|concat)$|Uint8Array$|Text(?:En|De)coder$|Image$|document\.createElement$|Promise|AbortController$|Map$|Set$|WeakMap$|WeakSet$|Error$|TypeError$|RangeError$)/u;

/** Members that register, collect or look up: they have no way to fail that a program could mean. */
const SAFE_METHODS = new Set(
  'on once off observe unobserve then catch finally use defer adopt addListener removeListener prependListener addEventListener removeEventListener set add push unshift pop shift write get has delete clear keys values entries includes indexOf slice join unref ref'.split(' '),
);

/** Promises that cannot reject. */
const SETTLING = new Set(['global:Promise.allSettled']);

export interface FunctionFacts {
  /** No path of the function completes normally. */
  alwaysThrows(fn: FunctionNode): boolean;
  /** At which tier a call of the function may throw; undefined where it cannot. */
  throwTier(fn: FunctionNode): ThrowTier | undefined;
  /** No path of the async function rejects. */
  neverRejects(fn: FunctionNode): boolean;
  /** The call is one of the catalogue's releases, or of a name that releases: strict alone lets it fail. */
  isRelease(call: TSESTree.CallExpression): boolean;
}

export function createCallFacts(file: FileContext, functions: FunctionFacts): CallFacts {
  const throwTier = (call: CallNode): ThrowTier | undefined => {
    const origin = originOf(call, file);
    const called = methodCall(call);
    if (called !== undefined && (SAFE_METHODS.has(called.method) || file.conventions.registries.has(called.method))) return undefined;
    if (givesPromise(call, file) || isKnownNever(call, origin, file)) return undefined;
    if (origin === undefined) return call.type === 'CallExpression' ? ownThrowTier(call, file, functions) : 'call';
    if (THROWING.has(origin) || THROWING_NAMESPACES.test(origin) || SYNC_FS.test(origin)) return 'explicit';
    return SAFE.test(origin) || tellsCallback(call, origin) ? undefined : 'call';
  };
  return {
    throwTier,
    neverReturns(call) {
      const origin = originOf(call, file);
      if (isKnownNever(call, origin, file)) return true;
      return origin === undefined && call.type === 'CallExpression' && neverReturns(call, file, functions);
    },
    rejectTier: (operand) => rejectTier(operand, file, functions),
    isExhaustive: createExhaustive(file.sourceCode, file.bindings),
  };
}

/** The elements of `Promise.all([...])` and its like are promises. */
function isCombined(array: Node, file: FileContext): boolean {
  const call = wrappingParent(array);
  return call?.type === 'CallExpression' && file.origins.originOf(call.callee)?.startsWith('global:Promise.') === true;
}

/** What returns a promise rejects instead of throwing: async functions, and what is awaited on the spot. */
function givesPromise(call: CallNode, file: FileContext): boolean {
  const parent = wrappingParent(call);
  if (parent?.type === 'AwaitExpression' || (parent?.type === 'ArrayExpression' && isCombined(parent, file))) return true;
  if (call.type !== 'CallExpression') return false;
  if (methodCall(call)?.method === 'pipeTo' || isChained(call)) return true;
  const { functions, complete } = calledFunctions(call, file);
  return complete && functions.length > 0 && functions.every((fn) => fn.async && !fn.generator);
}

/** `f().catch(g)`: what is chained is a promise. */
function isChained(call: TSESTree.CallExpression): boolean {
  const member = wrappingParent(call);
  const chained = member?.type === 'MemberExpression' && member.object === call && CHAINS.has(memberName(member) ?? '') ? wrappingParent(member) : undefined;
  return chained?.type === 'CallExpression' && chained.callee === member;
}

const CHAINS = new Set(['then', 'catch', 'finally']);

/** `fs.fstat(fd, (err, info) => ...)`: Node gives the error to the callback. */
function tellsCallback(call: CallNode, origin: string): boolean {
  const last = call.type === 'CallExpression' || call.type === 'NewExpression' ? call.arguments.at(-1) : undefined;
  return origin.startsWith('node:') && isFunction(last);
}

/** Of several functions that may run, the one that throws most certainly decides. */
function ownThrowTier(call: TSESTree.CallExpression, file: FileContext, functions: FunctionFacts): ThrowTier | undefined {
  const candidates = calledFunctions(call, file);
  if (!candidates.complete || candidates.functions.length === 0) return 'call';
  const tiers = candidates.functions.map((fn) => functions.throwTier(fn));
  return tiers.every((tier) => tier === tiers[0]) ? tiers[0] : 'call';
}

function originOf(call: CallNode, file: FileContext): string | undefined {
  if (call.type === 'ImportExpression') return undefined;
  return file.origins.originOf(call.type === 'TaggedTemplateExpression' ? call.tag : call.callee);
}

/** The catalogue, the settings or the callee's type say that the call does not come back. */
export function isKnownNever(call: CallNode, origin: string | undefined, { conventions, checker }: FileContext): boolean {
  if (call.type !== 'CallExpression') return false;
  if (isNamed(conventions.neverReturns, call.callee, origin)) return true;
  // As for TypeScript itself, only a call that is a statement ends the path. What is no import is seen by the untyped path,
  // and the platform's own functions are the catalogue's.
  const isImported = origin !== undefined && !/^(?:global|node):/u.test(origin);
  return checker !== undefined && isImported && call.parent.type === 'ExpressionStatement' && checker.neverReturns(call.callee);
}

function neverReturns(call: TSESTree.CallExpression, file: FileContext, functions: FunctionFacts): boolean {
  if (isDeclaredNever(call.callee, file)) return true;
  const candidates = calledFunctions(call, file);
  return candidates.complete && candidates.functions.length > 0 && candidates.functions.every((fn) => functions.alwaysThrows(fn));
}

/** `function fail(): never`, declared or defined in this file. */
function isDeclaredNever(callee: Node, file: FileContext): boolean {
  const node = unwrapped(callee);
  const definition = node.type === 'Identifier' ? file.bindings.variableOf(node)?.defs[0]?.node : undefined;
  const returns = definition?.type === 'TSDeclareFunction' || isFunction(definition) ? definition.returnType : undefined;
  return returns?.typeAnnotation.type === 'TSNeverKeyword';
}

/** Design law 3: what cannot reject has no throw edge, and only strict lets a release fail. */
function rejectTier(operand: TSESTree.Expression, file: FileContext, functions: FunctionFacts): ThrowTier | undefined {
  const node = file.bindings.valueBehind(operand);
  if (node.type === 'NewExpression') return executorRejects(node, file) ? 'await' : undefined;
  const origin = file.origins.originOf(node.type === 'CallExpression' ? node.callee : node);
  if (origin !== undefined && (SETTLING.has(origin) || isNeverRejecting(origin))) return undefined;
  if (node.type !== 'CallExpression') return 'await';
  if (combinesSettling(node, origin, file, functions)) return undefined;
  if (origin !== undefined && node.arguments.length <= (rejectingByAbort[origin]?.options ?? -1)) return undefined;
  const called = methodCall(node);
  if (called !== undefined && isHandled(node, called.method, file)) return undefined;
  if (functions.isRelease(node)) return 'call';
  const candidates = calledFunctions(node, file);
  if (candidates.complete && candidates.functions.length > 0) return candidates.functions.every((fn) => functions.neverRejects(fn) || givesSettling(fn, file)) ? undefined : 'await';
  return 'await';
}

/** By its key, or as a module of the same name gives it on: `@acme/shared/fs-extra#pathExists`. */
function isNeverRejecting(origin: string): boolean {
  return origin in neverRejecting || origin.slice(origin.lastIndexOf('/') + 1) in neverRejecting;
}

/** It returns promises that cannot reject, and nothing else. */
function givesSettling(fn: FunctionNode, file: FileContext): boolean {
  if (fn.async) return false;
  const given = fn.body.type === 'BlockStatement' ? [...nodesOutsideFunctions(fn.body)].flatMap((node) => (node.type === 'ReturnStatement' ? [node.argument] : [])) : [fn.body];
  return given.length > 0 && given.every((value) => value != null && isSettling(unwrapped(value), file));
}

/** `new Promise((resolve) => ...)`, `Promise.resolve(false)`, `work().then(use, ignore)`. */
function isSettling(value: Node, file: FileContext): boolean {
  if (value.type === 'NewExpression') return !executorRejects(value, file);
  if (value.type !== 'CallExpression') return false;
  const [result] = value.arguments;
  if (file.origins.originOf(value.callee) === 'global:Promise.resolve') return result === undefined || literalValue(result) !== undefined;
  const called = methodCall(value);
  return called !== undefined && isHandled(value, called.method, file);
}

/** `Promise.all(entries.map(read))` with a `read` that settles. */
function combinesSettling(call: TSESTree.CallExpression, origin: string | undefined, file: FileContext, functions: FunctionFacts): boolean {
  const [list] = call.arguments;
  const mapped = origin !== undefined && COMBINING.has(origin) && list !== undefined ? unwrapped(list) : undefined;
  const [callback] = mapped?.type === 'CallExpression' && methodCall(mapped)?.method === 'map' ? mapped.arguments : [];
  if (callback === undefined) return false;
  const found = functionsOf(file.bindings, callback);
  return found.complete && found.functions.length > 0 && found.functions.every((fn) => functions.neverRejects(fn) || givesSettling(fn, file));
}

const COMBINING = new Set(['global:Promise.all', 'global:Promise.race', 'global:Promise.any']);

/** `.catch(f)` and `.then(a, f)` with a handler of this file that does not throw. */
function isHandled(node: TSESTree.CallExpression, method: string, file: FileContext): boolean {
  const handler = method === 'catch' ? node.arguments[0] : method === 'then' ? node.arguments[1] : undefined;
  if (handler === undefined) return false;
  const { functions, complete } = functionsOf(file.bindings, handler);
  return complete && functions.every((fn) => !containsThrow(fn)) && (method === 'catch' || !mayThrow(node.arguments[0], file));
}

function mayThrow(handler: Node | undefined, file: FileContext): boolean {
  // `then(null, f)` passes the value on.
  if (handler === undefined || literalValue(handler) !== undefined) return false;
  const { functions, complete } = functionsOf(file.bindings, handler);
  return !complete || functions.some(containsThrow);
}

/** `new Promise(r => ...)` without a `reject` parameter and without a throw in the executor never rejects. */
function executorRejects(node: TSESTree.NewExpression, file: FileContext): boolean {
  const executor = executorOf(node, file);
  return executor === undefined || executor.params.length > 1 || executor.params[0]?.type === 'RestElement' || containsThrow(executor);
}

/** What can leave a handler: a `throw` of its own, or an `await`, which may reject. */
const THROWING_NODES = new Set<string>(['ThrowStatement', 'AwaitExpression']);

/** A cheap look before a graph is built, good enough for handlers. */
export const containsThrow = remembered((fn: FunctionNode) => someOwn(fn.body, ({ type }) => THROWING_NODES.has(type)));
