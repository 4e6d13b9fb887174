/** Tasks that nobody can end. */
import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from '../fixtures/require-abort-signal/queue-worker.js';
import { Worker as ClosingWorker } from '../fixtures/require-abort-signal/queue-worker-with-signal.js';
import { Beater } from '../fixtures/require-abort-signal/repeating-timer.js';
import { Beater as StoppingBeater } from '../fixtures/require-abort-signal/repeating-timer-with-signal.js';
import { timers, type Proofs } from './proof.js';

const queue = new EventEmitter();

export const requireAbortSignal: Proofs = {
  'queue-worker': {
    shows: 'leaves',
    what: 'listener',
    count: 1,
    bad: () => new Worker(queue),
    good() {
      new ClosingWorker(queue).close();
    },
    left: () => queue.listenerCount('job'),
  },
  'repeating-timer': {
    shows: 'leaves',
    what: 'timer',
    count: 1,
    async bad() {
      new Beater().start();
      await turn();
    },
    good() {
      const beater = new StoppingBeater();
      beater.start();
      return beater.stop();
    },
    left: timers,
  },
};
