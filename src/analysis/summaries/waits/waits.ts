/** The waits of a file: promises that something here has to settle, and the ways on which nothing does. */
import type { TSESTree } from '@typescript-eslint/types';
import { callingOnce, deferredClasses, promiseConstructors } from '../../../resources/outcomes.js';
import type { Places } from '../../effects/place.js';
import type { Pending } from '../../obligations/settling/pending.js';
import { settlersIn, type Settlers } from '../../obligations/settling/settlers.js';
import { chainLink, useOfPromise } from '../../effects/callbacks.js';
import { enclosingFunction, isCallOrNew, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import type { Bodies } from '../bodies.js';
import type { Activity } from '../tasks/activity.js';
import { isInTest, isTestFile } from '../../syntax/tests.js';
import { lastName } from '../../syntax/words.js';
import { clearedTimers } from './cleared-timers.js';
import { deferredWait, outerDeferred } from './deferreds.js';
import { mayStayPending } from './pending-on-purpose.js';
import type { Settling } from './settling.js';
import { unheardSignal } from './unheard-signals.js';
import { forgottenWaiters } from './waiters.js';
import type { WaitNodes } from './wait-collector.js';

/** A promise, and what becomes of it. */
export interface PromiseWait {
  readonly node: Node;
  /** The names of what settles it; undefined where it is not taken. */
  readonly resolve: string | undefined;
  readonly reject: string | undefined;
  readonly pending: readonly Pending[];
  /** `new Promise(() => {})`: pending for ever on purpose. */
  readonly isEmpty: boolean;
  /** Nobody waits for its fulfilment: a statement of its own, or `.catch()` on it as one, with settlers that are taken. */
  readonly isUnwatched: boolean;
  /** In a file of tests, whose time limit tells. */
  readonly isInTest: boolean;
  /** A comment in the executor speaks of rejection: that it may stay pending was thought of. */
  isExplained(): boolean;
}

export interface WaitParts {
  readonly file: FileContext;
  readonly places: Places;
  readonly bodies: Bodies;
  readonly settling: Settling;
  readonly activity: Activity;
}

export function promiseWaits(promises: WaitNodes['promises'], parts: WaitParts): readonly PromiseWait[] {
  const owed = promises.flatMap((node) => {
    const origin = parts.file.origins.originOf(node.callee);
    const isExecuted = node.type === 'NewExpression';
    const waits = isExecuted ? madeWaits(node, origin, parts) : origin === 'global:Promise.withResolvers' ? deferredWait(node, parts) : [];
    return waits.filter(({ pending }) => pending.length > 0 && !mayStayPending(node, parts));
  });
  return owed.filter((wait) => !owed.some((other) => isEitherOr(wait, other)));
}

/** Two deferreds of one function that are both left on some ways: `model.resolve(x)` on success, `problem.resolve(e)` on failure. */
function isEitherOr(one: PromiseWait, other: PromiseWait): boolean {
  const isDeferred = ({ node }: PromiseWait): boolean => isCallOrNew(node) && node.arguments.length === 0;
  return one !== other && isDeferred(one) && isDeferred(other) && enclosingFunction(one.node) === enclosingFunction(other.node);
}

/** By an executor, or by a class that gives its settlers away. */
function madeWaits(node: TSESTree.NewExpression, origin: string | undefined, parts: WaitParts): readonly PromiseWait[] {
  if (origin !== undefined && origin in promiseConstructors) return executorWait(node, parts);
  const name = lastName(node.callee);
  const row = deferredClasses.find(({ names }) => name !== undefined && names.includes(name));
  return row === undefined || node.arguments.length > 0 ? [] : deferredWait(node, parts, row);
}

function executorWait(node: TSESTree.NewExpression, parts: WaitParts): readonly PromiseWait[] {
  const [given] = node.arguments;
  const { functions, complete } = given === undefined ? { functions: [], complete: false } : functionsOf(parts.file.bindings, given);
  const [executor] = functions;
  if (executor === undefined || functions.length > 1 || !complete) return [];
  const names = executor.params.slice(0, 2);
  if (names.some((name) => name.type !== 'Identifier')) return [];
  const [resolve, reject] = names as TSESTree.Identifier[];
  // A promise that can only fail is one side of a race, or a guard: nobody waits for it to be fulfilled.
  if (resolve !== undefined && reject !== undefined && !isUsed(resolve, parts.file) && isUsed(reject, parts.file)) return [];
  if (resolve !== undefined && isDelay(executor, resolve, parts.file)) return [];
  const common = { node, resolve: resolve?.name, reject: reject?.name, isEmpty: isEmpty(executor), isUnwatched: names.length > 0 && isUnwatched(node), isInTest: isInTest(node) || isTestFile(parts.file.sourceCode.ast) };
  const isExplained = (): boolean => parts.file.sourceCode.getCommentsInside(executor).some(({ value }) => REJECTION.test(value));
  const settlers = settlersIn(names.map((name) => parts.places.of(name)), undefined, parts.places);
  const outer = outerDeferred(node, executor, parts);
  return [{ ...common, isExplained, pending: outer ?? pendingIn(executor, settlers, parts) }];
}

/** Not of the parameter that is called so: "there is nothing to reject", "cannot reject". */
const REJECTION = /\b(?:no|not|never|cannot|can't|nothing|don't|doesn't)\b[^.]*\b(?:reject|settle|fail)/iu;

/** `(resolve) => setTimeout(resolve, ms)`: most executors are that, and no graph is needed to see that they settle. */
function isDelay({ body }: FunctionNode, resolve: TSESTree.Identifier, { origins }: FileContext): boolean {
  const statements: readonly Node[] = body.type === 'BlockStatement' ? body.body : [body];
  const [only, ...others] = statements;
  const call = only?.type === 'ExpressionStatement' ? only.expression : only;
  if (others.length > 0 || call?.type !== 'CallExpression') return false;
  const isGiven = call.arguments.some((argument) => argument.type === 'Identifier' && argument.name === resolve.name);
  return isGiven && (origins.originOf(call.callee) ?? '') in callingOnce;
}

function pendingIn(executor: FunctionNode, settlers: Settlers, parts: WaitParts): readonly Pending[] {
  const found = parts.settling.follow({ body: parts.bodies.bodyOf(executor), settlers, from: undefined, isCallback: false, promise: undefined });
  if (found.isUnknown) return [];
  const [resolve, reject] = executor.params;
  const isRejectUsed = reject?.type === 'Identifier' && isUsed(reject, parts.file);
  const isForgotten = reject?.type === 'Identifier' && !reject.name.startsWith('_') && !isRejectUsed;
  // A `reject` that is taken and never called, where events are waited for: their failures were thought of, once.
  const forgotten: readonly Pending[] = isForgotten && found.emitter !== undefined ? [{ kind: 'event', node: found.emitter, event: 'error', guessed: false }] : [];
  const signal = found.isOpen ? unheardSignal(executor, parts) : undefined;
  const aborted: readonly Pending[] = signal === undefined ? [] : [{ kind: 'event', node: signal, event: 'abort', guessed: false }];
  // What an executor throws rejects the promise, unless it is async.
  const pending = [...found.returns, ...forgotten, ...aborted, ...(found.isOpen ? forgottenWaiters(executor, parts) : clearedTimers(executor, parts)), ...(executor.async ? found.throws : [])];
  const isAlone = !isRejectUsed && resolve?.type === 'Identifier' && isUsedInOneFunction(resolve, parts.file);
  return isAlone ? pending : pending.filter(({ kind }) => kind !== 'lone');
}

/** All that is done with the name is done by one function. */
function isUsedInOneFunction(name: TSESTree.Identifier, { bindings }: FileContext): boolean {
  const users = new Set(bindings.variableOf(name)?.references.map(({ identifier }) => enclosingFunction(identifier)));
  return users.size === 1;
}

function isUsed(name: TSESTree.Identifier, file: FileContext): boolean {
  const variable = file.bindings.variableOf(name);
  return variable !== undefined && variable.references.length > 0;
}

function isEmpty({ body }: FunctionNode): boolean {
  if (body.type === 'BlockStatement') return body.body.length === 0;
  const { type } = unwrapped(body);
  return type !== 'CallExpression' && type !== 'AssignmentExpression';
}

function isUnwatched(node: Node): boolean {
  let at = node;
  while (useOfPromise(at) === 'chained') {
    const call = chainedCall(at);
    if (call === undefined || chainLink(call)?.fulfilled !== undefined) return false;
    at = call;
  }
  return useOfPromise(at) === 'dropped';
}

function chainedCall(node: Node): Node | undefined {
  const member = wrappingParent(node);
  return member === undefined ? undefined : wrappingParent(member);
}
