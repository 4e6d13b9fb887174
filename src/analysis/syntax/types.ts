/**
 * Types as far as one file tells them: annotations, constructors, return types. No type checker is asked.
 *
 * What is not modelled: generics other than `Promise`, intersections, mapped and conditional types, inherited members
 * of imported types. Then nothing is known, and nothing is concluded.
 *
 * An annotation that is not there is undefined to typescript-eslint and null to oxlint.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ResultType } from '../../resources/spec.js';
import { enclosingClass, isFunction, memberName, parentOf, unwrapped, type Node } from './ast.js';
import { functionsOf, type Bindings, type Variable } from './bindings.js';
import { listOf } from './elements.js';
import { asDefault, type Origins } from './origin.js';
import { indexResults, type ResultIndex } from './result-types.js';
import { membersOfClass, membersOfSignature, type Member, type TypeSource } from './type-members.js';

/** A type: named by a type key, or written in this file. */
export type TypeRef =
  | { readonly kind: 'key'; readonly key: string }
  /** A type annotation, an interface or a class of this file. */
  | { readonly kind: 'node'; readonly node: Node };

export interface Types {
  /** The type of an expression's value; undefined where this file does not tell. */
  typeOf(expression: Node): TypeRef | undefined;
  /** The type of a member of a value of that type; for a method, its function type. */
  memberType(type: TypeRef, name: string): TypeRef | undefined;
  /** What calling a value of that type gives. */
  resultType(type: TypeRef): TypeRef | undefined;
  /** The type under `Promise<...>`; undefined where it is no promise. */
  promised(type: TypeRef): TypeRef | undefined;
  /** The names of the members that the type declares in this file. */
  memberNames(type: TypeRef): readonly string[];
  /** True for a function type. */
  isCallable(type: TypeRef): boolean;
  /** The type that an annotation stands for, with names resolved and null and undefined left out. */
  resolve(annotation: Node): TypeRef | undefined;
}

const MAX_DEPTH = 8;

export function createTypes(bindings: Bindings, origins: Origins, results: readonly ResultType[]): Types {
  const engine = new TypeReader(bindings, origins, indexResults(results));
  return {
    typeOf: (expression) => engine.typeOf(expression, 0),
    memberType: (type, name) => engine.memberType(type, name),
    resultType: (type) => engine.resultType(type),
    promised: (type) => engine.promised(type),
    memberNames: (type) => engine.members(type).map((member) => member.name),
    isCallable: (type) => engine.isCallable(type),
    resolve: (annotation) => engine.resolve(annotation, 0),
  };
}

class TypeReader implements TypeSource {
  private readonly memo = new Map<Node, TypeRef | undefined>();

  constructor(
    private readonly bindings: Bindings,
    private readonly origins: Origins,
    private readonly results: ResultIndex,
  ) {}

