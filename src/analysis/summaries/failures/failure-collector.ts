/** Where errors arrive in a file, collected during ESLint's own traversal: the beginnings of no-swallowed-error. */
import type { TSESTree } from '@typescript-eslint/types';
import { keyName, unwrapped, type Node } from '../../syntax/ast.js';

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

export interface FailureCollector extends CollectedFailures {
  readonly visitCall: (node: TSESTree.CallExpression) => void;
  readonly visitClause: (node: TSESTree.CatchClause) => void;
  readonly visitTry: (node: TSESTree.TryStatement) => void;
  readonly visitAssignment: (node: TSESTree.AssignmentExpression) => void;
}

/** https://nodejs.org/api/process.html#process-events, https://html.spec.whatwg.org/multipage/webappapis.html#unhandled-promise-rejections */
const ERROR_EVENTS = new Set(['error', 'uncaughtException', 'unhandledRejection', 'unhandledrejection']);
const REGISTERING = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'addEventListener']);
const ERROR_HANDLERS = new Set(['onerror', 'onunhandledrejection']);
const ERROR_NAME = /^_?(?:err|error|er)$/u;
const REJECTING = new Set(['reject', 'rej']);

export function isErrorName(name: string): boolean {
  return ERROR_NAME.test(name);
}

export function createFailureCollector(): FailureCollector {
  const clauses: TSESTree.CatchClause[] = [];
  const finalizers: TSESTree.TryStatement[] = [];
  const rejectionHandlers: Handler[] = [];
  const settled: TSESTree.CallExpression[] = [];
  const listeners: Handler[] = [];
  const callbacks: TSESTree.CallExpression[] = [];
  const bareRejections: TSESTree.CallExpression[] = [];
  return {
    clauses,
    finalizers,
    rejectionHandlers,
    settled,
    listeners,
    callbacks,
    bareRejections,
    visitCall(node) {
      if (node.arguments.length === 0 && node.callee.type === 'Identifier' && REJECTING.has(node.callee.name)) bareRejections.push(node);
      const handler = rejectionHandler(node);
      if (handler !== undefined) rejectionHandlers.push({ handler, registration: node });
      if (calledMember(node) === 'allSettled') settled.push(node);
      const listener = errorListener(node);
      if (listener !== undefined) listeners.push({ handler: listener, registration: node, isLast: isLastStop(node.arguments[0]) });
      else if (takesErrorFirst(node.arguments.at(-1))) callbacks.push(node);
    },
    visitClause: (node) => clauses.push(node),
    visitTry(node) {
      if (node.finalizer !== null) finalizers.push(node);
    },
    visitAssignment(node) {
      if (node.left.type !== 'MemberExpression' || node.operator !== '=') return;
      const name = keyName(node.left.property, node.left.computed);
      if (name !== undefined && ERROR_HANDLERS.has(name)) listeners.push({ handler: node.right, registration: node });
    },
  };
}

function rejectionHandler(node: TSESTree.CallExpression): Node | undefined {
  const name = calledMember(node);
  if (name === 'catch' && node.arguments.length === 1) return node.arguments[0];
  return name === 'then' ? node.arguments[1] : undefined;
}

function errorListener(node: TSESTree.CallExpression): Node | undefined {
  const name = calledMember(node);
  const [event, listener] = node.arguments;
  if (name === undefined || !REGISTERING.has(name) || event?.type !== 'Literal') return undefined;
  return typeof event.value === 'string' && ERROR_EVENTS.has(event.value) ? listener : undefined;
}

function isLastStop(event: Node | undefined): boolean {
  return event?.type === 'Literal' && typeof event.value === 'string' && /^(?:uncaughtException|unhandled[Rr]ejection)$/u.test(event.value);
}

function calledMember(node: TSESTree.CallExpression): string | undefined {
  const callee = unwrapped(node.callee);
  return callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
}

function takesErrorFirst(argument: Node | undefined): boolean {
  if (argument?.type !== 'ArrowFunctionExpression' && argument?.type !== 'FunctionExpression') return false;
  const [first] = argument.params;
  return !argument.generator && first?.type === 'Identifier' && isErrorName(first.name);
}
