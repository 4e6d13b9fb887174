/**
 * The sleep between two tries. A request that is tried again waits longer each time, and while it sleeps nobody can end
 * it: with a back-off of a minute the shutdown takes a minute. Tried for ever, it never ends at all.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { aliveWords, overWords } from '../../../resources/failures.js';
import { isAlwaysTrue } from '../../effects/loop-inputs.js';
import { ancestors, enclosingFunction, isFunction, isInside, isLoop, unwrapped, type FunctionNode, type LoopNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { nodesOutsideFunctions, someOwn } from '../../syntax/walk.js';
import { firstWord, functionName, lastName, lastWord } from '../../syntax/words.js';
import type { Activity } from './activity.js';
import { isComputed, sleepsOf, type Sleep } from './sleeps.js';

/** Sleeps of computed length between two tries of the same work, without a look at whether anybody still wants it. */
export function backoffSleeps(activity: Activity, file: FileContext): readonly TSESTree.CallExpression[] {
  const found = sleepsOf(activity).filter((sleep) => isComputed(sleep) && isBetweenTries(sleep, file));
  return found.map(({ call }) => call);
}

function isBetweenTries(sleep: Sleep, file: FileContext): boolean {
  const home = enclosingFunction(sleep.awaited);
  if (home === undefined) return false;
  const loop = retryLoopAround(sleep.awaited, home);
  if (loop !== undefined && isEndlessRetry(loop, file)) return false;
  const turn = loop ?? recursionFrom(sleep.awaited, home) ?? growthOf(sleep, home, file);
  return turn !== undefined && !someOwn(turn, isState);
}

/** The loop that tries again what its `catch` takes. */
function retryLoopAround(sleep: Node, home: FunctionNode): LoopNode | undefined {
  for (const at of ancestors(sleep)) {
    if (at === home) return undefined;
    if (isLoop(at) && someOwn(at.body, (node) => node.type === 'CatchClause')) return at;
  }
  return undefined;
}

/** The function whose `catch` sleeps and calls it again. */
function recursionFrom(sleep: Node, home: FunctionNode): Node | undefined {
  const name = functionName(home);
  const clause = [...ancestors(sleep)].find((at) => at.type === 'CatchClause' || isFunction(at));
  if (name === undefined || clause?.type !== 'CatchClause') return undefined;
  return someOwn(clause, (node) => node.type === 'CallExpression' && node.range[0] > sleep.range[1] && lastName(node.callee) === name) ? clause : undefined;
}

/** The function that lets the delay grow each time: `this.delay *= 2`. */
function growthOf({ delay }: Sleep, home: FunctionNode, file: FileContext): Node | undefined {
  const grown = [...nodesOutsideFunctions(home.body)].flatMap((node) => (isGrowth(node) ? (lastName(node.left) ?? []) : []));
  if (grown.length === 0) return undefined;
  const written = delay.flatMap((part) => [part, file.bindings.valueBehind(part)]);
  return written.some((part) => someOwn(part, (node) => grown.includes(lastName(node) ?? ''))) ? home : undefined;
}

/** `delay *= 2`, `delay = Math.min(delay * 2, most)` */
function isGrowth(node: Node): node is TSESTree.AssignmentExpression {
  if (node.type !== 'AssignmentExpression') return false;
  if (node.operator === '*=') return true;
  const name = lastName(node.left);
  return node.operator === '=' && name !== undefined && someOwn(node.right, (part) => part.type === 'BinaryExpression' && part.operator === '*' && [part.left, part.right].some((side) => lastName(side) === name));
}

/** Loops that sleep and try again for as long as the work fails: no count, no deadline, no state ends them. */
export function endlessRetries(activity: Activity, file: FileContext): ReadonlySet<LoopNode> {
  const loops = sleepsOf(activity).flatMap(({ awaited }) => {
    const home = enclosingFunction(awaited);
    return (home === undefined ? undefined : retryLoopAround(awaited, home)) ?? [];
  });
  return new Set(loops.filter((loop) => isEndlessRetry(loop, file)));
}

function isEndlessRetry(loop: LoopNode, file: FileContext): boolean {
  if (loop.type === 'ForOfStatement' || !isAlwaysTrue(loop.test, file)) return false;
  const own = [...nodesOutsideFunctions(loop)];
  const clauses = own.filter((node) => node.type === 'CatchClause');
  if (!clauses.every((clause) => goesRound(clause)) || own.some(isState)) return false;
  const counted = new Set(own.flatMap((node) => countedName(node) ?? []));
  return !own.some((node) => (node.type === 'BinaryExpression' && isBound(node, counted)) || (node.type === 'IfStatement' && asksPolicy(node.test, counted)));
}

/** What it catches does not end the loop: it comes to its last line, and that goes on. */
function goesRound({ body }: TSESTree.CatchClause): boolean {
  const last = body.body.at(-1);
  return last?.type !== 'ThrowStatement' && last?.type !== 'ReturnStatement' && last?.type !== 'BreakStatement';
}

function countedName(node: Node): string | undefined {
  if (node.type === 'UpdateExpression') return lastName(node.argument);
  return node.type === 'AssignmentExpression' && node.operator !== '=' ? lastName(node.left) : undefined;
}

/** `Date.now() > deadline`, `attempt === tries` */
function isBound({ operator, left, right }: TSESTree.BinaryExpression, counted: ReadonlySet<string>): boolean {
  if (/^[<>]=?$/u.test(operator)) return true;
  return /^[!=]==?$/u.test(operator) && [left, right].some((side) => counted.has(lastName(unwrapped(side)) ?? ''));
}

/** `shouldRetry(error)`, `policy.allows(attempt)`: somebody else counts. */
function asksPolicy(test: Node, counted: ReadonlySet<string>): boolean {
  return someOwn(test, (node) => node.type === 'CallExpression' && (POLICY.has(firstWord(lastName(node.callee))) || node.arguments.some((argument) => counted.has(lastName(argument) ?? ''))));
}

const POLICY = new Set(['should', 'can', 'may', 'allow', 'allows']);

/** `this.running`, `client.closed`, `signal.aborted`, `stopped`: somebody can say that it is enough. */
function isState(node: Node): boolean {
  if (node.type !== 'MemberExpression' && node.type !== 'Identifier') return false;
  if (node.type === 'Identifier' && node.parent.type === 'MemberExpression' && isInside(node, node.parent.property)) return false;
  return STATES.has(lastWord(lastName(node)));
}

const STATES = new Set([...overWords, ...aliveWords, 'running', 'signal']);
