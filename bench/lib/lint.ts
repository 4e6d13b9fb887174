/** One file through ESLint, with the time that each rule took. */
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';

export interface Linted {
  readonly messages: readonly Linter.LintMessage[];
  /** Milliseconds of the whole pass: parsing, scopes, traversal, rules. */
  readonly total: number;
  readonly parse: number;
  /** Milliseconds inside each rule, by its id. */
  readonly rules: Readonly<Record<string, number>>;
}

export type LintFile = (code: string, file: string) => Linted;

/** ESLint with the TypeScript parser and nothing but these configs; comments in the files are not listened to. */
export function createLinter(configs: readonly Linter.Config[]): LintFile {
  const linter = new Linter({ configType: 'flat', cwd: path.parse(process.cwd()).root });
  const config: Linter.Config[] = [everyFile, ...configs.map((one) => ({ ...one, files: everyFile.files ?? [] }))];
  return (code, file) => {
    const { messages } = linter.verifyAndFix(code, config, { ...OPTIONS, filename: file });
    const [pass] = linter.getTimes().passes;
    const rules = Object.entries(pass?.rules ?? {}).map(([id, { total }]) => [id, total] as const);
    return { messages, total: pass?.total ?? 0, parse: pass?.parse?.total ?? 0, rules: Object.fromEntries(rules) };
  };
}

/** ESLint measures in `verifyAndFix` only, and its types do not know `stats`. */
const OPTIONS: Linter.FixOptions & { stats: true } = { allowInlineConfig: false, fix: false, stats: true };

const everyFile: Linter.Config = {
  files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  languageOptions: { parser, ecmaVersion: 'latest', sourceType: 'module', parserOptions: { ecmaFeatures: { jsx: true } } },
};
