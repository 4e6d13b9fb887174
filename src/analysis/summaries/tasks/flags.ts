/**
 * Loops that a boolean flag is to stop. A flag has two weaknesses: whoever starts the loop again sets it back before a
 * sleeping loop has looked at it, and it wakes nobody.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { writtenName } from '../../effects/place.js';
import { enclosingFunction, isFunction, isInside, literalValue, unwrapped, type FunctionNode, type LoopNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { functionName, lastName } from '../../syntax/words.js';
import { flagParts, type FlagParts } from './flag-controllers.js';
import { callsOf, isForgotten } from './launches.js';
import type { TaskParts } from './unstoppable-loops.js';

export interface FlaggedLoop {
  readonly loop: LoopNode;
  /** The flag as the loop writes it. */
  readonly flag: string;
  /** What the loop waits for without looking at the flag: the first uncancellable sleep. */
  readonly sleep: Node | undefined;
  /** The assignment that tells a new loop to go on, and so an old one as well. */
  readonly reset: { readonly node: Node; readonly by: string | undefined; readonly isGuarded: boolean } | undefined;
  /** What to rewrite so that a controller stands for the flag. */
  readonly parts: FlagParts | undefined;
}

/** An assignment of a literal to the flag. */
interface FlagWrite {
  readonly node: Node;
  readonly value: boolean;
  readonly fn: FunctionNode;
}

export function flaggedLoops(parts: TaskParts): readonly FlaggedLoop[] {
  return parts.activity.loops.flatMap((loop) => {
    const flags = loop.type === 'ForOfStatement' || loop.test === null ? [] : flagsIn(loop.test);
    const home = flags.length === 0 ? undefined : enclosingFunction(loop);
    if (home?.async !== true) return [];
    return flags.flatMap(({ flag, runs }) => {
      const writes = writesOf(flag, parts);
      const stops = writes.filter((write) => write.value !== runs && write.fn !== home && !isInside(write.node, home));
      const name = writtenName(flag);
      if (stops.length === 0 || name === undefined) return [];
      const reset = stops.some((stop) => waits(stop.fn)) ? undefined : resetOf(loop, home, writes.filter((write) => write.value === runs), parts);
      const sleep = stops.some((stop) => wakes(stop.fn, parts.file)) ? undefined : sleepIn(loop, parts);
      const controlled = sleep === undefined || runs ? undefined : flagParts(flag, sleep, parts.file, parts.activity);
      return [{ loop, flag: name, sleep, reset, parts: controlled }];
    });
  });
}

/** The flags of a condition, and the value with which the loop goes on: `!stopped`, `this.running && more`. */
function flagsIn(test: Node): readonly { flag: TSESTree.Identifier | TSESTree.MemberExpression; runs: boolean }[] {
  const node = unwrapped(test);
  if (node.type === 'LogicalExpression' && node.operator === '&&') return [...flagsIn(node.left), ...flagsIn(node.right)];
  const isNegated = node.type === 'UnaryExpression' && node.operator === '!';
  const flag = isNegated ? unwrapped(node.argument) : node;
  const isField = flag.type === 'MemberExpression' && flag.object.type === 'ThisExpression';
  return flag.type === 'Identifier' || isField ? [{ flag, runs: !isNegated }] : [];
}

function writesOf(flag: TSESTree.Identifier | TSESTree.MemberExpression, { file, activity }: TaskParts): readonly FlagWrite[] {
  const targets: readonly Node[] =
    flag.type === 'Identifier'
      ? (file.bindings.variableOf(flag)?.references ?? []).filter((reference) => reference.isWrite()).map((reference) => reference.identifier)
      : (activity.memberWrites.get(writtenName(flag)?.slice('this.'.length) ?? '') ?? []).filter((target) => writtenName(target) === writtenName(flag));
  return targets.flatMap((target) => {
    const { parent } = target;
    const fn = enclosingFunction(target);
    if (parent?.type !== 'AssignmentExpression' || parent.left !== target || fn === undefined) return [];
    const value = literalValue(parent.right)?.value;
    return typeof value === 'boolean' ? [{ node: parent, value, fn }] : [];
  });
}

/** Who stops the loop also waits for its end, so that no second one starts meanwhile. */
function waits(fn: FunctionNode): boolean {
  return fn.async;
}

const WAKING = /clear|wake|notify|resolve|abort|signal|cancel|interrupt|reject|emit/iu;

function wakes(fn: FunctionNode, file: FileContext): boolean {
  return WAKING.test(file.sourceCode.getText(fn.body));
}

/** The assignment that starts a loop: in the function that runs it, or beside the call that starts it as a task. */
function resetOf(loop: LoopNode, home: FunctionNode, starts: readonly FlagWrite[], { file, activity }: TaskParts): FlaggedLoop['reset'] {
  if (!sleeps(loop, file)) return undefined;
  const calls = callsOf(home, file, activity);
  for (const { node, fn } of starts) {
    const launches = fn === home ? node.range[1] <= loop.range[0] : calls.some((call) => enclosingFunction(call) === fn && isForgotten(call));
    if (!launches || isInside(node, loop)) continue;
    const guard = guardBefore(node, fn);
    if (guard === undefined || isFlagGuard(guard, node, file)) return { node, by: functionName(fn), isGuarded: guard !== undefined };
  }
  return undefined;
}

function sleeps(loop: LoopNode, file: FileContext): boolean {
  return /\bawait\b/u.test(file.sourceCode.getText(loop.body));
}

/** A test that stands in the function before the assignment, or around it. */
function guardBefore(node: Node, fn: FunctionNode): TSESTree.IfStatement | undefined {
  if (fn.body.type !== 'BlockStatement') return undefined;
  return fn.body.body.find((statement): statement is TSESTree.IfStatement => statement.type === 'IfStatement' && statement.range[0] < node.range[0]);
}

/** The guard asks the flag itself, which `stop()` has just set back. */
function isFlagGuard(guard: TSESTree.IfStatement, node: Node, file: FileContext): boolean {
  const flag = node.type === 'AssignmentExpression' ? writtenName(node.left) : undefined;
  const test = unwrapped(guard.test);
  const operand = test.type === 'UnaryExpression' ? unwrapped(test.argument) : test;
  return flag !== undefined && file.sourceCode.getText(operand) === flag;
}

const SLEEPING = /^(?:sleep|delay|wait|pause|timeout|setTimeout|snooze|backoff)(?:$|[A-Z_]|For|Ms)/u;

/** The first `await sleep(ms)` of the loop that is given no signal. */
function sleepIn(loop: LoopNode, { file, activity }: TaskParts): Node | undefined {
  for (const [name, calls] of activity.calls) {
    if (!SLEEPING.test(name)) continue;
    const call = calls.find((candidate) => isInside(candidate, loop.body) && isAwaitedIn(candidate, loop) && !/signal/iu.test(file.sourceCode.getText(candidate)));
    if (call !== undefined && lastName(call.callee) === name) return call;
  }
  return undefined;
}

/** `await sleep(ms)`, or the `setTimeout` of an awaited `new Promise`, in the loop's own function. */
function isAwaitedIn(call: Node, loop: LoopNode): boolean {
  let node = call;
  for (let at = call.parent; at !== undefined && at !== loop; node = at, at = at.parent) {
    if (at.type === 'AwaitExpression') return node === call || node.type === 'NewExpression';
    if (isFunction(at) && at.parent.type !== 'NewExpression') return false;
  }
  return false;
}
