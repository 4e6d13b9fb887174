/**
 * Functions that start themselves again: through a timer that nobody keeps, through a timer that is kept but set again
 * behind the back of whoever cleared it, or by calling themselves.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { cleanupWords } from '../../../resources/failures.js';
import { calledFunctions, ownMethod } from '../../effects/calls.js';
import { isPageCode } from '../../effects/pages.js';
import { writtenName } from '../../effects/place.js';
import { isUnavoidable } from '../../obligations/unavoidable.js';
import { ancestors, enclosingFunction, isCallOrNew, isDropped, isFunction, isInside, methodCall, selfAndAncestors, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { someOwn } from '../../syntax/walk.js';
import { firstWord, functionName, lastName } from '../../syntax/words.js';
import type { CallOrNew } from './activity.js';
import { knownDelay } from '../owners/delays.js';
import { launchesOf, startOf } from './launches.js';
import type { TaskParts } from './unstoppable-loops.js';

export interface Rescheduling {
  readonly kind: 'timer' | 'recursion' | 'rearmed';
  /** The call that starts the function again. */
  readonly node: Node;
  readonly task: string | undefined;
  /** Where the handle of a timer that is set again is cleared, and its name. */
  readonly cleared: { readonly node: Node; readonly handle: string } | undefined;
  /** Only module code starts it, or it is a job for the life of the process or page. */
  readonly isEntryPoint: boolean;
}

