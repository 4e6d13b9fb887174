// The project's own lint: strict types, short files and functions, and the layering law of docs/design.
import { existsSync } from 'node:fs';
import js from '@eslint/js';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layers } from './tools/layers.js';

const typed = ['src/**/*.ts', 'tests/**/*.ts', 'tools/**/*.{ts,js}', 'bench/**/*.{ts,js,mjs}', '*.config.{ts,js}'];

// The plugin checks itself as soon as it has been built once.
const built = new URL('./dist/index.js', import.meta.url);
const own = existsSync(built) ? [(await import(built.href)).default.configs.strict] : [];

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.tmp/', 'examples/', 'tests/fixtures/', 'tests/e2e/projects/', 'bench/corpora/', 'bench/reports/']),
  {
    files: typed,
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, ...own],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Syntax trees are unions of 170 node types: a `default` that answers for the rest is what one wants.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Node types are an enum whose values ship with the parser; compared as the strings that they are, none is imported.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      // A `switch` over node types or steps counts once.
      complexity: ['error', { max: 20, variant: 'modified' }],
      'max-depth': ['error', 4],
      'max-params': ['error', 5],
    },
  },
  { files: ['src/rules/**/*.ts'], extends: [eslintPlugin.configs.recommended] },
  {
    files: ['tests/**/*.ts', 'tools/**/*.{ts,js}', 'bench/**/*.{ts,js,mjs}'],
    rules: { 'max-lines': ['error', 300], 'no-console': 'off' },
  },
  layers('src'),
  // Plain JavaScript says its types in comments, and TypeScript's strictest rules are about annotations.
  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked], rules: { '@typescript-eslint/explicit-module-boundary-types': 'off', 'no-undef': 'off' } },
);
