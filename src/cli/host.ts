/** ESLint and the TypeScript parser, as the user's project has them; where it has none, as this package has them. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as eslintModule from 'eslint';
import type { ESLint, Linter } from 'eslint';
import * as words from './words.js';

export interface Host {
  readonly ESLint: typeof ESLint;
  /** The parser, or why there is none: not installed (undefined), or the words of what went wrong. */
  readonly parser: { readonly module: Linter.Parser } | { readonly failure: string | undefined };
}

/** Nothing can be linted at all; the message is the whole answer. */
export class HostError extends Error {}

type EslintModule = typeof eslintModule & { loadESLint?: (options: { useFlatConfig: true }) => Promise<typeof ESLint> };

export async function findHost(cwd: string): Promise<Host> {
  const requires = [createRequire(path.join(cwd, 'package.json')), createRequire(import.meta.url)];
  return { ESLint: await findEslint(requires), parser: findParser(requires) };
}

async function findEslint(requires: readonly NodeJS.Require[]): Promise<typeof ESLint> {
  let tooOld: string | undefined;
  for (const require of requires) {
    const eslint = attempt(() => require('eslint') as EslintModule);
    // Older versions have no `loadESLint`, and 8.57's plain `ESLint` reads the old kind of config.
    if ('value' in eslint && typeof eslint.value.loadESLint === 'function') return eslint.value.loadESLint({ useFlatConfig: true });
    if ('value' in eslint) tooOld ??= eslint.value.ESLint.version;
  }
  throw new HostError(tooOld === undefined ? words.noEslint : words.oldEslint(tooOld));
}

function findParser(requires: readonly NodeJS.Require[]): Host['parser'] {
  let failure: string | undefined;
  for (const require of requires) {
    const parser = attempt(() => parserRequire(require)('@typescript-eslint/parser') as Linter.Parser);
    if ('value' in parser) return { module: parser.value };
    failure ??= parser.failure;
  }
  return { failure };
}

/** Projects that have the umbrella package `typescript-eslint` have the parser as well, but cannot always see it. */
function parserRequire(require: NodeJS.Require): NodeJS.Require {
  const direct = attempt(() => require.resolve('@typescript-eslint/parser'));
  if ('value' in direct) return require;
  const umbrella = attempt(() => require.resolve('typescript-eslint'));
  return 'value' in umbrella ? createRequire(umbrella.value) : require;
}

/** The value, or the first line of what was thrown; undefined where the module is simply not there. */
function attempt<T>(load: () => T): { readonly value: T } | { readonly failure: string | undefined } {
  try {
    return { value: load() };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const missing = code === 'MODULE_NOT_FOUND' && /'(?:eslint|typescript-eslint|@typescript-eslint\/parser)'/.test(message);
    return { failure: missing ? undefined : (message.split('\n')[0] ?? '') };
  }
}
