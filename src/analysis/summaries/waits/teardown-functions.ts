/** Code that ends things: functions for whose end others wait, and `finally` blocks. */
import { ancestors, definitionName, isInside, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { isTeardownName } from '../owners/owners.js';

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

/** A `finally` runs right behind the block in which the node stands. */
export function hasFinallyBehind(node: Node, root: Node): boolean {
  for (const at of ancestors(node)) {
    if (at === root) return false;
    if (at.type === 'TryStatement' && at.finalizer !== null && isInside(node, at.block)) return true;
  }
  return false;
}

/** The node stands in a `finally` of the function. */
export function isInFinally(node: Node, root: Node): boolean {
  let child = node;
  for (let at = node.parent; at !== undefined && child !== root; child = at, at = at.parent) {
    if (at.type === 'TryStatement' && at.finalizer === child) return true;
  }
  return false;
}
