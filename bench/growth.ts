/**
 * `npm run bench:growth`: the time inside the rules (strict config) on generated programs of growing size. Twice the
 * size may take at most 2.3 times the time.
 *
 * It is the processor's time, not the clock's: what else the machine does at that moment is no part of it. ESLint's own
 * `stats` tell the clock's, so the rules are wrapped here.
 *
 * `-- WORD` measures the kinds whose name contains the word; only a run over all kinds writes bench/RESULTS.md.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import type { Rule } from 'eslint';
import { createLinter, type LintFile } from './lib/lint.js';
import { kinds, type Kind } from './lib/growth-inputs.js';
import { builtPlugin } from './lib/plugin.js';
import { table, writeSection } from './lib/results.js';

const LIMIT = 2.3;
const RUNS = 3;

/** Below this many milliseconds a quotient says more about the clock than about the code. */
const MEASURABLE = 2;

interface Growth {
  readonly kind: Kind;
  readonly sizes: readonly number[];
  /** The least time of several runs: what the machine does besides only ever adds. */
  readonly times: readonly number[];
  /** For each doubling. */
  readonly factor: number;
}

function measure(kind: Kind, lint: LintFile): Growth {
  const sizes = [kind.size / 2, kind.size, kind.size * 2];
  const times = sizes.map((size) => timeOf(kind.generate(size), lint));
  const [least, , most] = times.map((time) => Math.max(time, MEASURABLE));
  // Over two doublings, because one that is measured alone says more about what the caches held.
  const growth = { kind, sizes, times, factor: Math.sqrt((most ?? MEASURABLE) / (least ?? MEASURABLE)) };
  console.log(`${growth.factor <= LIMIT ? '✓' : '✗'} ${kind.name}: ${cells(growth).slice(1).join(', ')}`);
  return growth;
}

/** Microseconds of the processor that the rules took at the end of the present file, where all of the analysis is done. */
let spent = 0;

/** The rule, whose work at the end of a file is measured. What it collects on the way is too short for that. */
function timed(rule: Rule.RuleModule): Rule.RuleModule {
  return {
    ...rule,
    create(context) {
      const listener = rule.create(context);
      const atEnd = listener['Program:exit'];
      if (atEnd === undefined) return listener;
      const measured = (node: Parameters<typeof atEnd>[0]): void => {
        const started = process.cpuUsage();
        atEnd(node);
        const { user, system } = process.cpuUsage(started);
        spent += user + system;
      };
      return { ...listener, 'Program:exit': measured };
    },
  };
}

/** What earlier runs left behind is not collected at the expense of this one. */
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function timeOf(code: string, lint: LintFile): number {
  const runs = Array.from({ length: RUNS }, () => {
    collectGarbage();
    spent = 0;
    const { messages } = lint(code, `${process.cwd()}/generated.ts`);
    const broken = messages.find(({ fatal }) => fatal === true);
    if (broken !== undefined) throw new Error(broken.message);
    return spent / 1000;
  });
  return Math.min(...runs);
}

function cells({ kind, sizes, times, factor }: Growth): readonly string[] {
  return [kind.name, ...times.map((time, index) => `${(sizes[index] ?? 0).toLocaleString('en')}: ${time.toFixed(1)} ms`), factor.toFixed(2)];
}

async function main(): Promise<void> {
  const [word = ''] = process.argv.slice(2);
  const plugin = await builtPlugin();
  const rules = Object.fromEntries(Object.entries(plugin.rules).map(([id, rule]) => [id, timed(rule)]));
  const lint = createLinter([{ ...plugin.configs.strict, plugins: { leaks: { rules } } }]);
  const growths = kinds.filter(({ name }) => name.includes(word)).map((kind) => measure(kind, lint));
  const text = [
    `Milliseconds of the processor inside the rules (strict config) on generated programs, the least of ${String(RUNS)} runs; the last column is the growth for each of the two doublings, and may be ${String(LIMIT)}.`,
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
