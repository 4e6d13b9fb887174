/**
 * The calls of a file that can be cancelled: the catalogue's, those of this file's own functions that take a signal, and
 * those whose name says that they wait. Calls are looked at by their names, so that most are not looked at at all.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Duration, SignalWay } from '../../../resources/cancellable.js';
import { isCarried, isFetchName, operationOf, type OperationIndex } from '../../effects/cancellable-calls.js';
import { calledFunctions } from '../../effects/calls.js';
import { checkedWay, parameterWay } from '../../effects/signal-parameters.js';
import type { Signals } from '../../effects/signals.js';
import { isFunction, isInside, literalValue, wrappingParent, type FunctionNode } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { functionName, lastName } from '../../syntax/words.js';
import type { NameTest } from '../renamings.js';
import type { Activity, CallOrNew } from './activity.js';
import { isExcused } from './forwarding-excuses.js';
import { isBefore, signalsInReach } from './reach.js';
import { sleepsOf } from './sleeps.js';

export interface SignalParts {
  readonly file: FileContext;
  readonly activity: Activity;
  readonly operations: OperationIndex;
  /** True of the last names under which the catalogue's operations are called in this file. */
  readonly isOperation: NameTest;
  readonly signals: Signals;
}

/** A call that could be given a signal. */
export interface CancellableCall {
  readonly call: CallOrNew;
  readonly takes: SignalWay;
  readonly duration: Duration;
  /** Only the name of the function says that it takes a signal. */
  readonly isGuessed: boolean;
  /** The call is the timer of a promise that is waited for: what takes no signal, and could listen to one. */
  readonly isTimer?: boolean;
}

export function* cancellableCalls(parts: SignalParts): Generator<CancellableCall> {
  const { activity, file, signals } = parts;
  const isKnown = mayBeOperation(parts);
  // Without the word, no function of this file takes a signal; one may still be offered to it.
  const mentionsSignal = /signal|AbortController/iu.test(file.sourceCode.text);
  const own = mentionsSignal ? functionsWithSignal(parts) : NONE;
  for (const [name, calls] of activity.calls) {
    const callee: Callee = { isKnown: isKnown(name), takers: own.get(name), isVerb: (mentionsSignal || signals.areOffered()) && WAITING_VERB.test(name) };
    if (!callee.isKnown && callee.takers === undefined && !callee.isVerb && (file.checker === undefined || !mentionsSignal)) continue;
    for (const call of calls) {
      const found = cancellableCall(call, callee, parts);
      if (found !== undefined && found !== 'carried') yield found;
    }
  }
  if (mentionsSignal) yield* timedPromises(activity);
}

/** What the name of a callee says of its calls. */
interface Callee {
  /** The catalogue may know it. */
  readonly isKnown: boolean;
  /** The functions of this file that have the name and take a signal. */
  readonly takers: ReadonlyMap<FunctionNode, SignalWay> | undefined;
  readonly isVerb: boolean;
}

function cancellableCall(call: CallOrNew, { isKnown, takers, isVerb }: Callee, parts: SignalParts): CancellableCall | 'carried' | undefined {
  const { file, signals } = parts;
  // Types are asked of calls to which a signal could be passed and is not, and of no others.
  const mayAsk = file.checker === undefined || signals.areOffered() || ((isKnown || takers !== undefined || isWaitedFor(call)) && lacksSignal(call, parts));
  if (!mayAsk) return undefined;
  return (isKnown ? knownCall(call, parts) : undefined) ?? (takers === undefined ? undefined : ownCall(call, takers, parts)) ?? foreignCall(call, isVerb, parts);
}

/** The likeliest signal in reach of the call is not among its arguments, nor what holds it, and nothing excuses that. */
function lacksSignal(call: CallOrNew, parts: SignalParts): boolean {
  const { file } = parts;
  const reach = signalsInReach(call, parts).find((candidate) => isBefore(candidate, call));
  const [root = ''] = reach?.text.split('.') ?? [];
  if (reach === undefined || call.arguments.some((argument) => argument.type === 'Identifier' && argument.name === root)) return false;
  return !isExcused(call, reach.text, file);
}

/** `await new Promise((resolve) => setTimeout(resolve, ms))` */
function timedPromises(activity: Activity): readonly CancellableCall[] {
  const found = sleepsOf(activity).filter((sleep) => sleep.awaited !== sleep.call && !endsSoon(sleep.call));
  return found.map(({ call }) => ({ call, takes: NOWHERE, duration: 'delay', isGuessed: true, isTimer: true }));
}

const NOWHERE: SignalWay = { by: 'argument', argument: Number.POSITIVE_INFINITY };

const NONE: ReturnType<typeof functionsWithSignal> = new Map();