/** One-shot schedulers, by origin. Repeating ones need no rescheduling. */
const SCHEDULERS: ReadonlyMap<string, string> = new Map([
  ['setTimeout', 'clearTimeout'],
  ['setImmediate', 'clearImmediate'],
  ['requestAnimationFrame', 'cancelAnimationFrame'],
  ['requestIdleCallback', 'cancelIdleCallback'],
  ['queueMicrotask', ''],
  ['nextTick', ''],
]);
const ORIGIN = /^(?:global:(?:process\.)?|node:timers#|node:process#)\w+$/u;

export function reschedulings(parts: TaskParts): readonly Rescheduling[] {
  return [...timersOf(parts), ...recursionsOf(parts)];
}

function* timersOf(parts: TaskParts): Generator<Rescheduling> {
  const { file, activity } = parts;
  for (const [name, clear] of SCHEDULERS) {
    for (const call of activity.calls.get(name) ?? []) {
      const origin = file.origins.originOf(call.callee);
      const [callback] = call.arguments;
      if (call.type !== 'CallExpression' || callback === undefined || origin === undefined || !ORIGIN.test(origin)) continue;
      const started = functionsStartedBy(callback, file);
      const fn = started.find((one) => one !== callback && isInside(call, one)) ?? started.flatMap((one) => functionsAlwaysRunBy(one, parts)).find((one) => isInside(call, one));
      const kept = keptIn(call);
      if (fn === undefined || isGenerator(fn) || kept === 'elsewhere') continue;
      const certain = isCertain(call, fn, parts);
      if (!certain && (kept === undefined || asksForState(call, fn, file))) continue;
      if (kept === undefined) yield jobOf(call, fn, parts);
      else yield* rearmed({ call, fn, target: kept, clear, certain }, parts);
    }
  }
}

function jobOf(call: TSESTree.CallExpression, fn: FunctionNode, parts: TaskParts): Rescheduling {
  const { task, isEntryPoint } = taskOf(fn, parts);
  return { kind: 'timer', node: call, cleared: undefined, task, isEntryPoint: isEntryPoint || (!isOfInstance(fn) && isPlanned(call, parts)) };
}

/** It stands in a class, an executor, an effect, a listener: there may be several, and each has an end. */
function isOfInstance(fn: FunctionNode): boolean {
  for (const at of selfAndAncestors(fn)) {
    if (at.type === 'ClassBody') return true;
    const taker = isFunction(at) ? wrappingParent(at) : undefined;
    if (taker !== undefined && isCallOrNew(taker) && taker.callee !== at) return true;
  }
  return false;
}

/** It comes back after a long while, or is there for as long as the page. */
function isPlanned({ arguments: [, delay] }: TSESTree.CallExpression, { file }: TaskParts): boolean {
  return (delay !== undefined && (knownDelay(delay, file.bindings) ?? 0) >= JOB) || isPageCode(file);
}

/** Milliseconds between the turns of what is meant to go on: a refresh, a clean-up, a look for updates. */
const JOB = 10_000;

/** The functions that run when a callback runs: the callback itself, or what it does nothing but call. */
function functionsStartedBy(callback: Node, file: FileContext): readonly FunctionNode[] {
  const node = unwrapped(callback);
  if (isFunction(node)) return node.body.type === 'BlockStatement' ? node.body.body.flatMap((statement) => functionsCalledBy(statement, file)) : functionsCalledBy(node.body, file);
  const bound = methodCall(node);
  const target = bound?.method === 'bind' ? unwrapped(bound.receiver) : node;
  if (target.type === 'MemberExpression') {
    const method = target.object.type === 'ThisExpression' ? ownMethod(target) : undefined;
    return method === undefined ? [] : [method];
  }
  return functionsOf(file.bindings, target).functions;
}

/** What a function calls in a statement of its own, on every way: `poll(); again();`. */
function functionsAlwaysRunBy(fn: FunctionNode, { file, bodies }: TaskParts): readonly FunctionNode[] {
  if (fn.body.type !== 'BlockStatement') return [];
  return fn.body.body.flatMap((statement) => {
    const call = statement.type === 'ExpressionStatement' ? unwrapped(statement.expression) : undefined;
    if (call?.type !== 'CallExpression') return [];
    const { functions } = calledFunctions(call, file);
    return functions.length === 1 && isUnavoidable(bodies.bodyOf(fn).graph, call) ? functions : [];
  });
}

function functionsCalledBy(statement: Node, file: FileContext): readonly FunctionNode[] {
  let node = statement;
  for (;;) {
    switch (node.type) {
      case 'ExpressionStatement':
        node = node.expression;
        break;
      case 'UnaryExpression':
      case 'AwaitExpression':
      case 'ReturnStatement':
        if (node.argument === null) return [];
        node = node.argument;
        break;
      case 'ChainExpression':
        node = node.expression;
        break;
      case 'CallExpression': {
        const chained = methodCall(node);
        if (chained !== undefined && /^(?:then|catch|finally)$/u.test(chained.method)) node = chained.receiver;
        else return calledFunctions(node, file).functions;
        break;
      }
      default:
        return [];
    }
  }
}

function isGenerator(fn: FunctionNode): boolean {
  return fn.type !== 'ArrowFunctionExpression' && fn.generator;
}

/** Every run of `fn` comes to `node`: nothing on the way decides, in `fn` and in the handlers of its promises. */
function isCertain(node: Node, fn: FunctionNode, { bodies }: TaskParts): boolean {
  let step = node;
  for (let inner = enclosingFunction(step); inner !== undefined; inner = enclosingFunction(step)) {
    if (!isUnavoidable(bodies.bodyOf(inner).graph, step)) return false;
    if (inner === fn) return true;
    const handled = wrappingParent(inner);
    const method = handled === undefined ? undefined : methodCall(handled)?.method;
    if (handled === undefined || (method !== 'then' && method !== 'finally') || handled.type !== 'CallExpression' || handled.arguments[0] !== inner) return false;
    if (method === 'then' && endsOnRejection(handled)) return false;
    step = handled;
  }
  return false;
}

/** `work().then(again).catch(close)`: whoever answers a rejection with cleanup has thought of an end. */
function endsOnRejection(handled: TSESTree.CallExpression): boolean {
  const outer = handled.parent.type === 'MemberExpression' ? wrappingParent(handled.parent) : undefined;
  const handler = handled.arguments[1] ?? (outer?.type === 'CallExpression' && methodCall(outer)?.method === 'catch' ? outer.arguments[0] : undefined);
  return isFunction(handler) && someOwn(handler.body, (node) => node.type === 'CallExpression' && cleanupWords.includes(firstWord(lastName(node.callee))));
}

/** A test between the start of `fn` and the call asks for more than what the turn itself has brought: perhaps for the stop. */
function asksForState(call: Node, fn: FunctionNode, file: FileContext): boolean {
  for (const at of ancestors(call)) {
    const tests = at.type === 'BlockStatement' ? at.body.filter((statement) => statement.range[1] <= call.range[0]).flatMap(testsOf) : testsOf(at);
    if (tests.some((test) => someOwn(test, (node) => isOuter(node, fn, file)))) return true;
    if (at === fn) return false;
  }
  return true;
}

function testsOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
      return [node.test];
    case 'LogicalExpression':
      return [node.left];
    case 'SwitchStatement':
      return [node.discriminant];
    default:
      return [];
  }
}

/** A field, a call, or a variable from outside of the function. */
function isOuter(node: Node, fn: FunctionNode, file: FileContext): boolean {
  if (node.type === 'ThisExpression' || node.type === 'CallExpression') return true;
  const variable = node.type === 'Identifier' ? file.bindings.variableOf(node) : undefined;
  const [definition] = variable?.defs ?? [];
  return definition !== undefined && !isInside(definition.name, fn);
}

