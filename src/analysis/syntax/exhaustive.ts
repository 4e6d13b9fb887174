/**
 * Whether a `switch` without `default` names every value that it may be given: then no path goes past it.
 *
 * A union or an enum that this file writes has exactly these values. Which of them the subject's type is, is not asked:
 * two unions of the same values are rare, and a `switch` that names all of one is meant to be complete.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import { definitionName, literalValue, memberName, unwrapped, type Node } from './ast.js';
import type { Bindings } from './bindings.js';
import { once } from './memo.js';
import { nodesOutsideFunctions } from './walk.js';

/** The values of a union, as one string: equal strings mean the same values. */
type Values = string;

export function createExhaustive({ ast }: TSESLint.SourceCode, bindings: Bindings): (node: TSESTree.SwitchStatement) => boolean {
  const written = once(() => new Set(ast.body.flatMap((statement) => unionsIn(declarationOf(statement)))));
  return ({ discriminant, cases }) => {
    const tests = cases.map(({ test }) => test);
    if (tests.length < 2 || tests.includes(null)) return false;
    const enumeration = enumOf(tests, bindings);
    if (enumeration !== undefined) return enumeration;
    const named = valuesOf(tests.map((test) => (test === null ? undefined : literalValue(test)?.value)));
    return named !== undefined && (written().has(named) || unionsOfName(unwrapped(discriminant), bindings).includes(named));
  };
}

function valuesOf(values: readonly unknown[]): Values | undefined {
  const isTold = values.length > 1 && values.every((value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean');
  return isTold ? [...new Set(values.map((value) => JSON.stringify(value)))].sort().join('|') : undefined;
}

function declarationOf(statement: TSESTree.ProgramStatement): Node | undefined {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  return declared?.type === 'TSTypeAliasDeclaration' || declared?.type === 'TSInterfaceDeclaration' ? declared : undefined;
}

function unionsIn(declaration: Node | undefined): readonly Values[] {
  if (declaration === undefined) return [];
  return [...nodesOutsideFunctions(declaration)].flatMap((node) => (node.type === 'TSUnionType' ? [...literalsOf(node), ...discriminantsOf(node)] : []));
}

/** `'a' | 'b'`. */
function literalsOf({ types }: TSESTree.TSUnionType): readonly Values[] {
  const values = valuesOf(types.map(literalOf));
  return values === undefined ? [] : [values];
}

/** `{ kind: 'a' } | { kind: 'b' }`: the values of `kind`. */
function discriminantsOf({ types }: TSESTree.TSUnionType): readonly Values[] {
  const members = types.flatMap((type) => (type.type === 'TSTypeLiteral' ? [type.members] : []));
  const [first] = members;
  if (first === undefined || members.length < types.length) return [];
  return first.flatMap((property) => {
    const name = property.type === 'TSPropertySignature' ? definitionName(property) : undefined;
    const found = name === undefined ? undefined : valuesOf(members.map((one) => propertyLiteral(one, name)));
    return found === undefined ? [] : [found];
  });
}

function propertyLiteral(members: readonly TSESTree.TypeElement[], name: string): unknown {
  const property = members.find((member) => member.type === 'TSPropertySignature' && definitionName(member) === name);
  return property?.type === 'TSPropertySignature' && property.typeAnnotation != null ? literalOf(property.typeAnnotation.typeAnnotation) : undefined;
}

function literalOf(type: Node): unknown {
  return type.type === 'TSLiteralType' ? literalValue(type.literal)?.value : undefined;
}

/** The union in the annotation of the name itself: `(mode: 'dry' | 'real') => ...`. */
function unionsOfName(node: Node, bindings: Bindings): readonly Values[] {
  const name = node.type === 'Identifier' ? bindings.variableOf(node)?.defs[0]?.name : undefined;
  const type = name?.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined;
  return type?.type === 'TSUnionType' ? literalsOf(type) : [];
}

/** `case Kind.A: ... case Kind.B:` of an enum of this file, with all its members; undefined where it is no such enum. */
function enumOf(tests: readonly (Node | null)[], bindings: Bindings): boolean | undefined {
  const members = tests.map((test) => (test?.type === 'MemberExpression' && test.object.type === 'Identifier' ? test : undefined));
  const [first] = members;
  const declared = first?.object.type === 'Identifier' ? bindings.variableOf(first.object)?.defs[0]?.node : undefined;
  if (declared?.type !== 'TSEnumDeclaration') return undefined;
  const named = new Set(members.map((member) => (member === undefined ? undefined : memberName(member))));
  return declared.body.members.every((member) => named.has(member.id.type === 'Identifier' ? member.id.name : member.id.value));
}
