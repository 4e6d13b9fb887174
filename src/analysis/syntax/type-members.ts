/** The members that types of this file write down, each with its type on demand. */
import type { TSESTree } from '@typescript-eslint/types';
import { definitionName, type FunctionNode, type Node } from './ast.js';
import type { TypeRef } from './types.js';

/** What a member's type is read with. */
export interface TypeSource {
  resolve(annotation: Node, depth: number): TypeRef | undefined;
  typeOf(expression: Node, depth: number): TypeRef | undefined;
}

export interface Member {
  readonly name: string;
  readonly type: (reader: TypeSource) => TypeRef | undefined;
}

/** The members that an interface or object type writes down. */
export function membersOfSignature(signature: TSESTree.TypeElement): readonly Member[] {
  if (signature.type === 'TSMethodSignature' || signature.type === 'TSPropertySignature') {
    const name = definitionName(signature);
    if (name === undefined) return [];
    if (signature.type === 'TSMethodSignature') return [{ name, type: () => ({ kind: 'node', node: signature }) }];
    const annotation = signature.typeAnnotation?.typeAnnotation;
    return [{ name, type: (reader) => (annotation === undefined ? undefined : reader.resolve(annotation, 1)) }];
  }
  return [];
}

/** The fields, methods and parameter properties of a class. */
export function membersOfClass(element: TSESTree.ClassElement): readonly Member[] {
  if (element.type === 'StaticBlock' || element.type === 'TSIndexSignature') return [];
  const fields = element.type === 'MethodDefinition' && element.kind === 'constructor' ? parameterProperties(element.value) : [];
  const name = definitionName(element);
  if (name === undefined) return fields;
  if (element.type === 'MethodDefinition') return [...fields, { name, type: () => ({ kind: 'node', node: element.value as FunctionNode }) }];
  if (element.type !== 'PropertyDefinition' && element.type !== 'AccessorProperty') return fields;
  const annotation = element.typeAnnotation?.typeAnnotation;
  const { value } = element;
  const type = (reader: TypeSource): TypeRef | undefined => {
    if (annotation !== undefined) return reader.resolve(annotation, 1);
    return value === null ? undefined : reader.typeOf(value, 1);
  };
  return [...fields, { name, type }];
}

/** `constructor(private readonly x: T)` declares a field `x`. */
function parameterProperties(node: { params: readonly TSESTree.Parameter[] }): readonly Member[] {
  return node.params.flatMap((parameter) => {
    if (parameter.type !== 'TSParameterProperty') return [];
    const target = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
    const annotation = target.typeAnnotation?.typeAnnotation;
    return annotation !== undefined
      ? [{ name: target.name, type: (reader: TypeSource): TypeRef | undefined => reader.resolve(annotation, 1) }]
      : [];
  });
}
