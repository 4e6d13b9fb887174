/**
 * `npm run bench:growth`: the time inside the rules (strict config) on generated programs of growing size. Twice the
 * size may take at most 2.3 times the time.
 *
 * `-- WORD` measures the kinds whose name contains the word; only a run over all kinds writes bench/RESULTS.md.
 */
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { createLinter, type LintFile } from './lib/lint.js';
import { kinds, type Kind } from './lib/growth-inputs.js';
import { builtPlugin } from './lib/plugin.js';
import { table, writeSection } from './lib/results.js';

const LIMIT = 2.3;
const RUNS = 5;

/** Below this many milliseconds a quotient says more about the clock than about the code. */
const MEASURABLE = 2;

interface Growth {
  readonly kind: Kind;
  readonly sizes: readonly number[];
  /** The least time of several runs: what the machine does besides only ever adds. */
  readonly times: readonly number[];
  readonly factor: number;
}

function measure(kind: Kind, lint: LintFile): Growth {
  const sizes = [kind.size / 2, kind.size, kind.size * 2];
  const times = sizes.map((size) => timeOf(kind.generate(size), lint));
  const factors = times.slice(1).map((time, index) => Math.max(time, MEASURABLE) / Math.max(times[index] ?? 0, MEASURABLE));
  const growth = { kind, sizes, times, factor: Math.max(...factors) };
  console.log(`${growth.factor <= LIMIT ? '✓' : '✗'} ${kind.name}: ${cells(growth).slice(1).join(', ')}`);
  return growth;
}

function timeOf(code: string, lint: LintFile): number {
  const runs = Array.from({ length: RUNS }, () => {
    const { rules, messages } = lint(code, `${process.cwd()}/generated.ts`);
    const broken = messages.find(({ fatal }) => fatal === true);
    if (broken !== undefined) throw new Error(broken.message);
    return Object.values(rules).reduce((sum, spent) => sum + spent, 0);
  });
  return Math.min(...runs);
}

function cells({ kind, sizes, times, factor }: Growth): readonly string[] {
  return [kind.name, ...times.map((time, index) => `${(sizes[index] ?? 0).toLocaleString('en')}: ${time.toFixed(1)} ms`), factor.toFixed(2)];
}

async function main(): Promise<void> {
  const [word = ''] = process.argv.slice(2);
  const plugin = await builtPlugin();
  const lint = createLinter([plugin.configs.strict]);
  const growths = kinds.filter(({ name }) => name.includes(word)).map((kind) => measure(kind, lint));
  const text = [
    `Milliseconds inside the rules (strict config) on generated programs, the least of ${String(RUNS)} runs; the last column is the larger of the two quotients, and may be ${String(LIMIT)}.`,
    table(['', 'half', 'whole', 'twice', 'doubling'], growths.map(cells)),
  ].join('\n\n');
  if (word === '') writeSection('Growth', 'npm run bench:growth', text);
  parentPort?.postMessage(growths.every(({ factor }) => factor <= LIMIT));
}

// The parser and ESLint recurse as deep as the program; the rules must not, but here they are not alone.
if (isMainThread) {
  // tsx does not follow into threads by itself.
  const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(import.meta.url)}); })`;
  const worker = new Worker(start, { eval: true, argv: process.argv.slice(2), resourceLimits: { stackSizeMb: 512 } });
  worker.once('message', (isLinear: boolean) => {
    process.exitCode = isLinear ? 0 : 1;
  });
} else {
  await main();
}
