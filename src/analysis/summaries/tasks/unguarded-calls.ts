/** Calls that can be cancelled, that nobody can cancel: no signal is given, none is in reach, and nothing bounds them. */
import { optionAt, type CancellableOperation, type Duration, type SignalWay } from '../../../resources/cancellable.js';
import { givenSignal, isCarried, operationOf } from '../../effects/cancellable-calls.js';
import { checkedWay } from '../../effects/signal-parameters.js';
import { hasWayOut } from '../../obligations/loop-exits.js';
import { definitionName, enclosingClass, enclosingFunction, isInside, memberName, methodCall, rootOf, type FunctionNode, type Node } from '../../syntax/ast.js';
import { fieldOfThis, isConstructor } from '../../syntax/classes.js';
import type { FileContext } from '../../syntax/context.js';
import type { CallOrNew } from './activity.js';
import { backoffSleeps } from './backoffs.js';
import { launchesOf, startOf, type Start } from './launches.js';
import { isWaitedFor, mayBeOperation, type SignalParts } from './operations.js';
import { hasSignalInReach, signalsInReach } from './reach.js';
import { subscriberAround } from './subscribers.js';
import { signalThread, type SignalThread } from './threading.js';
import { exitFacts, type TaskParts } from './unstoppable-loops.js';

export interface UnguardedCall extends Start {
  readonly call: CallOrNew;
  readonly duration: Duration;
  readonly takes: SignalWay;
  /** An option or the library itself bounds the call in time. */
  readonly hasTimeout: boolean;
  /** The call is a wait, which a promise is made for: there is nothing that takes a signal. */
  readonly isTimer: boolean;
  /** Whoever ends the subscription that the call is for cannot end the call. */
  readonly outlivesSubscription?: boolean;
  /** The way on which the signal of all callers could come here. */
  readonly thread?: SignalThread | undefined;
}

export function unguardedCalls(parts: SignalParts & TaskParts): readonly UnguardedCall[] {
  const isKnown = mayBeOperation(parts);
  const sleeps = backoffSleeps(parts.activity, parts.file).flatMap((call) => sleepBetweenTries(call, parts) ?? []);
  return [...sleeps, ...[...parts.activity.calls].flatMap(([name, calls]) => (isKnown(name) ? calls.flatMap((call) => unsubscribable(call, parts) ?? unguarded(call, parts) ?? []) : []))];
}

/** Calls whose callee declares a signal and is given none, by its type: whatever they are, and as long as they may take. */
export function unguardedByType(parts: SignalParts & TaskParts): readonly UnguardedCall[] {
  const { file, activity, operations } = parts;
  if (file.checker === undefined) return [];
  return [...activity.calls.values()].flat().flatMap((call) => {
    const home = enclosingFunction(call);
    if (home === undefined || !isWaitedFor(call) || operationOf(call, operations, file) !== undefined) return [];
    const takes = checkedWay(call, file);
    if (takes === undefined || takes === 'none' || givenSignal(call, takes, file).state !== 'absent' || hasSignalInReach(call, parts)) return [];
    return [{ call, duration: 'bounded', takes, hasTimeout: false, isTimer: false, ...startOfCode(home, file, activity) }];
  });
}

/** Whoever ends the subscription has to be able to end the call, whatever signal the options of all subscribers hold. */
function unsubscribable(call: CallOrNew, parts: SignalParts & TaskParts): UnguardedCall | undefined {
  const subscriber = subscriberAround(call, parts);
  if (subscriber === undefined || signalsInReach(call, parts).some(({ from }) => isInside(from, subscriber))) return undefined;
  return { call, duration: 'unbounded', takes: optionAt(1), hasTimeout: false, isTimer: false, outlivesSubscription: true, isTask: true, isEntryPoint: false };
}

/** A sleep of an unknown function takes its signal where every other one does. */
function sleepBetweenTries(call: CallOrNew, parts: SignalParts & TaskParts): UnguardedCall | undefined {
  const home = enclosingFunction(call);
  const operation = operationOf(call, parts.operations, parts.file);
  if (home === undefined || hasSignalInReach(call, parts) || (operation !== undefined && givenSignal(call, operation.takes, parts.file).state !== 'absent')) return undefined;
  const isTimer = call.parent.type !== 'AwaitExpression';
  return { call, duration: 'unbounded', takes: optionAt(1), hasTimeout: false, isTimer, ...startOfCode(home, parts.file, parts.activity) };
}

