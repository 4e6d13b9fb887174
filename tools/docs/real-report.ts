/** Real reports for the top of README.md: what the command says of two files of the example, with the way drawn on the code. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { frame } from '../../src/cli/frames.js';
import plugin from '../../src/index.js';

const folder = 'examples/leaky-service/';
const files = ['src/files.ts', 'src/poller.ts'];

export function realReport(): string {
  return ['```', ...files.flatMap((file, index) => [...(index === 0 ? [] : ['']), ...firstReport(file)]), '```'].join('\n');
}

function firstReport(file: string): string[] {
  const text = readFileSync(fileURLToPath(new URL(`../../${folder}${file}`, import.meta.url)), 'utf8');
  const config: Linter.Config = { ...plugin.configs.recommended, files: ['**/*.ts'], languageOptions: { parser } };
  const [report] = new Linter({ configType: 'flat' }).verify(text, config, { filename: folder + file });
  if (report === undefined) throw new Error(`${file} is not reported, and README.md shows its first report`);
  const { line, column, message, ruleId } = report;
  return [file, `  ${line}:${column}  ${message}  ${ruleId ?? ''}`, ...frame(report, text.split('\n'), (_, code) => code)];
}
