/**
 * Runs that never are: what cannot be told apart from a real run by design law 5.
 *
 * The law promises that tests of the same unchanged name agree, that locals which are only assigned literals are
 * constants, and that a name which holds a handle is not empty. It does not promise to know whether some other name is
 * empty: in `let t = null; u = t; if (u) return;` the `return` is never reached, but one has to follow values to see
 * that. So a guessing run may decide such a test either way, and its leaks excuse an alarm without demanding it.
 */
import { Handle } from './records.js';

/** What is asked of a value: its truth, `== null`, or `=== null`. */
export type TestForm = 'truthy' | 'nullish' | 'null';

/** One value of each kind that the forms tell apart; the last is something that is not empty and no handle. */
const kinds: readonly unknown[] = [null, undefined, 0, Object.freeze({})];

export function isYes(form: TestForm, value: unknown): boolean {
  if (form === 'truthy') return Boolean(value);
  return value === null || (form === 'nullish' && value === undefined);
}

export class Names {
  /** Which kinds each name may be of, by what its tests have said since it was assigned. */
  private readonly known = new Map<string, readonly unknown[]>();

  /** A value that gives the test's answer, which may be wrong. */
  test(name: string | null, form: TestForm, value: unknown, run: { decide(options: number): number }): unknown {
    if (typeof value === 'boolean') return value;
    const possible = (name === null ? undefined : this.known.get(name)) ?? kinds;
    const real = kinds.includes(value) ? value : kinds.at(-1);
    const truth = isYes(form, real);
    const [right, wrong] = [true, false].map((agrees) => possible.filter((kind) => (isYes(form, kind) === truth) === agrees));
    const isWrong = right?.length === 0 || (wrong?.length !== 0 && run.decide(2) === 1);
    const left = (isWrong ? wrong : right) ?? [];
    if (name !== null) this.known.set(name, left);
    if (left.includes(real)) return value;
    // Where a handle's own name is said to be empty, that handle was never there.
    if (value instanceof Handle) value.neverThere = true;
    return left[0];
  }

  assigned(name: string): void {
    this.known.delete(name);
  }

  get size(): number {
    return this.known.size;
  }

  clear(): void {
    this.known.clear();
  }
}
