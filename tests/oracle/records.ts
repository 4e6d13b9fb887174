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
  constructor(
    public site: number,
    /** The same in every run that takes the same way. */
    readonly name: string,
  ) {}
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

/** The run is over without an exit: `process.exit()`, or a loop that has turned often enough. */
export class Halt {
  readonly halt = true;
}

/** What a helper does, over all of its runs. */
export interface HelperEffect {
  /** It releases its parameter or hands it over on some normal runs, and on others it does not. */
  readonly isPartial: boolean;
  /** It has runs that throw, and none that return or go on calling themselves. */
  readonly alwaysThrows: boolean;
  /** By its text, something in it may throw that no `try` of its own stands around. */
  readonly throwsOpenly: boolean;
}

export interface RunSettings {
  readonly tier: Tier;
  /** How often each loop, and each function that calls itself, may turn in one run. */
  readonly turns: number;
  readonly decisions: number;
  /** Whether a test of a name may come out as it never does: see `Names`. */
  readonly guesses: boolean;
  /**
   * At tier `await`, the places where a call may throw all the same: how control came to an acquisition is not asked
   * (a `catch` is there because calls throw), but what was acquired before is not followed along such a throw.
   */
  readonly surprises: readonly boolean[];
  effectOf(helper: unknown): HelperEffect | undefined;
}

/** The programs throw plain records, because an `Error` costs a stack trace. */
export function asError(thrown: unknown): Error {
  return thrown as Error;
}

/** A promise that rejects where the action throws. */
export function attempt(action: () => void): Promise<void> {
  return new Promise((resolve) => {
    action();
    resolve();
  });
}
