/** Loops whose `catch` goes round again with a signal in use: the abort is one of the errors that it takes for a failure. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunction, isInside, type Node } from '../../syntax/ast.js';
import { someOwn } from '../../syntax/walk.js';
import { wordsOf } from '../../syntax/words.js';

type Loop = TSESTree.ForStatement | TSESTree.ForOfStatement | TSESTree.ForInStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement;

/**
 * The loop that `clause` sends round again whatever was caught, while the `try` works under a signal that nothing else
 * in the loop asks. A loop without any other exit is for no-unstoppable-loop to report.
 */
export function loopThatEatsAbort(clause: TSESTree.CatchClause): Loop | undefined {
  const attempt = clause.parent;
  const loop = loopAround(attempt);
  if (loop === undefined || someOwn(clause.body, isLeaving) || !someOwn(attempt.block, passesSignal)) return undefined;
  const asks = (node: Node): boolean => isAbortWord(node) && !isInside(node, attempt.block);
  return someOwn(loop, asks) || !hasOtherExit(loop, attempt) ? undefined : loop;
}

function isLeaving(node: Node): boolean {
  return node.type === 'ThrowStatement' || node.type === 'ReturnStatement' || node.type === 'BreakStatement';
}

function loopAround(node: Node): Loop | undefined {
  for (let at = node.parent; at != null && !isFunction(at); at = at.parent) {
    if (isLoop(at)) return at;
  }
  return undefined;
}

function isLoop(node: Node): node is Loop {
  return node.type === 'ForStatement' || node.type === 'ForOfStatement' || node.type === 'ForInStatement' || node.type === 'WhileStatement' || node.type === 'DoWhileStatement';
}

/** `f(x, signal)`, `f({ signal })`, `f({ signal: this.signal })` of a call that is awaited. */
function passesSignal(node: Node): boolean {
  return node.type === 'AwaitExpression' && someOwn(node.argument, (inner) => inner.type === 'CallExpression' && inner.arguments.some(isSignalArgument));
}

function isSignalArgument(argument: Node): boolean {
  if (argument.type === 'ObjectExpression') return argument.properties.some((property) => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'signal');
  const name = argument.type === 'Identifier' ? argument.name : argument.type === 'MemberExpression' && argument.property.type === 'Identifier' ? argument.property.name : '';
  return wordsOf(name).at(-1) === 'signal';
}

/** `aborted`, `throwIfAborted`, `isAbortError`, `'AbortError'`, `ABORT_ERR`; also a call that gets the signal outside of the `try`. */
function isAbortWord(node: Node): boolean {
  if (node.type === 'Identifier') return /abort|cancel/iu.test(node.name);
  return node.type === 'Literal' && typeof node.value === 'string' && /abort|cancel/iu.test(node.value);
}

function hasOtherExit(loop: Loop, attempt: TSESTree.TryStatement): boolean {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return true;
  const isEndless = loop.test === null || (loop.test.type === 'Literal' && loop.test.value === true);
  return !isEndless || someOwn(loop.body, (node) => (node.type === 'BreakStatement' || node.type === 'ReturnStatement') && !isInside(node, attempt.handler ?? attempt));
}
