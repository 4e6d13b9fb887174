/** What a function returns, by its text. */
import type { TSESTree } from '@typescript-eslint/types';
import { definitionName, isFunction, unwrapped, type FunctionNode, type Node } from '../syntax/ast.js';
import type { Variable } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';

/** Where a result holds a resource: in a property of its own, or whole. */
export interface PartOfResult {
  readonly property: string | undefined;
}

/** Where `value` has what `holder` holds: in `{ client, name }` it is `client`; undefined where that is not visible. */
export function partOfResult(value: Node, holder: Variable | undefined, file: FileContext): PartOfResult | undefined {
  const isHolder = (part: Node | null): boolean => part?.type === 'Identifier' && holder !== undefined && file.bindings.variableOf(part) === holder;
  const result = unwrapped(value);
  if (result.type === 'ObjectExpression') {
    const property = result.properties.find((part) => part.type === 'Property' && isHolder(part.value));
    const name = property?.type === 'Property' ? definitionName(property) : undefined;
    return name === undefined ? undefined : { property: name };
  }
  if (result.type === 'ArrayExpression') {
    const index = result.elements.findIndex(isHolder);
    return index < 0 ? undefined : { property: String(index) };
  }
  return { property: undefined };
}

/** The arguments of the function's own `return` statements, or its body where that is an expression. */
export function returnedValues(fn: FunctionNode): readonly TSESTree.Expression[] {
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  return returnStatements(fn.body).flatMap((statement) => (statement.argument === null ? [] : [statement.argument]));
}

/** The `return` statements of a body, those of nested functions left out. Statements alone are looked through. */
export function returnStatements(body: Node): readonly TSESTree.ReturnStatement[] {
  const found: TSESTree.ReturnStatement[] = [];
  const agenda: Node[] = [body];
  for (let node = agenda.pop(); node !== undefined; node = agenda.pop()) {
    if (node.type === 'ReturnStatement') found.push(node);
    else agenda.push(...innerStatements(node));
  }
  return found.reverse();
}

function innerStatements(node: Node): readonly Node[] {
  switch (node.type) {
    case 'BlockStatement':
      return node.body;
    case 'IfStatement':
      return node.alternate === null ? [node.consequent] : [node.consequent, node.alternate];
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
    case 'WithStatement':
      return isFunction(node.body) ? [] : [node.body];
    case 'SwitchStatement':
      return node.cases.flatMap((one) => one.consequent);
    case 'TryStatement':
      return [node.block, node.handler?.body, node.finalizer].filter((part): part is TSESTree.BlockStatement => part !== null && part !== undefined);
    default:
      return [];
  }
}
