/** ESLint in every major version that is supported, configured in every way. */
import assert from 'node:assert/strict';
import type { Project } from '../lib/project.js';
import { cleanJs, configs, leakyJs, leakyTs, rule } from '../lib/samples.js';
import type { Scenario, Setting } from '../lib/scenario.js';
import { inEslint } from './settings.js';

/** A leak is an error, its repair is none. */
async function lints(project: Project, leaky: string, clean: string, ...options: string[]): Promise<string> {
  const before = await project.run('eslint', ...options, leaky);
  assert.match(before.stdout, new RegExp(`2:17 +error .*${rule}`), before.stdout + before.stderr);
  assert.equal(before.status, 1);
  const after = await project.run('eslint', ...options, clean);
  assert.equal(after.status, 0, after.stdout + after.stderr);
  return 'leak: exit 1; repair: exit 0';
}

const javascript = { 'leaky.mjs': leakyJs, 'clean.mjs': cleanJs };

const esm: Scenario = {
  name: 'eslint.config.mjs',
  run(project) {
    project.write({ ...javascript, 'eslint.config.mjs': configs.esm('recommended') });
    return lints(project, 'leaky.mjs', 'clean.mjs');
  },
};

const commonJs: Scenario = {
  name: 'eslint.config.cjs, require()',
  run(project) {
    project.write({ ...javascript, 'eslint.config.cjs': configs.commonJs('strict') });
    return lints(project, 'leaky.mjs', 'clean.mjs');
  },
};

const typescriptConfig: Scenario = {
  name: 'eslint.config.ts',
  run(project) {
    project.write({ ...javascript, 'eslint.config.ts': configs.esm('recommended') });
    return lints(project, 'leaky.mjs', 'clean.mjs');
  },
};

const typed: Scenario = {
  name: 'defineConfig, typescript-eslint, types',
  run(project) {
    project.write({
      'tsconfig.json': '{ "compilerOptions": { "strict": true, "target": "es2023", "module": "nodenext", "types": [] }, "include": ["*.ts"] }',
      'eslint.config.mjs': configs.typed('strict'),
      'leaky.ts': leakyTs,
      'clean.ts': cleanJs.replace('work)', 'work: () => Promise<void>): Promise<void>'),
    });
    return lints(project, 'leaky.ts', 'clean.ts');
  },
};

/** A project with old leaks takes the plugin on in one command, and fails on new ones only. */
const suppressions: Scenario = {
  name: '--suppress-all, new leaks, pruning',
  async run(project) {
    project.write({ 'eslint.config.mjs': configs.esm('recommended'), 'old.mjs': leakyJs });
    assert.equal((await project.run('eslint', '--suppress-all', '.')).status, 0);
    assert.equal((await project.run('eslint', '.')).status, 0, 'what is recorded does not fail');
    project.write({ 'new.mjs': leakyJs });
    const fresh = await project.run('eslint', '.');
    assert.match(fresh.stdout, /new\.mjs/);
    assert.doesNotMatch(fresh.stdout, /old\.mjs/);
    project.write({ 'old.mjs': cleanJs, 'new.mjs': cleanJs });
    assert.equal((await project.run('eslint', '.')).status, 2, 'a repaired leak asks for pruning');
    assert.equal((await project.run('eslint', '--prune-suppressions', '.')).status, 0);
    assert.deepEqual(JSON.parse(project.read('eslint-suppressions.json')), {});
    return 'old leak recorded, new one fails, repaired one pruned';
  },
};

const inspector: Scenario = {
  name: '--print-config',
  async run(project) {
    project.write({ 'eslint.config.mjs': configs.esm('strict') });
    const { stdout, status } = await project.run('eslint', '--print-config', 'any.mjs');
    assert.equal(status, 0);
    const { plugins, rules } = JSON.parse(stdout) as { plugins: string[]; rules: Record<string, unknown> };
    assert.ok(plugins.some((name) => /^leaks(?::eslint-plugin-leaks@\d|$)/.test(name)), plugins.join(', '));
    return `${String(Object.keys(rules).length)} rules`;
  },
};

export const eslint: readonly Setting[] = [
  { name: 'ESLint 8.57.1', packages: ['eslint@8.57.1'], scenarios: [esm, commonJs] },
  { name: 'ESLint 9.39.5', packages: ['eslint@9.39.5', 'jiti@2.7.0'], scenarios: [esm, commonJs, typescriptConfig, suppressions] },
  {
    name: 'ESLint 10.15.0, TypeScript 6',
    packages: ['eslint@10.15.0', 'jiti@2.7.0', 'typescript@6.0.3', 'typescript-eslint@8.72.0'],
    scenarios: [esm, commonJs, typescriptConfig, typed, suppressions, inspector, inEslint],
  },
  { name: 'ESLint 10.15.0, TypeScript 7', packages: ['eslint@10.15.0', 'typescript@7'], scenarios: [esm] },
];
