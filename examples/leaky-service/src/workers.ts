/** Reports are rendered off the main thread. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const script = new URL('./render.js', import.meta.url);

/** A worker that fails to answer is never terminated. */
export async function render(report: unknown): Promise<string> {
  const worker = new Worker(script);
  worker.postMessage(report);
  const [html] = (await once(worker, 'message')) as [string];
  await worker.terminate();
  return html;
}

export class WorkerPool {
  readonly #idle: Worker[] = [];
  #stopped = false;

  async run(job: unknown): Promise<unknown> {
    const worker = this.#idle.pop() ?? new Worker(script);
    worker.postMessage(job);
    const [result] = (await once(worker, 'message')) as [unknown];
    this.#idle.push(worker);
    return result;
  }

  /** Sleeps through the stop, and swallows what goes wrong on the way. */
  async keepWarm(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.run({ kind: 'ping' });
      } catch {
        // nothing
      }
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    }
  }

  /** Forgets the workers without ending them. */
  close(): void {
    this.#stopped = true;
    this.#idle.length = 0;
  }
}
