/** The random programs are JavaScript, and so are the smaller ones. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { programs } from './arbitrary.js';
import { execute } from './execute.js';
import { sizeOf, type Program } from './grammar.js';
import { print } from './print.js';
import { isWellFormed } from './scope.js';
import { smaller } from './shrink.js';
import { parse } from './source.js';

const seed = 20;

async function runs(program: Program): Promise<void> {
  expect(isWellFormed(program)).toBe(true);
  await execute(parse(print(program)), 'call', { turns: 2, runs: 100 });
}

it('draws programs that can be run', async () => {
  for (const program of fc.sample(programs(), { numRuns: 300, seed })) await runs(program);
});

it('makes them smaller, step by step, down to nothing', async () => {
  for (let program of fc.sample(programs(), { numRuns: 20, seed })) {
    for (let steps = 0; sizeOf(program.body) > 0; steps += 1) {
      expect(steps).toBeLessThan(500);
      const candidates = [...smaller(program)];
      const next = candidates.at(-1);
      expect(next).toBeDefined();
      if (!next) break;
      await runs(next);
      program = next;
    }
  }
}, 60_000);
