/** Every fixture is a test: its reports, its types, and what its suggestions make of it. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { allFixtures, fixturesDir } from './harness/fixture.js';
import { disagreements, reportsOn } from './harness/lint.js';
import { faultsOf, trialsOf } from './harness/suggestions.js';
import { programOf, typeErrors } from './harness/types.js';

const fixtures = allFixtures();
const files = new Map(fixtures.map((fixture) => [fixture.path, fixture.code]));
const program = programOf(files);
const cases = fixtures.map((fixture) => ({ fixture, reports: reportsOn(fixture, fixture.code, program) }));

describe.each([...new Set(fixtures.map(({ rule }) => rule))])('%s', (rule) => {
  for (const { fixture, reports } of cases.filter((one) => one.fixture.rule === rule)) {
    it(`${fixture.idea}: ${fixture.title}`, () => {
      expect(disagreements(fixture, reports)).toEqual([]);
    });
    const trials = trialsOf(fixture, reports);
    if (trials.length === 0) continue;
    it(`${fixture.idea}: suggestions end the report`, () => {
      expect(trials.flatMap((trial) => faultsOf(trial, reports))).toEqual([]);
    });
  }
});

describe('types', () => {
  it('every fixture type-checks', () => {
    expect(typeErrors(program, files.keys())).toEqual([]);
  });

  it('what suggestions make of a fixture type-checks', () => {
    const outputs = cases.flatMap(({ fixture, reports }) =>
      trialsOf(fixture, reports).map(({ output }, index) => {
        const { dir, name, ext } = path.parse(fixture.path);
        return [path.join(dir, `${name}.suggestion-${String(index + 1)}${ext}`), output] as const;
      }),
    );
    const tried = new Map(outputs);
    expect(typeErrors(programOf(tried, program), tried.keys())).toEqual([]);
  });
});

it('the fixtures lie where the harness looks', () => {
  expect(fixturesDir.endsWith(path.join('tests', 'fixtures') + path.sep)).toBe(true);
  expect(fixtures.length).toBeGreaterThan(0);
});
