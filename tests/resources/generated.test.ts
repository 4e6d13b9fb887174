/** Every row at work: acquired and leaked it is reported, acquired and released it is not, under every import form. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { catalogue } from '../../src/resources/index.js';
import { programsOf, type Program } from './programs.js';

const linter = new Linter({ configType: 'flat' });
const config: Linter.Config = { ...plugin.configs.recommended, files: ['**/*.ts'], languageOptions: { parser } };

/** What is wrong with the reports on a program, with the program. */
function faultsOf({ code, leaks, released }: Program): readonly string[] {
  const messages = linter.verify(code, [config], { filename: 'program.ts' });
  const fatal = messages.filter((message) => message.fatal === true).map(({ message }) => message);
  const reported = new Set(messages.map(({ line }) => line));
  const missed = leaks.filter((line) => !reported.has(line)).map((line) => `line ${String(line)} is not reported`);
  const wrong = messages.filter(({ line }) => released.includes(line)).map(({ line, message }) => `line ${String(line)}: ${message}`);
  return [...fatal, ...missed, ...wrong].map((fault) => `${fault}\n${code}`);
}

it('has 150 rows and more', () => {
  expect(catalogue.length).toBeGreaterThanOrEqual(150);
});

describe.each(catalogue.map((row) => [row.id, row] as const))('%s', (_id, row) => {
  it.each(row.acquire.map((acquisition) => [`${acquisition.of}${acquisition.method === undefined ? '' : `.${acquisition.method}`}`, acquisition] as const))('%s', (_key, acquisition) => {
    expect(programsOf(row, acquisition).flatMap(faultsOf).join('\n\n')).toBe('');
  });
});
