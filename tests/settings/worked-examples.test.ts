/** docs/settings.md, run: what each example says of its code is what ESLint says with the settings above it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin, { defineLeaksSettings, type LeaksSettings } from '../../src/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(path.join(root, 'docs/settings.md'), 'utf8');

interface Example {
  readonly title: string;
  readonly settings: LeaksSettings;
  /** The file's name, which the first line of the code says. */
  readonly file: string;
  readonly code: string;
}

function examplesIn(text: string): readonly Example[] {
  return text.split(/^## /mu).slice(1).flatMap((section) => {
    const title = section.slice(0, section.indexOf('\n'));
    return [...section.matchAll(/```js\n(defineLeaksSettings[\s\S]*?)```\s*```tsx?\n([\s\S]*?)```/gu)].map(([, settings = '', code = '']) => ({
      title,
      settings: evaluated(settings),
      file: /^\/\/ (\S+)/u.exec(code)?.[1] ?? 'example.ts',
      code,
    }));
  });
}

function evaluated(settings: string): LeaksSettings {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function('defineLeaksSettings', `return ${settings.trim()}`)(defineLeaksSettings) as LeaksSettings;
}

const ERROR = / \/\/ error: (.*)$/u;

function reportsOn({ settings, file, code }: Example): readonly string[] {
  const linter = new Linter({ configType: 'flat', cwd: root });
  const messages = linter.verify(
    code.replace(new RegExp(ERROR, 'gmu'), ''),
    [{ ...plugin.configs.recommended, files: ['**/*.ts', '**/*.tsx'], languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } }, settings: { leaks: settings } }],
    { filename: path.join(root, file) },
  );
  return messages.map(({ line, message }) => `${String(line)}: ${message}`);
}

const expected = ({ code }: Example): readonly string[] =>
  code.split('\n').flatMap((line, index) => {
    const [, message] = ERROR.exec(line) ?? [];
    return message === undefined ? [] : [`${String(index + 1)}: ${message}`];
  });

describe('docs/settings.md', () => {
  const examples = examplesIn(page);

  it('has an example for every key', () => {
    const shown = new Set(examples.flatMap(({ settings }) => Object.keys(settings)));
    expect([...shown].sort()).toEqual(['borrows', 'cancellable', 'lifecycles', 'neverReturns', 'owns', 'registries', 'resources', 'teardownMethods']);
  });

  it.each(examples.map((example) => [`${example.title}: ${example.file}`, example] as const))('%s', (_, example) => {
    expect(reportsOn(example)).toEqual(expected(example));
  });

  it.each(examples.map((example) => [`${example.title}: ${example.file}`, example] as const))('%s, without the settings, says something else', (_, example) => {
    if (Object.keys(example.settings).length === 0) return;
    expect(reportsOn({ ...example, settings: {} })).not.toEqual(expected(example));
  });
});