function unguarded(call: CallOrNew, parts: SignalParts & TaskParts): UnguardedCall | undefined {
  const { file, activity } = parts;
  const home = enclosingFunction(call);
  const operation = operationOf(call, parts.operations, file);
  if (home === undefined || operation === undefined || operation.handle === true || isCarried(call, operation, file)) return undefined;
  const given = givenSignal(call, operation.takes, file);
  if (given.state !== 'absent' || hasSignalInReach(call, parts)) return undefined;
  if (operation.duration === 'endless' && (isLeftByItsLoop(call, parts) || isEndedByItsOwner(call, activity))) return undefined;
  if (operation.subject !== undefined && endsWithItsSubject(call, operation.subject, home, parts)) return undefined;
  return {
    call,
    duration: operation.duration,
    takes: operation.takes,
    hasTimeout: operation.timeoutByDefault === true || hasTimeout(call, operation, file),
    isTimer: false,
    thread: signalThread(home, { ...given, takes: operation.takes }, parts),
    ...startOfCode(home, file, activity),
  };
}

/** What is waited for was made by this function, or has been told to end: `server.close(); await once(server, 'close')`. */
function endsWithItsSubject(call: CallOrNew, where: number | 'receiver', home: FunctionNode, { file, activity }: TaskParts): boolean {
  const subject = where === 'receiver' ? methodCall(call)?.receiver : call.arguments[where];
  if (subject === undefined) return false;
  const variable = subject.type === 'Identifier' ? file.bindings.variableOf(subject) : undefined;
  const made = variable === undefined ? undefined : file.bindings.soleValue(variable)?.value;
  if (variable !== undefined && made !== undefined && made.type === 'NewExpression' && file.bindings.belongsTo(variable, home)) return true;
  const text = file.sourceCode.getText(subject);
  return CLOSING.some((name) =>
    (activity.calls.get(name) ?? []).some((closing) => {
      const receiver = methodCall(closing)?.receiver;
      return receiver !== undefined && closing.range[1] <= call.range[0] && enclosingFunction(closing) === home && file.sourceCode.getText(receiver) === text;
    }),
  );
}

const CLOSING = ['close', 'end', 'destroy', 'terminate', 'kill', 'stop', 'disconnect', 'abort', 'cancel'];

/** A constructor runs for whoever makes the object, and nobody can wait for what it starts. */
function startOfCode(home: FunctionNode, file: FileContext, activity: TaskParts['activity']): Start {
  const start = startOf(launchesOf(home, file, activity));
  return isConstructor(home) ? { isTask: true, isEntryPoint: false } : start;
}

/** `for await (const x of on(...)) { if (done(x)) break; }` */
function isLeftByItsLoop(call: Node, parts: TaskParts): boolean {
  const loop = call.parent;
  if (loop?.type !== 'ForOfStatement' || loop.right !== call) return false;
  return hasWayOut(parts.bodies.bodyOf(rootOf(loop)).graph, loop, exitFacts(loop, parts));
}

/** `this.events = on(...)`, and a method of the class calls `this.events.return()`. */
function isEndedByItsOwner(call: Node, { ownMembers }: TaskParts['activity']): boolean {
  const target = call.parent?.type === 'AssignmentExpression' ? call.parent.left : undefined;
  const owner = target === undefined ? undefined : enclosingClass(target);
  const field = target === undefined ? undefined : fieldOfThis(target);
  const uses = field === undefined || owner === undefined ? [] : (ownMembers.get(field) ?? []).filter((use) => isInside(use, owner));
  return uses.some(({ parent }) => parent.type === 'MemberExpression' && memberName(parent) === 'return');
}

function hasTimeout(call: CallOrNew, { timeouts }: CancellableOperation, file: FileContext): boolean {
  if (timeouts === undefined) return false;
  return call.arguments.some((argument) => {
    const options = file.bindings.valueBehind(argument);
    return options.type === 'ObjectExpression' && options.properties.some((property) => property.type === 'Property' && timeouts.includes(definitionName(property) ?? ''));
  });
}
