/** Deferreds in fields: what the class does with one tells whether its promise can reject. */
import { memberName, unwrapped, wrappingParent, type Node } from '../../syntax/ast.js';
import type { Activity } from '../tasks/activity.js';

/** `this.ready.promise`, where the file resolves `this.ready`, never rejects it, and gives it to nobody. */
export function isNeverRejected(promise: Node, { ownMembers }: Activity): boolean {
  const node = unwrapped(promise);
  const field = node.type === 'MemberExpression' && memberName(node) === 'promise' ? unwrapped(node.object) : undefined;
  if (field?.type !== 'MemberExpression' || field.object.type !== 'ThisExpression') return false;
  const uses = (ownMembers.get(memberName(field) ?? '') ?? []).map(memberRead);
  return uses.includes('resolve') && uses.every((use) => use === 'promise' || use === 'resolve');
}

/** `resolve` of `this.ready.resolve(...)`. */
function memberRead(use: Node): string | undefined {
  const member = wrappingParent(use);
  return member?.type === 'MemberExpression' ? memberName(member) : undefined;
}
