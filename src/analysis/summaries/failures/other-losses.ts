/** Errors that no `catch` was written for: of node-style callbacks, of `finally` bodies, of `Promise.allSettled`. */
import type { TSESTree } from '@typescript-eslint/types';
import { variablesIn } from '../../effects/error-names.js';
import { lossAt, type ErrorLoss } from '../../obligations/caught-error.js';
import { overridingJumps } from '../../obligations/overridden-throw.js';
import { firstUseWithoutError } from '../../obligations/unread-error.js';
import { isCallOrNew, isDropped, isFunction, isInside, rootOf, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import { someOwn } from '../../syntax/walk.js';
import { lastName, wordsOf } from '../../syntax/words.js';
import { explanationAround, explanationIn } from './explanations.js';
import type { CaughtError, FailureParts, GroundedLoss } from './failure.js';
import { excuseOfRegion, excuseOfRisk } from './failure-excuses.js';

/** Array methods and their like call back with values, never with an error. */
const VALUE_CALLBACKS = new Set('map forEach filter reduce reduceRight some every find findIndex flatMap sort replace replaceAll then catch finally on once addListener addEventListener'.split(' '));

/** What a process has written is there whether it failed or not: it may be used before the error is asked for. https://nodejs.org/api/child_process.html#child_processexeccommand-options-callback */
const OUTPUT = /^_?std(?:out|err)$/iu;

export function* unreadErrors({ file, bodies, failures }: FailureParts): Generator<CaughtError> {
  for (const call of failures.callbacks) {
    const fn = call.arguments.at(-1);
    const name = lastName(call.callee) ?? '';
    if (fn === undefined || !isFunction(fn) || isPassedOn(call) || VALUE_CALLBACKS.has(name) || wordsOf(name).some((word) => HANDLING.has(word))) continue;
    const [first, ...rest] = fn.params;
    const [error] = variablesIn(first, file.bindings);
    const data = rest.flatMap((parameter) => variablesIn(parameter, file.bindings));
    if (error === undefined || asksFirst(fn.body, error) || data.some(isErrorOutput)) continue;
    const use = firstUseWithoutError(bodies.bodyOf(fn), error, withoutOutput(data, error));
    if (use !== undefined && isToldBehind(use, error, fn)) continue;
    const loss = use !== undefined ? lostAt('use', use) : isIgnored([error, ...data], fn) ? lostAt('fall-through', fn) : undefined;
    if (first === undefined || loss === undefined) continue;
    const inside = explanationIn(fn.body, file.sourceCode);
    // `_err` says as much as "ignored" in a comment would.
    const explanation = inside === 'none' && error.name.startsWith('_') ? 'brief' : inside;
    yield { ...NOTHING_DONE, by: 'callback', node: first, name: error.name, losses: [loss], explanation, excuse: excuseOfRegion(call) ?? excuseOfRisk(call, { file, bodies }) };
  }
}

function withoutOutput(data: readonly Variable[], { references }: Variable): readonly Variable[] {
  return references.length > 0 ? data.filter(({ name }) => !OUTPUT.test(name)) : data;
}

/** `client.on('error', mustCall((err) => ...))`: who calls the function, and with what, is the wrapper's business. */
function isPassedOn(call: Node): boolean {
  const taker = wrappingParent(call);
  return taker !== undefined && isCallOrNew(taker) && taker.callee !== call;
}

/** `all.push(docs); errors.push(err);`: the data is only handed on, and a later statement tells of the error in any case. */
function isToldBehind(use: Node, { references }: Variable, { body }: FunctionNode): boolean {
  const statements: readonly Node[] = body.type === 'BlockStatement' ? body.body : [];
  const at = statements.findIndex((statement) => isInside(use, statement));
  if (at < 0 || statements[at]?.type !== 'ExpressionStatement' || (use.parent?.type === 'MemberExpression' && use.parent.object === use)) return false;
  return statements.slice(at + 1).some((statement) => isPlain(statement) && references.some(({ identifier }) => isInside(identifier, statement)));
}

function isPlain({ type }: Node): boolean {
  return type === 'ExpressionStatement' || type === 'ReturnStatement' || type === 'VariableDeclaration';
}

/** Words of functions that take handlers of errors: what such a handler is given is not an answer. */
const HANDLING = new Set(['use', 'error', 'errors', 'exception', 'rescue', 'fail', 'failure', 'rejected', 'reject']);

/** The callback goes on and does something, whatever it was given: nothing in it reads that. */
function isIgnored(given: readonly Variable[], { params, body }: FunctionNode): boolean {
  return given.every(({ name, references }) => references.length === 0 && !name.startsWith('_')) && params.length < 4 && someOwn(body, ({ type }) => type === 'CallExpression');
}

/** `stderr`, where somebody takes it: what failed is told there. https://nodejs.org/api/child_process.html#child_processexeccommand-options-callback */
function isErrorOutput({ name, references }: Variable): boolean {
  return name === 'stderr' && references.length > 0;
}

/** The first statement is a test of the error, or passes it on: what nearly every callback begins with. */
function asksFirst(body: Node, { references }: Variable): boolean {
  const [first] = body.type === 'BlockStatement' ? body.body : [];
  const asked = first?.type === 'IfStatement' ? first.test : first?.type === 'ExpressionStatement' ? first.expression : undefined;
  return asked !== undefined && references.some(({ identifier }) => isInside(identifier, asked));
}

export function* overriddenErrors({ file, bodies, failures }: FailureParts): Generator<CaughtError> {
  for (const attempt of failures.finalizers) {
    if (attempt.finalizer === null || !someOwn(attempt.finalizer, isJump)) continue;
    for (const jump of overridingJumps(bodies.bodyOf(rootOf(attempt)), attempt)) {
      const kind = jump.type === 'BreakStatement' ? 'break' : jump.type === 'ContinueStatement' ? 'continue' : 'return';
      yield { ...NOTHING_DONE, by: 'pending', node: jump, losses: [lostAt(kind, jump)], explanation: explanationIn(attempt.finalizer, file.sourceCode) };
    }
  }
}

function isJump(node: Node): boolean {
  return node.type === 'ReturnStatement' || node.type === 'BreakStatement' || node.type === 'ContinueStatement';
}

/** Results of which nobody looks at the rejected ones. */
export function* settledErrors({ file, failures }: FailureParts): Generator<CaughtError> {
  for (const call of failures.settled) {
    const awaited = wrappingParent(call);
    if (awaited?.type !== 'AwaitExpression' || !(isDropped(awaited) || looksAtFulfilledOnly(awaited))) continue;
    yield { ...NOTHING_DONE, by: 'settled', node: call, losses: [lostAt('fall-through', call)], explanation: explanationAround(call, file.sourceCode), excuse: excuseOfRegion(call) };
  }
}

/** The function around it mentions `fulfilled` results and no `rejected` one. */
function looksAtFulfilledOnly(awaited: TSESTree.AwaitExpression): boolean {
  const root = rootOf(awaited);
  const mentions = (word: RegExp): boolean => someWord(root, word);
  return mentions(/^fulfilled$/u) && !mentions(/^(?:rejected|reason)$/u);
}

function someWord(root: Node, word: RegExp): boolean {
  const isWord = (node: Node): boolean =>
    (node.type === 'Literal' && typeof node.value === 'string' && word.test(node.value)) || (node.type === 'Identifier' && word.test(node.name)) || (isFunction(node) && node !== root && someWord(node, word));
  return someOwn(root, isWord);
}

/** A loss that needs no ground. */
export function lostAt(kind: ErrorLoss['kind'], node: Node): GroundedLoss {
  return { ...lossAt(kind, node), ground: undefined };
}

/** An error that arrives where nobody has written anything for it. */
export const NOTHING_DONE: Omit<CaughtError, 'by' | 'node' | 'losses' | 'explanation'> = {
  region: undefined,
  name: undefined,
  bare: false,
  untested: false,
  told: false,
  recasts: [],
  excuse: undefined,
  attempted: [],
  mayHaveGround: false,
};
