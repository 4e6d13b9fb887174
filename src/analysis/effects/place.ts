/**
 * Places: where a value can be held. A place is a short string, so that sets of places are cheap to copy and compare:
 *
 * - `v3` a variable, `v3.port` a property of what it holds, `this.timer` a field;
 * - `n17` the value of an expression that has no name yet (a temporary), `n17.0` its first element.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { globalMethods } from '../../resources/listeners.js';
import { memberName, unwrapped, type Node } from '../syntax/ast.js';
import type { Bindings, Variable } from '../syntax/bindings.js';

export type Place = string;

export interface Places {
  /** The place of an expression's value. */
  of(expression: Node): Place;
  ofVariable(variable: Variable): Place;
  /** The variable at the root of a place; undefined for `this` and temporaries. */
  variableAt(place: Place): Variable | undefined;
  /** The place of an undeclared global, so that it can be written to. */
  readonly globals: Place;
}

export function createPlaces(bindings: Bindings): Places {
  const variables = new Map<Variable, Place>();
  const byPlace = new Map<Place, Variable>();
  const temporaries = new Map<Node, Place>();
  const ofVariable = (variable: Variable): Place => {
    let place = variables.get(variable);
    if (place === undefined) {
      place = `v${String(variables.size)}`;
      variables.set(variable, place);
      byPlace.set(place, variable);
    }
    return place;
  };
  const temporary = (node: Node): Place => {
    let place = temporaries.get(node);
    if (place === undefined) {
      place = `n${String(temporaries.size)}`;
      temporaries.set(node, place);
    }
    return place;
  };
  const of = (expression: Node): Place => {
    const path: string[] = [];
    let node = unwrapped(expression);
    while (node.type === 'MemberExpression') {
      const name = memberName(node);
      if (name === undefined) return temporary(unwrapped(expression));
      path.unshift(name);
      node = unwrapped(node.object);
    }
    const base = baseOf(node, bindings, ofVariable);
    if (base === undefined) return temporary(unwrapped(expression));
    return [base, ...path].join('.');
  };
  return { of, ofVariable, variableAt: (place) => byPlace.get(rootOfPlace(place)), globals: 'g' };
}

function baseOf(node: Node, bindings: Bindings, ofVariable: (variable: Variable) => Place): Place | undefined {
  if (node.type === 'ThisExpression') return 'this';
  if (node.type !== 'Identifier') return undefined;
  const variable = bindings.variableOf(node);
  if (variable !== undefined && standsForThis(variable, bindings)) return 'this';
  return variable === undefined ? `g.${isMethodOfGlobal(node) ? GLOBAL_OBJECT : node.name}` : ofVariable(variable);
}

/** `const self = this;` */
function standsForThis(variable: Variable, bindings: Bindings): boolean {
  const written = bindings.soleValue(variable);
  return written?.value !== undefined && written.path.length === 0 && unwrapped(written.value).type === 'ThisExpression';
}

const GLOBAL_OBJECT = 'window';

/** The callee of `addEventListener('online', f)`: it stands for the object whose method it is. */
export function isMethodOfGlobal(name: TSESTree.Identifier): boolean {
  return globalMethods.includes(name.name) && name.parent.type === 'CallExpression' && name.parent.callee === name;
}

/** `v3` of `v3.a.b`. */
export function rootOfPlace(place: Place): Place {
  const dot = place.indexOf('.');
  return dot < 0 ? place : place.slice(0, dot);
}

/** True where `inner` is `outer` or something inside what `outer` holds. */
export function isWithin(inner: Place, outer: Place): boolean {
  return inner === outer || (inner.startsWith(outer) && inner.charAt(outer.length) === '.');
}

export function isTemporary(place: Place): boolean {
  return place.startsWith('n');
}

/** The place of a member of what `place` holds. */
export function memberPlace(place: Place, name: string): Place {
  return `${place}.${name}`;
}

/** The name of a place as its owner writes it, where it has one. */
export function writtenName(expression: Node): string | undefined {
  const node = unwrapped(expression);
  if (node.type === 'Identifier') return isMethodOfGlobal(node) ? GLOBAL_OBJECT : node.name;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type !== 'MemberExpression') return undefined;
  const object = writtenName(node.object);
  const name = memberName(node);
  return object === undefined || name === undefined ? undefined : `${object}.${name}`;
}

