/** Timers that were to settle a promise, and that somebody clears: whoever waits for the promise waits for ever. */
import type { TSESTree } from '@typescript-eslint/types';
import { writtenName } from '../../effects/place.js';
import type { Pending } from '../../obligations/settling/pending.js';
import { ancestors, enclosingClass, isInside, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { WaitParts } from './waits.js';

/** The clear of the one timer that has all settlers of the executor in hand, and whose handle others can reach. */
export function clearedTimers(executor: FunctionNode, { file, activity }: WaitParts): readonly Pending[] {
  const mentions = executor.params.flatMap((name) => (name.type === 'Identifier' ? (file.bindings.variableOf(name)?.references ?? []) : []));
  const timers = new Set(mentions.map(({ identifier }) => timerAround(identifier, executor, file)));
  const [timer] = timers;
  const assignment = timer === undefined || timers.size > 1 ? undefined : wrappingParent(timer);
  if (timer === undefined || assignment?.type !== 'AssignmentExpression' || assignment.operator !== '=') return [];
  const handle = unwrapped(assignment.left);
  const clear = (activity.calls.get('clearTimeout') ?? []).find(({ arguments: [given] }) => given !== undefined && !isInside(given, timer) && isSame(given, handle, executor, file));
  return clear === undefined ? [] : [{ kind: 'teardown', node: clear, holder: handle, guessed: true }];
}

function timerAround(mention: Node | TSESTree.JSXIdentifier, executor: FunctionNode, { origins }: FileContext): Node | undefined {
  for (const at of ancestors(mention)) {
    if (at === executor) return undefined;
    if (at.type === 'CallExpression' && TIMEOUTS.has(origins.originOf(at.callee) ?? '')) return at;
  }
  return undefined;
}

const TIMEOUTS = new Set(['global:setTimeout', 'node:timers#setTimeout']);

/** Both name the same variable from outside of the executor, or the same field of one class. */
function isSame(given: Node, handle: Node, executor: FunctionNode, { bindings }: FileContext): boolean {
  const name = writtenName(handle);
  if (name === undefined || writtenName(given) !== name) return false;
  const other = unwrapped(given);
  if (handle.type !== 'Identifier' || other.type !== 'Identifier') return enclosingClass(handle) === enclosingClass(other);
  const variable = bindings.variableOf(handle);
  return variable !== undefined && bindings.variableOf(other) === variable && !isInside(variable.scope.block, executor);
}
