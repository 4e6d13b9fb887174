/** The variable under which an acquisition is kept first. */
import { wrappingParent, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';

export function holderOf(acquisition: Node, file: FileContext): Variable | undefined {
  let parent = wrappingParent(acquisition);
  // `limit ? setTimeout(f, limit) : undefined`, `await open(path)`: what they give is the acquisition.
  while (parent?.type === 'AwaitExpression' || parent?.type === 'ConditionalExpression') parent = wrappingParent(parent);
  const name = parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : undefined;
  return name?.type === 'Identifier' ? file.bindings.variableOf(name) : undefined;
}
