/**
 * Dropped one-shots that limit the time of the work around them: when the work is done they are still there. What shows
 * it is that they abort it, that they reject its promise, or that they ask first whether it is done.
 */
import type { Obligation } from '../../obligations/obligation.js';
import { ancestors, isCallOrNew, isFunction, isInside, literalValue, methodCall, rootOf, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf, type Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { promiseOfExecutor } from '../../syntax/promises.js';
import { nodesOutsideFunctions } from '../../syntax/walk.js';
import { mayLast } from './delays.js';
import { firstTest, namesIn } from './harmless-shots.js';
import type { OwnerParts } from './owner-parts.js';
import { endListenersOf, settlersOf } from './settled-callbacks.js';

export function isTimeLimit({ node, spec }: Obligation, parts: OwnerParts): boolean {
  const { file } = parts;
  const callback = isCallOrNew(node) && node.arguments[0] !== undefined ? functionsOf(file.bindings, node.arguments[0]).functions[0] : undefined;
  if (callback === undefined || !isInside(callback, node)) return false;
  return abortsOwnWork(callback, node, file) || (mayLast(node, spec, file) && (rejectsItsWork(callback, node, parts) || asksForAnEnd(callback, node, file) || killsWhatEnds(callback, node, file)));
}

/** `setTimeout(() => child.kill(), ms)` where the same function hears of the child's end: then nothing is left to kill. */
function killsWhatEnds({ body }: FunctionNode, node: Node, file: FileContext): boolean {
  for (const at of nodesOutsideFunctions(body)) {
    const called = at.type === 'CallExpression' ? methodCall(at) : undefined;
    const variable = called?.receiver.type === 'Identifier' && KILLING.has(called.method) ? file.bindings.variableOf(called.receiver) : undefined;
    if (variable === undefined || !isLocalTo(variable, node)) continue;
    if (variable.references.some(({ identifier }) => endListenersOf(identifier, file).some(({ event }) => event !== 'error'))) return true;
  }
  return false;
}

const KILLING = new Set(['kill', 'abort', 'destroy', 'terminate']);

/** `setTimeout(() => controller.abort(), ms)` for a controller of this function. */
function abortsOwnWork({ body }: FunctionNode, node: Node, { bindings, origins }: FileContext): boolean {
  const called = methodCall(body);
  const variable = called?.receiver.type === 'Identifier' ? bindings.variableOf(called.receiver) : undefined;
  const controller = variable === undefined ? undefined : bindings.soleValue(variable)?.value;
  if (called?.method !== 'abort' || variable === undefined || controller?.type !== 'NewExpression') return false;
  return bindings.belongsTo(variable, rootOf(node)) && origins.originOf(controller.callee) === 'global:AbortController';
}

/** `setTimeout(() => reject(new Error('timeout')), ms)` where something else settles the promise as well. */
function rejectsItsWork(callback: FunctionNode, node: Node, parts: OwnerParts): boolean {
  const { file } = parts;
  if (isSetWhenSettled(node)) return false;
  for (const at of nodesOutsideFunctions(callback.body)) {
    const variable = at.type === 'CallExpression' && at.callee.type === 'Identifier' ? file.bindings.variableOf(at.callee) : undefined;
    const executor = variable === undefined ? undefined : executorGiving(variable, file);
    if (executor !== undefined && settlersOf(executor, parts).some(({ references }) => references.some(({ identifier }) => !isInside(identifier, node)))) return true;
  }
  return false;
}

/** `work().catch(() => setTimeout(retry, ms))`: the work is over before the timer is set. */
function isSetWhenSettled(node: Node): boolean {
  const handler = rootOf(node);
  const call = isFunction(handler) ? wrappingParent(handler) : undefined;
  return call !== undefined && SETTLED.has(methodCall(call)?.method ?? '');
}

const SETTLED = new Set(['then', 'catch', 'finally']);

/** The executor whose second parameter a variable is. */
function executorGiving(variable: Variable, file: FileContext): FunctionNode | undefined {
  const [definition] = variable.defs;
  if (definition?.type !== 'Parameter' || !isFunction(definition.node) || promiseOfExecutor(definition.node, file) === undefined) return undefined;
  return definition.node.params[1] === definition.name ? definition.node : undefined;
}

/** `if (closed) return;` where another callback of the same function says so: by then the timer has outlived its work. */
function asksForAnEnd(callback: FunctionNode, node: Node, { bindings }: FileContext): boolean {
  const test = firstTest(callback);
  return (test === undefined ? [] : namesIn(test)).some((name) => {
    const flag = name.type === 'Identifier' ? bindings.variableOf(name) : undefined;
    return flag !== undefined && isLocalTo(flag, node) && flag.references.some(({ identifier }) => isRaisedAt(identifier, node));
  });
}

/** Declared by a function around the node. */
function isLocalTo(variable: Variable, node: Node): boolean {
  const [definition] = variable.defs;
  const root = rootOf(node);
  return definition?.type === 'Variable' && isFunction(root) && isInside(definition.name, root);
}

/** `closed = true` in another callback than the timer's. */
function isRaisedAt(name: Node, node: Node): boolean {
  const assignment = name.parent;
  if (assignment?.type !== 'AssignmentExpression' || assignment.left !== name || literalValue(assignment.right)?.value !== true || isInside(name, node)) return false;
  for (const at of ancestors(name)) if (isFunction(at)) return at !== rootOf(node) && isInside(at, rootOf(node));
  return false;
}
