/** What the plugin reports on a corpus, as it was last recorded and judged: bench/reports/<name>.json. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, type Corpus } from './corpora.js';

export interface Report {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

export interface Judged extends Report {
  /** Would the maintainer who receives it mend the code? Null: nobody has read it yet. */
  readonly verdict: boolean | null;
  /** One sentence. */
  readonly reason: string;
}

/** How the reports of a run differ from the recorded ones. */
export interface Difference {
  readonly added: readonly Report[];
  readonly reworded: readonly { readonly before: Judged; readonly after: Report }[];
  readonly gone: readonly Judged[];
  readonly unjudged: readonly Judged[];
}

const folder = path.join(root, 'bench/reports');

export function recorded(name: string): readonly Judged[] {
  const file = path.join(folder, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { reports: readonly Judged[] }).reports : [];
}

export function record({ name, pin }: Corpus, reports: readonly Judged[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify({ ...pin, reports }, null, 2)}\n`);
}

export function compare(before: readonly Judged[], after: readonly Report[]): Difference {
  const known = new Map(before.map((report) => [placeOf(report), report]));
  const seen = new Set(after.map(placeOf));
  return {
    added: after.filter((report) => !known.has(placeOf(report))),
    reworded: after.flatMap((report) => {
      const old = known.get(placeOf(report));
      return old === undefined || old.message === report.message ? [] : [{ before: old, after: report }];
    }),
    gone: before.filter((report) => !seen.has(placeOf(report))),
    unjudged: before.filter((report) => report.verdict === null && seen.has(placeOf(report))),
  };
}

/** The reports of a run with the verdicts that are known: one that only says it in other words keeps its own. */
export function withVerdicts(reports: readonly Report[], before: readonly Judged[]): readonly Judged[] {
  const known = new Map(before.map((report) => [placeOf(report), report]));
  return reports.map((report) => {
    const { verdict = null, reason = '' } = known.get(placeOf(report)) ?? {};
    return { ...report, verdict, reason };
  });
}

/** The corpora are pinned, so lines do not move; where one line has two reports of a rule, their words tell them apart. */
function placeOf({ file, line, rule, message }: Report): string {
  const [subject] = /`[^`]*`/u.exec(message) ?? [''];
  return `${file}:${String(line)} ${rule} ${subject}`;
}
