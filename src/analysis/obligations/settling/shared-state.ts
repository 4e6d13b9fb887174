/** Conditions that other callbacks may have changed: behind them nothing is known of who settled. */
import type { Edge } from '../../cfg/graph.js';
import { registrationOf } from '../../effects/callbacks.js';
import { isFunction, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Bindings, Variable } from '../../syntax/bindings.js';
import { nodesOutsideFunctions, someOwn } from '../../syntax/walk.js';
import { isMentionedIn, type Settlers } from './settlers.js';

/**
 * The edge tests what a callback shares with its neighbours: `this`, a variable of a function around it that somebody
 * assigns, or a member of an object that such a function holds. `if (settled) return;` says that somebody settled.
 */
export function testsSharedState(edge: Edge, fn: FunctionNode, bindings: Bindings): boolean {
  const { test } = edge;
  if (test === undefined || test.kind === 'next') return false;
  const tested = test.kind === 'case' ? test.discriminant : test.node;
  for (const node of nodesOutsideFunctions(tested)) if (isShared(node, fn, bindings)) return true;
  return false;
}

function isShared(node: Node, fn: FunctionNode, bindings: Bindings): boolean {
  if (node.type === 'ThisExpression') return true;
  if (node.type !== 'Identifier') return false;
  const parent = node.parent;
  if (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) return false;
  const variable = bindings.variableOf(node);
  if (variable === undefined || isInside(variable, fn) || isImport(variable)) return false;
  if (variable.references.some((reference) => reference.isWrite() && reference.init !== true)) return true;
  const isObject = parent.type === 'MemberExpression' && parent.object === node;
  return isObject && variable.scope.type !== 'module' && variable.scope.type !== 'global';
}

function isInside(variable: Variable, fn: FunctionNode): boolean {
  const [name] = variable.identifiers;
  return name !== undefined && fn.range[0] <= name.range[0] && name.range[1] <= fn.range[1];
}

function isImport(variable: Variable): boolean {
  return variable.defs[0]?.type === 'ImportBinding';
}

/** The end of a loop that registers or hands settlers on, before its first turn: it is taken to have at least one. */
export function skipsRegistration({ test, kind }: Edge, settlers: Settlers): boolean {
  if (kind !== 'false' || test === undefined) return false;
  const { parent } = test.node;
  const loop = test.kind === 'next' ? test.node : parent?.type === 'ForStatement' && parent.test === test.node ? parent : undefined;
  return loop !== undefined && someOwn(loop.body, (node) => registrationOf(node) !== undefined || (isFunction(node) && isMentionedIn(settlers, node)));
}
