/**
 * Which removal can end which registration, and which is only meant to.
 *
 * Not modelled: two names for one object that no assignment of this file shows. Names that are alike count as one.
 */
import { enclosingFunction, isInside, unwrapped, type Node } from '../syntax/ast.js';
import type { Variable } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';
import { compareListeners, isMadeOnTheSpot } from './listener-key.js';
import type { Registration, Removal } from './listeners.js';
import { writtenName, type Places } from './place.js';

/** How a removal stands to a registration; `undefined` where they have nothing to do with each other. */
export type Match =
  /** It removes, or may remove, this listener. */
  | 'removes'
  /** It is meant for this listener and removes nothing: that part of the key is another one. */
  | 'other function'
  | 'other capture'
  | 'other event';

export function matchOf(removal: Removal, registration: Registration, file: FileContext, places: Places): Match | undefined {
  if ((removal.host === 'property') !== (registration.host === 'property')) return undefined;
  const isSameEvent = mayBeEqual(removal.event, registration.event);
  const functions = removal.isForAll ? 'same' : compareListeners(removal.listener, registration.listener);
  if (functions === 'same' && isSameEvent && !removal.isForAll) return mayBeEqual(removal.capture, registration.capture) ? 'removes' : 'other capture';
  if (functions === 'unknown' && (!isSameEvent || isMadeOnTheSpot(registration.listener))) return undefined;
  const target = compareTargets(removal.target, registration.target, file, places);
  if (removal.isForAll) return isSameEvent && (target === 'alike' || lastName(removal.target) === undefined) ? 'removes' : undefined;
  if (functions === 'unknown') return target === 'different' ? undefined : 'removes';
  if (target !== 'alike') return undefined;
  if (!isSameEvent) return functions === 'same' ? 'other event' : undefined;
  return isNeverEqual(removal, registration) ? 'other function' : undefined;
}

/** Undefined stands for what is not known. */
function mayBeEqual<Value>(a: Value | undefined, b: Value | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/** The removal names one event and one function, which the registration cannot have been given. */
function isNeverEqual(removal: Removal, registration: Registration): boolean {
  return removal.event !== undefined && registration.event !== undefined && (removal.listener.kind === 'made' || removal.listener.kind === 'nothing' || isMadeOnTheSpot(registration.listener));
}

/** `alike`: the same object, or two of one name that may well be. `different`: certainly not the same object. */
export function compareTargets(a: Node, b: Node, file: FileContext, places: Places): 'alike' | 'different' | 'unknown' {
  if (places.of(a) === places.of(b)) return 'alike';
  const first = localBase(a, places);
  const second = localBase(b, places);
  const locals = first === undefined || second === undefined || first === second ? 'alike' : compareLocals(first, second, file);
  return locals === 'alike' && lastName(a) !== lastName(b) && !isOfOneName(nameOfValue(a, file), nameOfValue(b, file)) ? 'unknown' : locals;
}

/** `renderer` of `this.renderer`: a field and the parameter that it was given often share a name. */
function lastName(target: Node): string | undefined {
  return writtenName(target)?.split('.').at(-1);
}

function isOfOneName(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}

/** The last name of what a variable stands for: `connection` of `con` after `const con = this.connection`. */
function nameOfValue(target: Node, file: FileContext): string | undefined {
  const written = file.bindings.writtenTo(target);
  if (written === undefined) return lastName(target);
  return written.path.at(-1) ?? (written.value === undefined ? undefined : lastName(written.value));
}

/** The variable of a function at the root of a target. */
function localBase(target: Node, places: Places): Variable | undefined {
  const variable = places.variableAt(places.of(target));
  return variable === undefined || functionOf(variable) === undefined ? undefined : variable;
}

function functionOf(variable: Variable): Node | undefined {
  const [name] = variable.identifiers;
  return name === undefined ? undefined : enclosingFunction(name);
}

/** Two variables of functions neither of which is within the other are alike if both are parameters, or are given the same value. */
function compareLocals(a: Variable, b: Variable, file: FileContext): 'alike' | 'different' | 'unknown' {
  const inA = functionOf(a);
  const inB = functionOf(b);
  if (inA === undefined || inB === undefined || isInside(inA, inB) || isInside(inB, inA)) return 'alike';
  const valueOfA = file.bindings.soleValue(a)?.value;
  const valueOfB = file.bindings.soleValue(b)?.value;
  if (valueOfA === undefined || valueOfB === undefined) return valueOfA === valueOfB ? 'alike' : 'unknown';
  return isMade(valueOfA) || file.sourceCode.getText(valueOfA) !== file.sourceCode.getText(valueOfB) ? 'different' : 'alike';
}

/** Another object at each evaluation: `new Map()`, `createMap()`. */
function isMade(value: Node): boolean {
  const node = unwrapped(value);
  return node.type === 'NewExpression' || (node.type === 'CallExpression' && unwrapped(node.callee).type === 'Identifier');
}
