/** Functions whose state lives as long as a component does: the component itself, its hooks and composables. */
import { composableModules } from '../../../resources/lifecycles.js';
import { isFunction, methodCall, nameOfFunction, selfAndAncestors, unwrapped, wrappingParent, type FunctionNode } from '../../syntax/ast.js';
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

/** The component, or its hook, that keeps the slot in a ref of its own: `useRef` is called by nobody else. */
export function componentOf(slot: Slot, file: FileContext): FunctionNode | undefined {
  if (slot.base === 'this' || slot.path[0] !== 'current') return undefined;
  const value = file.bindings.soleValue(slot.variable)?.value;
  const call = value === undefined ? undefined : unwrapped(value);
  if (call?.type !== 'CallExpression') return undefined;
  const callee = unwrapped(call.callee);
  const name = callee.type === 'Identifier' ? callee.name : methodCall(call)?.method;
  const scope = declaringScope(slot.variable);
  return name === 'useRef' && isFunction(scope) ? scope : undefined;
}

export function isHookName(name: string | undefined): boolean {
  return name !== undefined && /^use[A-Z]/u.test(name);
}

/** `customRef((track, trigger) => { ... })`. */
function isCustomRef(fn: FunctionNode): boolean {
  const call = wrappingParent(fn);
  const callee = call?.type === 'CallExpression' ? unwrapped(call.callee) : undefined;
  return callee?.type === 'Identifier' && callee.name === 'customRef';
}

export function importsComposables({ sourceCode }: FileContext): boolean {
  return sourceCode.ast.body.some((statement) => statement.type === 'ImportDeclaration' && composableModules.includes(statement.source.value));
}
