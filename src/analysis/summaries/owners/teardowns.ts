/** Which functions end the owner of a slot, and thus have to release what it holds. */
import { teardownMembers } from '../../../resources/lifecycles.js';
import { definitionName, isFunction, isInside, nameOfFunction, selfAndAncestors, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf, type Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import type { Lifecycles } from './lifecycles.js';
import type { OwnerParts } from './owner-parts.js';
import { isTeardownName, type Owner } from './owners.js';
import { isWithinAny } from './reach.js';
import { returnedValues } from '../returned-values.js';
import type { RegisteredEnds } from './registered-ends.js';
import type { Slot } from './slots.js';

export interface Teardown {
  /** The name of the member or function; undefined for a cleanup that is handed to a framework. */
  readonly name: string | undefined;
  readonly fn: FunctionNode;
}

export interface Teardowns {
  readonly functions: readonly Teardown[];
  /** False where something that may end the owner cannot be seen. */
  readonly complete: boolean;
  /** The owner's life is a framework's: set-up has to be undone, whether or not a cleanup is written. */
  readonly isLifecycle: boolean;
}

export interface TeardownReader {
  ofSlot(slot: Slot): Teardowns;
  ofOwner(owner: Owner): Teardowns;
  /** What ends a function's own doings: its lifecycle's cleanups, what it returns, teardowns that it defines. */
  ofFunction(fn: FunctionNode): Teardowns;
}

export function createTeardowns(file: FileContext, lifecycles: Lifecycles, registeredEnds: RegisteredEnds): TeardownReader {
  const ofOwner = (owner: Owner): Teardowns => ({ functions: [...owner.teardowns, ...registeredEnds(owner).map(nameless)], complete: true, isLifecycle: false });
  const ofFunction = (fn: FunctionNode): Teardowns => {
    const lifecycle = lifecycles.lifecycleOf(fn);
    if (lifecycle !== undefined) return { functions: lifecycle.undoes.map(nameless), complete: lifecycle.complete, isLifecycle: true };
    const effects = lifecycles.lifecyclesWithin(fn);
    const cleanups = [...effects.flatMap(({ undoes }) => undoes), ...lifecycles.registeredCleanups(fn)].map(nameless);
    const own = [...namedWithin(fn, file), ...returnedTeardowns(fn, file)];
    return { functions: [...cleanups, ...own], complete: effects.every(({ complete }) => complete), isLifecycle: cleanups.length > 0 };
  };
  return {
    ofOwner,
    ofFunction,
    ofSlot(slot) {
      if (slot.base === 'this') return ofOwner(slot.owner);
      const scope = declaringScope(slot.variable);
      if (isFunction(scope)) return ofFunction(scope);
      return { functions: [...namedIn(file.bindings.variablesOf(scope), file), ...lifecycles.registeredCleanups(scope).map(nameless)], complete: true, isLifecycle: false };
    },
  };
}

function nameless(fn: FunctionNode): Teardown {
  return { name: undefined, fn };
}

/** The function or program that declares a variable. */
export function declaringScope(variable: Variable): Node {
  let outermost: Node = variable.scope.block;
  for (const at of selfAndAncestors(variable.scope.block)) {
    if (isFunction(at)) return at;
    outermost = at;
  }
  return outermost;
}

/** Named functions may say in their name what they end: `stopPolling`. */
const NAMED = new RegExp(`^_*(?:${[...teardownMembers.filter((name) => /^[a-z]+$/u.test(name)), 'cleanup', 'teardown'].join('|')})(?:[A-Z_]|$)`, 'u');

/** The name says that the function ends something. */
export function isNamedEnd(name: string, file: FileContext): boolean {
  return NAMED.test(name) || isTeardownName(name, file);
}

/** It reaches a call of a release, whatever that releases. */
export function frees({ fn }: Teardown, { reach, releaseCalls }: Pick<OwnerParts, 'reach' | 'releaseCalls'>): boolean {
  const reached = reach.from([fn]);
  return releaseCalls.some((call) => isWithinAny(call, reached));
}

function namedIn(variables: readonly Variable[], file: FileContext): readonly Teardown[] {
  return variables.flatMap((variable) => (isNamedEnd(variable.name, file) ? functionsOfVariable(variable).map((fn) => ({ name: variable.name, fn })) : []));
}

function functionsOfVariable(variable: Variable): readonly FunctionNode[] {
  return variable.defs.flatMap(({ node }) => {
    if (isFunction(node)) return [node];
    const value = node.type === 'VariableDeclarator' && node.init !== null ? unwrapped(node.init) : undefined;
    return isFunction(value) ? [value] : [];
  });
}

/** `function close() {}`, `const stop = () => {}` directly in the body of a factory. */
function namedWithin(fn: FunctionNode, file: FileContext): readonly Teardown[] {
  const variables = [fn, fn.body].flatMap((scope) => file.bindings.variablesOf(scope));
  return namedIn([...new Set(variables)], file).filter((teardown) => teardown.fn !== fn && isInside(teardown.fn, fn));
}

/** `return { start, stop }`, `return { close() {} }`; a factory that returns one function returns its end. */
function returnedTeardowns(fn: FunctionNode, file: FileContext): readonly Teardown[] {
  const values = returnedValues(fn).map((value) => objectOf(value, file));
  return values.flatMap((value): readonly Teardown[] => {
    if (value.type !== 'ObjectExpression') return functionsOf(file.bindings, value).functions.map((one) => ({ name: nameOfFunction(one)?.name, fn: one }));
    return value.properties.flatMap((property): readonly Teardown[] => {
      const name = property.type === 'Property' ? definitionName(property) : undefined;
      if (name === undefined || property.type !== 'Property' || !isTeardownName(name, file)) return [];
      return functionsOf(file.bindings, property.value).functions.map((one) => ({ name, fn: one }));
    });
  });
}

function objectOf(value: Node, file: FileContext): Node {
  const object = file.bindings.valueBehind(value);
  return object.type === 'ObjectExpression' ? object : unwrapped(value);
}
