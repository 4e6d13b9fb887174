/** Calls that could be cancelled, in reach of a signal that they are not given. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Duration, SignalWay } from '../../../resources/cancellable.js';
import { calledFunctions } from '../../effects/calls.js';
import { givenSignal } from '../../effects/cancellable-calls.js';
import { enclosingFunction, isInside, memberName, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { CallOrNew } from './activity.js';
import { droppedOptions } from './dropped-options.js';
import { endsWithItsStream, isExcused } from './forwarding-excuses.js';
import { cancellableCalls, type CancellableCall, type SignalParts } from './operations.js';
import { isBefore, signalsInReach, type Reach } from './reach.js';

export interface DroppedSignal {
  readonly call: CallOrNew;
  /** The signal as code at the call would write it. */
  readonly signal: string;
  /** Where the signal comes into scope. */
  readonly from: Node;
  /** `absent`: no signal is given. `replaced`: a fresh deadline or controller stands in its place. */
  readonly fault: 'absent' | 'replaced';
  /** What stands in the signal's place. */
  readonly replacement: Node | undefined;
  readonly takes: SignalWay;
  /** The options object in the call that a signal can be added to. */
  readonly options: TSESTree.ObjectExpression | undefined;
  /** The name of options that are written elsewhere, and lack the signal. */
  readonly named: TSESTree.Identifier | undefined;
  readonly duration: Duration;
  /** The signal was certainly meant for this call; otherwise its purpose or its lifetime may be another. */
  readonly isMeant: boolean;
  /** Only the name of the function says that it takes a signal. */
  readonly isGuessed: boolean;
  /** The call is a timer, which takes no signal: the promise around it could listen to one. */
  readonly isTimer: boolean;
  /** The pattern that would have to take the signal out of a parameter first. */
  readonly untaken: TSESTree.ObjectPattern | undefined;
  /** The function has the signal for its own work, and gives it to other parts of that. */
  readonly isShared: boolean;
}

export function droppedSignals(parts: SignalParts): readonly DroppedSignal[] {
  const operations = [...cancellableCalls(parts)];
  // Where the whole of the options can be passed on, their signal goes with them.
  const options = droppedOptions(parts);
  return [...options, ...operations.flatMap((operation) => (options.some(({ call }) => call === operation.call) ? [] : (droppedBy(operation, parts) ?? [])))];
}

function droppedBy({ call, takes, duration, isGuessed, isTimer = false }: CancellableCall, parts: SignalParts): DroppedSignal | undefined {
  const { file } = parts;
  const home = enclosingFunction(call);
  if (home === undefined) return undefined;
  const given = givenSignal(call, takes, file);
  const isCallers = given.state === 'unknown' && givesCallersOptions(call, takes, home, file);
  if (given.state === 'unknown' && !isCallers) return undefined;
  const reach = signalsInReach(call, parts).find((candidate) => isCandidate(candidate, call, given.value, file) && (!isCallers || isMadeHere(candidate, home)));
  if (reach === undefined || isExcused(call, reach.text, file) || isStoppedByHand(call, reach) || endsWithItsStream(call, parts)) return undefined;
  if (isGuessed && seesItself(call, reach, file)) return undefined;
  return {
    call,
    signal: reach.text,
    from: reach.from,
    fault: given.state === 'given' ? 'replaced' : 'absent',
    replacement: given.value,
    takes,
    options: given.options,
    named: given.named,
    duration,
    isMeant: !isCallers && isMeantFor(call, reach, home),
    isGuessed,
    isTimer,
    untaken: reach.untaken,
    isShared: (reach.kind === 'parameter' || reach.kind === 'derived') && reach.uses.some((use) => !isInside(use, call) && isGiven(use)),
  };
}

