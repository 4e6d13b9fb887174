/** What the rules say of the fixtures: the reports, linted without types, and the repairs that they offer. */
import type { Linter } from 'eslint';
import type { Fixture } from '../../tests/harness/fixture.js';
import { reportsOn } from '../../tests/harness/lint.js';

export interface ShownReport {
  readonly fixture: Fixture;
  readonly report: Linter.LintMessage;
}

export function shownReports(fixtures: readonly Fixture[]): ShownReport[] {
  return fixtures.filter(({ typed }) => !typed).flatMap((fixture) => reportsOn(fixture, fixture.code).map((report) => ({ fixture, report })));
}

/** `{{holder}}` as the reader sees it: *holder*. */
export function placeholders(text: string): string {
  return text.replace(/`?\{\{(\w+)\}\}`?/g, '*$1*');
}
