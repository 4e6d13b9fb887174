/** The code that the scenarios lint: one leak and its repair, in JavaScript and in TypeScript. */

const body = (types: { readonly work: string; readonly result: string }): string => `export async function run(work${types.work})${types.result} {
  const timer = setTimeout(() => undefined, 1000);
  await work();
  clearTimeout(timer);
}
`;

export const leakyJs = body({ work: '', result: '' });
export const leakyTs = body({ work: ': () => Promise<void>', result: ': Promise<void>' });

const repaired = (code: string): string => code.replace('  await work();\n  clearTimeout(timer);\n', '  try {\n    await work();\n  } finally {\n    clearTimeout(timer);\n  }\n');

export const cleanJs = repaired(leakyJs);
export const cleanTs = repaired(leakyTs);

export const rule = 'leaks/no-uncleared-timer';

/** `eslint.config.*` in both module systems. */
export const configs = {
  esm: (name: string): string => `import leaks from 'eslint-plugin-leaks';\nexport default [leaks.configs.${name}];\n`,
  commonJs: (name: string): string => `const leaks = require('eslint-plugin-leaks');\nmodule.exports = [leaks.configs.${name}];\n`,
  typed: (name: string): string => `import { defineConfig } from 'eslint/config';
import leaks from 'eslint-plugin-leaks';
import tseslint from 'typescript-eslint';
export default defineConfig(
  { files: ['**/*.ts'], extends: [tseslint.configs.base, leaks.configs.${name}], languageOptions: { parserOptions: { projectService: true } } },
);
`,
};
