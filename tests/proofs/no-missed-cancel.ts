/** Subscriptions whose cancel function is not called. */
import { first } from '../fixtures/no-missed-cancel/called-in-finally.js';
import { first as firstUnlessEmpty } from '../fixtures/no-missed-cancel/early-return.js';
import { first as firstOrLeave } from '../fixtures/no-missed-cancel/rejection.js';
import { given, often, ROUNDS, type Proofs } from './proof.js';

let subscriptions = 0;

/** A source of messages that counts who follows it. */
function withMessages(next: () => Promise<string>): void {
  given({
    follow() {
      subscriptions++;
      return { next, cancel: () => subscriptions-- };
    },
  });
}

function follow(topic: (name: string) => Promise<unknown>, next: () => Promise<string>): Promise<void> {
  withMessages(next);
  return often(() => topic('news').catch(String));
}

const empty = (): Promise<string> => Promise.resolve('');
const broken = (): Promise<string> => Promise.reject(new Error('no connection'));

export const noMissedCancel: Proofs = {
  'early-return': { shows: 'leaves', what: 'subscription', count: ROUNDS, bad: () => follow(firstUnlessEmpty, empty), good: () => follow(first, empty), left: () => subscriptions },
  rejection: { shows: 'leaves', what: 'subscription', count: ROUNDS, bad: () => follow(firstOrLeave, broken), good: () => follow(first, broken), left: () => subscriptions },
};
