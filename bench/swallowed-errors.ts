/**
 * `npm run bench:swallowed`: no-swallowed-error beside the rules of others that ask the same of the same code, on the
 * corpora: how many places each of them names.
 *
 * `-- NAME...` lints these corpora only. Only a run over all corpora writes bench/RESULTS.md.
 */
import { readFileSync } from 'node:fs';
import type { Linter } from 'eslint';
import { corpora, type Corpus } from './lib/corpora.js';
import { createLinter, type LintFile } from './lib/lint.js';
import { swallowedErrorPlugins } from './lib/peers.js';
import { builtPlugin } from './lib/plugin.js';
import { recorded } from './lib/records.js';
import { table, writeSection } from './lib/results.js';

const OWN = 'leaks/no-swallowed-error';
const OTHERS = ['no-empty', 'sonarjs/no-ignored-exceptions', 'no-catch-all/no-catch-all'];

/** Without one of these words none of the rules has anything to say. */
const MAY_SWALLOW = /catch|finally|then|err|allSettled|\{\s*\}/iu;

interface Counts {
  readonly corpus: string;
  readonly lines: number;
  readonly recommended: number;
  /** Those of the recommended ones that were read and found worth mending. */
  readonly right: number;
  readonly strict: number;
  readonly others: readonly number[];
}

function countsOn(corpus: Corpus, recommended: LintFile, strict: LintFile): Counts {
  const counts = new Map<string, number>();
  const count = (id: string): void => void counts.set(id, (counts.get(id) ?? 0) + 1);
  let lines = 0;
  for (const file of corpus.files) {
    const code = readFileSync(file, 'utf8');
    lines += code.split('\n').length;
    if (!MAY_SWALLOW.test(code)) continue;
    const written = code.split('\n');
    for (const message of recommended(code, file).messages) if (isAboutErrors(message, written)) count(message.ruleId ?? '');
    for (const { ruleId } of strict(code, file).messages) if (ruleId === OWN) count('strict');
  }
  const judged = recorded(corpus.name).filter(({ rule, verdict }) => rule === OWN.replace('leaks/', '') && verdict === true);
  const countOf = (id: string): number => counts.get(id) ?? 0;
  return { corpus: corpus.name, lines, recommended: countOf(OWN), right: judged.length, strict: countOf('strict'), others: OTHERS.map(countOf) };
}

/** `no-empty` also names empty blocks that are no `catch`: they are left out. */
function isAboutErrors({ ruleId, line, column }: Linter.LintMessage, written: readonly string[]): boolean {
  return ruleId !== 'no-empty' || /\bcatch\s*(?:\([^)]*\)\s*)?$/u.test(written[line - 1]?.slice(0, column - 1) ?? '');
}

function rowOf({ corpus, lines, recommended, right, strict, others }: Counts): readonly string[] {
  return [corpus, ...[lines, recommended, right, strict, ...others].map((figure) => figure.toLocaleString('en'))];
}

function together(all: readonly Counts[]): Counts {
  const sum = (of: (counts: Counts) => number): number => all.reduce((total, counts) => total + of(counts), 0);
  return {
    corpus: '**together**',
    lines: sum(({ lines }) => lines),
    recommended: sum(({ recommended }) => recommended),
    right: sum(({ right }) => right),
    strict: sum(({ strict }) => strict),
    others: OTHERS.map((_, index) => sum(({ others }) => others[index] ?? 0)),
  };
}

const only = process.argv.slice(2);
const plugin = await builtPlugin();
const others: Linter.Config = { plugins: await swallowedErrorPlugins(), rules: Object.fromEntries(OTHERS.map((id) => [id, 'error'])) };
const levelIn = (config: Linter.Config): Linter.Config => ({ plugins: { leaks: plugin }, rules: { [OWN]: config.rules?.[OWN] ?? 'off' } });
const recommended = createLinter([others, levelIn(plugin.configs.recommended)]);
const strict = createLinter([levelIn(plugin.configs.strict)]);
const all: Counts[] = [];
for (const corpus of corpora({ only, repositories: true })) {
  const counts = countsOn(corpus, recommended, strict);
  all.push(counts);
  console.log(rowOf(counts).join('  '));
}
const body = [
  'Places that each rule names; of `no-empty` those that are a `catch`. "true" are the places of recommended that were read and found worth mending.',
  table(['corpus', 'lines', 'recommended', 'true', 'strict', ...OTHERS.map((id) => `\`${id}\``)], [...all, together(all)].map(rowOf)),
].join('\n\n');
console.log(`\n${body}`);
if (only.length === 0) writeSection('Swallowed errors', 'npm run bench:swallowed', body);
