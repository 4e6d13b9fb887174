/**
 * What a page of the rules says of an example, as a program: run in a process of its own, the bad one hangs, throws or
 * leaves something behind, and the good one does not. No clock is asked: Node says by its exit code that nothing is
 * left that could settle what is awaited.
 */
export type Proof = Waits | Throws | Leaves | Hides;

export interface Sides {
  /** What the page reports. */
  readonly bad: () => unknown;
  /** The look-alike that it does not. */
  readonly good: () => unknown;
}

/** The bad one is never over: the event loop is empty, and the program still waits. */
export interface Waits extends Sides {
  readonly shows: 'waits';
}

/** The bad one ends in an error with this code or name that nobody catches. */
export interface Throws extends Sides {
  readonly shows: 'throws';
  readonly error: string;
}

/** When the program ends, `left` counts what the bad one left: `count` of `what`. The good one leaves none. */
export interface Leaves extends Sides {
  readonly shows: 'leaves';
  /** The noun for one of them. */
  readonly what: string;
  readonly count: number;
  readonly left: () => number;
}

/** Something fails. The good one says so on the standard error, the bad one ends as if all were well. */
export interface Hides extends Sides {
  readonly shows: 'hides';
  readonly error: string;
}

/** The proofs of one rule, by the ideas of its fixtures. */
export type Proofs = Readonly<Record<string, Proof>>;

/** What an example only declares. Names that a module does not define are looked up when they are called. */
export function given(names: Readonly<Record<string, unknown>>): void {
  Object.assign(globalThis, names);
}

/** Pending for as long as the program runs. */
export function untilExit(): Promise<unknown> {
  return new Promise((resolve) => process.once('exit', resolve));
}

/** How often a proof does what leaks a little each time. */
export const ROUNDS = 1000;

export async function often(round: () => unknown): Promise<void> {
  for (let i = 0; i < ROUNDS; i++) await round();
}

/** How many timers keep the process alive. */
export function timers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}
