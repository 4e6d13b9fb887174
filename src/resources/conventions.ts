/**
 * What projects and frameworks agree on beside resources: code that runs once per mount, members that end their owner,
 * functions that take over what they are given. Types only, so that every layer may speak of it.
 */

/** A function that takes set-up code as a callback and runs it once per mount, or again when something changes. */
export interface LifecycleHook {
  readonly name: string;
  /** The modules that export it; absent where the name means nothing else anywhere. */
  readonly modules?: readonly string[];
  /** Position of the set-up callback (0-based). */
  readonly callback: number;
  /** `returned`: what the callback returns undoes it. `registered`: cleanup hooks undo it. */
  readonly undone: 'returned' | 'registered';
  readonly source: string;
}

/** A function whose callback runs when the surrounding component, effect or scope ends. */
export interface CleanupHook {
  readonly name: string;
  readonly modules?: readonly string[];
  readonly callback: number;
  readonly source: string;
}

/** Members that a framework calls once per mount, and the members that it calls at its end. */
export interface LifecycleMembers {
  readonly setUp: readonly string[];
  readonly tearDown: readonly string[];
  readonly source: string;
}

/** A call whose callback runs once per request, connection or session. */
export interface PerCallHook {
  /** `call`: an origin key is called. `event`: a member that registers is called with this event. `route`: a member is called with a path. */
  readonly by: 'call' | 'event' | 'route';
  readonly names: readonly string[];
  readonly source: string;
}

/** Functions by what they are, and by how they are written. */
export interface FunctionNames {
  /** Origin keys. */
  readonly keys: ReadonlySet<string>;
  /** Beginnings of origin keys: `global:console.` */
  readonly namespaces: readonly string[];
  /** As a call writes them: `logger.fatal`. An export of that name is meant as well. */
  readonly written: ReadonlySet<string>;
}

/** Everything of that kind, ours and the user's. */
export interface Conventions {
  readonly hooks: readonly LifecycleHook[];
  readonly cleanups: readonly CleanupHook[];
  readonly members: readonly LifecycleMembers[];
  readonly perCall: readonly PerCallHook[];
  /** Members by which an owner is told to end. */
  readonly teardownMembers: ReadonlySet<string>;
  /** Members of `this` that take what they are given into their care. */
  readonly registryMembers: ReadonlySet<string>;
  /** Members of anything that do so: those that the user names. */
  readonly registries: ReadonlySet<string>;
  /** Functions that look at what they are given and keep nothing. */
  readonly borrows: FunctionNames;
  /** Functions that take over what they are given. */
  readonly owns: FunctionNames;
  readonly neverReturns: FunctionNames;
}
