/** What is gone through one by one: the list behind the name of an element. */
import { isFunction, methodCall, parentOf, type Node } from './ast.js';
import type { Variable } from './bindings.js';

const ITERATING = new Set(['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find']);

/** The list of which the variable holds an element: `list` of `list.map((one) => ...)` and of `for (const one of list)`. */
export function listOf({ defs }: Variable): Node | undefined {
  const [definition] = defs;
  if (definition === undefined) return undefined;
  if (definition.type === 'Variable') {
    const loop = parentOf(definition.parent);
    return loop?.type === 'ForOfStatement' && loop.left === definition.parent && definition.node.id === definition.name ? loop.right : undefined;
  }
  if (definition.type !== 'Parameter' || !isFunction(definition.node) || definition.node.params[0] !== definition.name) return undefined;
  const call = parentOf(definition.node);
  const called = call === undefined ? undefined : methodCall(call);
  return called !== undefined && ITERATING.has(called.method) ? called.receiver : undefined;
}
