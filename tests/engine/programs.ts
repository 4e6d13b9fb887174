/** A table of programs, one law's worth each. */
import { expect, it } from 'vitest';
import { expectationsIn, statementsOf } from './toy.js';

/** Programs by what they show. */
export type Programs = Readonly<Record<string, string>>;

export function check(programs: Programs): void {
  it.each(Object.entries(programs))('%s', (_, code) => {
    const text = code.trim();
    expect(statementsOf(text)).toEqual(expectationsIn(text));
  });
}
