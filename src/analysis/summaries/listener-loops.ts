/** Registrations in loops that do not depend on the loop's turn: each turn adds the same listener again. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Registration } from '../effects/listeners.js';
import { isFunction, unwrapped, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import type { LoopNode } from './listener-work.js';

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

function isInside(inner: { readonly range: readonly [number, number] }, outer: Node): boolean {
  return inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1];
}
