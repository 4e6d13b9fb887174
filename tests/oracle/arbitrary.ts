/** The random programs as a fast-check arbitrary that knows how to make a program smaller. */
import * as fc from 'fast-check';
import { drawProgram } from './draw.js';
import type { Program } from './grammar.js';
import { print } from './print.js';
import { smaller } from './shrink.js';

class Programs extends fc.Arbitrary<Program> {
  generate(random: fc.Random): fc.Value<Program> {
    return new fc.Value(drawProgram(random), undefined);
  }

  canShrinkWithoutContext(value: unknown): value is Program {
    return typeof value === 'object' && value !== null && 'helpers' in value;
  }

  shrink(program: Program): fc.Stream<fc.Value<Program>> {
    return fc.stream(smaller(program)).map((candidate) => new fc.Value(candidate, undefined));
  }
}

export function programs(): fc.Arbitrary<Program> {
  return new Programs();
}

/** fast-check shows a program by its text. */
export const shown = (program: Program): Program & { [fc.toStringMethod]: () => string } => ({
  ...program,
  [fc.toStringMethod]: () => `\n${print(program)}`,
});
