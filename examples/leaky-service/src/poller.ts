/** Keeps the prices fresh. */
import type { Price } from './client.js';
import { fetchPrices } from './client.js';

export type Listener = (prices: readonly Price[]) => void;

export class PricePoller {
  #timer: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #last = Date.now();
  readonly #listener: Listener;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** A second start forgets the first one's timers. */
  start(everyMs: number): void {
    this.#timer = setInterval(() => {
      void this.poll();
    }, everyMs);
    this.#heartbeat = setInterval(() => {
      process.stdout.write(`last prices ${String(Date.now() - this.#last)} ms ago\n`);
    }, 30_000);
  }

  async poll(): Promise<void> {
    const prices = await fetchPrices(5_000);
    this.#last = Date.now();
    this.#listener(prices);
  }

  /** Stops one of two. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  get idle(): boolean {
    return this.#heartbeat === undefined;
  }
}

/** Waits until there are prices; an early return leaves the ticker running. */
export async function waitForPrices(ready: () => boolean, onTick: () => void): Promise<boolean> {
  const ticker = setInterval(onTick, 1_000);
  for (let attempt = 0; attempt < 10; attempt++) {
    if (ready()) return true;
    await fetchPrices(1_000);
  }
  clearInterval(ticker);
  return false;
}
