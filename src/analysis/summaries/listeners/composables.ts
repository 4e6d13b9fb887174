/**
 * Composables: functions `useX` whose body runs for each component that uses them; and components, whose body runs at
 * every render. What the body itself adds to the page has to end with the component.
 */
import { ancestors, isFunction, nameOfFunction, rootOf, unwrapped, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { importsComposables, isHookName } from '../owners/hooks.js';
import type { Lifecycle } from '../owners/lifecycles.js';
import { returnedValues } from '../returned-values.js';

/** @returns the composable or component whose body adds something whenever it runs: behind a condition it may be added once for all. */
export function composableAround(node: Node, file: FileContext): Lifecycle | undefined {
  const fn = rootOf(node);
  const name = isFunction(fn) ? nameOfFunction(fn)?.name : undefined;
  if (!isFunction(fn) || name === undefined || isConditional(node)) return undefined;
  const isRun = (isHookName(name) && importsComposables(file)) || (/^[A-Z]/u.test(name) && returnedValues(fn).some(isElement));
  return isRun ? { setUp: fn, name, undoes: [], complete: true, ignoresReturn: true } : undefined;
}

/** `<div />`: the function is a component, whose body runs at every render. */
function isElement(value: Node): boolean {
  const { type } = unwrapped(value);
  return type === 'JSXElement' || type === 'JSXFragment';
}

function isConditional(node: Node): boolean {
  for (const at of ancestors(node)) {
    if (isFunction(at)) return false;
    if (at.type === 'IfStatement' || at.type === 'ConditionalExpression' || at.type === 'LogicalExpression') return true;
  }
  return false;
}
