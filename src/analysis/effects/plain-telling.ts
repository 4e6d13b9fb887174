/** Clauses and handlers that plainly tell: their text decides, before any graph is built. */
import type { TSESTree } from '@typescript-eslint/types';
import { noOps } from '../../resources/failures.js';
import { unwrapped, type Node } from '../syntax/ast.js';
import { lastName } from '../syntax/words.js';
import { isPredicateCall } from './error-names.js';

/**
 * Every way through the body comes to a statement that throws the error, assigns it, or passes it to a call.
 *
 * @param parameter what the error is called
 */
export function tellsAtOnce(parameter: Node | null | undefined, body: Node): boolean {
  if (parameter?.type !== 'Identifier') return false;
  if (body.type !== 'BlockStatement') return isToldBy(body, parameter.name);
  for (const statement of body.body) {
    switch (statement.type) {
      case 'VariableDeclaration':
        break;
      case 'ExpressionStatement':
        if (isToldBy(statement.expression, parameter.name)) return true;
        break;
      case 'ThrowStatement':
        return isErrorOrPart(statement.argument, parameter.name) || isToldBy(statement.argument, parameter.name);
      case 'ReturnStatement':
        return statement.argument !== null && isToldBy(statement.argument, parameter.name);
      default:
        return false;
    }
  }
  return false;
}

/** `log(error)`, `await report(x, error.message)`, `this.failure = error`, `new Failure(text, { cause: error })`. */
function isToldBy(expression: Node, name: string): boolean {
  const node = unwrapped(expression);
  switch (node.type) {
    case 'AwaitExpression':
      return isToldBy(node.argument, name);
    case 'AssignmentExpression':
      // Whether anybody reads a variable is for those to find out who know names.
      return node.left.type !== 'Identifier' && isErrorOrPart(node.right, name);
    case 'CallExpression':
    case 'NewExpression':
      return !isPredicateCall(node) && !noOps.includes(lastName(node.callee) ?? '') && node.arguments.some((argument) => isGiven(argument, name));
    default:
      return false;
  }
}

function isGiven(argument: TSESTree.CallExpressionArgument, name: string): boolean {
  if (argument.type !== 'ObjectExpression') return isErrorOrPart(argument, name);
  return argument.properties.some((property) => property.type === 'Property' && isErrorOrPart(property.value, name));
}

/** `error`, `error.message`, `(error as Error).stack`. */
function isErrorOrPart(node: Node, name: string): boolean {
  let inner = unwrapped(node);
  while (inner.type === 'MemberExpression') inner = unwrapped(inner.object);
  return inner.type === 'Identifier' && inner.name === name;
}
