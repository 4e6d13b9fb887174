/**
 * `npm run bench:reports`: what the recommended config reports on real code, held against the reports that were
 * recorded and judged. A difference is printed as a diff, and it fails; so does a report without a verdict.
 *
 * `-- NAME...` lints these corpora only. `--record` writes the reports of this run down, new ones with the verdict null,
 * for somebody to read. `--strict` counts what the strict config reports, by rule. `--all` lists every report.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Linter } from 'eslint';
import { corpora, relative, type Corpus } from './lib/corpora.js';
import { createLinter } from './lib/lint.js';
import { builtPlugin, isOwn } from './lib/plugin.js';
import { compare, record, recorded, withVerdicts, type Difference, type Judged, type Report } from './lib/records.js';
import { table, writeSection } from './lib/results.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { record: { type: 'boolean', default: false }, strict: { type: 'boolean', default: false }, all: { type: 'boolean', default: false } },
});

interface Run {
  readonly corpus: Corpus;
  readonly lines: number;
  readonly reports: readonly Report[];
  /** A sentence for each file on which a rule threw. */
  readonly crashes: readonly string[];
  /** Milliseconds inside the rules, by file. */
  readonly times: ReadonlyMap<string, number>;
}

function lintCorpus(corpus: Corpus, config: Linter.Config): Run {
  const lint = createLinter([config]);
  const reports: Report[] = [];
  const crashes: string[] = [];
  const times = new Map<string, number>();
  let lines = 0;
  for (const full of corpus.files) {
    const code = readFileSync(full, 'utf8');
    const file = relative(corpus.folder, full);
    lines += code.split('\n').length;
    try {
      const linted = lint(code, full);
      times.set(file, Object.values(linted.rules).reduce((sum, spent) => sum + spent, 0));
      reports.push(...linted.messages.filter(({ ruleId }) => isOwn(ruleId)).map((message) => asReport(file, message)));
    } catch (error) {
      crashes.push(`${corpus.name}: ${file}: ${(error as Error).message.split('\n')[0] ?? ''}`);
    }
  }
  return { corpus, lines, reports, crashes, times };
}

function asReport(file: string, { line, ruleId, message }: Linter.LintMessage): Report {
  return { file, line, rule: (ruleId ?? '').replace('leaks/', ''), message };
}

function printDifference({ added, reworded, gone, unjudged }: Difference, name: string): void {
  for (const report of added) console.log(`+ ${inWords(report, name)}`);
  for (const { before, after } of reworded) console.log(`- ${inWords(before, name)}\n+ ${inWords(after, name)}`);
  for (const report of gone) console.log(`- ${inWords(report, name)}`);
  for (const report of unjudged) console.log(`? ${inWords(report, name)}`);
}

function inWords({ file, line, rule, message }: Report, name: string): string {
  return `${name}/${file}:${line} ${rule}: ${message}`;
}

function isSame({ added, reworded, gone, unjudged }: Difference): boolean {
  return added.length + reworded.length + gone.length + unjudged.length === 0;
}

/** Compares or records; false where something is left to do. */
function settle({ corpus, reports }: Run): boolean {
  const before = recorded(corpus.name);
  const difference = compare(before, reports);
  printDifference(difference, corpus.name);
  if (values.record) record(corpus, withVerdicts(reports, before));
  return isSame(difference);
}

function countsByRule(reports: readonly { readonly rule: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of reports) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

function verdictCount(judged: readonly Judged[], verdict: boolean | null): string {
  return String(judged.filter((report) => report.verdict === verdict).length);
}

function precision(judged: readonly Judged[]): string {
  const known = judged.filter(({ verdict }) => verdict !== null);
  const right = known.filter(({ verdict }) => verdict === true);
  return known.length === 0 ? '' : `${((right.length / known.length) * 100).toFixed(0)}%`;
}

function row(name: string, judged: readonly Judged[]): readonly string[] {
  return [name, String(judged.length), verdictCount(judged, true), verdictCount(judged, false), verdictCount(judged, null), precision(judged)];
}

/** The tables by corpus and by rule, over what is recorded. */
function section(runs: readonly Run[]): string {
  const judged = runs.map(({ corpus, reports }) => withVerdicts(reports, recorded(corpus.name)));
  const lines = runs.reduce((sum, run) => sum + run.lines, 0);
  const all = judged.flat();
  const columns = ['reports', 'true', 'false', 'unread', 'precision'];
  const byCorpus = runs.map(({ corpus }, index) => row(corpus.name, judged[index] ?? []));
  const byRule = [...countsByRule(all).keys()].sort().map((rule) => row(rule, all.filter((report) => report.rule === rule)));
  return [
    `Recommended, on ${lines.toLocaleString('en')} lines: ${((all.length / lines) * 1000).toFixed(3)} reports per 1,000 lines. Every report and its verdict: bench/reports.`,
    table(['corpus', ...columns], [...byCorpus, row('**together**', all)]),
    table(['rule', ...columns], byRule),
  ].join('\n\n');
}

function printSlowest(runs: readonly Run[]): void {
  const files = runs.flatMap(({ corpus, times }) => [...times].map(([file, time]) => ({ file: `${corpus.name}/${file}`, time })));
  const slowest = files.sort((a, b) => b.time - a.time).slice(0, 5);
  console.log(`Slowest files, inside the rules: ${slowest.map(({ file, time }) => `${file} ${time.toFixed(0)} ms`).join(', ')}`);
}

const plugin = await builtPlugin();
const chosen = corpora({ only: positionals, repositories: true });
const config = values.strict ? plugin.configs.strict : plugin.configs.recommended;
const runs = chosen.map((corpus) => lintCorpus(corpus, config));
const crashes = runs.flatMap((run) => run.crashes);

if (values.strict || values.all) for (const { corpus, reports } of values.all ? runs : []) for (const report of reports) console.log(inWords(report, corpus.name));
if (values.strict) console.log([...countsByRule(runs.flatMap(({ reports }) => reports))].map(([rule, count]) => `${rule}: ${count}`).join('\n'));
const settled = values.strict || runs.map(settle).every(Boolean);
if (!values.strict) console.log(`\n${section(runs)}\n`);
if (values.record && positionals.length === 0) writeSection('Reports', 'npm run bench:reports', section(runs));
printSlowest(runs);
for (const crash of crashes) console.error(crash);
process.exitCode = crashes.length > 0 ? 2 : settled || values.record ? 0 : 1;
