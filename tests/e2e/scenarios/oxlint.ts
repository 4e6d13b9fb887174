/** oxlint alone, without ESLint, through `jsPlugins`. */
import assert from 'node:assert/strict';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import leaks from '../../../src/index.js';
import { allFixtures } from '../../harness/fixture.js';
import type { Project } from '../lib/project.js';
import { cleanTs, leakyTs, rule } from '../lib/samples.js';
import type { Setting } from '../lib/scenario.js';
import { inOxlint } from './settings.js';

const config = (settings: object = {}): string => JSON.stringify({ jsPlugins: ['eslint-plugin-leaks'], rules: { [rule]: 'error', 'leaks/no-unreleased-resource': 'error' }, settings });

async function reports(project: Project): Promise<string> {
  project.write({ '.oxlintrc.json': config(), 'leaky.ts': leakyTs, 'clean.ts': cleanTs });
  const before = await project.run('oxlint', '--format', 'unix', 'leaky.ts');
  assert.match(before.stdout, /leaky\.ts:2:17: `timer` still runs when/, before.stdout + before.stderr);
  assert.equal(before.status, 1);
  assert.equal((await project.run('oxlint', 'clean.ts')).status, 0);
  return 'leak: exit 1; repair: exit 0';
}

async function suggestions(project: Project): Promise<string> {
  project.write({ '.oxlintrc.json': config(), 'leaky.ts': leakyTs });
  const { status, stdout, stderr } = await project.run('oxlint', '--fix-suggestions', 'leaky.ts');
  assert.equal(status, 0, stdout + stderr);
  assert.equal(project.read('leaky.ts'), cleanTs);
  return 'the repair is applied';
}

/** A pair of the project's own. */
async function settings(project: Project): Promise<string> {
  const lease = {
    id: 'lease',
    family: 'handle',
    noun: 'lease',
    whileHeld: 'is not given back',
    verb: 'give back',
    repair: '$.giveBack()',
    acquire: [{ by: 'call', of: 'leases#take' }],
    release: [{ by: 'method', name: 'giveBack' }],
    life: 'endless',
    source: 'https://example.org/leases',
  };
  const code = "import { take } from 'leases';\nexport async function run(work) {\n  const lease = take();\n  await work();\n  lease.giveBack();\n}\n";
  project.write({ '.oxlintrc.json': config({ leaks: { resources: [lease] } }), 'leases.js': code });
  const { stdout, stderr } = await project.run('oxlint', '--format', 'unix', 'leases.js');
  assert.match(stdout, /leases\.js:3:17: `lease` is not given back when `await work\(\)` rejects on line 4/, stdout + stderr);
  return "a pair of the project's own is followed";
}

/** Every fixture, under every rule in strict: one law for both linters. */
async function sameReports(project: Project): Promise<string> {
  const files = new Map(allFixtures().map(({ rule: name, path: file, code }) => [`${name}/${path.basename(file)}`, code]));
  const { strict } = leaks.configs;
  project.write({ ...Object.fromEntries(files), '.oxlintrc.json': JSON.stringify({ jsPlugins: ['eslint-plugin-leaks'], categories: { correctness: 'off' }, rules: strict.rules }) });
  const { stdout, stderr } = await project.run('oxlint', '--format', 'json', '.');
  const { diagnostics } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { diagnostics: { message: string; filename: string; labels: { span: { line: number; column: number } }[] }[] };
  const theirs = diagnostics.map(({ message, filename, labels: [label] }) => `${filename}:${String(label?.span.line)}:${String(label?.span.column)} ${message}`);
  const linter = new Linter({ configType: 'flat' });
  const language = { parser, parserOptions: { ecmaFeatures: { jsx: true } } };
  const ours = [...files].flatMap(([name, code]) =>
    linter.verify(code, { ...strict, files: ['**/*.{ts,tsx}'], languageOptions: language }, { filename: name }).map(({ line, column, message }) => `${name}:${String(line)}:${String(column)} ${message}`),
  );
  const missing = ours.filter((report) => !theirs.includes(report));
  const surplus = theirs.filter((report) => !ours.includes(report));
  assert.deepEqual({ missing, surplus }, { missing: [], surplus: [] }, [stderr, ...missing.map((one) => `only ESLint: ${one}`), ...surplus.map((one) => `only oxlint: ${one}`)].join('\n'));
  return `${String(ours.length)} reports on ${String(files.size)} files, one by one the same`;
}

export const oxlint: Setting = {
  name: 'oxlint 1.89.0 alone',
  packages: ['oxlint@1.89.0'],
  scenarios: [
    { name: 'jsPlugins', run: reports },
    { name: '--fix-suggestions', run: suggestions },
    { name: 'settings', run: settings },
    inOxlint(leaks.configs.recommended.rules),
    { name: 'the same reports as ESLint', run: sameReports },
  ],
};
