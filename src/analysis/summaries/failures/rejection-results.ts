/** What becomes of the value that a rejection handler without a word puts in the place of the result. */
import type { TSESTree } from '@typescript-eslint/types';
import { wrappingParent, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';

/** `untested`: it is used as if it were there. `tested`: who uses it asks first. */
export type ResultUse = 'untested' | 'tested' | 'unknown';

/** How the result of `const x = await p.catch(() => {})` is used. */
export function useOfResult(call: TSESTree.CallExpression, file: FileContext): ResultUse {
  const awaited = wrappingParent(call);
  if (awaited?.type !== 'AwaitExpression') return 'unknown';
  const holder = wrappingParent(awaited);
  if (holder?.type === 'VariableDeclarator') return useOfHolder(holder.id, file);
  if (holder?.type === 'MemberExpression' && !isChained(holder)) return 'untested';
  return holder !== undefined && isTest(holder) ? 'tested' : 'unknown';
}

/** Taking nothing apart fails as reading a member of it does. */
function useOfHolder(holder: Node, file: FileContext): ResultUse {
  if (holder.type !== 'Identifier') return 'untested';
  const variable = file.bindings.variableOf(holder);
  const uses = (variable?.references ?? []).filter((reference) => reference.isRead()).map(({ identifier }) => wrappingParent(identifier));
  if (uses.some((use) => use !== undefined && isTest(use))) return 'tested';
  return uses.some((use) => use?.type === 'MemberExpression' || use?.type === 'SpreadElement') ? 'untested' : 'unknown';
}

function isChained(member: Node): boolean {
  if (member.type === 'MemberExpression' && member.optional) return true;
  for (let at = member.parent; at != null; at = at.parent) {
    if (at.type === 'ChainExpression') return true;
    if (at.type !== 'MemberExpression' && at.type !== 'CallExpression') return false;
  }
  return false;
}

function isTest(use: Node): boolean {
  switch (use.type) {
    case 'BinaryExpression':
    case 'ConditionalExpression':
    case 'IfStatement':
    case 'LogicalExpression':
    case 'SwitchStatement':
    case 'UnaryExpression':
    case 'WhileStatement':
      return true;
    case 'MemberExpression':
      return use.optional;
    default:
      return false;
  }
}
