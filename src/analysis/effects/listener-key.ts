/**
 * The key under which a host knows a listener: target, event, function, capture (https://dom.spec.whatwg.org/#concept-event-listener).
 *
 * A function is known by where it is made, by the variable or the place that keeps it, or not at all.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunction, literalValue, methodCall, unwrapped, type Node } from '../syntax/ast.js';
import type { Variable } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';
import { isTemporary, rootOfPlace, writtenName, type Place, type Places } from './place.js';

export type ListenerIdentity =
  /** The value that one evaluation of `node` makes. `isShared`: a name keeps it, so that it can be given again. */
  | { readonly kind: 'made'; readonly node: Node; readonly isShared: boolean }
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'place'; readonly place: Place }
  /** A variable that nothing is ever assigned to: undefined, which no host knows as a listener. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown' };

export const UNKNOWN_LISTENER: ListenerIdentity = { kind: 'unknown' };

/** An event by its name, or by the constant that stands for it; undefined where it is not known. */
export function eventOf(expression: Node | undefined, file: FileContext): string | undefined {
  if (expression === undefined) return undefined;
  const node = unwrapped(expression);
  const literal = literalValue(node);
  if (literal !== undefined) return typeof literal.value === 'string' ? literal.value : undefined;
  if (node.type === 'MemberExpression') return writtenName(node);
  if (node.type !== 'Identifier') return undefined;
  if (file.bindings.variableOf(node)?.defs[0]?.type === 'ImportBinding') return node.name;
  const value = file.bindings.valueBehind(node);
  return value === node ? undefined : literalEvent(value);
}

function literalEvent(value: Node): string | undefined {
  const literal = literalValue(value)?.value;
  return typeof literal === 'string' ? literal : undefined;
}

export function identityOf(expression: Node, file: FileContext, places: Places, depth = 0): ListenerIdentity {
  const node = unwrapped(expression);
  if (isFunction(node)) return { kind: 'made', node, isShared: node.id != null };
  switch (node.type) {
    case 'Identifier':
      return depth > 4 ? UNKNOWN_LISTENER : identityOfName(node, file, places, depth);
    case 'MemberExpression':
      return { kind: 'place', place: places.of(node) };
    case 'ThisExpression':
      // An object with `handleEvent` is a listener, too: https://dom.spec.whatwg.org/#callbackdef-eventlistener
      return { kind: 'place', place: places.of(node) };
    case 'CallExpression':
      return methodCall(node)?.method === 'bind' ? { kind: 'made', node, isShared: false } : UNKNOWN_LISTENER;
    case 'AssignmentExpression':
      return identityOf(node.left, file, places, depth + 1);
    default:
      return UNKNOWN_LISTENER;
  }
}

function identityOfName(name: TSESTree.Identifier, file: FileContext, places: Places, depth: number): ListenerIdentity {
  const variable = file.bindings.variableOf(name);
  if (variable === undefined) return UNKNOWN_LISTENER;
  const definition = variable.defs[0];
  if (variable.defs.length === 1 && definition?.type === 'FunctionName' && isFunction(definition.node)) {
    return { kind: 'made', node: definition.node, isShared: true };
  }
  if (isNeverAssigned(variable)) return { kind: 'nothing' };
  const written = file.bindings.soleValue(variable);
  if (written?.value === undefined || written.path.length > 0) return { kind: 'variable', variable };
  const value = unwrapped(written.value);
  if (isFunction(value) || value.type === 'CallExpression') return { kind: 'made', node: value, isShared: true };
  const known = identityOf(value, file, places, depth + 1);
  return known.kind === 'unknown' ? { kind: 'variable', variable } : known;
}

/** `let onAbort;` without any assignment. A script's own variables may be assigned by other scripts. */
function isNeverAssigned({ defs, references, scope }: Variable): boolean {
  const [definition] = defs;
  if (defs.length !== 1 || definition?.type !== 'Variable' || definition.node.id.type !== 'Identifier' || scope.type === 'global') return false;
  return definition.node.init === null && definition.node.parent.parent.type !== 'ForOfStatement' && !definition.parent.declare && !references.some((reference) => reference.isWrite());
}

/** Whether two expressions may be, are, or cannot be the same function. */
export function compareListeners(a: ListenerIdentity, b: ListenerIdentity): 'same' | 'different' | 'unknown' {
  if (a.kind === 'unknown' || b.kind === 'unknown') return 'unknown';
  if (a.kind === 'nothing' || b.kind === 'nothing') return 'different';
  if (a.kind === 'made' && b.kind === 'made') return compareMade(a.node, b.node);
  if (a.kind === 'place' && b.kind === 'place') return comparePlaces(a.place, b.place);
  if (a.kind === 'variable' && b.kind === 'variable') return a.variable === b.variable ? 'same' : compareVariables(a.variable, b.variable);
  // What nobody keeps is known under no other name.
  return isMadeOnTheSpot(a) || isMadeOnTheSpot(b) ? 'different' : 'unknown';
}

/** `el.onOutside` of two functions that are given an element each may be one; what has no name, as `this.handlers[event]`, too. */
function comparePlaces(a: Place, b: Place): 'same' | 'different' | 'unknown' {
  if (a === b) return 'same';
  if (isTemporary(a) || isTemporary(b)) return 'unknown';
  return a.includes('.') && a.slice(rootOfPlace(a).length) === b.slice(rootOfPlace(b).length) ? 'unknown' : 'different';
}

function compareMade(a: Node, b: Node): 'same' | 'different' | 'unknown' {
  if (a === b) return 'same';
  return isOpaque(a) || isOpaque(b) ? 'unknown' : 'different';
}

/** What a call returns, other than `bind`, may be a function that is known by another name. */
function isOpaque(node: Node): boolean {
  return node.type === 'CallExpression' && methodCall(node)?.method !== 'bind';
}

/** Parameters and the names of a loop may stand for anything; two variables of this file that get values of their own do not. */
function compareVariables(a: Variable, b: Variable): 'different' | 'unknown' {
  const isOwn = ({ defs: [definition] }: Variable): boolean => definition?.type === 'ImportBinding' || (definition?.type === 'Variable' && !/^For(?:Of|In)Statement$/u.test(definition.parent.parent.type));
  return isOwn(a) && isOwn(b) ? 'different' : 'unknown';
}

/** A function that is written, or bound, where it is used. */
export function isMadeOnTheSpot(identity: ListenerIdentity): boolean {
  return identity.kind === 'made' && !identity.isShared;
}
