/**
 * The sleep between two tries. A request that is tried again waits longer each time, and while it sleeps nobody can end
 * it: with a back-off of a minute the shutdown takes a minute.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { aliveWords, overWords } from '../../../resources/failures.js';
import { ancestors, enclosingFunction, isFunction, isInside, isLoop, literalValue, type FunctionNode, type Node } from '../../syntax/ast.js';
import { someOwn } from '../../syntax/walk.js';
import { functionName, lastName, lastWord } from '../../syntax/words.js';
import type { Activity } from './activity.js';

const SLEEPING = /^(?:sleep|delay|wait|pause|snooze|backoff|setTimeout)(?:$|For$|Ms$)/u;

/** Sleeps of computed length between two tries of the same work, without a look at whether anybody still wants it. */
export function backoffSleeps({ calls }: Activity): readonly TSESTree.CallExpression[] {
  return [...calls].flatMap(([name, found]) =>
    SLEEPING.test(name) ? found.filter((call): call is TSESTree.CallExpression => call.type === 'CallExpression' && call.parent.type === 'AwaitExpression' && isComputed(call) && isBetweenTries(call)) : [],
  );
}

/** A delay that is written as a number is as long as its author thought right. */
function isComputed({ arguments: given }: TSESTree.CallExpression): boolean {
  return given.length > 0 && !given.some((argument) => literalValue(argument) !== undefined || argument.type === 'ObjectExpression');
}

function isBetweenTries(call: Node): boolean {
  const home = enclosingFunction(call);
  const turn = home === undefined ? undefined : (retryLoopAround(call, home) ?? recursionFrom(call, home));
  return turn !== undefined && !someOwn(turn, isState);
}

/** The loop that tries again what its `catch` takes. */
function retryLoopAround(call: Node, home: FunctionNode): Node | undefined {
  for (const at of ancestors(call)) {
    if (at === home) return undefined;
    if (isLoop(at) && someOwn(at.body, (node) => node.type === 'CatchClause')) return at;
  }
  return undefined;
}

/** The function whose `catch` sleeps and calls it again. */
function recursionFrom(call: Node, home: FunctionNode): Node | undefined {
  const name = functionName(home);
  const clause = [...ancestors(call)].find((at) => at.type === 'CatchClause' || isFunction(at));
  if (name === undefined || clause?.type !== 'CatchClause') return undefined;
  return someOwn(clause, (node) => node.type === 'CallExpression' && node.range[0] > call.range[1] && lastName(node.callee) === name) ? clause : undefined;
}

/** `this.running`, `client.closed`, `signal.aborted`, `stopped`: somebody can say that it is enough. */
function isState(node: Node): boolean {
  if (node.type !== 'MemberExpression' && node.type !== 'Identifier') return false;
  if (node.type === 'Identifier' && node.parent.type === 'MemberExpression' && isInside(node, node.parent.property)) return false;
  return STATES.has(lastWord(lastName(node)));
}

const STATES = new Set([...overWords, ...aliveWords, 'running']);
