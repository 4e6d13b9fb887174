/** docs/settings.md, run: what each example says of its code is what ESLint says with the settings above it. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { settingsExamples, type Example } from './examples.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

function reportsOn({ settings, file, code }: Example): readonly string[] {
  const linter = new Linter({ configType: 'flat', cwd: root });
  const messages = linter.verify(
    code,
    [{ ...plugin.configs.recommended, files: ['**/*.ts', '**/*.tsx'], languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } }, settings: { leaks: settings } }],
    { filename: path.join(root, file) },
  );
  return messages.map(({ line, message }) => `${String(line)}: ${message}`);
}

describe('docs/settings.md', () => {
  const examples = settingsExamples();

  it('has an example for every key', () => {
    const shown = new Set(examples.flatMap(({ settings }) => Object.keys(settings)));
    expect([...shown].sort()).toEqual(['borrows', 'cancellable', 'lifecycles', 'neverReturns', 'owns', 'registries', 'resources', 'teardownMethods']);
  });

  it.each(examples.map((example) => [`${example.title}: ${example.file}`, example] as const))('%s', (_, example) => {
    expect(reportsOn(example)).toEqual(example.expected);
  });

  it.each(examples.map((example) => [`${example.title}: ${example.file}`, example] as const))('%s, without the settings, says something else', (_, example) => {
    if (Object.keys(example.settings).length === 0) return;
    expect(reportsOn({ ...example, settings: {} })).not.toEqual(example.expected);
  });
});
