/** Losers of a race that go on: the answer is there, and a timer still keeps the process alive. */
import { within as withinAndClear } from '../fixtures/no-leaky-race/cleared.js';
import { within } from '../fixtures/no-leaky-race/helper.js';
import { retry } from '../fixtures/no-leaky-race/in-a-loop.js';
import { ask } from '../fixtures/no-leaky-race/sleep.js';
import { settled } from '../fixtures/no-leaky-race/short-resolve.js';
import { timers, type Proofs } from './proof.js';

const HOUR = 3_600_000;
const answer = (): Promise<string> => Promise.resolve('answer');

export const noLeakyRace: Proofs = {
  helper: { shows: 'leaves', what: 'timer', count: 1, bad: () => within(answer(), HOUR), good: () => withinAndClear(answer(), HOUR), left: timers },
  sleep: { shows: 'leaves', what: 'timer', count: 1, bad: () => ask(answer()), good: () => withinAndClear(answer(), HOUR), left: timers },
  'short-resolve': { shows: 'leaves', what: 'timer', count: 1, bad: () => settled(Promise.resolve()), good: () => withinAndClear(Promise.resolve(), HOUR), left: timers },
  'in-a-loop': { shows: 'leaves', what: 'timer', count: 1, bad: () => retry(answer, 3), good: () => withinAndClear(answer(), HOUR), left: timers },
};