/** The call gets the very options that the function was given: no signal that was made since can be among them. */
function givesCallersOptions(call: CallOrNew, takes: SignalWay, home: FunctionNode, file: FileContext): boolean {
  const position = takes.by === 'option' && takes.argument !== 'last' ? takes.argument : undefined;
  const options = position === undefined ? undefined : call.arguments[position];
  const variable = options?.type === 'Identifier' ? file.bindings.variableOf(options) : undefined;
  const name = variable?.defs[0]?.name;
  const type = options === undefined ? undefined : file.types.typeOf(options);
  if (type?.kind === 'key' && type.key === 'global:AbortController') return false;
  const isParameter = home.params.some((parameter) => name !== undefined && (parameter.type === 'AssignmentPattern' ? parameter.left : parameter) === name);
  return isParameter && variable?.references.every(({ identifier, init }) => init === true || !isChanged(identifier)) === true;
}

/** `init = {}`, `init.signal = signal`, `Object.assign(init, { signal })` */
function isChanged(name: Node): boolean {
  const { parent } = name;
  const target = parent?.type === 'MemberExpression' && parent.object === name ? parent : name;
  if (target.parent?.type === 'AssignmentExpression') return target.parent.left === target;
  return parent?.type === 'CallExpression' && methodCall(parent)?.method === 'assign' && parent.arguments[0] === name;
}

/** Made by this function, and given to other work of it. */
function isMadeHere(reach: Reach, home: FunctionNode): boolean {
  if (reach.home !== home) return false;
  if (reach.kind === 'derived') return reach.uses.some(isGiven);
  return reach.kind === 'controller' && reach.uses.some((use) => use.parent?.type === 'MemberExpression' && memberName(use.parent) === 'signal' && isGiven(use));
}

/** The function that is called knows the signal already: as a closure of where it comes from, or as a method of its owner. */
function seesItself(call: CallOrNew, reach: Reach, file: FileContext): boolean {
  if (methodCall(call)?.receiver.type === 'ThisExpression' && reach.kind === 'field') return true;
  const { functions } = call.type === 'CallExpression' ? calledFunctions(call, file) : { functions: [] };
  return functions.some((fn) => reach.home !== undefined && isInside(fn, reach.home));
}

/** `{ signal }`, `run(signal)`, `run(controller?.signal ?? options.signal)`. */
function isGiven(use: Node): boolean {
  let node = use;
  while (node.parent !== undefined && isPassedThrough(node, node.parent)) node = node.parent;
  const { parent } = node;
  return parent?.type === 'Property' ? parent.value === node : parent?.type === 'CallExpression' && parent.callee !== node;
}

/** What stands around an expression and has its value, or its signal. */
function isPassedThrough(node: Node, parent: Node): boolean {
  return parent.type === 'MemberExpression' ? parent.object === node : parent.type === 'ChainExpression' || parent.type === 'LogicalExpression';
}

/** The function listens to the signal itself, and nobody waits for the call: its handle is ended by the listener. */
function isStoppedByHand(call: Node, reach: Reach): boolean {
  const waitsHere = call.parent?.type === 'AwaitExpression' || call.parent?.type === 'ReturnStatement';
  return !waitsHere && reach.uses.some((use) => isListenedTo(use));
}

function isListenedTo(use: Node): boolean {
  const member = use.parent?.type === 'MemberExpression' && memberName(use.parent) === 'signal' ? use.parent.parent : use.parent;
  return member?.type === 'MemberExpression' && (memberName(member) === 'addEventListener' || memberName(member) === 'onabort');
}

/** The signal is in scope before the call, and is not what the call is given. */
function isCandidate(reach: Reach, call: Node, given: Node | undefined, file: FileContext): boolean {
  if (!isBefore(reach, call) || reach.text.startsWith('_')) return false;
  return given === undefined || (reach.kind === 'parameter' && isReplacement(given, reach, file));
}

/** A deadline or a controller that knows nothing of the signal in whose place it stands. */
function isReplacement(given: Node, reach: Reach, file: FileContext): boolean {
  const source = freshSource(given, file);
  return source !== undefined && !reach.uses.some((use) => isHandedOn(use));
}

