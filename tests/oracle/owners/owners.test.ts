/** Random classes are built, started and torn down; the timers that run on must be those of which the analysis speaks. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { analyse } from '../verdict.js';
import { parse } from '../source.js';
import { delayOf, owners, print, type Owner } from './grammar.js';

const seed = Number(process.env['ORACLE_SEED'] ?? Date.now() % 2 ** 31);
const count = Number(process.env['ORACLE_PROGRAMS'] ?? 1000);

type Members = Readonly<Record<string | symbol, () => void>>;

/** The delays of the timers that run when the object has been torn down. */
function stillRunning(owner: Owner): readonly number[] {
  const running = new Map<object, number>();
  const start = (_: unknown, delay: number): object => {
    const timer = {};
    running.set(timer, delay);
    return timer;
  };
  const text = print(owner).replace('export ', '').replace('Symbol.dispose', "'dispose'");
  // The text is our own, and running it is the point.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const define = new Function('setInterval', 'clearInterval', 'keep', 'tick', `${text}\nreturn Owner;`) as (...host: readonly unknown[]) => new () => Members;
  const release = (timer: object): boolean => running.delete(timer);
  // What is given to somebody unknown is theirs.
  const Class = define(start, release, release, () => undefined);
  const object = new Class();
  object['start']?.();
  object[owner.teardown === '[Symbol.dispose]' ? 'dispose' : owner.teardown]?.();
  return [...running.values()].sort();
}

/** The delays of the timers that the analysis says to outlive the object. */
function reported(owner: Owner): readonly number[] {
  const source = parse(print(owner));
  const findings = analyse(source).ownerFindings().filter(({ kind }) => kind !== 'overwritten');
  const texts = findings.map(({ obligation }) => source.text.slice(...obligation.node.range));
  return owner.fields.map((_, index) => delayOf(index)).filter((delay) => texts.some((text) => text.includes(String(delay))));
}

it(`says of ${String(count)} random classes which timers outlive them (ORACLE_SEED=${String(seed)})`, () => {
  const property = fc.property(owners, (owner) => {
    expect(reported(owner), print(owner)).toEqual(stillRunning(owner));
  });
  fc.assert(property, { seed, numRuns: count });
}, 120_000);
