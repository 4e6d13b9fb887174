/** Timers that are still there when the work is over: the process stays up for them. */
import { load as loadWithTimer } from '../fixtures/no-uncleared-timer/abort-timeout.js';
import { load } from '../fixtures/no-uncleared-timer/cleared-in-finally.js';
import { poll } from '../fixtures/no-uncleared-timer/early-return.js';
import { Poller } from '../fixtures/no-uncleared-timer/field-cleared-by-helper.js';
import { Poller as ForgetfulPoller } from '../fixtures/no-uncleared-timer/field-missed-by-dispose.js';
import { ticks } from '../fixtures/no-uncleared-timer/generator.js';
import { runAll } from '../fixtures/no-uncleared-timer/loop-continue.js';
import { given, timers, type Proofs } from './proof.js';

const HOUR = 3_600_000;

/** A server that refuses. */
async function refused(request: (url: string, ms: number) => Promise<unknown>): Promise<void> {
  given({ fetch: () => Promise.reject(new Error('refused')) });
  await request('https://example.org', HOUR).catch(String);
}

function nothing(): void {}

function startAndDispose(poller: { dispose: () => void }, start: () => void): void {
  start();
  poller.dispose();
}

export const noUnclearedTimer: Proofs = {
  'abort-timeout': { shows: 'leaves', what: 'timer', count: 1, bad: () => refused(loadWithTimer), good: () => refused(load), left: timers },
  'early-return': {
    shows: 'leaves',
    what: 'timer',
    count: 1,
    bad() {
      given({ ready: () => false });
      poll(nothing);
    },
    good() {
      given({ ready: () => true });
      poll(nothing);
    },
    left: timers,
  },
  'field-missed-by-dispose': {
    shows: 'leaves',
    what: 'timer',
    count: 1,
    bad() {
      const poller = new ForgetfulPoller(nothing);
      startAndDispose(poller, () => {
        poller.again();
      });
    },
    good() {
      const poller = new Poller(nothing);
      startAndDispose(poller, () => {
        poller.start();
      });
    },
    left: timers,
  },
  generator: {
    shows: 'leaves',
    what: 'timer',
    count: 1,
    async bad() {
      const consumed = ticks(HOUR, 1);
      await consumed.next();
      await consumed.return(undefined);
    },
    good: () => ticks(HOUR, 0).next(),
    left: timers,
  },
  'loop-continue': {
    shows: 'leaves',
    what: 'timer',
    count: 2,
    bad() {
      runAll([{ id: '', run: () => true }, { id: 'a', run: () => true }, { id: '', run: () => true }], nothing);
    },
    good() {
      runAll([{ id: 'a', run: () => true }], nothing);
    },
    left: timers,
  },
};