/** The target that keeps a timer's handle: undefined where it is thrown away, `elsewhere` where it leaves this code. */
function keptIn(call: TSESTree.CallExpression): Node | 'elsewhere' | undefined {
  const parent = wrappingParent(call);
  if (isDropped(call)) return undefined;
  if (parent?.type === 'ArrowFunctionExpression' && parent.body === call) return undefined;
  if (parent?.type === 'AssignmentExpression' && parent.operator === '=' && isDropped(parent)) return parent.left;
  return 'elsewhere';
}

/** A timer that its own callback sets again, with the handle in a place that others can clear. */
interface KeptTimer {
  readonly call: TSESTree.CallExpression;
  readonly fn: FunctionNode;
  readonly target: Node;
  readonly clear: string;
  /** Every turn sets it again. */
  readonly certain: boolean;
}

/** A clear that comes while the function waits clears a timer that has already fired; the function then sets the next one. */
function* rearmed({ call, fn, target, clear, certain }: KeptTimer, parts: TaskParts): Generator<Rescheduling> {
  const handle = writtenName(target);
  if (handle === undefined || clear === '' || !waitsBefore(call, fn, parts)) return;
  const clears = (parts.activity.calls.get(clear) ?? []).filter((other) => other.arguments[0] !== undefined && writtenName(other.arguments[0]) === handle && !isInside(other, fn));
  // Where only some turns set the timer again, it has to be the end that clears it, and not another start.
  const cleared = certain ? clears[0] : clears.find((other) => cleanupWords.includes(firstWord(functionName(enclosingFunction(other)))));
  if (cleared !== undefined) yield { kind: 'rearmed', node: call, cleared: { node: cleared, handle }, ...taskOf(fn, parts) };
}

function waitsBefore(call: Node, fn: FunctionNode, { bodies }: TaskParts): boolean {
  if (enclosingFunction(call) !== fn) return true;
  return bodies.bodyOf(fn).graph.blocks.some((block) => block.steps.some((step) => step.kind === 'evaluate' && step.node.type === 'AwaitExpression' && step.node.range[1] <= call.range[0]));
}

/** Async functions that call themselves, or hand themselves to their own promise, on every path. */
function* recursionsOf(parts: TaskParts): Generator<Rescheduling> {
  const names = functionNames(parts.file);
  for (const [name, calls] of parts.activity.calls) {
    if (!names.has(name) && name !== 'then' && name !== 'finally') continue;
    for (const call of calls) {
      const fn = call.type === 'CallExpression' ? repeatedBy(call, name, parts.file) : undefined;
      if (fn !== undefined && !isGenerator(fn) && isCertain(call, fn, parts)) yield { kind: 'recursion', node: call, cleared: undefined, ...taskOf(fn, parts) };
    }
  }
}

function functionNames({ sourceCode }: FileContext): ReadonlySet<string | undefined> {
  const scopes = sourceCode.scopeManager?.scopes ?? [];
  return new Set(scopes.map(({ type, block }) => (type === 'function' && isFunction(block) ? functionName(block) : undefined)));
}

function repeatedBy(call: TSESTree.CallExpression, name: string, file: FileContext): FunctionNode | undefined {
  const inner = enclosingFunction(call);
  if (inner === undefined) return undefined;
  if (name === 'then' || name === 'finally') return handedOver(call, inner, file);
  const outer = isHandler(inner) ? enclosingFunction(inner) : undefined;
  const fn = functionName(inner) === name && inner.async ? inner : outer !== undefined && functionName(outer) === name ? outer : undefined;
  return fn !== undefined && isOwnCall(call, fn, file) ? fn : undefined;
}

function isHandler(fn: FunctionNode): boolean {
  const call = wrappingParent(fn);
  const method = call === undefined ? undefined : methodCall(call)?.method;
  return method === 'then' || method === 'finally';
}

/** `work().then(poll)` inside `poll`. */
function handedOver(call: CallOrNew, inner: FunctionNode, file: FileContext): FunctionNode | undefined {
  const [handler] = call.arguments;
  return handler?.type === 'Identifier' && functionsOf(file.bindings, handler).functions.includes(inner) ? inner : undefined;
}

function isOwnCall(call: TSESTree.CallExpression, fn: FunctionNode, file: FileContext): boolean {
  return calledFunctions(call, file).functions.includes(fn);
}

function taskOf(fn: FunctionNode, { file, activity }: TaskParts): Pick<Rescheduling, 'task' | 'isEntryPoint'> {
  const launches = launchesOf(fn, file, activity).filter((launch) => !isInside(launch.node, fn));
  return { task: functionName(fn), isEntryPoint: startOf(launches).isEntryPoint };
}
