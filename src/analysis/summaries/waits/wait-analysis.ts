/** Everything of a file that may wait for ever; each question is answered once, when it is first asked. */
import type { Activity } from '../tasks/activity.js';
import { callbackWaits, type CallbackWait } from './callbacks.js';
import { isNeverRejected } from './deferred-fields.js';
import { endlessLoops, openIterators, type EndlessLoop, type OpenIterator } from './async-loops.js';
import { usesAfterClose, type UseAfterClose } from './late-uses.js';
import { createSettling } from './settling.js';
import { unawaitedShutdowns, type UnawaitedShutdown } from './shutdowns.js';
import { shutdownRisks, type ShutdownRisk } from './signal-handlers.js';
import { readWaits } from './read-methods.js';
import { streamWaits, type StreamWait } from './streams.js';
import type { FileParts } from '../file-obligations.js';
import { once } from '../../syntax/memo.js';
import type { WaitNodes } from './wait-collector.js';
import { promiseWaits, type PromiseWait, type WaitParts } from './waits.js';

/** What is collected for the analysis of waits. */
interface WaitSources {
  readonly waits: () => WaitNodes;
  readonly activity: Activity;
}

export interface Waits {
  /** Every promise that this file has to settle, and the ways on which it does not. */
  promises(): readonly PromiseWait[];
  /** Every callback that is called on some ways, and forgotten on others. */
  callbacks(): readonly CallbackWait[];
  /** Every stream that this file has to end, and the ways on which it does not. */
  streams(): readonly StreamWait[];
  /** What is done to something after it was closed. */
  usesAfterClose(): readonly UseAfterClose[];
  /** `for await` loops that nothing ends. */
  loops(): readonly EndlessLoop[];
  /** Iterators that are stepped by hand and never closed. */
  iterators(): readonly OpenIterator[];
  /** Closing calls that nobody waits for. */
  shutdowns(): readonly UnawaitedShutdown[];
  /** Shutdowns that run twice, that nothing bounds, or that close in the wrong order. */
  shutdownRisks(): readonly ShutdownRisk[];
}

export function createWaits({ waits: nodesOf, activity }: WaitSources, partsOf: () => FileParts): Waits {
  const waitParts = once((): WaitParts => {
    const { file, places, bodies } = partsOf();
    const settling = createSettling({ file, places, bodyOf: (fn) => bodies.bodyOf(fn), mayReject: (promise) => !isNeverRejected(promise, activity) && bodies.mayReject(promise) });
    return { file, places, bodies, settling, activity };
  });
  return {
    promises: once(() => (nodesOf().promises.length === 0 ? [] : promiseWaits(nodesOf().promises, waitParts()))),
    callbacks: once(() => (nodesOf().callbacks.length === 0 ? [] : callbackWaits(nodesOf().callbacks, waitParts()))),
    streams: once(() => [
      ...(nodesOf().streams.length === 0 ? [] : streamWaits(nodesOf().streams, waitParts())),
      ...(nodesOf().ownPushes.length === 0 ? [] : readWaits(nodesOf().ownPushes, waitParts())),
    ]),
    loops: once(() => (nodesOf().loops.length === 0 ? [] : endlessLoops(nodesOf().loops, waitParts()))),
    iterators: once(() => (nodesOf().iterators.length === 0 && !activity.calls.has('next') ? [] : openIterators(nodesOf().iterators, waitParts()))),
    shutdowns: once(() => (nodesOf().closings.length + nodesOf().aborts.length + nodesOf().exits.length + activity.loops.length === 0 ? [] : unawaitedShutdowns(nodesOf(), waitParts()))),
    shutdownRisks: once(() => (nodesOf().closings.length === 0 ? [] : shutdownRisks(nodesOf(), waitParts()))),
    usesAfterClose: once(() => (nodesOf().closes.length === 0 ? [] : usesAfterClose(nodesOf().closes, waitParts()))),
  };
}
