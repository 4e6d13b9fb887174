/** The editor: the ESLint language server, with a client in the place of the window. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { LanguageClient } from '../lib/language-client.js';
import type { Project } from '../lib/project.js';
import { cleanJs, configs, leakyJs, rule } from '../lib/samples.js';
import type { Setting } from '../lib/scenario.js';

/** The settings that the ESLint extension of VS Code sends for a project with nothing set. */
const extensionSettings = (folder: string): object => ({
  validate: 'on',
  packageManager: 'npm',
  useESLintClass: true,
  experimental: { useFlatConfig: true },
  codeAction: { disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'line' }, showDocumentation: { enable: true } },
  codeActionOnSave: { mode: 'all' },
  format: false,
  quiet: false,
  onIgnoredFiles: 'off',
  options: {},
  rulesCustomizations: [],
  run: 'onType',
  problems: { shortenToSingleLine: false },
  nodePath: null,
  workingDirectory: { directory: folder },
  workspaceFolder: { uri: `file://${folder}`, name: 'project' },
});

async function opened(project: Project, code = leakyJs, config = configs.esm('recommended')): Promise<{ client: LanguageClient; uri: string }> {
  project.write({ 'eslint.config.mjs': config, 'leaky.mjs': code });
  const server = path.join(project.root, 'node_modules/vscode-langservers-extracted/bin/vscode-eslint-language-server');
  const client = new LanguageClient(server, project.folder, extensionSettings(project.folder));
  try {
    await client.initialize(project.folder);
    return { client, uri: client.open(path.join(project.folder, 'leaky.mjs'), code, 'javascript') };
  } catch (error) {
    client[Symbol.dispose]();
    throw error;
  }
}

async function squiggles(project: Project): Promise<string> {
  const { client, uri } = await opened(project);
  using editor = client;
  const [diagnostic, ...others] = await editor.diagnostics(uri);
  assert.deepEqual(others, []);
  assert.equal(diagnostic?.code, rule);
  assert.match(diagnostic.message, /^`timer` still runs when/);
  assert.deepEqual(diagnostic.range, { start: { line: 1, character: 16 }, end: { line: 1, character: 49 } });
  assert.match(diagnostic.codeDescription?.href ?? '', /\/docs\/rules\/no-uncleared-timer\.md$/);
  editor.change(uri, cleanJs);
  assert.deepEqual(await editor.diagnostics(uri), []);
  editor.change(uri, leakyJs);
  assert.equal((await editor.diagnostics(uri)).length, 1);
  return 'range, message, code and link; gone after the repair, back with the leak';
}

async function quickFix(project: Project): Promise<string> {
  const { client, uri } = await opened(project);
  using editor = client;
  const [diagnostic] = await editor.diagnostics(uri);
  assert.ok(diagnostic);
  const actions = await editor.codeActions(uri, diagnostic);
  const repair = actions.find(({ title }) => title.includes('finally'));
  assert.ok(repair, `no repair among ${actions.map(({ title }) => title).join(', ')}`);
  await editor.apply(repair);
  assert.equal(editor.textOf(uri), cleanJs);
  assert.deepEqual(await editor.diagnostics(uri), []);
  return `“${repair.title}” applied, squiggle gone`;
}

const ROUNDS = 9;

/** Milliseconds from a keystroke to the diagnostics, in the middle of several. */
async function roundTrip(project: Project, code: string, config: string): Promise<number> {
  const { client, uri } = await opened(project, code, config);
  using editor = client;
  await editor.diagnostics(uri);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    editor.change(uri, `${code}// ${String(round)}\n`);
    const from = performance.now();
    await editor.diagnostics(uri);
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
}

/** A figure for people: a machine that does other things at the same time is no reason to fail. */
async function typing(project: Project): Promise<string> {
  const code = Array.from({ length: 375 }, (_, index) => (index === 0 ? leakyJs : cleanJs).replace('run(', `run${String(index)}(`)).join('');
  const others = "import js from '@eslint/js';\nexport default [js.configs.recommended];\n";
  const without = await roundTrip(project, code, others);
  const beside = await roundTrip(project, code, others.replace('export', "import leaks from 'eslint-plugin-leaks';\nexport").replace('recommended]', 'recommended, leaks.configs.recommended]'));
  return `${String(code.split('\n').length - 1)} lines: ${without.toFixed(0)} ms without the plugin, ${beside.toFixed(0)} ms with it`;
}

export const editor: Setting = {
  name: 'editor (ESLint language server)',
  packages: ['vscode-langservers-extracted@4.10.0', 'eslint@9.39.5', '@eslint/js@9.39.5'],
  scenarios: [
    { name: 'squiggles', run: squiggles },
    { name: 'quick fix', run: quickFix },
    { name: 'typing in a long file', run: typing },
  ],
};
