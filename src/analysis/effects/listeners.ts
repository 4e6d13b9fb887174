/**
 * Registrations and removals of listeners, read from calls.
 *
 * Not modelled: events and functions that are given as a map (`on({ click: f })`), and delegation (`on(event, selector,
 * f)`). Such a call is no registration.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { addingFunctions, hiddenListeners, listenerHosts } from '../../resources/listeners.js';
import type { ListenerAdd, ListenerHost, ListenerRemove } from '../../resources/spec.js';
import { definitionName, isDropped, isFunction, literalValue, memberName, methodCall, unwrapped, wrappingParent, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { promiseOfExecutor } from '../syntax/promises.js';
import { valueOf } from './acquire.js';
import { eventOf, identityOf, isMadeOnTheSpot, UNKNOWN_LISTENER, type ListenerIdentity } from './listener-key.js';
import { isMethodOfGlobal, type Places } from './place.js';

type Call = TSESTree.CallExpression;

interface ListenerKey {
  readonly host: string;
  readonly target: Node;
  /** Undefined: any event. */
  readonly event: string | undefined;
  readonly listener: ListenerIdentity;
  /** Undefined where it is not known. */
  readonly capture: boolean | undefined;
}

export interface Registration extends ListenerKey {
  readonly node: Call | TSESTree.AssignmentExpression;
  /** The expression of the function. */
  readonly callback: Node;
  /** It is taken off when it has been called. */
  readonly once: boolean;
  /** The same function added twice is called twice. */
  readonly addsTwice: boolean;
  /** A signal ends it, or an option that is not visible may. */
  readonly isExcused: boolean;
}

export interface Removal extends ListenerKey {
  readonly node: Call | TSESTree.AssignmentExpression;
  /** It removes whatever function there is. */
  readonly isForAll: boolean;
}

const adds = new Map<string, readonly (readonly [ListenerHost, ListenerAdd])[]>();
const removes = new Map<string, readonly (readonly [ListenerHost, ListenerRemove])[]>();
for (const host of listenerHosts) {
  for (const add of host.add) adds.set(add.method, [...(adds.get(add.method) ?? []), [host, add]]);
  for (const remove of host.remove) removes.set(remove.method, [...(removes.get(remove.method) ?? []), [host, remove]]);
}
const hidden = new Map(hiddenListeners.map((one) => [one.method, one]));

/** Names of methods that add or remove listeners: what the collector looks for. */
export const listenerMethods: ReadonlySet<string> = new Set([...adds.keys(), ...removes.keys(), ...hidden.keys(), ...Object.keys(addingFunctions).map((key) => key.slice(key.indexOf('#') + 1))]);

export function registrationOf(node: Call, file: FileContext, places: Places): Registration | undefined {
  const called = methodCall(node) ?? calledBare(node, file);
  if (called === undefined) return addedByFunction(node, file, places);
  const target = targetUnder(called.receiver);
  for (const [host, add] of adds.get(called.method) ?? []) {
    const callback = node.arguments[add.listener];
    if (!fits(node, add) || callback === undefined || !mayBeFunction(callback)) continue;
    const event = add.event === undefined ? (add.named ?? 'change') : eventOf(node.arguments[add.event], file);
    const options = host.options === undefined ? NO_OPTIONS : optionsOf(node.arguments[host.options], file);
    const isKept = !isResultUnused(node, host, file);
    const listener = identityOf(callback, file, places);
    return {
      host: host.id, node, target, event, listener, callback,
      capture: options.capture,
      once: add.once || options.once,
      addsTwice: host.addsTwice || isMadeOnTheSpot(listener),
      isExcused: options.isExcused || isKept,
    };
  }
  return hiddenRegistration(node, called.method, target, file, places);
}

/** `addAbortListener(signal, f);`: what it returns is dropped. */
function addedByFunction(node: Call, file: FileContext, places: Places): Registration | undefined {
  const [target, callback] = node.arguments;
  const row = callback === undefined || !isDropped(node) ? undefined : addingFunctions[file.origins.originOf(node.callee) ?? ''];
  if (row === undefined || target === undefined || callback === undefined) return undefined;
  return { host: 'EventTarget', node, target, event: row.event, listener: identityOf(callback, file, places), callback, capture: false, once: true, addsTwice: true, isExcused: false };
}

/** `server.listen(port, f)`: the last argument is a listener. */
function hiddenRegistration(node: Call, method: string, target: Node, file: FileContext, places: Places): Registration | undefined {
  const row = hidden.get(method);
  const callback = node.arguments.at(-1);
  if (row === undefined || callback === undefined || node.arguments.length < row.minArguments) return undefined;
  const listener = identityOf(callback, file, places);
  if (listener.kind !== 'made' || !isFunction(listener.node) || !isResultUnused(node, undefined, file)) return undefined;
  if (file.origins.originOf(target)?.startsWith('global:') === true) return undefined;
  return { host: 'EventEmitter', node, target, event: row.event, listener, callback, capture: false, once: true, addsTwice: true, isExcused: false };
}

