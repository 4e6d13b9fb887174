/** The package as it is shipped. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Project } from '../lib/project.js';
import { configs, leakyJs, rule } from '../lib/samples.js';
import type { Scenario, Setting } from '../lib/scenario.js';

/** The aim is 150 kB; the catalogue has outgrown it, and this keeps the rest from following. */
const MAX_PACKED = 195_000;

/** @param tarball the packed file, whose size is what users download. */
function size(tarball: string): Scenario {
  return {
    name: 'size and dependencies',
    run(project) {
      const packed = statSync(tarball).size;
      assert.ok(packed <= MAX_PACKED, `${String(packed)} bytes packed, more than ${String(MAX_PACKED)}`);
      const manifest = JSON.parse(readFileSync(path.join(project.root, 'node_modules/eslint-plugin-leaks/package.json'), 'utf8')) as { dependencies?: object };
      assert.equal(manifest.dependencies, undefined);
      const others = readdirSync(path.join(project.root, 'node_modules')).filter((name) => !name.startsWith('.') && name !== 'eslint-plugin-leaks');
      assert.deepEqual(others, [], 'nothing comes with it');
      return Promise.resolve(`${(packed / 1000).toFixed(0)} kB packed, no dependencies`);
    },
  };
}

/** A figure for people: a machine that does other things at the same time is no reason to fail. */
const load: Scenario = {
  name: 'loading',
  async run(project) {
    const script = "const from = performance.now(); await import('eslint-plugin-leaks'); console.log(performance.now() - from);";
    project.write({ 'load.mjs': script });
    const times: number[] = [];
    for (let round = 0; round < 5; round++) times.push(Number((await project.run(process.execPath, 'load.mjs')).stdout));
    times.sort((a, b) => a - b);
    return `${String(times[0]?.toFixed(0))} ms at best, ${String(times[2]?.toFixed(0))} ms in the middle of five`;
  },
};

/** Without ESLint the command has one line to say. */
const alone: Scenario = {
  name: 'command without ESLint',
  async run(project) {
    project.write({ 'leaky.mjs': leakyJs });
    const { status, stdout, stderr } = await project.run('eslint-plugin-leaks', 'leaky.mjs');
    assert.deepEqual({ status, stdout, stderr }, { status: 2, stdout: '', stderr: 'ESLint is not installed here: npm install --save-dev eslint\n' });
    return stderr.trim();
  },
};

const command: Scenario = {
  name: 'command',
  async run(project) {
    project.write({ 'leaky.mjs': leakyJs, 'leaky.ts': leakyJs.replace('work)', 'work: () => Promise<void>)') });
    const { status, stdout } = await project.run('eslint-plugin-leaks', '.');
    assert.match(stdout, /2 reports in 2 of 2 files/);
    assert.equal(status, 1);
    return 'JavaScript and TypeScript, no configuration';
  },
};

/** The formats, as `eslint --format` takes them and as a script imports them. */
const formats: Scenario = {
  name: 'formats',
  async run(project: Project) {
    project.write({
      'eslint.config.mjs': configs.esm('recommended'),
      'leaky.mjs': leakyJs,
      'formats.mjs': "for (const name of ['sarif', 'gitlab', 'github']) console.log(typeof (await import(`eslint-plugin-leaks/${name}`)).default);\n",
    });
    const format = async (name: string): Promise<string> => (await project.run('eslint', '--format', project.installed(`eslint-plugin-leaks/dist/${name}.js`), 'leaky.mjs')).stdout;
    const { runs } = JSON.parse(await format('sarif')) as { runs: { results: { ruleId: string; codeFlows: unknown[] }[]; tool: { driver: { rules: { help: { text: string } }[] } } }[] };
    assert.equal(runs[0]?.results[0]?.ruleId, rule);
    assert.equal(runs[0].results[0].codeFlows.length, 1);
    assert.match(runs[0].tool.driver.rules[0]?.help.text ?? '', /timer/);
    assert.equal((JSON.parse(await format('gitlab')) as unknown[]).length, 1);
    assert.match(await format('github'), /^::error file=leaky\.mjs,line=2,/);
    assert.equal((await project.run(process.execPath, 'formats.mjs')).stdout, 'function\nfunction\nfunction\n');
    return 'SARIF with help and code flow, GitLab, GitHub';
  },
};

export const tarballSettings = (tarball: string): readonly Setting[] => [
  { name: 'tarball alone', packages: [], scenarios: [size(tarball), load, alone] },
  { name: 'command and formats', packages: ['eslint@10.15.0', 'typescript@6.0.3', '@typescript-eslint/parser@8.72.0'], scenarios: [command, formats] },
];
