/** Tasks that a class keeps as promises: whoever stops one has to wait for its end. */
import type { TSESTree } from '@typescript-eslint/types';
import { calledFunctions } from '../../effects/calls.js';
import { enclosingClass, enclosingFunction, isFunction, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import { fieldOfThis } from '../../syntax/classes.js';
import type { FileContext } from '../../syntax/context.js';
import { nodesOutsideFunctions } from '../../syntax/walk.js';
import type { UnawaitedShutdown } from './shutdowns.js';
import { isTeardown } from './teardown-functions.js';
import type { WaitParts } from './waits.js';

/** An async method that aborts, and returns without waiting for the task that it stops. */
export function unawaitedTasks(aborts: readonly TSESTree.CallExpression[], { file }: WaitParts): readonly UnawaitedShutdown[] {
  return aborts.flatMap((abort) => {
    const method = enclosingFunction(abort);
    const owner = enclosingClass(abort);
    if (method === undefined || owner === undefined || !method.async || !isTeardown(method, file)) return [];
    const tasks = tasksOf(owner, file);
    const bodies = bodiesRunBy(method, file);
    // Several tasks, of which one is awaited: which of them the signal stops is not known.
    const waited = tasks.some((task) => bodies.some((fn) => waitsFor(fn, task)));
    const [task] = tasks;
    return task === undefined || waited ? [] : [{ node: abort, unfinished: task.assigned, next: method, kind: 'task', isSure: true }];
  });
}

interface Task {
  readonly field: string;
  readonly assigned: Node;
}

/** Fields that are given the promise of a method of the class. */
function tasksOf(owner: TSESTree.ClassDeclaration | TSESTree.ClassExpression, file: FileContext): readonly Task[] {
  const tasks: Task[] = [];
  for (const method of owner.body.body.flatMap(functionsOfElement)) {
    for (const node of nodesOutsideFunctions(method)) {
      if (node.type !== 'AssignmentExpression' || !isOwnAsyncCall(node.right, file)) continue;
      const field = fieldOfThis(node.left);
      if (field !== undefined) tasks.push({ field, assigned: node.left });
    }
  }
  return tasks;
}

function functionsOfElement(element: TSESTree.ClassElement): readonly FunctionNode[] {
  return 'value' in element && element.value !== null && isFunction(element.value) ? [element.value] : [];
}

function isOwnAsyncCall(value: Node, file: FileContext): boolean {
  const call = unwrapped(value);
  if (call.type !== 'CallExpression') return false;
  const { functions, complete } = calledFunctions(call, file);
  return complete && functions.length > 0 && functions.every((fn) => fn.async && !fn.generator);
}

/** The method, and the methods of its class that it calls. */
export function bodiesRunBy(method: FunctionNode, file: FileContext): readonly FunctionNode[] {
  const called = new Set([method]);
  for (const fn of called) {
    if (called.size > MAX_BODIES) break;
    for (const node of nodesOutsideFunctions(fn)) {
      if (node.type === 'CallExpression') for (const inner of calledFunctions(node, file).functions) called.add(inner);
    }
  }
  return [...called];
}

const MAX_BODIES = 20;

/** The field is read for more than a handler on it: awaited, returned, handed to somebody, kept under a name. */
function waitsFor(fn: FunctionNode, { field }: Task): boolean {
  for (const node of nodesOutsideFunctions(fn)) {
    if (node.type !== 'MemberExpression' || fieldOfThis(node) !== field) continue;
    const isTarget = node.parent.type === 'AssignmentExpression' && node.parent.left === node;
    if (!isTarget) return true;
  }
  return false;
}
