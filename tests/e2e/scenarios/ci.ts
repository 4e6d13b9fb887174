/** The files of examples/ci: the commands that they run, on a branch that leaks and on its repair. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Project } from '../lib/project.js';
import { cleanJs, configs, leakyJs, rule } from '../lib/samples.js';
import type { Scenario, Setting } from '../lib/scenario.js';

const examples = fileURLToPath(new URL('../../../examples/ci/', import.meta.url));

const files = readdirSync(examples).filter((name) => name.endsWith('.yml'));

/** Every command of a workflow but the installation, which the setting has done. */
function commandsOf(file: string): string[] {
  const lines = readFileSync(examples + file, 'utf8').split('\n');
  const commands = lines.flatMap((line) => /^\s+- (?:run: )?(npm .*|npx .*)$/.exec(line)?.[1] ?? []);
  return commands.filter((command) => command !== 'npm ci');
}

const scenario = (file: string): Scenario => ({
  name: file,
  async run(project) {
    const commands = commandsOf(file);
    assert.ok(commands.length > 0, `${file} runs nothing`);
    // The example stands in the project's root, where node_modules is.
    project.write({ 'eslint.config.mjs': configs.esm('recommended') });
    await project.shell('ln -s ../node_modules node_modules && git init -q -b main . && printf "node_modules\n*.sarif\n*.json\n" > .gitignore');
    await commit(project, { 'src/run.mjs': cleanJs }, 'clean');
    assert.deepEqual(await statuses(project, commands), commands.map(() => 0), 'main is clean');
    await project.shell('git switch -q -c leak');
    await commit(project, { 'src/run.mjs': leakyJs }, 'leak');
    assert.ok((await statuses(project, commands)).includes(1), 'the branch that leaks fails');
    assert.match(await written(project, commands), new RegExp(rule));
    await commit(project, { 'src/run.mjs': cleanJs }, 'repair');
    assert.deepEqual(await statuses(project, commands), commands.map(() => 0), 'its repair passes');
    return 'main passes, the leaky branch fails, its repair passes';
  },
});

async function commit(project: Project, changed: Readonly<Record<string, string>>, message: string): Promise<void> {
  project.write(changed);
  const { status, stderr } = await project.shell(`git add -A && git -c user.name=ci -c user.email=ci@example.org commit -q -m ${message} --allow-empty`);
  assert.equal(status, 0, stderr);
}

async function statuses(project: Project, commands: readonly string[]): Promise<(number | null)[]> {
  const all: (number | null)[] = [];
  for (const command of commands) all.push((await project.shell(command)).status);
  return all;
}

/** What the commands leave for the next step to show: a file, or what they print. */
async function written(project: Project, commands: readonly string[]): Promise<string> {
  const [, file] = commands.map((command) => /--output-file (\S+)/.exec(command)).find((match) => match !== null) ?? [];
  return file === undefined ? (await project.shell(commands.join('; '))).stdout : project.read(file);
}

export const ci: Setting = { name: 'CI (examples/ci)', packages: ['eslint@10.15.0'], scenarios: files.map(scenario) };