/** `AbortSignal.timeout(ms)` or the signal of a controller made here, directly or by name. */
function freshSource(given: Node, file: FileContext, depth = 0): Node | undefined {
  const node = unwrapped(given);
  if (depth > 4) return undefined;
  if (node.type === 'CallExpression') return file.origins.originOf(node.callee) === 'global:AbortSignal.timeout' ? node : undefined;
  if (node.type === 'NewExpression') return file.origins.originOf(node.callee) === 'global:AbortController' ? node : undefined;
  if (node.type === 'MemberExpression') return memberName(node) === 'signal' ? freshSource(node.object, file, depth + 1) : undefined;
  const value = file.bindings.writtenTo(node)?.value;
  return value === undefined ? undefined : freshSource(value, file, depth + 1);
}

/** The signal does something here: it is listened to, combined, or passed to somebody who may link it. */
function isHandedOn(use: Node): boolean {
  let node = use;
  for (let parent = wrappingParent(node); parent !== undefined; node = parent, parent = wrappingParent(node)) {
    if (parent.type === 'MemberExpression' && parent.object === node) {
      const name = memberName(parent);
      if (name === 'addEventListener' || name === 'onabort') return true;
      if (name === 'aborted' || name === 'throwIfAborted' || name === 'reason') return false;
      continue;
    }
    return parent.type !== 'ExpressionStatement' && parent.type !== 'IfStatement' && parent.type !== 'UnaryExpression';
  }
  return false;
}

/**
 * A caller's signal is meant for everything that the function does itself. A context, a field or a controller is meant
 * where the same function uses it for other work, and a signal of an outer function where the inner one runs at once.
 */
function isMeantFor(call: CallOrNew, reach: Reach, home: FunctionNode): boolean {
  if (reach.kind === 'controller') return reach.uses.length > 0 && !reach.uses.some((use) => use.parent?.type === 'MemberExpression' && memberName(use.parent) === 'signal') && isNear(home, reach.home) && reach.uses.every(isOwnUse);
  if (reach.kind === 'field' || reach.kind === 'context') return reach.uses.some((use) => isInside(use, home) && isHandedOn(use) && !isInside(use, call) && (reach.kind === 'field' || isSignalRead(use, reach)));
  return isNear(home, reach.home);
}

/** `request.signal`, and not only `request.url`: that something carries a signal by the way binds nobody. */
function isSignalRead(use: Node, { text }: Reach): boolean {
  const signal = text.slice(text.lastIndexOf('.') + 1);
  let member = use.parent;
  while (member?.type === 'MemberExpression' && memberName(member) !== signal) member = member.parent;
  return member?.type === 'MemberExpression';
}

/** `controller.abort()`: nothing here hands the controller to anybody else. */
function isOwnUse(use: Node): boolean {
  return use.parent?.type === 'MemberExpression' && use.parent.object === use;
}

const LATER = new Set(['on', 'once', 'addListener', 'addEventListener', 'setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame', 'subscribe', 'use', 'get', 'post', 'defer', 'watch', 'effect']);

/** Every function between the call and the signal runs as part of the one that has the signal. */
function isNear(inner: FunctionNode, outer: FunctionNode | undefined): boolean {
  for (let fn: FunctionNode | undefined = inner; fn !== outer; fn = enclosingFunction(fn)) {
    const parent = fn === undefined ? undefined : wrappingParent(fn);
    if (fn === undefined || parent === undefined) return false;
    const isCallback = (parent.type === 'CallExpression' || parent.type === 'NewExpression') && !LATER.has(calleeWord(parent));
    const isNamed = fn.id !== null || parent.type === 'VariableDeclarator';
    if (!isCallback && !isNamed) return false;
  }
  return true;
}

function calleeWord(call: TSESTree.CallExpression | TSESTree.NewExpression): string {
  const callee = unwrapped(call.callee);
  return callee.type === 'Identifier' ? callee.name : (methodCall(call)?.method ?? '');
}
