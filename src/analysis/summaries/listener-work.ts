/**
 * The work that a listener belongs to, where that is all that bounds it: an async function, a promise's executor. When
 * the work ends, what it registered on somebody else's target is due.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Registration } from '../effects/listeners.js';
import { enclosingFunction, isFunction, parentOf, wrappingParent, type FunctionNode, type Node } from '../syntax/ast.js';
import type { Variable } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';
import type { Bodies } from './bodies.js';

/** `'ends'`: it ends by itself. `'lasts'`: it goes on when the function has returned, or only the listener ends it. */
export function workAround(registration: Registration, file: FileContext, bodies: Bodies): 'ends' | 'lasts' | undefined {
  const fn = enclosingFunction(registration.node);
  if (fn === undefined) return undefined;
  if (isExecutor(fn, file)) return settlesElsewhere(fn, registration, file) || isRaced(fn, file) ? 'ends' : 'lasts';
  if (!fn.async && !fn.generator) return undefined;
  if (!awaitsAfter(registration.node, fn, bodies)) return 'lasts';
  return servesWhatStays(registration, fn, file) ? 'lasts' : 'ends';
}

function isExecutor(fn: FunctionNode, file: FileContext): boolean {
  const parent = wrappingParent(fn);
  return parent?.type === 'NewExpression' && parent.arguments[0] === fn && file.origins.originOf(parent.callee) === 'global:Promise';
}

/** Somebody other than the listener settles the promise. */
function settlesElsewhere(executor: FunctionNode, { callback, listener }: Registration, file: FileContext): boolean {
  const own = listener.kind === 'made' ? listener.node : callback;
  const names = executor.params.filter((parameter) => parameter.type === 'Identifier');
  return names.some((name) =>
    (file.bindings.variableOf(name)?.references ?? []).some(({ identifier }) => !isInside(identifier, own) && !isInside(identifier, callback)),
  );
}

/** `Promise.race([work, new Promise(...)])`, in place or by name: another promise ends the wait. */
function isRaced(executor: FunctionNode, file: FileContext): boolean {
  const promise = wrappingParent(executor);
  const holder = promise === undefined ? undefined : wrappingParent(promise);
  if (promise === undefined || holder === undefined) return false;
  if (isRaceElement(promise, file)) return true;
  const variable = holder.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? file.bindings.variableOf(holder.id) : undefined;
  return (variable?.references ?? []).some(({ identifier }) => isRaceElement(identifier as Node, file));
}

function isRaceElement(node: Node, file: FileContext): boolean {
  const call = wrappingParent(node)?.type === 'ArrayExpression' ? wrappingParent(wrappingParent(node) ?? node) : undefined;
  return call?.type === 'CallExpression' && file.origins.originOf(call.callee) === 'global:Promise.race';
}

/** The function still waits for something when the listener is there. */
function awaitsAfter(node: Node, fn: FunctionNode, bodies: Bodies): boolean {
  return bodies.bodyOf(fn).graph.blocks.some((block) =>
    block.steps.some((step) => (step.kind === 'evaluate' ? isWait(step.node) && step.node.range[0] > node.range[0] : step.kind === 'iterate' && step.node.type === 'ForOfStatement' && step.node.await)),
  );
}

function isWait(node: TSESTree.Expression): boolean {
  return node.type === 'AwaitExpression' || node.type === 'YieldExpression';
}

/** The listener's function uses a local that the work hands out: it serves that, and lives as long. */
function servesWhatStays({ callback, listener }: Registration, fn: FunctionNode, file: FileContext): boolean {
  const own = listener.kind === 'made' ? listener.node : callback;
  const scope = file.sourceCode.scopeManager?.acquire(own);
  const used = scope?.through.flatMap(({ resolved }) => (resolved === null ? [] : [resolved])) ?? [];
  return used.some((variable) => file.bindings.belongsTo(variable, fn) && variable.references.some(({ identifier }) => isHandedOut(identifier as Node, variable)));
}

/** `return x`, `return { x }`, `this.x = x`. */
function isHandedOut(name: Node, variable: Variable): boolean {
  let at = name;
  for (let parent = wrappingParent(at); parent !== undefined; at = parent, parent = wrappingParent(at)) {
    if (parent.type === 'ReturnStatement' || (parent.type === 'ArrowFunctionExpression' && parent.body === at)) return variable.identifiers.length > 0;
    if (parent.type === 'AssignmentExpression') return parent.right === at && parent.left.type === 'MemberExpression';
    if (parent.type !== 'Property' && parent.type !== 'ObjectExpression' && parent.type !== 'ArrayExpression') return false;
  }
  return false;
}

function isInside(inner: { readonly range: readonly [number, number] }, outer: Node): boolean {
  return inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1];
}

export type LoopNode = TSESTree.DoWhileStatement | TSESTree.ForStatement | TSESTree.ForInStatement | TSESTree.ForOfStatement | TSESTree.WhileStatement;

/** The nearest loop around `node` in its own function, that `node` is in the body of. */
export function enclosingLoop(node: Node): LoopNode | undefined {
  let child = node;
  for (let at = parentOf(node); at !== undefined && !isFunction(at); child = at, at = parentOf(at)) {
    if ('body' in at && at.body === child && isLoop(at)) return at;
  }
  return undefined;
}

function isLoop(node: Node): node is LoopNode {
  return /^(?:DoWhile|For|ForIn|ForOf|While)Statement$/u.test(node.type);
}
