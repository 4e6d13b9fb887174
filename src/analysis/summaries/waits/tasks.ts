/** Tasks that a class keeps as promises: whoever stops one has to wait for its end. */
import type { TSESTree } from '@typescript-eslint/types';
import { calledFunctions } from '../../effects/calls.js';
import { enclosingClass, enclosingFunction, isFunction, isLoop, literalValue, memberName, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import { fieldOfThis } from '../../syntax/classes.js';
import type { FileContext } from '../../syntax/context.js';
import { nodesOutsideFunctions, someOwn } from '../../syntax/walk.js';
import type { UnawaitedShutdown } from './shutdowns.js';
import { isTeardown } from './teardown-functions.js';
import type { WaitParts } from './waits.js';

/** An async method that aborts, or sets the flag of a loop, and returns without waiting for the task that it stops. */
export function unawaitedTasks(aborts: readonly TSESTree.CallExpression[], { file, activity }: WaitParts): readonly UnawaitedShutdown[] {
  const byFlag = activity.loops.length === 0 ? [] : [...activity.memberWrites.values()].flat().filter(isFlagWrite);
  return [...aborts, ...byFlag].flatMap((stop) => {
    const method = enclosingFunction(stop);
    const owner = enclosingClass(stop);
    if (method === undefined || owner === undefined || !method.async || !isTeardown(method, file)) return [];
    const flag = stop.type === 'MemberExpression' ? memberName(stop) : undefined;
    const tasks = tasksOf(owner, file).filter(({ body }) => flag === undefined || testsFlag(body, flag));
    const bodies = bodiesRunBy(method, file);
    // Several tasks, of which one is awaited: which of them the signal stops is not known.
    const waited = tasks.some((task) => bodies.some((fn) => waitsFor(fn, task)));
    const [task] = tasks;
    return task === undefined || waited ? [] : [{ node: stop, unfinished: task.assigned, next: method, kind: 'task', isSure: flag === undefined }];
  });
}

/** `this.stopping = true` */
function isFlagWrite(target: Node): target is TSESTree.MemberExpression {
  const { parent } = target;
  if (target.type !== 'MemberExpression' || target.object.type !== 'ThisExpression' || parent?.type !== 'AssignmentExpression') return false;
  return typeof literalValue(parent.right)?.value === 'boolean';
}

/** A loop of the function goes on for as long as the field says. */
function testsFlag(body: FunctionNode, flag: string): boolean {
  return someOwn(body, (node) => isLoop(node) && node.type !== 'ForOfStatement' && node.test !== null && someOwn(node.test, (part) => fieldOfThis(part) === flag));
}

interface Task {
  readonly field: string;
  readonly assigned: Node;
  readonly body: FunctionNode;
}

/** Fields that are given the promise of a method of the class. */
function tasksOf(owner: TSESTree.ClassDeclaration | TSESTree.ClassExpression, file: FileContext): readonly Task[] {
  const tasks: Task[] = [];
  for (const method of owner.body.body.flatMap(functionsOfElement)) {
    for (const node of nodesOutsideFunctions(method)) {
      const body = node.type === 'AssignmentExpression' ? calledAsync(node.right, file) : undefined;
      const field = node.type === 'AssignmentExpression' ? fieldOfThis(node.left) : undefined;
      if (node.type === 'AssignmentExpression' && field !== undefined && body !== undefined) tasks.push({ field, assigned: node.left, body });
    }
  }
  return tasks;
}

function functionsOfElement(element: TSESTree.ClassElement): readonly FunctionNode[] {
  return 'value' in element && element.value !== null && isFunction(element.value) ? [element.value] : [];
}

function calledAsync(value: Node, file: FileContext): FunctionNode | undefined {
  const call = unwrapped(value);
  if (call.type !== 'CallExpression') return undefined;
  const { functions, complete } = calledFunctions(call, file);
  return complete && functions.every((fn) => fn.async && !fn.generator) ? functions[0] : undefined;
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
