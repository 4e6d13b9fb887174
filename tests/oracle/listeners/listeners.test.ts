/** Random listeners on a real signal: those that still hear it when the work is over must be those that are reported. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from '../source.js';
import { analyse } from '../verdict.js';
import { listenings, print, type Listening } from './grammar.js';

const seed = Number(process.env['ORACLE_SEED'] ?? Date.now() % 2 ** 31);
const count = Number(process.env['ORACLE_PROGRAMS'] ?? 500);

type Work = (given: unknown, stop: () => void, step: () => Promise<void>) => Promise<void>;

function defined(listening: Listening): Work {
  // The text is our own, and running it is the point.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const define = new Function(`${print(listening).replace('export ', '')}\nreturn work;`) as () => Work;
  return define();
}

/** A controller whose signal is as the specification has it: Node hears `capture` in a removal only as a property of its options. */
function standardController(): AbortController {
  const controller = new AbortController();
  const { signal } = controller;
  const remove = signal.removeEventListener.bind(signal);
  const standard = (type: string, listener: () => void, options?: boolean | { capture: boolean }): void => {
    remove(type, listener, typeof options === 'boolean' ? { capture: options } : options);
  };
  Object.assign(signal, { removeEventListener: standard });
  return controller;
}

/** Whether the listener hears the signal when the work has ended, well or badly. */
async function stays(listening: Listening): Promise<boolean> {
  const ends = [(): Promise<void> => Promise.resolve(), (): Promise<void> => Promise.reject(new Error('failed'))];
  for (const step of ends) {
    const controller = standardController();
    const { signal } = controller;
    const heard: true[] = [];
    const stop = (): void => { heard.push(true); };
    const given = listening.receiver === 'options.signal' ? { signal } : signal;
    await defined(listening)(given, stop, step).catch((error: unknown) => { expect(String(error)).toContain('failed'); });
    controller.abort();
    if (heard.length > 0) return true;
  }
  return false;
}

it(`says of ${String(count)} random listeners which of them stay (ORACLE_SEED=${String(seed)})`, async () => {
  const property = fc.asyncProperty(listenings, async (listening) => {
    const isReported = analyse(parse(print(listening))).leakedListeners({ tier: 'await' }).length > 0;
    expect(isReported, print(listening)).toBe(await stays(listening));
  });
  await fc.assert(property, { seed, numRuns: count });
}, 120_000);
