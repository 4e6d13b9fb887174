/** The worked examples of docs/settings.md, one by one, in each linter. */
import assert from 'node:assert/strict';
import { settingsExamples, type Example } from '../../settings/examples.js';
import type { Project } from '../lib/project.js';
import type { Scenario } from '../lib/scenario.js';

/** @returns `LINE: MESSAGE` of the example's file, in the order of lines. */
type Lint = (project: Project, example: Example) => Promise<readonly string[]>;

const worked = (lint: Lint): Scenario => ({
  name: 'docs/settings.md',
  async run(project) {
    const examples = settingsExamples();
    for (const example of examples) {
      project.write({ [example.file]: example.code });
      assert.deepEqual(await lint(project, example), example.expected, example.title);
    }
    return `${String(examples.length)} worked examples`;
  },
});

export const inEslint = worked(async (project, { file, settings }) => {
  project.write({
    'eslint.config.mjs': `import leaks, { defineLeaksSettings } from 'eslint-plugin-leaks';
import tseslint from 'typescript-eslint';
export default [
  { ...tseslint.configs.base, files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } } },
  { ...leaks.configs.recommended, files: ['**/*.{ts,tsx}'], settings: { leaks: defineLeaksSettings(${JSON.stringify(settings)}) } },
];
`,
  });
  const { stdout, stderr } = await project.run('eslint', '--format', 'json', file);
  assert.match(stdout, /^\[/, stderr);
  const [result] = JSON.parse(stdout) as { messages: { line: number; message: string }[] }[];
  return (result?.messages ?? []).map(({ line, message }) => `${String(line)}: ${message}`);
});

export const inOxlint = (rules: object | undefined): Scenario =>
  worked(async (project, { file, settings }) => {
    project.write({ '.oxlintrc.json': JSON.stringify({ jsPlugins: ['eslint-plugin-leaks'], categories: { correctness: 'off' }, rules, settings: { leaks: settings } }) });
    const { stdout, stderr } = await project.run('oxlint', '--format', 'json', file);
    assert.match(stdout, /\{/, stderr);
    const { diagnostics } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { diagnostics: { message: string; labels: { span: { line: number } }[] }[] };
    return diagnostics
      .map(({ message, labels: [label] }) => ({ line: label?.span.line ?? 0, message }))
      .sort((a, b) => a.line - b.line)
      .map(({ line, message }) => `${String(line)}: ${message}`);
  });
