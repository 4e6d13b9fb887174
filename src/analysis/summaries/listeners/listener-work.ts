/**
 * The work that a listener belongs to, where that is all that bounds it: an async function, a promise's executor. When
 * the work ends, what it registered on somebody else's target is due.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { collectingMembers } from '../../../resources/lifecycles.js';
import type { Registration } from '../../effects/listeners.js';
import { ancestors, enclosingFunction, isInside, memberName, methodCall, nameOfFunction, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import type { Bodies } from '../bodies.js';
import { promiseOfExecutor } from '../../syntax/promises.js';

export interface Work {
  /** The async function, or `new Promise(...)`. */
  readonly node: Node;
  /** False where it goes on when the function has returned, or where only the listener ends it. */
  readonly ends: boolean;
}

export function workAround(registration: Registration, file: FileContext, bodies: Bodies): Work | undefined {
  const fn = enclosingFunction(registration.node);
  if (fn === undefined) return undefined;
  const promise = promiseOfExecutor(fn, file);
  if (promise !== undefined) return { node: promise, ends: settlesElsewhere(fn, registration, file) || isRaced(promise, file) };
  if (!fn.async && !fn.generator) return undefined;
  return { node: fn, ends: awaitsAfter(registration.node, fn, bodies) && !servesWhatStays(registration, fn, file) };
}

/** The function in which promises are made that a node's executor is one of: their handlers belong together. */
export function promiseWork(node: Node, file: FileContext): Node | undefined {
  const fn = enclosingFunction(node);
  const promise = fn === undefined ? undefined : promiseOfExecutor(fn, file);
  return promise === undefined ? undefined : rootOf(promise);
}

/** Somebody other than the listener settles the promise. */
function settlesElsewhere(executor: FunctionNode, { callback, listener }: Registration, file: FileContext): boolean {
  const own = listener.kind === 'made' ? listener.node : callback;
  const names = executor.params.filter((parameter) => parameter.type === 'Identifier');
  return names.some((name) =>
    (file.bindings.variableOf(name)?.references ?? []).some(({ identifier }) => !isInside(identifier, own) && !isInside(identifier, callback) && !isAfterAbort(identifier, executor)),
  );
}

/** `if (signal.aborted) resolve()`: abort came before the listener could. */
function isAfterAbort(node: Node, executor: FunctionNode): boolean {
  for (const at of ancestors(node)) {
    if (at === executor) return false;
    const test = at.type === 'IfStatement' && isInside(node, at.consequent) ? unwrapped(at.test) : undefined;
    if (test?.type === 'MemberExpression' && memberName(test) === 'aborted') return true;
  }
  return false;
}

/** Names, lists and functions through which a promise may come into a race. */
const MAX_RACE_DEPTH = 5;

/** Another promise may end the wait: this one is raced in place, by name, in a list, or by who calls the function that returns it. */
function isRaced(promise: Node, file: FileContext, depth = 0): boolean {
  const parent = depth > MAX_RACE_DEPTH ? undefined : wrappingParent(promise);
  const byName = (name: Node): boolean => name.type === 'Identifier' && (file.bindings.variableOf(name)?.references ?? []).some(({ identifier }) => identifier !== promise && isRaced(identifier, file, depth + 1));
  switch (parent?.type) {
    case 'ArrayExpression':
      return isRaced(parent, file, depth + 1);
    case 'VariableDeclarator':
      return byName(parent.id);
    case 'ReturnStatement':
      return isRacedResult(enclosingFunction(parent), file, depth);
    case 'ArrowFunctionExpression':
      return isRacedResult(parent, file, depth);
    case 'CallExpression': {
      if (file.origins.originOf(parent.callee) === 'global:Promise.race') return true;
      const called = methodCall(parent);
      return called !== undefined && collectingMembers.includes(called.method) && byName(called.receiver);
    }
    default:
      return false;
  }
}

/** What the function returns is raced where this file calls it. */
function isRacedResult(fn: FunctionNode | undefined, file: FileContext, depth: number): boolean {
  const name = fn === undefined ? undefined : nameOfFunction(fn);
  const references = name === undefined ? [] : (file.bindings.variableOf(name)?.references ?? []);
  return references.some(({ identifier }) => {
    const call = wrappingParent(identifier);
    return call?.type === 'CallExpression' && call.callee === identifier && isRaced(call, file, depth + 1);
  });
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
  return used.some((variable) => file.bindings.belongsTo(variable, fn) && variable.references.some(({ identifier }) => isHandedOut(identifier, variable)));
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
