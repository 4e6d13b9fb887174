/**
 * Settlers: what ends a wait. The `resolve` and `reject` of a promise settle by being called, the controller of a
 * stream by one of its members. Whoever has one of them owes the settling, or has handed it on.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edge } from '../../cfg/graph.js';
import { isRegistering } from '../../effects/callbacks.js';
import type { Place, Places } from '../../effects/place.js';
import type { CallEffect } from '../../effects/effect.js';
import { isFunction, isInside, literalValue, methodCall, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';

/** A member that settles; with `argument`, only where its first argument is that literal: `push(null)`. */
export interface SettlingMember {
  readonly name: string;
  readonly argument?: { readonly value: unknown };
}

export interface Settlers {
  readonly places: ReadonlySet<Place>;
  /** Undefined: the places are functions, and calling them settles. */
  readonly members: readonly SettlingMember[] | undefined;
  /** The variables in which they are, and those of functions that mention them, however indirectly. */
  readonly variables: ReadonlySet<Variable>;
  /** Equal keys mean the same settlers. */
  readonly key: string;
}

export function settlersIn(places: readonly Place[], members: readonly SettlingMember[] | undefined, all: Places): Settlers {
  const own = [...new Set(places)].sort();
  const roots = own.flatMap((place) => all.variableAt(place) ?? []);
  return { places: new Set(own), members, variables: withIndirectMentions(roots), key: [...own, ...(members ?? []).map(({ name }) => name)].join(',') };
}

/** The same settlers, known under one more name (a helper's parameter). */
export function alsoIn(settlers: Settlers, place: Place, all: Places): Settlers {
  return settlersIn([...settlers.places, place], settlers.members, all);
}

/** `variables`, and the names of functions that mention one of them. */
function withIndirectMentions(variables: readonly Variable[]): ReadonlySet<Variable> {
  const found = new Set(variables);
  for (const variable of found) {
    for (const { identifier } of variable.references) {
      for (const name of namesOfFunctionsAround(identifier, variable)) found.add(name);
    }
  }
  return found;
}

function* namesOfFunctionsAround(mention: Node, variable: Variable): Generator<Variable> {
  for (let at = mention.parent; at !== undefined && at !== variable.scope.block; at = at.parent) {
    if (!isFunction(at)) continue;
    const name = at.id ?? (at.parent.type === 'VariableDeclarator' && at.parent.id.type === 'Identifier' ? at.parent.id : undefined);
    const scope = variable.scope;
    for (const inner of name == null ? [] : declaredInside(scope, name)) yield inner;
  }
}

function declaredInside(scope: Variable['scope'], name: TSESTree.Identifier): readonly Variable[] {
  const scopes = [scope];
  for (const one of scopes) {
    const variable = one.variables.find((candidate) => candidate.identifiers.includes(name));
    if (variable !== undefined) return [variable];
    scopes.push(...one.childScopes.filter((child) => child.block.range[0] <= name.range[0] && name.range[1] <= child.block.range[1]));
  }
  return [];
}

/** The function's text mentions a settler, or a function that does; who calls what makes the settlers makes others. */
export function isMentionedIn(settlers: Settlers, fn: FunctionNode): boolean {
  for (const variable of settlers.variables) {
    const isOfFunction = variable.scope.block !== fn && isInside(variable.scope.block, fn);
    if (!isOfFunction && variable.references.some(({ identifier }) => isInside(identifier, fn))) return true;
  }
  return false;
}

/** The expression is a settler, or one that is bound: `resolve.bind(null, value)`. */
export function isSettlerExpression(settlers: Settlers, expression: Node, places: Places): boolean {
  const node = unwrapped(expression);
  const called = methodCall(node);
  if (called?.method === 'bind') return isSettlerExpression(settlers, called.receiver, places);
  if (settlers.members === undefined) return settlers.places.has(places.of(node));
  if (node.type !== 'MemberExpression' || !settlers.places.has(places.of(node.object))) return false;
  return settlers.members.some(({ name }) => places.of(node).endsWith(`.${name}`));
}

/** The place is a settler, or one of the members that settle: `const fail = deferred.reject`. */
export function holdsSettler({ places, members = [] }: Settlers, place: Place): boolean {
  return places.has(place) || members.some(({ name }) => place.endsWith(`.${name}`) && places.has(place.slice(0, -name.length - 1)));
}

/** A promise that the holder of settling members gives: where `writer.ready` rejects, the stream has failed by itself. */
export function isOwnPromise({ members, places: held }: Settlers, promise: Node, places: Places): boolean {
  if (members === undefined) return false;
  const node = unwrapped(promise);
  const member = node.type === 'CallExpression' ? unwrapped(node.callee) : node;
  return member.type === 'MemberExpression' && held.has(places.of(member.object));
}

/** The call settles. */
export function settles(settlers: Settlers, effect: CallEffect, places: Places): boolean {
  if (settlers.members === undefined) {
    const isApplied = effect.method === 'call' || effect.method === 'apply';
    return (effect.callee !== undefined && settlers.places.has(effect.callee)) || (isApplied && effect.receiver !== undefined && settlers.places.has(effect.receiver));
  }
  if (!settlers.places.has(receiverOf(effect, places))) return false;
  return settlers.members.some(({ name, argument }) => name === effect.method && (argument === undefined || isLiteral(effect.args[0]?.node, argument.value)));
}

/** The place under a chain of the holder's own calls: `res` of `res.status(404).json(error)`. */
function receiverOf(effect: CallEffect, places: Places): Place {
  let called = methodCall(effect.node);
  for (let inner = called; inner !== undefined; inner = methodCall(unwrapped(inner.receiver))) called = inner;
  return called === undefined ? '' : places.of(called.receiver);
}

function isLiteral(node: Node | undefined, value: unknown): boolean {
  const literal = node === undefined ? undefined : literalValue(node);
  return literal !== undefined && literal.value === value;
}

/** The edge on which a settler would be missing, or the `on` of an emitter: they are there. */
export function contradictsSettlers({ test, kind }: Edge, settlers: Settlers, places: Places): boolean {
  if (test?.kind === 'nullish') return kind === 'true' && (settlers.places.has(places.of(test.node)) || isRegistering(test.node));
  return test?.kind === 'truthy' && kind === 'false' && settlers.places.has(places.of(test.node));
}
