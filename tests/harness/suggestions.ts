/** Tries every suggestion and fix: alone, on the fixture's code, and looks at what comes of it. */
import type { Linter } from 'eslint';
import type { Fixture } from './fixture.js';
import { reportsOn } from './lint.js';

export interface Trial {
  readonly fixture: Fixture;
  /** What the suggestion says, or "fix". */
  readonly name: string;
  readonly report: Linter.LintMessage;
  readonly output: string;
}

export function trialsOf(fixture: Fixture, reports: readonly Linter.LintMessage[]): Trial[] {
  return reports.flatMap((report) => {
    const trial = (name: string, { range, text }: { range: readonly [number, number]; text: string }): Trial => ({
      fixture,
      name,
      report,
      output: fixture.code.slice(0, range[0]) + text + fixture.code.slice(range[1]),
    });
    return [
      ...(report.fix ? [trial('fix', report.fix)] : []),
      ...(report.suggestions ?? []).map(({ desc, fix }) => trial(desc, fix)),
    ];
  });
}

/** What is wrong with the result: it does not parse, the report is still there, or a new one has come. */
export function faultsOf({ fixture, name, report, output }: Trial, reports: readonly Linter.LintMessage[]): string[] {
  const said = `line ${String(report.line)}: '${name}'`;
  const after = reportsOn({ ...fixture, typed: false }, output);
  const broken = after.find(({ fatal }) => fatal);
  if (broken !== undefined) return [`${said} leaves code that does not parse: ${broken.message}\n${output}`];
  const allowed = reports.filter((other) => other !== report).map(withoutLines);
  return after.map(withoutLines).flatMap((message) => {
    const index = allowed.indexOf(message);
    if (index < 0) return [`${said} does not end the reports: ${message}\n${output}`];
    allowed.splice(index, 1);
    return [];
  });
}

/** A suggestion moves lines, so reports are compared without their numbers. */
function withoutLines({ message }: Linter.LintMessage): string {
  return message.replace(/\bline \d+/g, 'line N');
}
