/** Listeners that pile up on something that outlives those who listen. */
import { EventEmitter, getEventListeners } from 'node:events';
import { load as loadAndStay } from '../fixtures/no-leaked-listener/abort-after-success.js';
import { load } from '../fixtures/no-leaked-listener/abort-removed-in-finally.js';
import { View as ForgetfulView } from '../fixtures/no-leaked-listener/another-function.js';
import { run } from '../fixtures/no-leaked-listener/in-a-loop.js';
import { View } from '../fixtures/no-leaked-listener/same-function.js';
import { given, often, ROUNDS, type Proofs } from './proof.js';

const bus = new EventEmitter().setMaxListeners(0);
const { signal } = new AbortController();

/** One signal, and one request after the other. */
function requests(request: (url: string, signal: AbortSignal) => Promise<unknown>): Promise<void> {
  given({ fetch: () => Promise.resolve(new Response('text')) });
  return often(() => request('https://example.org', signal));
}

export const noLeakedListener: Proofs = {
  'abort-after-success': {
    shows: 'leaves',
    what: 'listener',
    count: ROUNDS,
    bad: () => requests(loadAndStay),
    good: () => requests(load),
    left: () => getEventListeners(signal, 'abort').length,
  },
  'another-function': {
    shows: 'leaves',
    what: 'listener',
    count: ROUNDS,
    bad: () => often(() => { new ForgetfulView(bus).dispose(); }),
    good: () => often(() => { new View(bus).dispose(); }),
    left: () => bus.listenerCount('change'),
  },
  'in-a-loop': {
    shows: 'leaves',
    what: 'listener',
    count: 3,
    bad() {
      given({ step: () => Promise.resolve() });
      return run(['a', 'b', 'c'], bus);
    },
    good: () => run([], bus),
    left: () => bus.listenerCount('pause'),
  },
};
