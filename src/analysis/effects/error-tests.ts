/**
 * What a test says about a caught error. On the edge where a tested kind holds, or where nobody waits for the outcome
 * any more, nothing is due; on every other edge the error still owes a word.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { aliveWords, modeWords, overWords } from '../../resources/failures.js';
import type { Edge, Test } from '../cfg/graph.js';
import { literalValue, memberName, unwrapped, type Node } from '../syntax/ast.js';
import { lastName, lastWord, wordsOf } from '../syntax/words.js';
import { isPredicateCall, type ErrorNames } from './error-names.js';

/** `unrelated`: the test is about something else. Somebody decided there when to tell. */
export type ErrorVerdict = 'settled' | 'due' | 'unrelated';

export function errorVerdict(edge: Edge, names: ErrorNames): ErrorVerdict | undefined {
  const { test } = edge;
  if (test === undefined) return undefined;
  const holds = edge.kind === 'true';
  switch (test.kind) {
    case 'next':
      return names.tells(test.node) ? 'settled' : 'unrelated';
    case 'case':
      return caseVerdict(test, holds, names);
    case 'nullish':
      return nullishVerdict(test.node, holds, names);
    case 'undefined':
      return 'unrelated';
    case 'truthy':
      return truthVerdict(test.node, holds, names);
  }
}

function caseVerdict(test: Extract<Test, { kind: 'case' }>, holds: boolean, names: ErrorNames): ErrorVerdict {
  if (literalValue(test.discriminant)?.value === true) return truthVerdict(test.node, holds, names);
  if (!names.concerns(test.discriminant)) return 'unrelated';
  return holds ? 'settled' : 'due';
}

/** `err?.code`: without an error nothing is due. `onError?.(err)`, `onNotice?.(text)`: without a listener nobody wants to be told. */
function nullishVerdict(node: Node, holds: boolean, names: ErrorNames): ErrorVerdict {
  if (names.isError(node)) return holds ? 'settled' : 'due';
  if (names.concerns(node)) return 'due';
  const chain = chainAround(node);
  if (chain !== undefined && (names.tells(chain) || chain.expression.type === 'CallExpression')) return 'settled';
  if (node.parent?.type === 'AssignmentExpression' && names.tells(node.parent)) return 'settled';
  return holds && overState(chain ?? node) !== undefined ? 'due' : 'unrelated';
}

function chainAround(node: Node): TSESTree.ChainExpression | undefined {
  for (let at = node.parent; at != null; at = at.parent) {
    if (at.type === 'ChainExpression') return at;
    if (at.type !== 'MemberExpression' && at.type !== 'CallExpression' && at.type !== 'TSNonNullExpression') return undefined;
  }
  return undefined;
}

function truthVerdict(node: Node, holds: boolean, names: ErrorNames): ErrorVerdict {
  const over = overState(node);
  if (over !== undefined) return over === holds ? 'settled' : 'due';
  if (!names.concerns(node)) return asksForMode(node) || (asksForListener(node) && !holds) ? 'settled' : 'unrelated';
  const isThere = guard(node, names);
  if (isThere !== undefined) return isThere === holds ? 'due' : 'settled';
  return holds === kindHoldsWhen(node) ? 'settled' : 'due';
}

/** `isDev()`, `__DEV__`, `this.options.verbose`: whoever runs the program has said how much he wants to hear. */
function asksForMode(node: Node): boolean {
  const asked = node.type === 'CallExpression' ? node.callee : node;
  return wordsOf(lastName(asked) ?? '').some((word) => modeWords.includes(word));
}

/** `typeof handler.onError === 'function'`: without a listener nobody wants to be told. */
function asksForListener(node: Node): boolean {
  if (node.type !== 'BinaryExpression' || !node.operator.startsWith('==')) return false;
  return node.left.type === 'UnaryExpression' && node.left.operator === 'typeof' && literalValue(node.right)?.value === 'function';
}

/** The outcome of a test at which there is an error at all: `err`, `err instanceof Error`, `err != null`, `isError(err)`. */
function guard(node: Node, names: ErrorNames): boolean | undefined {
  if (names.isError(node) || isTextOfError(node, names)) return true;
  if (isPredicateCall(node)) {
    const asked = lastName(node.callee) ?? '';
    return /^is(?:Native|Axios)?(?:Error(?:Like|Instance|Object)?|Object|Record|PlainObject)$/u.test(asked) && node.arguments.some((argument) => names.isError(argument)) ? true : undefined;
  }
  if (node.type !== 'BinaryExpression') return undefined;
  if (node.operator === 'in') return true;
  if (node.operator === 'instanceof') return lastName(node.right) === 'Error' ? true : undefined;
  const isNothing = [node.left, node.right].some((side) => literalValue(side)?.value == null && literalValue(side) !== undefined);
  if (!isNothing) return undefined;
  return node.operator.startsWith('!') ? true : node.operator.startsWith('=') ? false : undefined;
}

/** `if (err.stack) log(err.stack)`: without a text there is nothing to tell. */
function isTextOfError(node: Node, names: ErrorNames): boolean {
  const name = node.type === 'MemberExpression' && names.isError(node.object) ? memberName(node) : undefined;
  return name === 'stack' || name === 'message';
}

/** The outcome of a test of the error's kind at which it is the kind that is asked for. */
function kindHoldsWhen(node: Node): boolean {
  return !(node.type === 'BinaryExpression' && node.operator.startsWith('!'));
}

/** The outcome of a test at which nobody waits any more: `signal.aborted`, `this.closed`, `state !== 'open'`, `isMounted()`. */
function overState(test: Node): boolean | undefined {
  const node = unwrapped(test);
  if (node.type === 'BinaryExpression' && /^[!=]==?$/u.test(node.operator)) {
    const equal = node.operator.startsWith('=');
    const states = [node.left, node.right].map((side) => comparedState(side)).filter((state) => state !== undefined);
    const [state] = states;
    if (states.length === 2) return undefined;
    return state === undefined ? undefined : state === equal;
  }
  if (node.type === 'CallExpression') return wordState(lastName(node.callee));
  return node.type === 'Identifier' || node.type === 'MemberExpression' ? wordState(lastName(node)) : undefined;
}

/** `'closed'`, `State.CLOSED`, or `closed` in `closed === true`. */
function comparedState(side: Node): boolean | undefined {
  const literal = literalValue(side);
  if (typeof literal?.value === 'boolean') return undefined;
  return wordState(typeof literal?.value === 'string' ? literal.value : lastName(side));
}

function wordState(name: string | undefined): boolean | undefined {
  const word = lastWord(name);
  if (overWords.includes(word)) return true;
  return aliveWords.includes(word) ? false : undefined;
}
