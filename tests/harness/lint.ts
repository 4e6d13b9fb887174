/** Runs one rule on one fixture, and holds the reports against what the fixture expects. */
import { Linter } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import type ts from 'typescript';
import plugin from '../../src/index.js';
import { rules } from '../../src/rules/index.js';
import type { Expectation, Fixture } from './fixture.js';

const linter = new Linter({ configType: 'flat' });

/** The reports on `code`, which is the fixture's own or what a suggestion made of it. */
export function reportsOn(fixture: Fixture, code: string, program?: ts.Program): Linter.LintMessage[] {
  return linter.verify(code, configOf(fixture, program), { filename: fixture.path });
}

function configOf(fixture: Fixture, program: ts.Program | undefined): Linter.Config {
  const rule = rules[fixture.rule];
  if (rule === undefined) throw new Error(`${fixture.path}: there is no rule '${fixture.rule}'`);
  const options = { ...(fixture.strict ? rule.meta.docs.strictOptions : {}), ...fixture.options };
  return {
    files: [() => true] as unknown as string[],
    plugins: { leaks: plugin },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    languageOptions: {
      parser,
      parserOptions: { ecmaFeatures: { jsx: true }, ...(program && fixture.typed ? { programs: [program] } : {}) },
    },
    rules: { [`leaks/${fixture.rule}`]: Object.keys(options).length > 0 ? ['error', options] : 'error' },
    ...(fixture.settings ? { settings: { leaks: fixture.settings } } : {}),
  };
}

/** What is wrong, a sentence each; empty where reports and expectations are the same. */
export function disagreements(fixture: Fixture, reports: readonly Linter.LintMessage[]): string[] {
  const left = [...fixture.expectations];
  const surprises = reports.flatMap((report) => {
    const index = left.findIndex(({ line, message }) => line === report.line && message === report.message);
    const [met] = index < 0 ? [] : left.splice(index, 1);
    if (met === undefined) return [`line ${report.line}: unlisted report: ${report.message}`];
    return met.standing?.kind === 'accepted' ? [`line ${report.line}: is reported by now, so 'accepted:' can go: ${report.message}`] : [];
  });
  return [...surprises, ...left.filter(({ standing }) => standing?.kind !== 'accepted').map(unmetInWords)];
}

function unmetInWords({ line, message, standing }: Expectation): string {
  return standing === undefined
    ? `line ${line}: expected and not reported: ${message}`
    : `line ${line}: the known false positive is gone, so the expectation can go: ${message}`;
}
