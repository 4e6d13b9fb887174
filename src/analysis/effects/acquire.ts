/** Which calls acquire a resource: the catalogue's rows, found by what the callee refers to. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Acquisition, OptionEffect, ResourceSpec } from '../../resources/spec.js';
import { definitionName, isFunction, literalValue, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../syntax/ast.js';
import { functionsOf } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';
import { asDefault } from '../syntax/origin.js';
import { checkedKey } from './checked-key.js';

export interface Acquired {
  readonly spec: ResourceSpec;
  readonly acquisition: Acquisition;
}

/** The catalogue, by the ways in which a call can name a row. */
export interface CatalogueIndex {
  readonly byOrigin: ReadonlyMap<string, readonly Acquired[]>;
  readonly byMethod: ReadonlyMap<string, readonly Acquired[]>;
}

export function indexCatalogue(specs: readonly ResourceSpec[]): CatalogueIndex {
  const byOrigin = new Map<string, Acquired[]>();
  const byMethod = new Map<string, Acquired[]>();
  for (const spec of specs) {
    for (const acquisition of spec.acquire) {
      const isMethod = acquisition.by === 'method';
      const index = isMethod ? byMethod : byOrigin;
      const key = isMethod ? (acquisition.method ?? '') : `${acquisition.by}:${acquisition.of}`;
      index.set(key, [...(index.get(key) ?? []), { spec, acquisition }]);
    }
  }
  return { byOrigin, byMethod };
}

/** The rows whose resource a call acquires; several where a result has several (`port1` and `port2`). */
export function acquiredBy(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  index: CatalogueIndex,
  file: FileContext,
): readonly Acquired[] {
  return candidates(node, index, file).filter(
    ({ acquisition }) =>
      node.arguments.length >= (acquisition.minArguments ?? 0) &&
      !(isForCallers(acquisition) && endsInCallback(node, file)) &&
      !(acquisition.options ?? []).some((option) => isExcusedBy(option, node.arguments, file)),
  );
}

/** The catalogue knows what the call gives, whether it is owed here or not. */
export function isCatalogued(node: TSESTree.CallExpression | TSESTree.NewExpression, index: CatalogueIndex, file: FileContext): boolean {
  return candidates(node, index, file).length > 0;
}

/** A promise or a result is ours only where no callback takes it instead: `await pool.connect()`. */
function isForCallers(acquisition: Acquisition): boolean {
  return acquisition.awaited === true || acquisition.withoutCallback === true;
}

function endsInCallback(node: TSESTree.CallExpression | TSESTree.NewExpression, file: FileContext): boolean {
  const last = node.arguments.at(-1);
  return last !== undefined && functionsOf(file.bindings, last).functions.length > 0;
}

function candidates(node: TSESTree.CallExpression | TSESTree.NewExpression, index: CatalogueIndex, file: FileContext): readonly Acquired[] {
  const called = methodCall(node);
  const named = called === undefined ? undefined : index.byMethod.get(called.method);
  if (called !== undefined && named !== undefined) {
    const type = file.types.typeOf(called.receiver);
    const key = type === undefined ? checkedKey(called.receiver, named.map(({ acquisition }) => acquisition), file) : type.kind === 'key' ? type.key : undefined;
    const typed = named.filter(({ acquisition }) => acquisition.of === key);
    if (typed.length > 0) return typed;
    const byName = type === undefined && key === undefined ? named.filter(({ acquisition }) => acquisition.distinctive === true) : [];
    const [first] = byName;
    if (first !== undefined && isUsedAs(first.spec, node, file)) return [first];
  }
  const origin = file.origins.originOf(node.callee);
  const by = node.type === 'NewExpression' ? 'construct' : 'call';
  return origin === undefined ? [] : (index.byOrigin.get(`${by}:${asDefault(origin)}`) ?? []);
}

