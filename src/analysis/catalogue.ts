/**
 * The catalogue as one analysis sees it: the plugin's rows and the user's, which from here on are the same thing. What is
 * read off it is read once for all files: by what names and keys rows acquire, release and are cancelled.
 */
import type { Conventions } from '../resources/conventions.js';
import { cancellable, catalogue, resultTypes, type CancellableOperation, type ResourceSpec, type ResultType } from '../resources/index.js';
import type { AnalysisSettings } from '../resources/settings.js';
import { conventionsWith } from './conventions.js';
import { indexCatalogue, type CatalogueIndex } from './effects/acquire.js';
import { indexOperations, type OperationIndex } from './effects/cancellable-calls.js';
import { RELEASE_MEMBERS } from './effects/capability.js';
import { acquiringNames } from './summaries/collector.js';
import { hookNames, undoingNames } from './summaries/owners/owner-collector.js';

export interface IndexedCatalogue {
  readonly index: CatalogueIndex;
  /** The last names under which the rows are called. */
  readonly names: ReadonlySet<string>;
  /** Methods that release something. */
  readonly releaseMembers: ReadonlySet<string>;
  /** Functions that release their argument. */
  readonly releaseOrigins: ReadonlySet<string>;
  /** Those of them that stop a timer. */
  readonly timerReleases: ReadonlySet<string>;
  /** The last names of everything that undoes something. */
  readonly undoingNames: ReadonlySet<string>;
  /** The names of lifecycle and cleanup hooks. */
  readonly hookNames: ReadonlySet<string>;
  readonly operations: OperationIndex;
  readonly results: readonly ResultType[];
  readonly conventions: Conventions;
}

const indexed = new WeakMap<AnalysisSettings, IndexedCatalogue>();

/** The plugin's rows and the user's, whose settings are the same object for every file. */
export function catalogueWith(settings: AnalysisSettings): IndexedCatalogue {
  let found = indexed.get(settings);
  if (found === undefined) {
    found = indexAll([...catalogue, ...settings.resources], [...settings.cancellable, ...cancellable], conventionsWith(settings));
    indexed.set(settings, found);
  }
  return found;
}

function indexAll(specs: readonly ResourceSpec[], operations: readonly CancellableOperation[], conventions: Conventions): IndexedCatalogue {
  return {
    index: indexCatalogue(specs),
    names: acquiringNames(specs),
    releaseMembers: releaseMembers(specs),
    releaseOrigins: releaseOrigins(specs),
    timerReleases: releaseOrigins(specs.filter(({ family }) => family === 'timer')),
    undoingNames: undoingNames(specs),
    hookNames: hookNames(conventions),
    operations: indexOperations(operations),
    results: resultTypes,
    conventions,
  };
}

function releaseMembers(specs: readonly ResourceSpec[]): ReadonlySet<string> {
  const named = specs.flatMap((spec) => spec.release.flatMap((release) => (release.by === 'method' || release.by === 'method-argument' ? [release.name] : [])));
  return new Set([...RELEASE_MEMBERS, ...named]);
}

function releaseOrigins(specs: readonly ResourceSpec[]): ReadonlySet<string> {
  return new Set(specs.flatMap((spec) => spec.release.flatMap((release) => (release.by === 'function' ? [release.of] : []))));
}
