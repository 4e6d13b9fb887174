/** Calls that only let time pass: `sleep(ms)`, and a timer that does nothing but settle the promise around it. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, isFunction, literalValue, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Activity } from './activity.js';

export interface Sleep {
  readonly call: TSESTree.CallExpression;
  /** What is awaited: the call, or the promise that its timer settles. */
  readonly awaited: Node;
  /** The arguments that say how long. */
  readonly delay: readonly Node[];
}

const SLEEPING = /^(?:sleep|delay|wait|pause|snooze|backoff|setTimeout)(?:$|For$|Ms$)/u;
const TIMING = /^(?:setTimeout|defer|delay|schedule|later|after)$/iu;

const sleeps = new WeakMap<Activity['calls'], readonly Sleep[]>();

/** The sleeps that somebody waits for right where they are written. */
export function sleepsOf({ calls }: Activity): readonly Sleep[] {
  const known = sleeps.get(calls);
  if (known !== undefined) return known;
  const found = [...calls].flatMap(([name, named]) => (SLEEPING.test(name) || TIMING.test(name) ? named.flatMap((call) => (call.type === 'CallExpression' ? (sleepOf(call, name) ?? []) : [])) : []));
  sleeps.set(calls, found);
  return found;
}

function sleepOf(call: TSESTree.CallExpression, name: string): Sleep | undefined {
  if (SLEEPING.test(name) && call.parent.type === 'AwaitExpression') return { call, awaited: call, delay: call.arguments };
  const executor = TIMING.test(name) ? enclosingFunction(call) : undefined;
  const promise = executor?.parent;
  if (executor === undefined || promise?.type !== 'NewExpression' || promise.parent.type !== 'AwaitExpression' || onlyCallOf(executor) !== call) return undefined;
  const [resolve] = executor.params;
  if (resolve?.type !== 'Identifier' || !call.arguments.some((argument) => settles(argument, resolve.name))) return undefined;
  return { call, awaited: promise, delay: call.arguments.filter((argument) => !settles(argument, resolve.name)) };
}

/** What `(resolve) => setTimeout(resolve, ms)` calls, with or without braces. */
function onlyCallOf({ body }: FunctionNode): Node | undefined {
  if (body.type !== 'BlockStatement') return unwrapped(body);
  const [only, ...others] = body.body;
  return only?.type === 'ExpressionStatement' && others.length === 0 ? unwrapped(only.expression) : undefined;
}

/** `resolve`, or `() => resolve()`. */
function settles(argument: Node, resolve: string): boolean {
  if (argument.type === 'Identifier') return argument.name === resolve;
  const call = isFunction(argument) ? onlyCallOf(argument) : undefined;
  return call?.type === 'CallExpression' && call.callee.type === 'Identifier' && call.callee.name === resolve;
}

/** The length is worked out: a delay that is written as a number is as long as its author thought right. */
export function isComputed({ delay }: Sleep): boolean {
  return delay.length > 0 && !delay.some((argument) => literalValue(argument) !== undefined || argument.type === 'ObjectExpression');
}
