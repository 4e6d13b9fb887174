/** Promises as they are made. */
import type { TSESTree } from '@typescript-eslint/types';
import { isCallOrNew, isFunction, unwrapped, wrappingParent, type FunctionNode, type Node } from './ast.js';
import type { FileContext } from './context.js';
import { lastName } from './words.js';

/** True of `new Promise(...)`, by any name, of what a library exports as some `Promise`, and of `Client.Promise`. */
export function isNewPromise(node: Node, { origins }: FileContext): node is TSESTree.NewExpression {
  if (node.type !== 'NewExpression') return false;
  const name = lastName(node.callee);
  if (name === 'Promise' && unwrapped(node.callee).type === 'MemberExpression') return true;
  const origin = origins.originOf(node.callee);
  return origin !== undefined && (origin === 'global:Promise' || name?.endsWith('Promise') === true);
}

/** The promise whose executor a function is: `new Promise(fn)`. */
export function promiseOfExecutor(fn: Node, file: FileContext): TSESTree.NewExpression | undefined {
  const made = isFunction(fn) ? wrappingParent(fn) : undefined;
  const [executor] = made !== undefined && isCallOrNew(made) ? made.arguments : [];
  return made !== undefined && executor !== undefined && unwrapped(executor) === fn && isNewPromise(made, file) ? made : undefined;
}

/** The executor of `new Promise(fn)`, where it is written in place. */
export function executorOf(made: Node, file: FileContext): FunctionNode | undefined {
  if (!isNewPromise(made, file)) return undefined;
  const [executor] = made.arguments;
  return isFunction(executor) ? executor : undefined;
}
