/** What a run keeps account of: handles, and what travels through the program. */
import type { ExitKind } from './pairs.js';

export type Tier = 'await' | 'call';

/** A handle is owed from `acquire()` until it is released or handed over. */
export class Handle {
  released = false;
  givenAway = false;
  /** A guess (names.ts) went against it: this run says nothing about it. */
  neverThere = false;
  /** The unknown calls that it was an argument of. */
  readonly loans: Loan[] = [];
  constructor(public site: number) {}
}

/** An unknown call that was given a handle (design law 11): it borrows if every normal way on releases. */
export interface Loan {
  /** Equal in all runs that are in the same state. */
  readonly key: string;
  /** How many throws the run had seen by then. */
  readonly throws: number;
}

/** What `return` and the consumer of a generator send through the program: a value, and where it set out. */
export class Leaving {
  constructor(
    readonly site: number,
    readonly value: unknown,
    readonly kind: ExitKind,
  ) {}
}

/** An error that remembers the `throw`, call or `await` that it came from. */
export class Thrown {
  constructor(
    readonly site: number,
    readonly value: unknown,
  ) {}
}
