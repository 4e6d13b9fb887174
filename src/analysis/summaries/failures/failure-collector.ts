/** Where errors arrive in a file: the beginnings of no-swallowed-error. */
import type { TSESTree } from '@typescript-eslint/types';
import { registeringMembers } from '../../effects/callbacks.js';
import type { FunctionNode, Node } from '../../syntax/ast.js';
import { lastName } from '../../syntax/words.js';
import { isMemberCall, type CallIndex, type CallOrNew } from '../call-index.js';

export interface CollectedFailures {
  readonly clauses: readonly TSESTree.CatchClause[];
  /** `try` statements with a `finally`. */
  readonly finalizers: readonly TSESTree.TryStatement[];
  /** Functions, or names of functions, that are given to `.catch()` or as the second argument to `.then()`. */
  readonly rejectionHandlers: readonly Handler[];
  /** Calls of `Promise.allSettled`. */
  readonly settled: readonly TSESTree.CallExpression[];
  /** What is registered for the event of an error. */
  readonly listeners: readonly Handler[];
  /** Calls whose last argument is a function with a first parameter like `err`. */
  readonly callbacks: readonly TSESTree.CallExpression[];
  /** `reject()`, without a reason. */
  readonly bareRejections: readonly TSESTree.CallExpression[];
}

export interface Handler {
  readonly handler: Node;
  /** The call or assignment that registers it. */
  readonly registration: TSESTree.CallExpression | TSESTree.AssignmentExpression;
  /** The last stop of errors that nothing else has caught. */
  readonly isLast?: boolean;
}

/** What a traversal sees that no name of a call leads to. */
interface SeenNodes extends Pick<CollectedFailures, 'clauses' | 'finalizers'> {
  readonly errorFirst: readonly TSESTree.CallExpression[];
  readonly handlerAssignments: readonly TSESTree.AssignmentExpression[];
}

/** https://nodejs.org/api/process.html#process-events, https://html.spec.whatwg.org/multipage/webappapis.html#unhandled-promise-rejections */
const ERROR_EVENTS = new Set(['error', 'uncaughtException', 'unhandledRejection', 'unhandledrejection']);
const ERROR_HANDLERS = new Set(['onerror', 'onunhandledrejection']);
const ERROR_NAME = /^_?(?:err|error|er)$/u;
const REJECTING = new Set(['reject', 'rej']);

export function isErrorName(name: string): boolean {
  return ERROR_NAME.test(name);
}

export function failuresIn(calls: CallIndex, { clauses, finalizers, errorFirst, handlerAssignments }: SeenNodes): CollectedFailures {
  return {
    clauses,
    finalizers,
    callbacks: errorFirst,
    rejectionHandlers: calls.named((name) => name === 'catch' || name === 'then').filter(isMemberCall).flatMap(rejectionHandlers),
    bareRejections: calls.named((name) => REJECTING.has(name)).filter(isBareCall),
    settled: (calls.byName.get('allSettled') ?? []).filter(isMemberCall),
    listeners: [...calls.named((name) => registeringMembers.has(name)).filter(isMemberCall).flatMap(errorListeners), ...handlerAssignments.flatMap(errorHandlers)],
  };
}

/** `reject()` */
function isBareCall(node: CallOrNew): node is TSESTree.CallExpression {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.arguments.length === 0;
}

function rejectionHandlers(registration: TSESTree.CallExpression): readonly Handler[] {
  const { arguments: given } = registration;
  const isCatch = lastName(registration.callee) === 'catch';
  const handler = isCatch ? (given.length === 1 ? given[0] : undefined) : given[1];
  return handler === undefined ? [] : [{ handler, registration }];
}

function errorListeners(registration: TSESTree.CallExpression): readonly Handler[] {
  const [event, handler] = registration.arguments;
  if (!registeringMembers.has(lastName(registration.callee) ?? '')) return [];
  if (handler === undefined || event?.type !== 'Literal' || typeof event.value !== 'string' || !ERROR_EVENTS.has(event.value)) return [];
  return [{ handler, registration, isLast: isLastStop(event.value) }];
}

function errorHandlers(registration: TSESTree.AssignmentExpression): readonly Handler[] {
  const name = registration.operator === '=' ? lastName(registration.left) : undefined;
  return name !== undefined && ERROR_HANDLERS.has(name) ? [{ handler: registration.right, registration }] : [];
}

function isLastStop(event: string): boolean {
  return /^(?:uncaughtException|unhandled[Rr]ejection)$/u.test(event);
}

/** True of `(error, result) => ...` that is the last argument of a call; what registers it for errors is another matter. */
export function takesErrorFirst(fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type !== 'CallExpression' || fn.generator || parent.arguments.at(-1) !== fn) return false;
  const [first] = fn.params;
  return first?.type === 'Identifier' && isErrorName(first.name) && errorListeners(parent).length === 0;
}