/** @returns true of the last names under which this file may call an operation of the catalogue. */
export function mayBeOperation({ activity, isOperation }: SignalParts): NameTest {
  const promisified = promisifiedNames(activity);
  return (name) => isOperation(name) || isFetchName(name) || promisified.includes(name);
}

/** `const run = promisify(exec)` renames an operation. */
function promisifiedNames({ calls }: Activity): readonly string[] {
  return (calls.get('promisify') ?? []).flatMap(({ parent }) => (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? [parent.id.name] : []));
}

function knownCall(call: CallOrNew, { operations, file }: SignalParts): CancellableCall | 'carried' | undefined {
  const operation = operationOf(call, operations, file);
  if (operation === undefined) return undefined;
  return isCarried(call, operation, file) ? 'carried' : { call, takes: operation.takes, duration: operation.duration, isGuessed: false };
}

/** The functions of this file that take a signal, by name. */
function functionsWithSignal({ file, signals, activity }: SignalParts): ReadonlyMap<string, ReadonlyMap<FunctionNode, SignalWay>> {
  const found = new Map<string, Map<FunctionNode, SignalWay>>();
  for (const { type, block } of file.sourceCode.scopeManager?.scopes ?? []) {
    if (type !== 'function' || !isFunction(block) || block.params.length === 0) continue;
    const name = functionName(block);
    // A function that nobody calls by its name here costs no look at its types.
    const way = name === undefined || !activity.calls.has(name) ? undefined : parameterWay(block, file, signals);
    if (name === undefined || way === undefined) continue;
    const known = found.get(name);
    if (known === undefined) found.set(name, new Map([[block, way]]));
    else known.set(block, way);
  }
  return found;
}

function ownCall(call: CallOrNew, takers: ReadonlyMap<FunctionNode, SignalWay>, { file }: SignalParts): CancellableCall | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const { functions, complete } = calledFunctions(call, file);
  const [fn] = functions;
  if (!complete || functions.length !== 1 || fn === undefined || isInside(call, fn)) return undefined;
  const takes = takers.get(fn);
  return takes === undefined ? undefined : { call, takes, duration: 'unbounded', isGuessed: false };
}

/** A function of another file: its type decides, and where there is none its name is all that there is. */
function foreignCall(call: CallOrNew, isVerb: boolean, parts: SignalParts): CancellableCall | undefined {
  const { file } = parts;
  const isForeign = file.checker !== undefined && call.type === 'CallExpression' && isWaitedFor(call) && !PLATFORM.test(file.origins.originOf(call.callee) ?? '');
  // Types are asked of calls to which a signal could be passed and is not, and of no others.
  const takes = isForeign && lacksSignal(call, parts) ? checkedWay(call, file) : undefined;
  if (takes === undefined) return isVerb ? likelyCall(call, file) : undefined;
  return takes === 'none' ? undefined : { call, takes, duration: 'unbounded', isGuessed: false };
}

/** What the platform's own functions take is the catalogue's to say. */
const PLATFORM = /^(?:global|node):/u;

const WAITING_VERB = /^(?:fetch|download|upload|request|execute|poll|stream|wait|sleep|delay|pause|retry|backoff|generate)(?:$|[A-Z_])/u;
const MAY_HOLD_SIGNAL = /signal|abort|\.\.\.|\b(?:opt(?:ion)?s|init|ctx|context|config|request|req)\b/iu;
/** Longer than this, a sleep is worth being woken from. */
const LONG_DELAY = 1000;

/** An awaited call whose name says that it waits for somebody, and whose arguments are written out. */
function likelyCall(call: CallOrNew, file: FileContext): CancellableCall | undefined {
  if (call.type !== 'CallExpression' || !isWaitedFor(call) || endsSoon(call)) return undefined;
  if (call.arguments.some((argument) => MAY_HOLD_SIGNAL.test(file.sourceCode.getText(argument)))) return undefined;
  return { call, takes: { by: 'option', argument: call.arguments.length, properties: ['signal'] }, duration: 'unbounded', isGuessed: true };
}

/** There is nothing to wait for, or a bound is given: `run()`, `sleep(50)`, `waitFor(page, timeout)`. */
function endsSoon({ arguments: given }: TSESTree.CallExpression): boolean {
  if (given.length === 0) return true;
  return given.some((argument) => {
    const value = literalValue(argument)?.value;
    return (typeof value === 'number' && value < LONG_DELAY) || /timeout|deadline/iu.test(lastName(argument) ?? '');
  });
}

export function isWaitedFor(call: CallOrNew): boolean {
  const parent = wrappingParent(call);
  return parent?.type === 'AwaitExpression' || parent?.type === 'ReturnStatement';
}
