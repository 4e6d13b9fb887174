/**
 * `npm run bench:crashes -- [--seed S] [--torn N] [--every K] PATH...`: every rule over code that nobody would write. Each file
 * below the paths is linted as it is, with resources put into its bodies, and after N random accidents; what does not
 * parse is passed over. No rule may throw, and every graph has to keep its promises. `--every` takes each Kth file only.
 *
 * Without a path the code is what lies in node_modules. Parser test-suites are the better food: test262-parser-tests,
 * the fixtures of @babel/parser, those of typescript-eslint. Only a run with paths writes bench/RESULTS.md.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as typescript from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { buildGraph } from '../src/analysis/cfg/build.js';
import { verifyGraph } from '../src/analysis/cfg/verify.js';
import { namedFacts, parse, rootsIn } from '../tests/cfg/parse.js';
import { Dice, seeded, torn } from './lib/hostile.js';
import { root } from './lib/corpora.js';
import { builtPlugin } from './lib/plugin.js';
import { table, writeSection } from './lib/results.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' }, torn: { type: 'string', default: '2' }, every: { type: 'string', default: '1' } } });
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const dice = new Dice(seed);
const LARGEST = 1_000_000;

interface Tally {
  readonly name: string;
  files: number;
  /** Texts that parsed under one of the parsers, variants included. */
  texts: number;
  lints: number;
  graphs: number;
  readonly faults: string[];
  slowest: { readonly file: string; readonly milliseconds: number };
}

const plugin = await builtPlugin();
const linter = new Linter({ configType: 'flat' });
const ecmaFeatures = { jsx: true };
const dialects: readonly Linter.LanguageOptions[] = [
  { parser: typescript, sourceType: 'module' },
  { parser: typescript, sourceType: 'module', parserOptions: { ecmaFeatures } },
  { sourceType: 'script', parserOptions: { ecmaFeatures } },
  { sourceType: 'module', parserOptions: { ecmaFeatures } },
];
const configs = dialects.map((languageOptions): Linter.Config[] => [{ ...plugin.configs.all, files: ['**'], languageOptions }]);

/** Lints a text in every dialect in which it parses. */
function lint(text: string, file: string, tally: Tally): void {
  let parsed = false;
  for (const config of configs) {
    const started = performance.now();
    try {
      const messages = linter.verify(text, config, { filename: 'hostile.tsx', allowInlineConfig: false });
      if (messages.some(({ fatal }) => fatal === true)) continue;
      parsed = true;
      tally.lints += 1;
    } catch (error) {
      tally.faults.push(`${file}: ${(error as Error).stack ?? String(error)}\n${text.slice(0, 2000)}`);
    }
    const milliseconds = performance.now() - started;
    if (milliseconds > tally.slowest.milliseconds) tally.slowest = { file, milliseconds };
  }
  if (!parsed) return;
  tally.texts += 1;
  verifyGraphs(text, file, tally);
}

function verifyGraphs(text: string, file: string, tally: Tally): void {
  for (const node of rootsOf(text)) {
    tally.graphs += 1;
    const problems = verifyGraph(buildGraph(node, namedFacts));
    tally.faults.push(...problems.map((problem) => `${file}: the graph of line ${String(node.loc.start.line)}: ${problem}\n${text.slice(0, 2000)}`));
  }
}

function rootsOf(text: string): ReturnType<typeof rootsIn> {
  try {
    return rootsIn(parse(text));
  } catch {
    return []; // It parses as another dialect only, and the rules have seen it as such.
  }
}

function sourcesIn(folder: string): readonly string[] {
  const isSource = (name: string): boolean => {
    const stat = statSync(path.join(folder, name));
    return stat.isFile() && stat.size <= LARGEST;
  };
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[cm]?[jt]sx?$/u.test(name) && isSource(name)).sort();
}

function survey(folder: string): Tally {
  const tally: Tally = { name: path.basename(folder), files: 0, texts: 0, lints: 0, graphs: 0, faults: [], slowest: { file: '', milliseconds: 0 } };
  for (const [index, name] of sourcesIn(folder).entries()) {
    if (index % Number(values.every) !== 0) continue;
    const file = path.join(folder, name);
    const code = readFileSync(file, 'utf8');
    const accidents = Array.from({ length: Number(values.torn) }, () => torn(seeded(code, dice), dice));
    tally.files += 1;
    for (const text of [code, seeded(code, dice), ...accidents]) lint(text, name, tally);
  }
  return tally;
}

console.log(`seed ${String(seed)}`);
const folders = positionals.length > 0 ? positionals : [path.join(root, 'node_modules')];
const tallies = folders.map((folder) => {
  const tally = survey(folder);
  console.log(`${tally.name}: ${String(tally.files)} files, ${String(tally.texts)} texts that parse, ${String(tally.lints)} passes, ${String(tally.graphs)} graphs, ${String(tally.faults.length)} faults`);
  for (const fault of tally.faults.slice(0, 10)) console.log(`\n${fault}`);
  return tally;
});
const rows = tallies.map(({ name, files, texts, lints, graphs, faults, slowest }) => [
  name,
  ...[files, texts, lints, graphs, faults.length].map((count) => count.toLocaleString('en')),
  `${slowest.file}, ${slowest.milliseconds.toFixed(0)} ms`,
]);
if (positionals.length > 0) {
  const text = `Every rule (the config \`all\`) over files as they are, filled with resources, and after ${values.torn} random accidents (seed ${String(seed)}), in each of four dialects in which they parse.${values.every === '1' ? '' : ` Every ${values.every}th file.`}`;
  writeSection('Crashes', 'npm run bench:crashes -- FOLDER...', `${text}\n\n${table(['folder', 'files', 'texts that parse', 'passes', 'graphs verified', 'faults', 'slowest pass'], rows)}`);
}
process.exitCode = tallies.some(({ faults }) => faults.length > 0) ? 1 : 0;
