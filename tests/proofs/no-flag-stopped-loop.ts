/** Loops that sleep on after they were stopped. */
import { setImmediate as turn } from 'node:timers/promises';
import { keepFresh as keepFreshByFlag } from '../fixtures/no-flag-stopped-loop/closure-flag.js';
import { keepFresh as keepFreshWrittenOut } from '../fixtures/no-flag-stopped-loop/promised-timeout.js';
import { keepFresh } from '../fixtures/no-flag-stopped-loop/signal-ends-the-sleep.js';
import { given, timers, type Proofs } from './proof.js';

function withSleep(): void {
  given({ refresh: () => Promise.resolve(), sleep: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)) });
}

/** The loop has come to its sleep when it is stopped. */
async function startAndStop(start: () => () => void): Promise<void> {
  withSleep();
  const stop = start();
  await turn();
  stop();
  await turn();
}

function startWithSignal(): () => void {
  const controller = new AbortController();
  keepFresh(controller.signal);
  return () => {
    controller.abort();
  };
}

export const noFlagStoppedLoop: Proofs = {
  'closure-flag': { shows: 'leaves', what: 'timer', count: 1, bad: () => startAndStop(keepFreshByFlag), good: () => startAndStop(startWithSignal), left: timers },
  'promised-timeout': { shows: 'leaves', what: 'timer', count: 1, bad: () => startAndStop(keepFreshWrittenOut), good: () => startAndStop(startWithSignal), left: timers },
};
