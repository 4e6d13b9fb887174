/** What is read off the catalogue once, for all files: by what names and keys its rows acquire and release. */
import { catalogue, type ResourceSpec } from '../resources/index.js';
import { indexCatalogue, type CatalogueIndex } from './effects/acquire.js';
import { RELEASE_MEMBERS } from './effects/capability.js';
import { acquiringNames } from './summaries/collector.js';
import { undoingNames } from './summaries/owners/owner-collector.js';

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
}

const indexed = new WeakMap<readonly ResourceSpec[], IndexedCatalogue>();

/** The plugin's rows and the user's, who gives the same array for every file. */
export function catalogueWith(own: readonly ResourceSpec[]): IndexedCatalogue {
  let found = indexed.get(own);
  if (found === undefined) {
    found = indexSpecs([...catalogue, ...own]);
    indexed.set(own, found);
  }
  return found;
}

function indexSpecs(specs: readonly ResourceSpec[]): IndexedCatalogue {
  return {
    index: indexCatalogue(specs),
    names: acquiringNames(specs),
    releaseMembers: releaseMembers(specs),
    releaseOrigins: releaseOrigins(specs),
    timerReleases: releaseOrigins(specs.filter(({ family }) => family === 'timer')),
    undoingNames: undoingNames(specs),
  };
}

function releaseMembers(specs: readonly ResourceSpec[]): ReadonlySet<string> {
  const named = specs.flatMap((spec) => spec.release.flatMap((release) => (release.by === 'method' || release.by === 'method-argument' ? [release.name] : [])));
  return new Set([...RELEASE_MEMBERS, ...named]);
}

function releaseOrigins(specs: readonly ResourceSpec[]): ReadonlySet<string> {
  return new Set(specs.flatMap((spec) => spec.release.flatMap((release) => (release.by === 'function' ? [release.of] : []))));
}
