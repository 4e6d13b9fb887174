/** What `settings.leaks` may hold: rows of the same shapes as the plugin's own. Types only. */
import type { CancellableOperation } from './cancellable.js';
import type { CleanupHook, LifecycleHook, LifecycleMembers, PerCallHook } from './conventions.js';
import type { ResourceSpec } from './spec.js';

/** A row of the user's own need not say where it is documented. */
type Own<Row extends { readonly source: string }> = Omit<Row, 'source'> & Partial<Pick<Row, 'source'>>;

/** Code that a framework runs for a while, and what undoes it. */
export type OwnLifecycle =
  | ({ readonly by: 'hook' } & Own<LifecycleHook>)
  | ({ readonly by: 'cleanup' } & Own<CleanupHook>)
  | ({ readonly by: 'members' } & Own<LifecycleMembers>)
  | Own<PerCallHook>;

/**
 * The settings of a project. A function is named by its key (`@acme/core#fatal`, `./src/log.js#fatal` for a module of
 * the project, `global:fatal`), or as a call writes it (`logger.fatal`).
 */
export interface LeaksSettings {
  /** Resources of the project: how they come, and what releases them. */
  readonly resources?: readonly Own<ResourceSpec>[];
  /** Calls that can be cancelled by a signal, and how they take it. */
  readonly cancellable?: readonly Own<CancellableOperation>[];
  /** Names of members that end their owner, as `dispose` does. */
  readonly teardownMethods?: readonly string[];
  /** Names of members that take what they are given into their care, as `this._register(x)` does. */
  readonly registries?: readonly string[];
  /** Code that a framework runs once per mount or request, and what undoes it. */
  readonly lifecycles?: readonly OwnLifecycle[];
  /** Functions that only look at what they are given: the caller still has to release it. */
  readonly borrows?: readonly string[];
  /** Functions that take over what they are given. */
  readonly owns?: readonly string[];
  /** Functions that never return to their caller: they throw, or end the process. */
  readonly neverReturns?: readonly string[];
  /** What the project reports errors with, as it is written: `logger.error`. */
  readonly reporters?: readonly string[];
  /** The code may use `using` and `await using`: suggest it where nothing escapes. */
  readonly using?: boolean;
}

/** The settings when they have been checked: nothing is left out. */
export interface AnalysisSettings {
  readonly resources: readonly ResourceSpec[];
  readonly cancellable: readonly CancellableOperation[];
  readonly teardownMethods: readonly string[];
  readonly registries: readonly string[];
  readonly lifecycles: readonly OwnLifecycle[];
  readonly borrows: readonly string[];
  readonly owns: readonly string[];
  readonly neverReturns: readonly string[];
  readonly reporters: readonly string[];
  readonly using: boolean;
  /** Some key names a module of the project, so that relative imports have to be told by their files. */
  readonly namesOwnModules: boolean;
}
