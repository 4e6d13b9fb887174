/** Tasks that go round for ever. */
import { setImmediate as turn } from 'node:timers/promises';
import { startSynchronising as startForEver } from '../fixtures/no-unstoppable-loop/endless-task.js';
import { startSynchronising } from '../fixtures/no-unstoppable-loop/endless-task-with-signal.js';
import { pollForEver } from '../fixtures/no-unstoppable-loop/timer-that-starts-itself.js';
import { drain } from '../fixtures/no-unstoppable-loop/timer-with-a-condition.js';
import { given, timers, type Proofs } from './proof.js';

function withWork(): void {
  given({ synchronise: () => Promise.resolve(), poll: () => Promise.resolve(), drainSome: () => false, pause: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)) });
}

export const noUnstoppableLoop: Proofs = {
  'endless-task': {
    shows: 'leaves',
    what: 'timer',
    count: 1,
    async bad() {
      withWork();
      startForEver();
      await turn();
    },
    async good() {
      withWork();
      const controller = new AbortController();
      startSynchronising(controller.signal);
      await turn();
      controller.abort();
      await turn();
    },
    left: timers,
  },
  'timer-that-starts-itself': {
    shows: 'leaves',
    what: 'timer',
    count: 1,
    bad() {
      withWork();
      return pollForEver();
    },
    good() {
      withWork();
      drain();
    },
    left: timers,
  },
};
