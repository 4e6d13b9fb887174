/** Registrations in loops that do not depend on the loop's turn: each turn adds the same listener again. */
import type { TSESTree } from '@typescript-eslint/types';
import { endEvents } from '../../../resources/lifecycles.js';
import { unsureEvents } from '../../../resources/listeners.js';
import { compareTargets } from '../../effects/listener-match.js';
import type { Registration } from '../../effects/listeners.js';
import { enclosingFunction, isFunction, isInside, parentOf, unwrapped, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { promiseOfExecutor } from '../../syntax/promises.js';
import { someOwn } from '../../syntax/walk.js';
import type { KnownListener } from './file-listeners.js';
import type { ListenerContext } from './listener-context.js';
import { certain, type ListenerAnswer } from './listener-evidence.js';

export type LoopNode = TSESTree.DoWhileStatement | TSESTree.ForStatement | TSESTree.ForInStatement | TSESTree.ForOfStatement | TSESTree.WhileStatement;

/** The nearest loop around `node` in its own function, that `node` is in the body of. */
export function enclosingLoop(node: Node): LoopNode | undefined {
  let child = node;
  for (let at = parentOf(node); at !== undefined && !isFunction(at); child = at, at = parentOf(at)) {
    if ('body' in at && at.body === child && isLoop(at)) return at;
  }
  return undefined;
}

function isLoop(node: Node): node is LoopNode {
  return /^(?:DoWhile|For|ForIn|ForOf|While)Statement$/u.test(node.type);
}

/** @param isAbort each turn waits for its own end: what its listener mentions does not matter, as the signal is one. */
export function addsEachTurn(registration: Registration, loop: LoopNode, isAbort: boolean, file: FileContext): boolean {
  const { target, event, callback, node, addsTwice } = registration;
  if (event === undefined || !addsTwice || dependsOn(target, loop, file)) return false;
  const [given] = node.type === 'CallExpression' ? node.arguments : [];
  if (given !== undefined && given !== callback && dependsOn(given, loop, file)) return false;
  return isAbort ? loop.type !== 'ForOfStatement' && loop.type !== 'ForInStatement' : !dependsOn(callback, loop, file);
}

/** The expression mentions a variable of the loop, or a call whose result may be another one each turn. */
function dependsOn(expression: Node, loop: Node, file: FileContext): boolean {
  const node = unwrapped(expression);
  if (isFunction(node)) {
    const scope = file.sourceCode.scopeManager?.acquire(node);
    return scope?.through.some(({ resolved }) => resolved?.identifiers.some((name) => isInside(name, loop)) === true) === true;
  }
  switch (node.type) {
    case 'Identifier':
      return file.bindings.variableOf(node)?.identifiers.some((name) => isInside(name, loop)) === true || isAssignedIn(node, loop, file);
    case 'MemberExpression':
      return dependsOn(node.object, loop, file) || (node.computed && dependsOn(node.property, loop, file));
    case 'ThisExpression':
    case 'Literal':
      return false;
    default:
      return true;
  }
}

function isAssignedIn(name: TSESTree.Identifier, loop: Node, file: FileContext): boolean {
  return file.bindings.variableOf(name)?.references.some((reference) => reference.isWrite() && isInside(reference.identifier, loop)) === true;
}

/**
 * `await new Promise((resolve, reject) => { socket.once('drain', resolve); socket.once('error', reject); })` in a loop: one
 * event ends the wait of each turn, and the listener for the other one, which hardly ever comes, stays.
 */
export function loserOfEachTurn({ registration, removals, ownRemovals }: KnownListener, { parts: { file, listeners, places } }: ListenerContext): ListenerAnswer | undefined {
  const { node, event, once, target } = registration;
  if (!once || removals.length + ownRemovals.length > 0 || event === undefined || !(unsureEvents.includes(event) || endEvents.includes(event))) return undefined;
  const executor = enclosingFunction(node);
  const promise = executor === undefined ? undefined : promiseOfExecutor(executor, file);
  const loop = promise === undefined ? undefined : enclosingLoop(promise);
  if (promise === undefined || loop === undefined || endsBehind(promise, loop) || !addsEachTurn(registration, loop, true, file)) return undefined;
  const hasWinner = listeners.known.some(({ registration: other }) => other.once && other.event !== event && enclosingFunction(other.node) === executor && compareTargets(other.target, target, file, places) === 'alike');
  return hasWinner ? certain({ kind: 'loop', loop }) : undefined;
}

/** The turn whose promise is fulfilled may be the last one. */
function endsBehind(promise: Node, { body }: LoopNode): boolean {
  return someOwn(body, ({ type, range }) => (type === 'ReturnStatement' || type === 'BreakStatement') && range[1] > promise.range[1]);
}
