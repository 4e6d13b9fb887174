/** What the code around an executor has made sure of: an executor runs at once, so what was there a line above is there. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edge, GraphRoot } from '../../cfg/graph.js';
import { writtenName } from '../../effects/place.js';
import { isFunction, literalValue, unwrapped, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { executorOf, promiseOfExecutor } from '../../syntax/promises.js';
import { someOwn } from '../../syntax/walk.js';

/** `this.server?.close(done)` behind `if (!this.server) return;`: the edge on which there is none. */
export function isPresentBefore({ test, kind }: Edge, root: GraphRoot, file: FileContext): boolean {
  const name = test?.kind === 'nullish' && kind === 'true' ? writtenName(test.node) : undefined;
  let child: Node | undefined = name === undefined || !isFunction(root) ? undefined : promiseOfExecutor(root, file);
  for (let at = child?.parent; name !== undefined && child !== undefined && at != null && !isFunction(at); child = at, at = at.parent) {
    if (at.type === 'IfStatement' && at.consequent === child && asksFor(name, at.test)) return true;
    if (at.type === 'BlockStatement' && at.body.slice(0, at.body.indexOf(child as TSESTree.Statement)).some((statement) => ensures(name, statement, file))) return true;
  }
  return false;
}

/** `if (server)`, `if (server && server.listening)`. */
function asksFor(name: string, test: Node): boolean {
  const node = unwrapped(test);
  if (node.type === 'LogicalExpression') return node.operator === '&&' && (asksFor(name, node.left) || asksFor(name, node.right));
  if (node.type === 'BinaryExpression') return node.operator.startsWith('!=') && isNothing(node.right) && writtenName(node.left) === name;
  return writtenName(node) === name;
}

/** Behind the statement there is something: it leaves where there is nothing, or sets it, also in an executor of its own. */
function ensures(name: string, statement: Node, file: FileContext): boolean {
  if (statement.type === 'IfStatement') return statement.alternate === null && leaves(statement.consequent) && asksForNone(name, statement.test);
  if (statement.type !== 'ExpressionStatement') return false;
  const isSetting = (node: Node): boolean => node.type === 'AssignmentExpression' && writtenName(node.left) === name && !isNothing(node.right);
  return someOwn(statement, (node) => {
    const executor = executorOf(node, file);
    return isSetting(node) || (executor !== undefined && someOwn(executor.body, isSetting));
  });
}

/** `if (!server)`, `if (server === undefined || isDone)`. */
function asksForNone(name: string, test: Node): boolean {
  const node = unwrapped(test);
  if (node.type === 'LogicalExpression') return node.operator === '||' && (asksForNone(name, node.left) || asksForNone(name, node.right));
  if (node.type === 'BinaryExpression') return node.operator.startsWith('==') && isNothing(node.right) && writtenName(node.left) === name;
  return node.type === 'UnaryExpression' && node.operator === '!' && writtenName(node.argument) === name;
}

function isNothing(node: Node): boolean {
  const literal = literalValue(node);
  return literal !== undefined && (literal.value === undefined || literal.value === null);
}

function leaves(statement: Node): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}
