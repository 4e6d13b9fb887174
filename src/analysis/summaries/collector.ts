/**
 * The nodes from which an analysis of a file begins (design law 22: graphs are built only for bodies that contain something
 * of interest, and nothing is traversed twice).
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ResourceSpec } from '../../resources/spec.js';
import { isCapabilityName, RELEASE_MEMBERS } from '../effects/capability.js';
import { listenerMethods } from '../effects/listeners.js';
import type { Node } from '../syntax/ast.js';
import { isMemberCall, isPlainCall, type CallIndex, type CallOrNew } from './call-index.js';
import type { NameTest } from './renamings.js';

export interface Collected {
  /** Calls whose callee has the name of something in the catalogue, or any name at all where it may be an alias. */
  readonly acquisitions: readonly CallOrNew[];
  /** Declarations that give a call's result a name like `release` or `cancel`. */
  readonly capabilities: readonly TSESTree.VariableDeclarator[];
  /** Declarations that give an awaited call's result a name. */
  readonly awaitedCalls: readonly TSESTree.VariableDeclarator[];
  /** Calls of something named `race`. */
  readonly races: readonly CallOrNew[];
  /** Calls of `name.close()` and their like. */
  readonly releases: readonly TSESTree.CallExpression[];
  /** Calls named like members that add or remove listeners. */
  readonly listenerCalls: readonly TSESTree.CallExpression[];
  /** Calls of members that subscribe, whatever becomes of their results. */
  readonly subscriptions: readonly TSESTree.CallExpression[];
  /** Assignments to `target.onevent`. */
  readonly handlerAssignments: readonly TSESTree.AssignmentExpression[];
}

/** What a traversal sees that no name of a call leads to. */
export interface SeenNodes {
  readonly declarators: readonly TSESTree.VariableDeclarator[];
  readonly handlerAssignments: readonly TSESTree.AssignmentExpression[];
}

/** @param isAcquiring true of the last names under which this file calls the catalogue's rows. */
export function collectedIn(calls: CallIndex, isAcquiring: NameTest, { declarators, handlerAssignments }: SeenNodes): Collected {
  return {
    acquisitions: calls.named(isAcquiring),
    capabilities: declarators.filter(({ id }) => bindsCapability(id)),
    awaitedCalls: declarators.filter(({ init }) => init?.type === 'AwaitExpression'),
    races: (calls.byName.get('race') ?? []).filter(isPlainCall),
    releases: calls.named((name) => RELEASE_MEMBERS.includes(name)).filter(isOfName),
    listenerCalls: calls.named((name) => listenerMethods.has(name)).filter(isPlainCall),
    subscriptions: calls.named(isSubscribing).filter(isMemberCall),
    handlerAssignments,
  };
}

/** True of a declaration that names what a call gives, at once or when it is awaited. */
export function namesResult({ init }: TSESTree.VariableDeclarator): boolean {
  return (init?.type === 'AwaitExpression' ? init.argument : init)?.type === 'CallExpression';
}

/** True of `target.onevent = ...`. */
export function assignsHandler({ left }: TSESTree.AssignmentExpression): boolean {
  return left.type === 'MemberExpression' && left.property.type === 'Identifier' && HANDLER_NAME.test(left.property.name);
}

/** Properties that hold the one handler of an event. https://html.spec.whatwg.org/multipage/webappapis.html#event-handler-idl-attributes */
const HANDLER_NAME = /^on[a-z]+$/u;

/** `subscribe`, `onDidChange`: members whose results end what they begin. */
function isSubscribing(name: string): boolean {
  return name === 'subscribe' || SUBSCRIBING.test(name);
}

const SUBSCRIBING = /^on(?:Did|Will|Cancel)?[A-Z]/u;

/** `name.close()` */
function isOfName(node: CallOrNew): node is TSESTree.CallExpression {
  return isMemberCall(node) && node.callee.type === 'MemberExpression' && node.callee.object.type === 'Identifier';
}

function bindsCapability(pattern: Node): boolean {
  switch (pattern.type) {
    case 'Identifier':
      return isCapabilityName(pattern.name);
    case 'ObjectPattern':
      return pattern.properties.some((property) => property.value?.type === 'Identifier' && isCapabilityName(property.value.name));
    case 'ArrayPattern':
      return pattern.elements.some((element) => element?.type === 'Identifier' && isCapabilityName(element.name));
    default:
      return false;
  }
}

/** The last names under which the catalogue's rows are called. */
export function acquiringNames(specs: readonly ResourceSpec[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { acquire } of specs) {
    for (const { of, method } of acquire) {
      if (method !== undefined) names.add(method);
      else names.add(of.slice(Math.max(of.lastIndexOf('#'), of.lastIndexOf('.'), of.indexOf(':')) + 1));
    }
  }
  return names;
}
