/**
 * `npm run bench:bugs -- CASES.json DIR [--record]`: real bugs that maintainers repaired, each file alone and without types.
 *
 * DIR/ID/before.* and after.* are the two versions of each case in CASES.json. A case is told apart where the version
 * before has a report of a fitting rule that spans the known line, give or take three lines, and the version after has
 * fewer reports of those rules. `--record` writes bench/RESULTS.md.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createLinter, type LintFile } from './lib/lint.js';
import { builtPlugin } from './lib/plugin.js';
import { rulesOf } from './lib/bug-categories.js';
import { table, writeSection } from './lib/results.js';

interface Case {
  readonly id: number | string;
  readonly category: string;
  readonly altCategories?: readonly string[];
  readonly line: number;
}

interface Score {
  readonly category: string;
  readonly isToldApart: boolean;
  /** Of the repaired version. */
  readonly reports: number;
  readonly lines: number;
}

/** Lines that a report may be away from the bug, and what of a long report counts. */
const NEAR = 3;
const LONGEST = 25;

const TIERS = ['strict', 'recommended'] as const;

function scoreOf(one: Case, folder: string, lint: LintFile): Score {
  const rules = new Set([one.category, ...(one.altCategories ?? [])].flatMap(rulesOf));
  const [before, after] = (['before', 'after'] as const).map((version) => {
    const name = readdirSync(folder).find((file) => file.startsWith(`${version}.`));
    if (name === undefined) throw new Error(`${folder} has no file ${version}.*: extract the case again.`);
    const file = path.join(folder, name);
    const code = readFileSync(file, 'utf8');
    const { messages } = lint(code, file);
    return { messages, fitting: messages.filter(({ ruleId }) => rules.has(ruleId ?? '')), lines: code.split('\n').length };
  });
  const isNear = (line: number, endLine = line): boolean => line - NEAR <= one.line && Math.min(endLine, line + LONGEST) + NEAR >= one.line;
  const isSeen = before?.fitting.some(({ line, endLine }) => isNear(line, endLine)) === true;
  const isLess = (after?.fitting.length ?? 0) < (before?.fitting.length ?? 0);
  return { category: one.category, isToldApart: isSeen && isLess, reports: after?.messages.length ?? 0, lines: after?.lines ?? 0 };
}

function rowOf(name: string, byTier: readonly (readonly Score[])[]): readonly string[] {
  const told = byTier.map((scores) => scores.filter(({ isToldApart }) => isToldApart).length);
  return [name, String(byTier[0]?.length ?? 0), ...told.map(String)];
}

function rateOf(scores: readonly Score[]): string {
  const sum = (pick: (score: Score) => number): number => scores.reduce((total, score) => total + pick(score), 0);
  return ((1000 * sum(({ reports }) => reports)) / sum(({ lines }) => lines)).toFixed(2);
}

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { record: { type: 'boolean', default: false } } });
  const [list, folder] = positionals;
  const missing = [list, folder].find((given) => given === undefined || !existsSync(given));
  if (list === undefined || folder === undefined || missing !== undefined) {
    console.error(`${missing === undefined ? '' : `${missing} is not there. `}usage: npm run bench:bugs -- CASES.json DIR [--record]`);
    return 2;
  }
  const cases = (JSON.parse(readFileSync(list, 'utf8')) as readonly Case[]).filter(({ id }) => existsSync(path.join(folder, String(id))));
  const plugin = await builtPlugin();
  const byTier = TIERS.map((tier) => {
    const lint = createLinter([plugin.configs[tier]]);
    return cases.map((one) => scoreOf(one, path.resolve(folder, String(one.id)), lint));
  });
  const categories = [...new Set(cases.map(({ category }) => category))].sort();
  const rows = categories.map((category) => rowOf(category, byTier.map((scores) => scores.filter((score) => score.category === category))));
  const rates = TIERS.map((tier, index) => `${tier} ${rateOf(byTier[index] ?? [])}`).join(', ');
  const body = `${table(['category', 'cases', ...TIERS], [...rows, rowOf('**together**', byTier)])}\n\nReports per 1,000 lines of the repaired versions: ${rates}.`;
  console.log(body);
  if (values.record) writeSection('Bugs', 'npm run bench:bugs -- CASES.json DIR --record', body);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
