/** Calls that could be cancelled, in reach of a signal that they are not given. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type { CancellableOperation, Duration, SignalWay } from '../../../resources/cancellable.js';
import { givenSignal, isCarried, operationOf, type OperationIndex } from '../../effects/cancellable-calls.js';
import { calledFunctions } from '../../effects/calls.js';
import { checkedWay, parameterWay } from '../../effects/signal-parameters.js';
import type { SignalAccess, Signals } from '../../effects/signals.js';
import { enclosingFunction, isFunction, isInside, memberName, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Activity, CallOrNew } from './activity.js';
import { isExcused } from './forwarding-excuses.js';
import { fieldSignals } from './signal-fields.js';

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
  readonly duration: Duration;
  /** The signal was certainly meant for this call; otherwise its purpose or its lifetime may be another. */
  readonly isMeant: boolean;
  /** Only the name of the function says that it takes a signal. */
  readonly isGuessed: boolean;
}

export interface SignalParts {
  readonly file: FileContext;
  readonly activity: Activity;
  readonly operations: OperationIndex;
  readonly signals: Signals;
}

/** A signal in reach of a call, and what it is known by. */
interface Reach {
  readonly text: string;
  readonly from: Node;
  readonly kind: SignalAccess['kind'] | 'field';
  /** The function in which the signal has its name; undefined for a module's. */
  readonly home: FunctionNode | undefined;
  readonly uses: readonly Node[];
}

export function droppedSignals(parts: SignalParts): readonly DroppedSignal[] {
  const { file, activity } = parts;
  if (!/signal|AbortController/iu.test(file.sourceCode.text)) return [];
  const found: DroppedSignal[] = [];
  for (const calls of activity.calls.values()) {
    for (const call of calls) {
      const dropped = droppedBy(call, parts);
      if (dropped !== undefined) found.push(dropped);
    }
  }
  return found;
}

function droppedBy(call: CallOrNew, parts: SignalParts): DroppedSignal | undefined {
  const { file } = parts;
  const home = enclosingFunction(call);
  if (home === undefined) return undefined;
  const operation = operationOf(call, parts.operations, file) ?? ownOperation(call, parts) ?? foreignOperation(call, parts);
  if (operation === undefined || isCarriedHere(call, operation, file)) return undefined;
  const given = givenSignal(call, operation.takes, file);
  if (given.state === 'unknown') return undefined;
  const reach = signalsInReach(call, parts).find((candidate) => isCandidate(candidate, call, given.value, file));
  if (reach === undefined || isExcused(call, reach.text, file) || isStoppedByHand(call, reach)) return undefined;
  const { takes, duration } = operation;
  return {
    call,
    signal: reach.text,
    from: reach.from,
    fault: given.state === 'given' ? 'replaced' : 'absent',
    replacement: given.value,
    takes,
    options: given.options,
    duration,
    isMeant: isMeantFor(call, reach, home),
    isGuessed: 'isGuessed' in operation,
  };
}

function isCarriedHere(call: CallOrNew, operation: CancellableOperation | OwnOperation, file: FileContext): boolean {
  return 'source' in operation && isCarried(call, operation, file);
}

/** A function of this file that takes a signal. */
interface OwnOperation {
  readonly takes: SignalWay;
  readonly duration: Duration;
}

function ownOperation(call: CallOrNew, { file, signals }: SignalParts): OwnOperation | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const { functions, complete } = calledFunctions(call, file);
  const [fn] = functions;
  if (!complete || functions.length !== 1 || fn === undefined || isInside(call, fn)) return undefined;
  const takes = parameterWay(fn, file, signals);
  return takes === undefined ? undefined : { takes, duration: 'unbounded' };
}

/** A function of another file: its type decides, and where there is none its name is all that there is. */
function foreignOperation(call: CallOrNew, parts: SignalParts): ReturnType<typeof likelyOperation> | OwnOperation {
  const { file } = parts;
  const isPlatforms = file.origins.originOf(call.callee)?.startsWith('global:') === true;
  if (file.checker === undefined || isPlatforms || !hasSignalInReach(call, parts)) return likelyOperation(call, file);
  const takes = checkedWay(call, file);
  if (takes === undefined) return likelyOperation(call, file);
  return takes === 'none' ? undefined : { takes, duration: 'unbounded' };
}

