/**
 * `npm run bench:repairs`: every repair that strict offers on real code, applied by itself. The result parses, the report
 * is gone, and no other has come.
 *
 * `-- NAME...` tries these corpora only. Only a run over all corpora writes bench/RESULTS.md.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Linter } from 'eslint';
import { corpora, type Corpus } from './lib/corpora.js';
import { createLinter, type LintFile } from './lib/lint.js';
import { builtPlugin } from './lib/plugin.js';
import { table, writeSection } from './lib/results.js';

interface Trial {
  readonly rule: string;
  readonly repair: string;
  /** What is wrong with the result; undefined where nothing is. */
  readonly fault: string | undefined;
}

function* trialsIn(corpus: Corpus, lint: LintFile): Generator<Trial> {
  for (const file of corpus.files) {
    const code = readFileSync(file, 'utf8');
    const { messages } = lint(code, file);
    for (const report of messages) {
      for (const { desc, fix } of repairsOf(report)) {
        const repaired = code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
        const fault = faultOf(report, messages, lint(repaired, file).messages);
        const place = `${path.relative(corpus.folder, file)}:${String(report.line)}`;
        yield { rule: report.ruleId ?? '', repair: desc.replace(/`[^`]*`/g, '`…`'), fault: fault === undefined ? undefined : `${corpus.name} ${place}: ${desc} ${fault}` };
      }
    }
  }
}

function repairsOf({ fix, suggestions = [] }: Linter.LintMessage): readonly { readonly desc: string; readonly fix: { readonly range: readonly [number, number]; readonly text: string } }[] {
  return [...(fix === undefined ? [] : [{ desc: 'fix', fix }]), ...suggestions];
}

function faultOf(report: Linter.LintMessage, before: readonly Linter.LintMessage[], after: readonly Linter.LintMessage[]): string | undefined {
  const broken = after.find(({ fatal }) => fatal);
  if (broken !== undefined) return `does not parse: ${broken.message}`;
  const left = before.filter((other) => other !== report).map(withoutLines);
  for (const message of after.map(withoutLines)) {
    const index = left.indexOf(message);
    if (index < 0) return message === withoutLines(report) ? 'does not end the report' : `brings another: ${message}`;
    left.splice(index, 1);
  }
  return undefined;
}

/** A repair moves lines. */
function withoutLines({ ruleId, message }: Linter.LintMessage): string {
  return `${ruleId ?? ''} ${message.replace(/\bline \d+/g, 'line N')}`;
}

function rowsOf(trials: readonly Trial[]): string[][] {
  const kinds = [...new Set(trials.map(({ rule, repair }) => `${rule}\n${repair}`))].sort();
  return kinds.map((kind) => {
    const [rule = '', repair = ''] = kind.split('\n');
    const own = trials.filter((trial) => trial.rule === rule && trial.repair === repair);
    return [`${rule}: ${repair}`, String(own.length), String(own.filter(({ fault }) => fault !== undefined).length)];
  });
}

const only = process.argv.slice(2);
const { strict } = (await builtPlugin()).configs;
const lint = createLinter([strict]);
const trials: Trial[] = [];
for (const corpus of corpora({ only, repositories: true })) {
  const own = [...trialsIn(corpus, lint)];
  trials.push(...own);
  console.log(`${corpus.name}: ${String(own.length)} repairs`);
}
for (const { fault } of trials) if (fault !== undefined) console.log(fault);
const rows = table(['repair', 'applied', 'at fault'], rowsOf(trials));
console.log(`\n${rows}`);
if (only.length === 0) writeSection('Repairs', 'npm run bench:repairs', `Every repair that strict offers on the corpora, applied by itself.\n\n${rows}`);
process.exitCode = trials.some(({ fault }) => fault !== undefined) ? 1 : 0;
