/** The words in which the catalogue is written. Each returns plain data. */
import type { Acquisition, OptionEffect, Release, ResourceSpec, ResultType } from './spec.js';

type Words = Pick<ResourceSpec, 'whileHeld' | 'verb'>;

/** The most frequent words of messages, so that rows stay short. */
export const CLOSED: Words = { whileHeld: 'is not closed', verb: 'close' };
export const RELEASED: Words = { whileHeld: 'is not released', verb: 'release' };
export const RUNNING: Words = { whileHeld: 'still runs', verb: 'clear' };
export const ENDED: Words = { whileHeld: 'is not ended', verb: 'end' };
export const STOPPED: Words = { whileHeld: 'still runs', verb: 'stop' };
export const DISCONNECTED: Words = { whileHeld: 'is not disconnected', verb: 'disconnect' };
export const DESTROYED: Words = { whileHeld: 'is not destroyed', verb: 'destroy' };
export const DISPOSED: Words = { whileHeld: 'is not disposed', verb: 'dispose' };
export const TERMINATED: Words = { whileHeld: 'still runs', verb: 'terminate' };
export const SUBSCRIBED: Words = { whileHeld: 'is still subscribed', verb: 'unsubscribe' };
export const REMOVED: Words = { whileHeld: 'is not removed', verb: 'remove' };

/** The members of Node's EventEmitter that return the emitter. */
export const EMITTER: readonly string[] = [
  'on',
  'once',
  'off',
  'addListener',
  'prependListener',
  'prependOnceListener',
  'removeListener',
  'removeAllListeners',
  'setMaxListeners',
];

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

/** `owner.name()` releases, where `owner.acquire()` gave the holder. */
export const ownerMethod = (name: string): Release => ({ by: 'owner-method', name });

/** What releases the owner releases the holder: a browser's pages go with it. */
export const withOwner: Release = { by: 'owner-release' };

/** A `for await` over the holder closes it. */
export const iterated: Release = { by: 'iterated' };

/** A `signal` among the options at `argument` ends the resource. */
export const endedBySignal = (argument: OptionEffect['argument']): OptionEffect => ({
  argument,
  property: 'signal',
  value: 'present',
  effect: 'released',
});

/** Calling the function `of` gives a value of type `gives`. */
export const callGives = (of: string, gives: string): ResultType => ({ by: 'call', of, gives });

/** Awaiting a call of the function `of` gives a value of type `gives`. */
export const awaitGives = (of: string, gives: string): ResultType => ({ by: 'call', of, gives, awaited: true });

/** Calling `member` of a value of type `of` gives a value of type `gives`. */
export const methodGives = (of: string, member: string, gives: string): ResultType => ({
  by: 'method',
  of,
  member,
  gives,
});

/** Awaiting a call of `member` of a value of type `of` gives a value of type `gives`. */
export const awaitMethodGives = (of: string, member: string, gives: string): ResultType => ({
  by: 'method',
  of,
  member,
  gives,
  awaited: true,
});

/** The property `member` of a value of type `of` is a value of type `gives`. */
export const propertyGives = (of: string, member: string, gives: string): ResultType => ({
  by: 'property',
  of,
  member,
  gives,
});

/** Checks nothing at run time: the type says what a row must have. */
export function defineResource(spec: ResourceSpec): ResourceSpec {
  return spec;
}