export function removalOf(node: Call, file: FileContext, places: Places): Removal | undefined {
  const called = methodCall(node) ?? calledBare(node, file);
  const [row] = called === undefined ? [] : (removes.get(called.method) ?? []).filter(([, remove]) => fits(node, remove));
  if (called === undefined || row === undefined) return undefined;
  const [host, remove] = row;
  const given = remove.listener === undefined ? undefined : node.arguments[remove.listener];
  const event = remove.event === undefined ? 'change' : eventOf(node.arguments[remove.event], file);
  return {
    host: host.id, node, target: targetUnder(called.receiver), event,
    listener: given === undefined ? UNKNOWN_LISTENER : identityOf(given, file, places),
    capture: host.options === undefined ? false : optionsOf(node.arguments[host.options], file).capture,
    isForAll: given === undefined,
  };
}

/** `signal.onabort = f` adds, `signal.onabort = null` removes. */
export function assignedListener(node: TSESTree.AssignmentExpression, file: FileContext, places: Places): Registration | Removal | undefined {
  const left = unwrapped(node.left);
  const name = left.type === 'MemberExpression' ? memberName(left) : undefined;
  if (left.type !== 'MemberExpression' || name === undefined || node.operator !== '=') return undefined;
  const key = { host: 'property', node, target: left.object, event: name, capture: false } as const;
  if (!isFunction(unwrapped(node.right)) && literalValue(node.right) !== undefined) return { ...key, listener: UNKNOWN_LISTENER, isForAll: true };
  return { ...key, listener: identityOf(node.right, file, places), callback: node.right, once: false, addsTwice: false, isExcused: false };
}

/** `addEventListener('online', f)`: a method of the global object, which its name stands for. */
function calledBare({ callee }: Call, file: FileContext): { readonly receiver: TSESTree.Expression; readonly method: string } | undefined {
  if (callee.type !== 'Identifier' || !isMethodOfGlobal(callee) || file.origins.originOf(callee) !== `global:${callee.name}`) return undefined;
  return { receiver: callee, method: callee.name };
}

/** A host whose methods name no event takes the function alone. */
function fits(node: Call, row: { readonly event?: number }): boolean {
  return !node.arguments.some((argument) => argument.type === 'SpreadElement') && (row.event !== undefined || node.arguments.length === 1);
}

function mayBeFunction(argument: Node): boolean {
  const node = unwrapped(argument);
  return isFunction(node) || node.type === 'ThisExpression' || node.type === 'Identifier' || node.type === 'MemberExpression' || node.type === 'CallExpression' || node.type === 'AssignmentExpression';
}

/** `socket` of `socket.on(...).once(...)`: fluent calls give their receiver. */
function targetUnder(receiver: Node): Node {
  let node = unwrapped(receiver);
  for (let called = methodCall(node); called !== undefined && isFluent(called.method); called = methodCall(node)) node = unwrapped(called.receiver);
  return node;
}

function isFluent(method: string): boolean {
  return adds.has(method) || removes.has(method);
}

/** The result goes nowhere but into further registrations on the same target. An EventTarget has none to give. */
function isResultUnused(node: Call, host: ListenerHost | undefined, file: FileContext): boolean {
  let at: Node = node;
  for (;;) {
    if (isDropped(at)) return true;
    const parent = wrappingParent(at);
    if (parent?.type === 'ArrowFunctionExpression') return host?.options !== undefined || promiseOfExecutor(parent, file) !== undefined;
    if (parent?.type === 'LogicalExpression' || parent?.type === 'ConditionalExpression') at = parent;
    else if (parent?.type === 'MemberExpression' && parent.parent.type === 'CallExpression' && isFluent(memberName(parent) ?? '')) at = parent.parent;
    else return false;
  }
}

interface ListenerOptions {
  readonly capture: boolean | undefined;
  readonly once: boolean;
  readonly isExcused: boolean;
}

const NO_OPTIONS: ListenerOptions = { capture: false, once: false, isExcused: false };

/** https://dom.spec.whatwg.org/#dictdef-addeventlisteneroptions */
function optionsOf(argument: Node | undefined, file: FileContext): ListenerOptions {
  if (argument === undefined) return NO_OPTIONS;
  const literal = literalValue(argument);
  if (literal !== undefined) return { ...NO_OPTIONS, capture: Boolean(literal.value) };
  const value = valueOf(argument, file);
  if (value?.type !== 'ObjectExpression') return { capture: undefined, once: false, isExcused: true };
  let options = NO_OPTIONS;
  for (const property of value.properties) {
    const name = property.type === 'Property' ? definitionName(property) : undefined;
    const given = property.type === 'Property' ? literalValue(property.value)?.value : undefined;
    if (property.type === 'SpreadElement') options = { ...options, capture: undefined, isExcused: true };
    else if (name === 'capture') options = { ...options, capture: typeof given === 'boolean' ? given : undefined };
    else if (name === 'once') options = { ...options, once: given !== false };
    else if (name === 'signal') options = { ...options, isExcused: literalValue(property.value) === undefined };
  }
  return options;
}
