/**
 * One-shots that do nothing once their owner has ended, though nobody clears them: the callback asks first whether there
 * is still something to do, or all that it does is to end the owner.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { isCallOrNew, isInside, memberName, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { Obligation } from '../../obligations/obligation.js';
import type { OwnerParts } from './owner-parts.js';
import { isWithinAny } from './reach.js';

/** @param ended the functions that the owner's teardowns reach. */
export function isHarmlessAfter(ended: ReadonlySet<FunctionNode>, teardowns: readonly FunctionNode[], { node, spec }: Obligation, parts: OwnerParts): boolean {
  if (spec.life !== 'one-shot' || spec.family !== 'timer' || !isCallOrNew(node)) return false;
  const callback = node.arguments[0] === undefined ? undefined : functionsOf(parts.file.bindings, node.arguments[0]).functions[0];
  if (callback === undefined) return false;
  const test = firstTest(callback);
  if (test !== undefined && namesIn(test).some((name) => isSetIn(ended, name, parts))) return true;
  const runs = parts.reach.from([callback]);
  return teardowns.some((fn) => runs.has(fn));
}

/** The condition on which everything in the callback depends: `if (stopped) return;`, `if (!stopped) { ... }`. */
function firstTest({ body }: FunctionNode): TSESTree.Expression | undefined {
  if (body.type === 'LogicalExpression') return body.left;
  if (body.type !== 'BlockStatement') return undefined;
  const [first] = body.body;
  if (first?.type !== 'IfStatement') return undefined;
  return body.body.length === 1 || leaves(first.consequent) ? first.test : undefined;
}

function leaves(statement: TSESTree.Statement): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;
  return last?.type === 'ReturnStatement';
}

/** The names and the fields of `this` that a condition reads. */
export function namesIn(test: Node): readonly (TSESTree.Identifier | TSESTree.MemberExpression)[] {
  const node = unwrapped(test);
  switch (node.type) {
    case 'Identifier':
      return [node];
    case 'MemberExpression':
      return node.object.type === 'ThisExpression' ? [node] : namesIn(node.object);
    case 'UnaryExpression':
      return namesIn(node.argument);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return [...namesIn(node.left), ...namesIn(node.right)];
    default:
      return [];
  }
}

export function isSetIn(functions: ReadonlySet<FunctionNode>, name: TSESTree.Identifier | TSESTree.MemberExpression, { file, thisNodes }: OwnerParts): boolean {
  if (name.type === 'MemberExpression') {
    const field = memberName(name);
    return thisNodes.some(({ parent }) => parent.type === 'MemberExpression' && memberName(parent) === field && isWritten(parent) && isWithinAny(parent, functions));
  }
  const references = file.bindings.variableOf(name)?.references ?? [];
  return references.some((reference) => {
    const { identifier, init } = reference;
    return init !== true && (reference.isWrite() || isWritten(identifier.parent)) && isWithinAny(identifier, functions);
  });
}

function isWritten(target: Node): boolean {
  return target.parent?.type === 'AssignmentExpression' && isInside(target, target.parent.left);
}
