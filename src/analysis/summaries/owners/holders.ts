/** The variable under which an acquisition is kept first. */
import { wrappingParent, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';

export function holderOf(acquisition: Node, file: FileContext): Variable | undefined {
  const given = wrappingParent(acquisition);
  const parent = given?.type === 'AwaitExpression' ? wrappingParent(given) : given;
  const name = parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : undefined;
  return name?.type === 'Identifier' ? file.bindings.variableOf(name) : undefined;
}
