/** A real report for the top of README.md: what `npm start` says of one function of the example, with its code. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from '../../src/index.js';

const file = 'examples/leaky-service/src/files.ts';

export function realReport(): string {
  const text = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
  const config: Linter.Config = { ...plugin.configs.recommended, files: ['**/*.ts'], languageOptions: { parser } };
  const [report] = new Linter({ configType: 'flat' }).verify(text, config, { filename: file });
  if (report === undefined) throw new Error(`${file} is not reported, and README.md shows its first report`);
  const { line, column, message, ruleId } = report;
  return ['```', ...codeAround(text, line, message), '', file, `  ${line}:${column}  ${message}  ${ruleId ?? ''}`, '```'].join('\n');
}

/** From the line before the acquisition to the line after the exit that misses the release. */
function codeAround(text: string, line: number, message: string): string[] {
  const exit = Number(/\bline (\d+)/.exec(message)?.[1] ?? line);
  const last = String(exit + 1).length;
  return text
    .split('\n')
    .slice(line - 2, exit + 1)
    .map((code, index) => `${String(line - 1 + index).padStart(last)} | ${code}`.trimEnd());
}
