/** Questions about classes and the fields of `this`; nothing here resolves a name. */
import type { TSESTree } from '@typescript-eslint/types';
import { memberName, unwrapped, wrappingParent, type FunctionNode, type Node } from './ast.js';

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

export function isClass(node: Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

export function isConstructor({ parent }: FunctionNode): boolean {
  return parent.type === 'MethodDefinition' && parent.kind === 'constructor';
}

/** The name of the field that an expression `this.name` reads or writes. */
export function fieldOfThis(expression: Node): string | undefined {
  const node = unwrapped(expression);
  return node.type === 'MemberExpression' && node.object.type === 'ThisExpression' ? memberName(node) : undefined;
}

/** The assignment whose whole left side is `target`. */
export function assignmentTo(target: Node): TSESTree.AssignmentExpression | undefined {
  const assignment = wrappingParent(target);
  return assignment?.type === 'AssignmentExpression' && unwrapped(assignment.left) === target ? assignment : undefined;
}
