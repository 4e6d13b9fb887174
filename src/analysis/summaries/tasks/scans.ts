/**
 * Loops that look for a value and not for the end: `while (bytes[i++] !== 0) {}`. Behind the end there is `undefined`,
 * which is not that value either.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { isInside, literalValue, methodCall, rootOf, unwrapped, type LoopNode, type Node } from '../../syntax/ast.js';
import { someOwn } from '../../syntax/walk.js';
import type { TaskParts } from './unstoppable-loops.js';

/** The value that the loop looks for, where its condition asks for nothing else. */
export function scannedFor(test: Node, loop: LoopNode, parts: TaskParts): Node | undefined {
  const comparison = unwrapped(test);
  if (comparison.type !== 'BinaryExpression' || (comparison.operator !== '!==' && comparison.operator !== '!=')) return undefined;
  const sentinel = [comparison.left, comparison.right].find((side) => literalValue(side)?.value != null);
  const element = unwrapped(sentinel === comparison.left ? comparison.right : comparison.left);
  if (sentinel === undefined || element.type !== 'MemberExpression' || !element.computed) return undefined;
  return moves(element.property, loop) && !someOwn(loop.body, mayEndIt) && !isKnownToCome(element.object, loop, parts) ? sentinel : undefined;
}

/** What is called in the loop may throw at the end of the input. */
function mayEndIt(node: Node): boolean {
  return node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'AwaitExpression' || node.type === 'YieldExpression' || node.type === 'ThrowStatement';
}

/** `bytes[i++]`, or `bytes[i]` where the loop counts `i`. */
function moves(index: Node, loop: LoopNode): boolean {
  if (index.type === 'UpdateExpression') return true;
  if (index.type !== 'Identifier') return false;
  const { name } = index;
  return someOwn(loop, (node) => {
    const target = node.type === 'UpdateExpression' ? node.argument : node.type === 'AssignmentExpression' && /^[+-]=$/u.test(node.operator) ? node.left : undefined;
    return target?.type === 'Identifier' && target.name === name;
  });
}

const LOOKING = ['indexOf', 'lastIndexOf', 'includes', 'search', 'match', 'push', 'concat', 'fill'];

/** Somebody has looked for the value, or has put it there. */
function isKnownToCome(scanned: TSESTree.Expression, loop: LoopNode, { file, activity }: TaskParts): boolean {
  const text = file.sourceCode.getText(scanned);
  const home = rootOf(loop);
  return LOOKING.some((name) =>
    (activity.calls.get(name) ?? []).some((call) => {
      const receiver = methodCall(call)?.receiver;
      return receiver !== undefined && isInside(call, home) && file.sourceCode.getText(receiver) === text;
    }),
  );
}
