/** `settings.leaks.using`: the suggestion to declare with `using`, applied, and where it would dispose too early. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin, { type LeaksSettings } from '../../src/index.js';

const linter = new Linter({ configType: 'flat' });

function lint(code: string, leaks: LeaksSettings): Linter.LintMessage[] {
  const rules: Linter.RulesRecord = { 'leaks/no-unreleased-resource': 'error' };
  return linter.verify(code, [{ files: ['**/*.ts'], plugins: { leaks: plugin }, languageOptions: { parser }, rules, settings: { leaks } }], { filename: 'file.ts' });
}

/** The code when the suggestion to use `using` is followed; undefined where there is none. */
function declared(code: string, leaks: LeaksSettings = { using: true }): string | undefined {
  const messages = lint(code, leaks);
  expect(messages).toHaveLength(1);
  const fix = messages[0]?.suggestions?.find(({ desc }) => desc.includes('using'))?.fix;
  return fix === undefined ? undefined : code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
}

const body = (...lines: readonly string[]): string => `import { open } from 'node:fs/promises';
export async function work(path: string, step: (text?: unknown) => Promise<void>): Promise<unknown> {
  const file = await open(path);
${lines.map((line) => `  ${line}`).join('\n')}
}
`;

const owed = body('await file.sync();', 'await step();', 'await file.close();');

describe('using', () => {
  it('is not suggested unless the settings allow it', () => {
    expect(declared(owed, {})).toBeUndefined();
    expect(declared(owed, { using: false })).toBeUndefined();
  });

  it('takes the place of the release at the end of the block', () => {
    const repaired = declared(owed);
    expect(repaired).toBe(body('await file.sync();', 'await step();').replace('const file', 'await using file'));
    expect(lint(repaired ?? '', { using: true })).toEqual([]);
  });

  it('is enough where nothing releases', () => {
    const repaired = declared(body('await file.sync();'));
    expect(repaired).toContain('await using file = await open(path);');
    expect(lint(repaired ?? '', { using: true })).toEqual([]);
  });

  it('keeps what is read before the end', () => {
    expect(declared(body('return await file.readFile();'))).toContain('await using file');
  });

  it.each([
    ['a closure has it', body('void step(() => file.sync());', 'await step();', 'await file.close();')],
    ['something made of it is returned', body('await step();', 'return file.stat();')],
    ['something made of it is kept', body('const size = file.stat();', 'await step(size);', 'await file.close();')],
    ['code behind the release counts on it', body('await step();', 'await file.close();', 'await step(path);')],
    ['it is released in a branch', body("if (path === '') {", '  await file.close();', '  return;', '}', 'await step();')],
    ['it can be assigned', owed.replace('const file', 'let file')],
  ])('is not suggested where %s', (_, code) => {
    expect(declared(code)).toBeUndefined();
  });
});
