/**
 * Composables: functions `useX` whose body runs for each component that uses them. What the body itself adds to the page
 * has to end with the component.
 */
import { ancestors, isFunction, nameOfFunction, rootOf, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { importsComposables, isHookName } from '../owners/hooks.js';
import type { Lifecycle } from '../owners/lifecycles.js';

/** @returns the composable whose body adds something whenever it runs: behind a condition it may be added once for all. */
export function composableAround(node: Node, file: FileContext): Lifecycle | undefined {
  const fn = rootOf(node);
  const name = isFunction(fn) ? nameOfFunction(fn)?.name : undefined;
  if (!isFunction(fn) || name === undefined || !isHookName(name) || isConditional(node)) return undefined;
  return importsComposables(file) ? { setUp: fn, name, undoes: [], complete: true, ignoresReturn: true } : undefined;
}

function isConditional(node: Node): boolean {
  for (const at of ancestors(node)) {
    if (isFunction(at)) return false;
    if (at.type === 'IfStatement' || at.type === 'ConditionalExpression' || at.type === 'LogicalExpression') return true;
  }
  return false;
}