  typeOf(expression: Node, depth: number): TypeRef | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const asserted = assertedType(expression);
    if (asserted !== undefined) return this.resolve(asserted, depth);
    const node = unwrapped(expression);
    if (this.memo.has(node)) return this.memo.get(node);
    this.memo.set(node, undefined);
    const type = this.compute(node, depth + 1);
    this.memo.set(node, type);
    return type;
  }

  private compute(node: Node, depth: number): TypeRef | undefined {
    switch (node.type) {
      case 'Identifier': {
        const variable = this.bindings.variableOf(node);
        return variable === undefined ? undefined : this.typeOfVariable(variable, depth);
      }
      case 'NewExpression':
        return this.instanceType(node.callee);
      case 'AwaitExpression': {
        const type = this.typeOf(node.argument, depth);
        return type === undefined ? undefined : (this.promised(type) ?? (isPromiseKey(type) ? undefined : type));
      }
      case 'CallExpression':
        return this.typeOfCall(node, depth);
      case 'MemberExpression':
        return this.typeOfMember(node, depth);
      default:
        return undefined;
    }
  }

  private typeOfVariable(variable: Variable, depth: number): TypeRef | undefined {
    const definition = variable.defs[0];
    if (definition === undefined) return undefined;
    const name = definition.name as TSESTree.Identifier;
    if (name.typeAnnotation != null) return this.resolve(name.typeAnnotation.typeAnnotation, depth);
    const pattern = annotatedPattern(name);
    if (pattern !== undefined) {
      const whole = this.resolve(pattern.annotation, depth);
      return pattern.path.reduce<TypeRef | undefined>((type, key) => (type === undefined ? undefined : this.memberType(type, key)), whole);
    }
    const written = this.bindings.soleValue(variable);
    if (written?.value === undefined) return this.typeOfElement(variable, depth);
    const whole = this.typeOf(written.value, depth);
    return written.path.reduce<TypeRef | undefined>((type, key) => (type === undefined ? undefined : this.memberType(type, key)), whole);
  }

  private typeOfElement(variable: Variable, depth: number): TypeRef | undefined {
    const list = listOf(variable);
    const type = list === undefined ? undefined : this.typeOf(list, depth);
    return type?.kind === 'node' && type.node.type === 'TSArrayType' ? this.resolve(type.node.elementType, depth) : undefined;
  }

  private instanceType(callee: Node): TypeRef | undefined {
    const node = unwrapped(callee);
    const definition = node.type === 'Identifier' ? this.bindings.variableOf(node)?.defs[0]?.node : undefined;
    if (definition?.type === 'ClassDeclaration') return { kind: 'node', node: definition };
    const key = this.origins.originOf(callee);
    return key === undefined ? undefined : { kind: 'key', key: asDefault(key) };
  }

  private typeOfCall(node: TSESTree.CallExpression, depth: number): TypeRef | undefined {
    const key = this.origins.originOf(node.callee);
    const known = key === undefined ? undefined : this.results.byCall.get(key);
    if (known !== undefined) return { kind: 'key', key: known.gives };
    const { functions, complete } = functionsOf(this.bindings, node.callee);
    const [only] = functions;
    if (complete && functions.length === 1 && only?.returnType != null) return this.resolve(only.returnType.typeAnnotation, depth);
    const declared = this.declaredFunction(node.callee);
    if (declared?.returnType != null) return this.resolve(declared.returnType.typeAnnotation, depth);
    const callee = this.typeOf(node.callee, depth);
    return callee === undefined ? undefined : callee.kind === 'key' ? this.resultOfMember(node.callee, depth) : this.resultType(callee);
  }

  /** `pool.connect()`: what the catalogue says that a member of a known type gives. */
  private resultOfMember(callee: Node, depth: number): TypeRef | undefined {
    const member = unwrapped(callee);
    const name = member.type === 'MemberExpression' ? memberName(member) : undefined;
    const object = member.type === 'MemberExpression' ? this.typeOf(member.object, depth) : undefined;
    const known = object?.kind === 'key' && name !== undefined ? this.results.byMember.get(`${object.key}.${name}`) : undefined;
    return known?.by === 'method' ? { kind: 'key', key: known.gives } : undefined;
  }

  /** `declare function f(): T`, and overloads of this file. */
  private declaredFunction(callee: Node): TSESTree.TSDeclareFunction | undefined {
    const node = unwrapped(callee);
    if (node.type !== 'Identifier') return undefined;
    const definition = this.bindings.variableOf(node)?.defs[0]?.node;
    return definition?.type === 'TSDeclareFunction' ? definition : undefined;
  }

  private typeOfMember(node: TSESTree.MemberExpression, depth: number): TypeRef | undefined {
    const name = memberName(node);
    if (name === undefined) return undefined;
    if (node.object.type === 'ThisExpression') {
      const owner = enclosingClass(node);
      return owner === undefined ? undefined : this.memberType({ kind: 'node', node: owner }, name);
    }
    const object = this.typeOf(node.object, depth);
    return object === undefined ? undefined : this.memberType(object, name);
  }

  memberType(type: TypeRef, name: string): TypeRef | undefined {
    if (type.kind === 'key') {
      const known = this.results.byMember.get(`${type.key}.${name}`);
      return known === undefined ? undefined : { kind: 'key', key: known.gives };
    }
    return this.members(type).find((member) => member.name === name)?.type(this);
  }

  /** The members that a class, interface or object type of this file writes down. */
  members(type: TypeRef): readonly Member[] {
    if (type.kind === 'key') return [];
    switch (type.node.type) {
      case 'TSInterfaceDeclaration':
        return type.node.body.body.flatMap(membersOfSignature);
      case 'TSTypeLiteral':
        return type.node.members.flatMap(membersOfSignature);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return type.node.body.body.flatMap(membersOfClass);
      default:
        return [];
    }
  }

  resultType(type: TypeRef): TypeRef | undefined {
    if (type.kind === 'key') return undefined;
    const { node } = type;
    const returned =
      node.type === 'TSFunctionType' || node.type === 'TSMethodSignature' || isFunction(node) || node.type === 'TSEmptyBodyFunctionExpression'
        ? node.returnType
        : undefined;
    return returned == null ? undefined : this.resolve(returned.typeAnnotation, 0);
  }

  isCallable(type: TypeRef): boolean {
    return type.kind === 'node' && (type.node.type === 'TSFunctionType' || isFunction(type.node));
  }

  promised(type: TypeRef): TypeRef | undefined {
    if (type.kind === 'key' || type.node.type !== 'TSTypeReference') return undefined;
    const [argument] = type.node.typeArguments?.params ?? [];
    return argument === undefined ? undefined : this.resolve(argument, 0);
  }

  resolve(annotation: Node, depth: number): TypeRef | undefined {
    if (depth > MAX_DEPTH) return undefined;
    switch (annotation.type) {
      case 'TSUnionType': {
        const parts = annotation.types.filter((part) => !isEmptyType(part));
        return parts.length === 1 && parts[0] !== undefined ? this.resolve(parts[0], depth + 1) : undefined;
      }
      case 'TSTypeOperator':
        return annotation.typeAnnotation == null ? undefined : this.resolve(annotation.typeAnnotation, depth + 1);
      case 'TSTypeReference':
        return this.resolveReference(annotation, depth);
      case 'TSTypeLiteral':
      case 'TSFunctionType':
      case 'TSArrayType':
        return { kind: 'node', node: annotation };
      default:
        return undefined;
    }
  }

  private resolveReference(annotation: TSESTree.TSTypeReference, depth: number): TypeRef | undefined {
    const name = annotation.typeName;
    if (name.type === 'Identifier' && (name.name === 'Promise' || name.name === 'PromiseLike')) return { kind: 'node', node: annotation };
    if (name.type === 'TSQualifiedName') return this.qualifiedType(name);
    if (name.type !== 'Identifier') return undefined;
    const definition = this.bindings.variableOf(name)?.defs[0];
    if (definition === undefined) return { kind: 'key', key: `global:${name.name}` };
    if (definition.type === 'ImportBinding') return this.importedType(name);
    const node = definition.node as Node;
    if (node.type === 'TSTypeAliasDeclaration') return this.resolve(node.typeAnnotation, depth + 1);
    if (node.type === 'TSInterfaceDeclaration' || node.type === 'ClassDeclaration') return { kind: 'node', node };
    return undefined;
  }

  /** `http.Server` of a namespace import, `Deno.FsFile` of a global one. */
  private qualifiedType(name: TSESTree.TSQualifiedName): TypeRef | undefined {
    const base = name.left.type === 'Identifier' ? this.origins.originOf(name.left) : undefined;
    if (base === undefined) return undefined;
    if (base.startsWith('global:')) return { kind: 'key', key: `${base}.${name.right.name}` };
    const isWhole = base.endsWith('#*') || base.endsWith('#default');
    return isWhole ? { kind: 'key', key: `${base.slice(0, base.lastIndexOf('#'))}#${name.right.name}` } : undefined;
  }

  private importedType(name: TSESTree.Identifier): TypeRef | undefined {
    const definition = this.bindings.variableOf(name)?.defs[0];
    const key = this.origins.originOf(name);
    if (key !== undefined) return { kind: 'key', key };
    const declaration = definition?.parent;
    return declaration?.type === 'ImportDeclaration' ? { kind: 'key', key: `${this.origins.moduleOf(declaration.source.value)}#${name.name}` } : undefined;
  }
}

function assertedType(expression: Node): Node | undefined {
  return expression.type === 'TSAsExpression' || expression.type === 'TSTypeAssertion' ? expression.typeAnnotation : undefined;
}

function isEmptyType(node: Node): boolean {
  return node.type === 'TSNullKeyword' || node.type === 'TSUndefinedKeyword' || node.type === 'TSVoidKeyword';
}

function isPromiseKey(type: TypeRef): boolean {
  return type.kind === 'node' && type.node.type === 'TSTypeReference';
}

/** `{ a: { b } }: T`: the annotation of the whole pattern, and the path of the name in it. */
function annotatedPattern(name: TSESTree.Identifier): { annotation: Node; path: readonly string[] } | undefined {
  const path: string[] = [];
  for (let at = parentOf(name); at !== undefined; at = parentOf(at)) {
    if (at.type === 'AssignmentPattern') continue;
    if (at.type === 'Property') {
      if (at.computed || at.key.type !== 'Identifier') return undefined;
      path.unshift(at.key.name);
    } else if (at.type === 'ObjectPattern') {
      if (at.typeAnnotation != null) return { annotation: at.typeAnnotation.typeAnnotation, path };
    } else return undefined;
  }
  return undefined;
}
