/** A field that keeps a listener's function is overwritten behind the registration: no removal finds the function again. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunction, literalValue, memberName, rootOf, unwrapped, type Node } from '../../syntax/ast.js';
import { assignmentTo } from '../../syntax/classes.js';
import type { KnownListener } from './file-listeners.js';
import type { ListenerAnswer } from './listener-evidence.js';
import { certain } from './listener-evidence.js';
import type { ListenerContext } from './listener-context.js';

export function overwrittenListener({ registration: { node, callback }, removals }: KnownListener, { owners }: ListenerContext): ListenerAnswer | undefined {
  const field = unwrapped(callback);
  const root = rootOf(node);
  if (field.type !== 'MemberExpression' || field.object.type !== 'ThisExpression' || !isFunction(root)) return undefined;
  if (removals.some((removal) => rootOf(removal.node) === root)) return undefined;
  const name = memberName(field);
  for (const { parent } of owners.thisNodes) {
    const write = parent.type === 'MemberExpression' && memberName(parent) === name ? emptying(parent) : undefined;
    if (write !== undefined && write.range[0] > node.range[1] && rootOf(write) === root && isUnconditional(write, root)) return certain({ kind: 'overwritten', write });
  }
  return undefined;
}

/** `this.onMove = null`. */
function emptying(member: TSESTree.MemberExpression): TSESTree.AssignmentExpression | undefined {
  const assignment = assignmentTo(member);
  return assignment !== undefined && literalValue(assignment.right) !== undefined ? assignment : undefined;
}

/** It is a statement of the body itself. */
function isUnconditional(write: Node, root: Node): boolean {
  return write.parent?.type === 'ExpressionStatement' && write.parent.parent.parent === root;
}
