/**
 * Runs that never are: what cannot be told apart from a real run by design law 5.
 *
 * The law promises that tests of the same unchanged name agree, that locals which are only assigned literals are
 * constants, and that a name which holds a handle is not empty. It does not promise to know whether some other name is
 * empty: in `let t = null; u = t; if (u) return;` the `return` is never reached, but one has to follow values to see
 * that. So a guessing run may decide such a test either way, and its leaks excuse an alarm without demanding it.
 */
import { Handle } from './records.js';

/** Something that is not empty and is no handle. */
const something = Object.freeze({});

export class Names {
  /** What each name was last said to be, until it is assigned. */
  private readonly said = new Map<string, unknown>();

  test(name: string, value: unknown, run: { decide(options: number): number }): unknown {
    if (typeof value === 'boolean') return value;
    if (!this.said.has(name)) this.said.set(name, run.decide(2) === 0 ? value : opposite(value));
    return this.said.get(name);
  }

  assigned(name: string): void {
    this.said.delete(name);
  }
}

/** Where a handle's own name is said to be empty, that handle was never there. */
function opposite(value: unknown): unknown {
  if (!(value instanceof Handle)) return value === null ? something : null;
  value.neverThere = true;
  return null;
}
