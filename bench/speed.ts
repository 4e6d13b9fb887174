/**
 * `npm run bench:speed`: the time inside this plugin's rules against the rest of ESLint's pass, on real code, with
 * peers in the same run.
 *
 * `-- NAME...` measures these corpora only, `--runs N` takes the median of N runs. Only a run over all corpora writes
 * bench/RESULTS.md.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import js from '@eslint/js';
import { corpora, type Corpus } from './lib/corpora.js';
import { createLinter, type LintFile } from './lib/lint.js';
import { peers, type Peer } from './lib/peers.js';
import { builtPlugin } from './lib/plugin.js';
import { median, table, writeSection } from './lib/results.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { runs: { type: 'string', default: '3' } } });

/** Milliseconds on one corpus: of the pass without any rule, and inside each plugin's rules. */
interface Times {
  readonly rest: number;
  readonly parse: number;
  readonly inside: readonly number[];
}

interface Measured {
  readonly corpus: Corpus;
  readonly lines: number;
  /** The share of the rest of the pass, for each plugin. */
  readonly shares: readonly number[];
  readonly rest: number;
}

function run(lint: LintFile, sources: readonly Source[], plugins: readonly Peer[]): Times {
  const times = { rest: 0, parse: 0, inside: plugins.map(() => 0) };
  for (const { file, code } of sources) {
    const { total, parse, rules } = lint(code, file);
    times.rest += total;
    times.parse += parse;
    for (const [id, spent] of Object.entries(rules)) {
      times.rest -= spent;
      const index = plugins.findIndex((plugin) => plugin.owns(id));
      times.inside[index] = (times.inside[index] ?? 0) + spent;
    }
  }
  return times;
}

interface Source {
  readonly file: string;
  readonly code: string;
}

function measure(corpus: Corpus, lint: LintFile, plugins: readonly Peer[], runs: number): Measured {
  const sources = corpus.files.map((file) => ({ file, code: readFileSync(file, 'utf8') }));
  const all = Array.from({ length: runs }, () => run(lint, sources, plugins));
  const shares = plugins.map((_, index) => median(all.map(({ inside, rest }) => (inside[index] ?? 0) / rest)));
  const measured = { corpus, lines: linesOf(sources), shares, rest: median(all.map(({ rest }) => rest)) };
  console.log(`${corpus.name}: ${plugins.map(({ name }, index) => `${name} ${percent(shares[index])}`).join(', ')}`);
  return measured;
}

function linesOf(sources: readonly Source[]): number {
  return sources.reduce((sum, { code }) => sum + code.split('\n').length, 0);
}

function percent(share = 0): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** Together: every corpus weighs as much as it takes. */
function together(measured: readonly Measured[], plugins: readonly Peer[]): readonly number[] {
  const rest = measured.reduce((sum, one) => sum + one.rest, 0);
  return plugins.map((_, index) => measured.reduce((sum, one) => sum + (one.shares[index] ?? 0) * one.rest, 0) / rest);
}

function section(measured: readonly Measured[], plugins: readonly Peer[], runs: number): string {
  const rows = measured.map(({ corpus, lines, shares }) => [corpus.name, lines.toLocaleString('en'), ...shares.map(percent)]);
  const all = measured.reduce((sum, { lines }) => sum + lines, 0);
  return [
    `The time inside the rules of each plugin, as a share of the rest of the pass (parsing, scopes, traversal), from ESLint's own \`stats\`; all plugins in the same pass, median of ${String(runs)} runs.`,
    table(['', 'lines', ...plugins.map(({ name }) => name)], [...rows, ['**together**', all.toLocaleString('en'), ...together(measured, plugins).map((share) => `**${percent(share)}**`)]]),
  ].join('\n\n');
}

const runs = Number(values.runs);
const plugin = await builtPlugin();
const own = (name: 'recommended' | 'strict'): Peer => ({ name: `leaks ${name}`, config: plugin.configs[name], owns: (id) => id.startsWith('leaks/') });
const core: Peer = { name: 'eslint:recommended', config: js.configs.recommended, owns: (id) => !id.includes('/') };
const others = [core, ...(await peers())];
const chosen = corpora({ only: positionals, repositories: false });

const plugins = [own('recommended'), ...others];
const lint = createLinter(plugins.map(({ config }) => config));
const measured = chosen.map((corpus) => measure(corpus, lint, plugins, runs));
const strict = createLinter([own('strict').config]);
const measuredStrict = chosen.map((corpus) => measure(corpus, strict, [own('strict')], runs));

const merged = measured.map((one, index) => ({ ...one, shares: [one.shares[0] ?? 0, ...(measuredStrict[index]?.shares ?? []), ...one.shares.slice(1)] }));
const text = section(merged, [own('recommended'), own('strict'), ...others], runs);
console.log(`\n${text}`);
if (positionals.length === 0) writeSection('Speed', 'npm run bench:speed', text);