/** The call's result has a name on which a member of the resource is called: the evidence that a bare name lacks. */
function isUsedAs(spec: ResourceSpec, call: Node, file: FileContext): boolean {
  const declarator = wrappingParent(call)?.type === 'AwaitExpression' ? wrappingParent(wrappingParent(call) ?? call) : wrappingParent(call);
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false;
  const members = new Set(spec.release.flatMap((release) => (release.by === 'method' ? [release.name] : release.by === 'iteration-end' ? [release.method] : [])));
  const variable = file.bindings.variableOf(declarator.id);
  return (variable?.references ?? []).some((reference) => {
    const member = reference.identifier.parent;
    return member.type === 'MemberExpression' && member.object === reference.identifier && members.has(definitionName({ key: member.property, computed: member.computed }) ?? '');
  });
}

/** An option says that nothing is owed, or might say so where its value cannot be seen. */
function isExcusedBy(option: OptionEffect, given: readonly TSESTree.CallExpressionArgument[], file: FileContext): boolean {
  const objects = option.argument === 'any' ? given : given.slice(option.argument, option.argument + 1);
  return objects.some((argument) => {
    if (argument.type === 'SpreadElement') return true;
    return optionMatches(option, argument, file);
  });
}

function optionMatches(option: OptionEffect, argument: Node, file: FileContext): boolean {
  const object = valueOf(argument, file);
  if (object === undefined) return !isKnownNonObject(argument, file);
  if (object.type !== 'ObjectExpression') return false;
  for (const property of object.properties) {
    if (property.type === 'SpreadElement') return true;
    if (definitionName(property) !== option.property) continue;
    const literal = literalValue(property.value);
    if (option.value === 'present') return literal === undefined || (literal.value !== null && literal.value !== undefined && literal.value !== false);
    return literal === undefined || literal.value === option.value;
  }
  return false;
}

/** The expression that an argument stands for, through names that are assigned once. */
export function valueOf(argument: Node, file: FileContext): Node | undefined {
  const value = file.bindings.valueBehind(argument);
  return value.type === 'Identifier' ? undefined : value;
}

/** A function, or a value whose declared type is a primitive, cannot carry options. */
function isKnownNonObject(argument: Node, file: FileContext): boolean {
  const node = unwrapped(argument);
  if (node.type !== 'Identifier') return true;
  const definition = file.bindings.variableOf(node)?.defs[0];
  if (definition?.type === 'FunctionName') return true;
  const annotation = definition?.name.type === 'Identifier' ? definition.name.typeAnnotation?.typeAnnotation : undefined;
  return annotation !== undefined && ['TSStringKeyword', 'TSNumberKeyword', 'TSBooleanKeyword', 'TSFunctionType'].includes(annotation.type);
}

/** A resource that a callback gets as a parameter: the callback, and which parameter. */
export interface GivenToCallback extends Acquired {
  readonly callback: FunctionNode;
  readonly parameter: number;
  readonly error: number | undefined;
}

/** The callbacks of a call that are given a resource: by the catalogue, or by `then` on a promise of one. */
export function givenToCallback(node: TSESTree.CallExpression, index: CatalogueIndex, file: FileContext): readonly GivenToCallback[] {
  const last = node.arguments.at(-1);
  const given = acquiredBy(node, index, file).flatMap(({ spec, acquisition }): readonly GivenToCallback[] => {
    const position = acquisition.callbackParameter;
    if (position === undefined || last === undefined || !isFunction(last)) return [];
    return [{ spec, acquisition, callback: last, parameter: position.index, error: position.errorFirst ? 0 : undefined }];
  });
  return [...given, ...givenByThen(node, index, file)];
}

function givenByThen(node: TSESTree.CallExpression, index: CatalogueIndex, file: FileContext): readonly GivenToCallback[] {
  const called = methodCall(node);
  const [callback] = node.arguments;
  if (called?.method !== 'then' || callback === undefined || !isFunction(callback)) return [];
  const source = unwrapped(called.receiver);
  if (source.type !== 'CallExpression') return [];
  return acquiredBy(source, index, file)
    .filter(({ acquisition }) => acquisition.awaited === true && acquisition.property === undefined)
    .map(({ spec, acquisition }) => ({ spec, acquisition, callback, parameter: 0, error: undefined }));
}
