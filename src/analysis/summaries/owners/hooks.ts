/** Functions that a component calls to get something which lives as long as it does: hooks and composables. */
import { composableModules } from '../../../resources/lifecycles.js';
import { isFunction, nameOfFunction, selfAndAncestors, unwrapped, wrappingParent, type FunctionNode } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { declaringScope } from './teardowns.js';
import type { Slot } from './slots.js';

/** The hook or composable whose own state the slot is: a ref of it, or, where it runs once, a variable. */
export function hookOf(slot: Slot, file: FileContext): FunctionNode | undefined {
  if (slot.base === 'this') return undefined;
  const isRef = slot.path[0] === 'current' || slot.path[0] === 'value';
  if (!isRef && !importsComposables(file)) return undefined;
  for (const at of selfAndAncestors(declaringScope(slot.variable))) {
    if (isFunction(at) && (isHookName(nameOfFunction(at)?.name) || isCustomRef(at))) return at;
  }
  return undefined;
}

function isHookName(name: string | undefined): boolean {
  return name !== undefined && /^use[A-Z]/u.test(name);
}

/** `customRef((track, trigger) => { ... })`. */
function isCustomRef(fn: FunctionNode): boolean {
  const call = wrappingParent(fn);
  const callee = call?.type === 'CallExpression' ? unwrapped(call.callee) : undefined;
  return callee?.type === 'Identifier' && callee.name === 'customRef';
}

function importsComposables({ sourceCode }: FileContext): boolean {
  return sourceCode.ast.body.some((statement) => statement.type === 'ImportDeclaration' && composableModules.includes(statement.source.value));
}
