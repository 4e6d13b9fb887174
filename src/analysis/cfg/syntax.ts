/** Small questions about nodes that the builder's handlers share. */
import type { TSESTree } from '@typescript-eslint/types';

/** An expression that is its operand at run time. */
export type Transparent =
  | TSESTree.TSAsExpression
  | TSESTree.TSInstantiationExpression
  | TSESTree.TSNonNullExpression
  | TSESTree.TSSatisfiesExpression
  | TSESTree.TSTypeAssertion;

export function isTransparent(node: TSESTree.Node): node is Transparent {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSInstantiationExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return true;
    default:
      return false;
  }
}

/** `node` without the wrappers that do nothing at run time: what an evaluate step, if any, is about. */
export function unwrapped(node: TSESTree.Expression): TSESTree.Expression {
  let operand = node;
  while (isTransparent(operand) || operand.type === 'ChainExpression') operand = operand.expression;
  return operand;
}

/** Whether a literal is truthy; undefined for everything that is not a literal. */
export function staticTruth(node: TSESTree.Node): boolean | undefined {
  if (node.type !== 'Literal') return undefined;
  if ('regex' in node) return true;
  if ('bigint' in node) return node.bigint !== '0';
  return Boolean(node.value);
}

/** Whether `statements` declare bindings that end with their block. */
export function declaresLexically(statements: readonly TSESTree.Node[]): boolean {
  return statements.some((statement) => {
    const exported = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined;
    return isLexical(exported ?? statement);
  });
}

export function isLexical(node: TSESTree.Node): boolean {
  if (node.type === 'VariableDeclaration') return node.kind !== 'var' && !node.declare;
  return node.type === 'ClassDeclaration' && !node.declare;
}

export type Field = TSESTree.PropertyDefinition | TSESTree.AccessorProperty;

/** The fields of a class that exist at run time. */
export function fieldsOf(body: TSESTree.ClassBody): readonly Field[] {
  return body.body.filter(
    (element): element is Field =>
      (element.type === 'PropertyDefinition' || element.type === 'AccessorProperty') && !element.declare,
  );
}

/** The members of an enum; parsers before typescript-eslint 8 list them without a body. */
export function enumMembers(node: TSESTree.TSEnumDeclaration): readonly TSESTree.TSEnumMember[] {
  const declaration = node as { readonly body?: TSESTree.TSEnumBody; readonly members?: TSESTree.TSEnumMember[] };
  return declaration.body ? declaration.body.members : (declaration.members ?? []);
}
