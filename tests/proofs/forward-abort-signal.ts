/** Requests that go on when the one who asked has left. */
import { loadAll as loadAllAndForget } from '../fixtures/forward-abort-signal/fetch-in-a-callback.js';
import { loadAll } from '../fixtures/forward-abort-signal/fetch-in-a-callback-with-signal.js';
import { given, type Proofs } from './proof.js';

let open = 0;

/** A server that takes its time. */
function withSlowServer(): void {
  given({
    fetch: (_: string, { signal }: RequestInit) => {
      open++;
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          open--;
          reject(new Error('aborted'));
        });
      });
    },
  });
}

async function askAndLeave(load: typeof loadAll): Promise<void> {
  withSlowServer();
  const controller = new AbortController();
  const answers = load(['https://example.org/a', 'https://example.org/b'], { signal: controller.signal });
  controller.abort();
  await Promise.race([answers.catch(String), Promise.resolve()]);
}

export const forwardAbortSignal: Proofs = {
  'fetch-in-a-callback': { shows: 'leaves', what: 'request', count: 2, bad: () => askAndLeave(loadAllAndForget), good: () => askAndLeave(loadAll), left: () => open },
};
