/**
 * `npm test`: builds, then runs every check and every test, and says what failed at the end.
 *
 * Each check counts as one test, so that the last line tells the whole story. What follows the command goes to vitest:
 * `npm test -- tests/cfg`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.js';
import { runEndToEnd } from './e2e.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitestReport = '.tmp/vitest.json';

/** What .ci/run prints as its last line. */
const summaryFile = '.tmp/summary.txt';

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const checks: readonly Check[] = [
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'types of the example', command: ['tsc', '-p', 'examples/leaky-service'] },
  { name: 'eslint', command: ['eslint', '.'] },
  { name: 'knip', command: ['knip'] },
  { name: 'publint', command: ['publint', '--strict'] },
  { name: 'types of the package', command: ['attw', '--pack', '.', '--profile', 'esm-only', '--quiet'] },
  { name: 'docs', command: ['tsx', 'tools/docs.ts', '--check'] },
];

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** Runs a command of node_modules; its output is shown where it fails. */
function run({ name, command: [program, ...args] }: Check, show: boolean): Promise<boolean> {
  const started = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: show ? 'inherit' : 'pipe', env: { ...process.env, PATH: withBinaries() }, shell: process.platform === 'win32' });
    const output: string[] = [];
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.once('error', reject);
    child.once('close', (status) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
      if (status !== 0) console.log(output.join('').trimEnd());
      resolve(status === 0);
    });
  });
}

function withBinaries(): string {
  const separator = process.platform === 'win32' ? ';' : ':';
  return `${root}node_modules/.bin${separator}${process.env['PATH'] ?? ''}`;
}

async function runVitest(): Promise<Outcome> {
  rmSync(`${root}${vitestReport}`, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`];
  const fine = await run({ name: 'vitest', command: ['vitest', 'run', ...reporters, ...process.argv.slice(2)] }, true);
  const { passed, failed } = vitestCounts();
  // A test file that cannot be loaded fails the run without failing a test.
  return { passed, failed: fine ? failed : Math.max(failed, 1) };
}

function vitestCounts(): Outcome {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(`${root}${vitestReport}`, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    return { passed: numPassedTests, failed: numFailedTests };
  } catch (error) {
    console.error(`vitest left no report: ${String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

mkdirSync(`${root}.tmp`, { recursive: true });
rmSync(`${root}${summaryFile}`, { force: true });
await buildAll({ types: true });
const results = await Promise.all(checks.map((check) => run(check, false)));
const tests = await runVitest();
// Who asks for a part of the tests means those of vitest.
const endToEnd = process.argv.length > 2 ? { passed: 0, failed: 0 } : await runEndToEnd();
const passed = results.filter(Boolean).length + tests.passed + endToEnd.passed;
const failed = results.filter((fine) => !fine).length + tests.failed + endToEnd.failed;
writeFileSync(`${root}${summaryFile}`, `${passed} passed, ${failed} failed\n`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