/** Some signal can be written at the call, whatever its purpose. */
export function hasSignalInReach(call: Node, parts: SignalParts): boolean {
  return signalsInReach(call, parts).some((reach) => isCandidate(reach, call, undefined, parts.file));
}

const WAITING_VERB = /^(?:fetch|download|upload|request|execute|poll|stream|wait|sleep|delay|pause|retry|backoff|generate)(?:$|[A-Z_])/u;

/** An awaited call whose name says that it waits for somebody, and whose arguments are written out. */
function likelyOperation(call: CallOrNew, file: FileContext): (OwnOperation & { readonly isGuessed: true }) | undefined {
  const isAwaited = call.parent.type === 'AwaitExpression' || call.parent.type === 'ReturnStatement';
  const isWrittenOut = call.arguments.every((argument) => !/signal|abort|\.\.\.|\b(?:opt(?:ion)?s|init|ctx|context|config|request|req)\b/iu.test(file.sourceCode.getText(argument)));
  if (call.type !== 'CallExpression' || !isAwaited || !isWrittenOut || !WAITING_VERB.test(calleeWord(call))) return undefined;
  return { takes: { by: 'option', argument: call.arguments.length, properties: ['signal'] }, duration: 'unbounded', isGuessed: true };
}

/** The signals whose names can be used at the call, the likeliest first. */
function signalsInReach(call: Node, { file, signals, activity }: SignalParts): readonly Reach[] {
  const found: Reach[] = [];
  for (let scope: TSESLint.Scope.Scope | null = scopeOf(call, file); scope !== null && scope.type !== 'global'; scope = scope.upper) {
    for (const variable of scope.variables) {
      const access = signals.of(variable);
      const name = variable.defs[0]?.name;
      if (access === undefined || name === undefined) continue;
      const uses = variable.references.filter((reference) => reference.init !== true).map((reference) => reference.identifier);
      const text = [variable.name, ...access.path].join('.');
      found.push({ text, from: name, kind: access.kind, home: enclosingFunction(name) ?? functionOf(name), uses });
    }
  }
  found.push(...fieldSignals(call, file, activity).map((field): Reach => ({ ...field, kind: 'field', home: enclosingFunction(call) })));
  return found.sort((a, b) => RANKS.indexOf(a.kind) - RANKS.indexOf(b.kind) || b.from.range[0] - a.from.range[0]);
}

/** What was derived here for this work comes first, what may have another purpose last. */
const RANKS: readonly Reach['kind'][] = ['derived', 'parameter', 'context', 'field', 'controller'];

/** A parameter's own function. */
function functionOf(name: Node): FunctionNode | undefined {
  for (let at: Node | undefined = name.parent; at !== undefined && at.type !== 'Program'; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}

function scopeOf(node: Node, file: FileContext): TSESLint.Scope.Scope | null {
  for (let at = node; ; at = at.parent) {
    const scope = file.sourceCode.scopeManager?.acquire(at, true) ?? null;
    if (scope !== null) return scope;
    if (at.type === 'Program') return null;
  }
  return null;
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
  if (isInside(reach.from, call)) return false;
  const isLocal = reach.kind === 'derived' || reach.kind === 'controller';
  if (isLocal && reach.from.range[0] > call.range[0]) return false;
  return given === undefined || (!isLocal && reach.kind === 'parameter' && isReplacement(given, reach, file));
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
  if (node.type !== 'Identifier') return undefined;
  const variable = file.bindings.variableOf(node);
  const value = variable === undefined ? undefined : file.bindings.soleValue(variable)?.value;
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
  if (reach.kind === 'field' || reach.kind === 'context') return reach.uses.some((use) => isInside(use, home) && isHandedOn(use) && !isInside(use, call));
  return isNear(home, reach.home);
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
