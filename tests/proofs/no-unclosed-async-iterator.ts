/** Iterations that nothing ends: the code behind them never runs, and what they hold is never freed. */
import { setImmediate } from 'node:timers/promises';
import { count, countToTen } from '../fixtures/no-unclosed-async-iterator/code-behind-an-endless-loop.js';
import { start as startForEver } from '../fixtures/no-unclosed-async-iterator/endless-generator-as-task.js';
import { start as startUntilAborted } from '../fixtures/no-unclosed-async-iterator/generator-with-a-signal.js';
import { first, firstAndClose } from '../fixtures/no-unclosed-async-iterator/stepped-by-hand.js';
import { pump, pumpAndClose } from '../fixtures/no-unclosed-async-iterator/workers-wait-for-close.js';
import { given, untilExit, type Proofs } from './proof.js';

/** More turns than the good examples need; then the program comes to rest. */
const TURNS = 100;

/** A wait of one turn of the event loop; from some turn on, one for the end of the process. */
function createTick(): () => Promise<unknown> {
  let turns = 0;
  return () => (++turns > TURNS ? untilExit() : setImmediate());
}

function withSleep(): void {
  given({ sleep: createTick() });
}

/** Queues whose readers wait for the next item, or for the close. */
function withChannels(): void {
  given({ channel: () => new Channel(), store: () => Promise.resolve() });
}

class Channel {
  readonly #items: string[] = [];
  readonly #waiting: (() => void)[] = [];
  #isClosed = false;

  send(item: string): void {
    this.#items.push(item);
    this.#wake();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (;;) {
      const item = this.#items.shift();
      if (item !== undefined) yield item;
      else if (this.#isClosed) return;
      else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

let jobsAfterStop = 0;

/** Jobs that come for as long as anybody asks; `isStopped` says that nobody ought to any more. */
function withJobs(isStopped: () => boolean): void {
  const tick = createTick();
  given({
    async poll(signal?: AbortSignal) {
      await tick();
      signal?.throwIfAborted();
      return 'job';
    },
    handle() {
      if (isStopped()) jobsAfterStop++;
      return Promise.resolve();
    },
  });
}

let open = 0;

async function* source(): AsyncGenerator<number> {
  open++;
  try {
    for (let n = 0; ; n++) yield await Promise.resolve(n);
  } finally {
    open--;
  }
}

async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await setImmediate();
}

export const noUnclosedAsyncIterator: Proofs = {
  'code-behind-an-endless-loop': {
    shows: 'waits',
    bad() {
      withSleep();
      return count();
    },
    good() {
      withSleep();
      return countToTen();
    },
  },
  'workers-wait-for-close': {
    shows: 'waits',
    bad() {
      withChannels();
      return pump(['a', 'b']);
    },
    good() {
      withChannels();
      return pumpAndClose(['a', 'b']);
    },
  },
  'endless-generator-as-task': {
    shows: 'leaves',
    what: 'late job',
    count: 10,
    async bad() {
      let isStopped = false;
      withJobs(() => isStopped);
      startForEver();
      isStopped = true;
      await someTurns();
    },
    async good() {
      const controller = new AbortController();
      withJobs(() => controller.signal.aborted);
      startUntilAborted(controller.signal);
      controller.abort();
      await someTurns();
    },
    left: () => jobsAfterStop,
  },
  'stepped-by-hand': { shows: 'leaves', what: 'open source', count: 1, bad: () => first(source()), good: () => firstAndClose(source()), left: () => open },
};
