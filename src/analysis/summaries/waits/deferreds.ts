/** Promises that are settled from outside their executor: deferreds, under whatever names their settlers have. */
import type { TSESTree } from '@typescript-eslint/types';
import type { DeferredClass } from '../../../resources/outcomes.js';
import type { Place } from '../../effects/place.js';
import type { Pending } from '../../obligations/settling/pending.js';
import { settlersIn, type Settlers } from '../../obligations/settling/settlers.js';
import { isFunction, isInside, keyName, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import { isInTest, isTestFile } from '../../syntax/tests.js';
import type { PromiseWait, WaitParts } from './waits.js';

/** `const { promise, resolve, reject } = Promise.withResolvers()`, the three under one name, or an instance of a class. */
export function deferredWait(node: TSESTree.CallExpression | TSESTree.NewExpression, parts: WaitParts, members: DeferredMembers = WITH_RESOLVERS): readonly PromiseWait[] {
  const declarator = wrappingParent(node);
  const root = rootOf(node);
  if (declarator?.type !== 'VariableDeclarator' || !isFunction(root)) return [];
  const held = placesOfDeferred(declarator.id, members, parts);
  if (held === undefined) return [];
  const settlers = settlersIn(held.settlers, held.members, parts.places);
  const pending = pendingBehind(node, settlers, held.promise, parts);
  return [{ node, resolve: held.resolve, reject: held.reject, pending, isEmpty: false, isUnwatched: false, isExplained: () => false, isInTest: isInTest(node) || isTestFile(parts.file.sourceCode.ast) }];
}

/** The ways on which a promise that `node` makes stays pending, once the body behind it has given it to somebody. */
function pendingBehind(node: Node, settlers: Settlers, promise: Place, { bodies, settling }: WaitParts): readonly Pending[] {
  const root = rootOf(node);
  if (!isFunction(root)) return [];
  const body = bodies.bodyOf(root);
  const from = body.positionOf(node);
  if (from === undefined) return [];
  const found = settling.follow({ body, settlers, from, isCallback: false, promise });
  return found.isUnknown ? [] : [...found.returns, ...found.lost];
}

/**
 * `let settle; const promise = new Promise((resolve) => { settle = resolve; });`: the body around the executor settles.
 *
 * @returns undefined where the executor does anything else with its settlers.
 */
export function outerDeferred(node: TSESTree.NewExpression, executor: FunctionNode, parts: WaitParts): readonly Pending[] | undefined {
  const declarator = wrappingParent(node);
  const root = rootOf(node);
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || !isFunction(root)) return undefined;
  const outer = executor.params.map((name) => (name.type === 'Identifier' ? outerName(name, parts) : undefined));
  const variables = outer.flatMap((variable) => variable ?? []);
  if (variables.length === 0 || variables.length < outer.length || !variables.every((variable) => parts.file.bindings.belongsTo(variable, root))) return undefined;
  if (variables.some(({ references }) => references.some((reference) => reference.isRead() && isInside(reference.identifier, executor)))) return undefined;
  const settlers = settlersIn(variables.map((variable) => parts.places.ofVariable(variable)), undefined, parts.places);
  return pendingBehind(node, settlers, parts.places.of(declarator.id), parts);
}

/** The variable that the executor's parameter is assigned to, where that is all that is done with it. */
function outerName(parameter: TSESTree.Identifier, { file }: WaitParts): Variable | undefined {
  const [reference, ...others] = file.bindings.variableOf(parameter)?.references ?? [];
  const assignment = reference === undefined ? undefined : wrappingParent(reference.identifier);
  if (others.length > 0 || assignment?.type !== 'AssignmentExpression' || unwrapped(assignment.right) !== reference?.identifier) return undefined;
  const target = unwrapped(assignment.left);
  return target.type === 'Identifier' ? file.bindings.variableOf(target) : undefined;
}

interface Deferred {
  readonly settlers: readonly Place[];
  readonly members: Settlers['members'];
  readonly promise: Place;
  readonly resolve: string;
  readonly reject: string;
}

type DeferredMembers = Pick<DeferredClass, 'promise' | 'resolve' | 'reject'>;

/** https://tc39.es/ecma262/#sec-promise.withResolvers */
const WITH_RESOLVERS: DeferredMembers = { promise: 'promise', resolve: 'resolve', reject: 'reject' };

function placesOfDeferred(pattern: Node, { promise: member, resolve: resolving, reject: rejecting }: DeferredMembers, { places }: WaitParts): Deferred | undefined {
  if (pattern.type === 'Identifier') {
    const place = places.of(pattern);
    const { name } = pattern;
    const promise = member === undefined ? place : `${place}.${member}`;
    return { settlers: [place], members: [{ name: resolving }, { name: rejecting }], promise, resolve: `${name}.${resolving}`, reject: `${name}.${rejecting}` };
  }
  if (pattern.type !== 'ObjectPattern') return undefined;
  const names = new Map(
    pattern.properties.flatMap((property): [string, TSESTree.Identifier][] => {
      const key = property.type === 'Property' ? keyName(property.key, property.computed) : undefined;
      return key !== undefined && property.value?.type === 'Identifier' ? [[key, property.value]] : [];
    }),
  );
  const [promise, resolve, reject] = ['promise', 'resolve', 'reject'].map((key) => names.get(key));
  if (promise === undefined || resolve === undefined) return undefined;
  const settlers = [resolve, reject].flatMap((name) => (name === undefined ? [] : [places.of(name)]));
  return { settlers, members: undefined, promise: places.of(promise), resolve: resolve.name, reject: reject?.name ?? 'reject' };
}
