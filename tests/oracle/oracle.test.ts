/** The verdict against execution: fresh random programs on every run, and every program that once failed. */
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programs, shown } from './arbitrary.js';
import { agrees, compare, report, tiers } from './compare.js';
import { print } from './print.js';
import { parse } from './source.js';
import { emptySurvey, summary, surveyProgram } from './survey.js';

const seed = Number(process.env['ORACLE_SEED'] ?? Date.now() % 2 ** 31);
const count = Number(process.env['ORACLE_PROGRAMS'] ?? 2000);

it(`agrees with execution on ${count} random programs (ORACLE_SEED=${seed})`, async () => {
  const survey = emptySurvey();
  const property = fc.asyncProperty(programs().map(shown), async (program) => {
    const failures = (await surveyProgram(print(program), survey)).filter((comparison) => !agrees(comparison));
    if (failures.length > 0) throw new Error(failures.map(report).join('\n\n'));
  });
  await fc.assert(property, { seed, numRuns: count });
  console.log(`oracle, seed ${seed}: ${summary(survey)}`);
  expect(survey.unknown / survey.obligations).toBeLessThanOrEqual(0.01);
}, 180_000);

describe('programs that once failed', () => {
  const folder = new URL('regressions/', import.meta.url);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
    it.for(tiers)(`${name}, tier %s`, async (tier) => {
      const comparison = await compare(parse(readFileSync(new URL(name, folder), 'utf8')), tier);
      expect(agrees(comparison), report(comparison)).toBe(true);
    });
  }
});
