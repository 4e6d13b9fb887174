/** A cheap look before a graph is built: the region tells of the error on every way, before anything could branch. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrapped, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import type { ErrorNames } from './error-names.js';
import { errorStep } from './error-steps.js';

export function isToldAtOnce(block: TSESTree.BlockStatement, names: ErrorNames, file: FileContext): boolean {
  for (const statement of block.body) {
    switch (statement.type) {
      case 'ThrowStatement':
        return names.concerns(statement.argument);
      case 'ReturnStatement':
        return errorStep({ kind: 'complete', node: statement }, names, file) === 'told';
      case 'ExpressionStatement':
        if (isEvaluatedTelling(statement.expression, names, file)) return true;
        break;
      case 'VariableDeclaration':
        break;
      default:
        return false;
    }
  }
  return false;
}

/** A call or an assignment that is made in any case, with whatever it awaits. */
function isEvaluatedTelling(expression: Node, names: ErrorNames, file: FileContext): boolean {
  const node = unwrapped(expression);
  if (node.type === 'AwaitExpression') return isEvaluatedTelling(node.argument, names, file);
  const isCertain = (node.type === 'CallExpression' && !isOptional(node)) || (node.type === 'AssignmentExpression' && node.operator === '=');
  return isCertain && errorStep({ kind: 'evaluate', node }, names, file) === 'told';
}

/** `log?.(error)`, `logger?.warn(error)`. */
function isOptional(call: TSESTree.CallExpression): boolean {
  for (let node: Node = call; ; node = node.type === 'CallExpression' ? node.callee : node.object) {
    if (node.type !== 'CallExpression' && node.type !== 'MemberExpression') return false;
    if (node.optional) return true;
  }
}
