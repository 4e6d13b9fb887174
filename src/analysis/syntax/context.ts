/** What every stage may ask about one file's names and types. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { Conventions } from '../../resources/conventions.js';
import type { ResultType } from '../../resources/spec.js';
import { createAnnotations, type Annotations } from './annotations.js';
import { createBindings, type Bindings } from './bindings.js';
import { createChecker, type Checker } from './checker.js';
import { createOrigins, moduleKey, projectModule, type Origins } from './origin.js';
import { createTypes, type Types } from './types.js';

export interface FileContext {
  readonly sourceCode: TSESLint.SourceCode;
  readonly bindings: Bindings;
  readonly origins: Origins;
  readonly types: Types;
  /** TypeScript's checker, where the parser gives one. */
  readonly checker: Checker | undefined;
  /** What the comments of this file say of its functions. */
  readonly annotations: Annotations;
  /** What the catalogue says of functions and members beside resources. */
  readonly conventions: Conventions;
}

/** Where a file is. */
export interface FileLocation {
  readonly filename: string;
  /** What `./` means in settings. */
  readonly cwd: string;
}

/** What the catalogue tells of names and types. */
interface Tables {
  readonly results: readonly ResultType[];
  readonly conventions: Conventions;
}

/** @param location given where settings name modules of the project: then relative imports are told by their files. */
export function createFileContext(sourceCode: TSESLint.SourceCode, { results, conventions }: Tables, location?: FileLocation): FileContext {
  const bindings = createBindings(sourceCode);
  const moduleOf = location === undefined ? moduleKey : (specifier: string): string => projectModule(specifier, location) ?? moduleKey(specifier);
  const origins = createOrigins(bindings, moduleOf);
  return { sourceCode, bindings, origins, types: createTypes(bindings, origins, results), checker: createChecker(sourceCode), annotations: createAnnotations(sourceCode), conventions };
}
