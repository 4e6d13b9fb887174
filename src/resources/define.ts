/** The words in which the catalogue is written. Each returns plain data. */
import type { Acquisition, Release, ResourceSpec } from './spec.js';

type Words = Pick<ResourceSpec, 'whileHeld' | 'verb'>;

/** The most frequent words of messages, so that rows stay short. */
export const CLOSED: Words = { whileHeld: 'is not closed', verb: 'close' };
export const RELEASED: Words = { whileHeld: 'is not released', verb: 'release' };
export const RUNNING: Words = { whileHeld: 'still runs', verb: 'clear' };

type AcquireOptions = Omit<Acquisition, 'by' | 'of' | 'method'>;

/** Calling the function `of` (an origin key) acquires. */
export const calling = (of: string, more: AcquireOptions = {}): Acquisition => ({ by: 'call', of, ...more });

/** `new of()` acquires. */
export const constructing = (of: string, more: AcquireOptions = {}): Acquisition => ({ by: 'construct', of, ...more });

/** Calling `method` of a value of type `of` (a type key) acquires. */
export const callingMethod = (of: string, method: string, more: AcquireOptions = {}): Acquisition => ({
  by: 'method',
  of,
  method,
  ...more,
});

/** `of(holder)` releases; `argument` is the holder's position. */
export const passedTo = (of: string, argument = 0): Release => ({ by: 'function', of, argument });

/** `holder.name()` releases. */
export const method = (name: string): Release => ({ by: 'method', name });

/** `holder()` releases. */
export const calledItself: Release = { by: 'call' };

/** `anything.name(holder)` releases. */
export const passedToMethod = (name: string, argument = 0): Release => ({ by: 'method-argument', name, argument });

/** Checks nothing at run time: the type says what a row must have. */
export function defineResource(spec: ResourceSpec): ResourceSpec {
  return spec;
}
