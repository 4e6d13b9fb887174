/** What every stage may ask about one file's names and types. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { ResultType } from '../../resources/spec.js';
import { createBindings, type Bindings } from './bindings.js';
import { createOrigins, type Origins } from './origin.js';
import { createTypes, type Types } from './types.js';

export interface FileContext {
  readonly sourceCode: TSESLint.SourceCode;
  readonly bindings: Bindings;
  readonly origins: Origins;
  readonly types: Types;
}

export function createFileContext(sourceCode: TSESLint.SourceCode, results: readonly ResultType[]): FileContext {
  const bindings = createBindings(sourceCode);
  const origins = createOrigins(bindings);
  return { sourceCode, bindings, origins, types: createTypes(bindings, origins, results) };
}
