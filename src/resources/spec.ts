/**
 * The shape of the catalogue: what can be acquired, and what releases it. Pure data, so that a row of ours and a row
 * of a user's settings are the same thing (docs/design/resources.md).
 *
 * ## Keys
 *
 * An *origin key* names what a program refers to, however it was imported:
 * - `global:setTimeout`, `global:URL.createObjectURL`: a global, also as `window.x`, `globalThis.x`, `self.x`;
 * - `node:fs/promises#open`, `pg#Pool`: an export of a module. Node's modules are written with `node:`; a member of a
 *   default or namespace import is the export of that name (`pg.Pool` after `import pg from 'pg'` is `pg#Pool`);
 *   `puppeteer#default` is the default export itself.
 *
 * A *type key* names the type of a value in the same way: `global:ReadableStream`, `node:http#Server`.
 */

/** Which rule's subject a resource is. */
export type Family = 'timer' | 'cancel' | 'handle' | 'listener' | 'stream';

/** How the resource comes into a program's hands. */
export interface Acquisition {
  /** `call` and `construct` name an origin key in `of`; `method` names `TypeKey` in `of` and the member in `method`. */
  readonly by: 'call' | 'construct' | 'method';
  readonly of: string;
  readonly method?: string;
  /**
   * The member's name alone is evidence enough, if the result is also used with one of the resource's own members
   * (`getReader` whose result has `releaseLock` called on it). Only for names that mean nothing else.
   */
  readonly distinctive?: boolean;
  /** The call returns a promise of the resource: `await` moves it to the holder, a rejection acquired nothing. */
  readonly awaited?: boolean;
  /** The resource is this property of the result: `new MessageChannel().port1`. */
  readonly property?: string;
  /** The resource is this parameter of the callback that is the call's last argument (0-based; an error comes first where `errorFirst`). */
  readonly callbackParameter?: { readonly index: number; readonly errorFirst: boolean };
  /** The callback of this argument runs for the resource's end or life (kept for later stages). */
  readonly options?: readonly OptionEffect[];
  /** Only without a callback is the resource ours: `knex.transaction()`, not `knex.transaction(async (trx) => ...)`. */
  readonly withoutCallback?: boolean;
  /** Where this acquisition is still silent: fewer arguments than this mean something else. */
  readonly minArguments?: number;
}

/** An option given at the acquisition that changes what is owed. */
export interface OptionEffect {
  /** Position of the options object among the arguments (0-based), or `any` for the first object literal. */
  readonly argument: number | 'any';
  readonly property: string;
  /** `present`: the property is there with any value but null, undefined and false; otherwise its literal value. */
  readonly value: string | number | boolean;
  /** The resource releases itself (a signal ends it, `once`), or owes nothing (`persistent: false`). */
  readonly effect: 'released' | 'owes-nothing';
}

/** What ends the obligation. */
export type Release =
  /** `clearInterval(t)`: the holder is the argument at `argument` of the function `of`. */
  | { readonly by: 'function'; readonly of: string; readonly argument: number }
  /** `file.close()`: a member of the holder is called. */
  | { readonly by: 'method'; readonly name: string }
  /** `response.json()`: a member of what the holder is a part of is called. */
  | { readonly by: 'whole-method'; readonly name: string }
  /** `off()`: the holder itself is called. */
  | { readonly by: 'call' }
  /** `pool.releaseConnection(c)`: a member of anything, with the holder as an argument. */
  | { readonly by: 'method-argument'; readonly name: string; readonly argument: number }
  /** `mutex.release()`: this member of what the acquiring method was called on. */
  | { readonly by: 'owner-method'; readonly name: string }
  /** `browser.close()` closes its pages: the release of what the acquiring method was called on, whatever its row says. */
  | { readonly by: 'owner-release' }
  /** `for await (const entry of dir)`: a loop over the holder closes it, however the loop ends. */
  | { readonly by: 'iterated' }
  /** `done` tested true after `read()`, the holder assigned to (`ws.onclose = ...`) and the like are rows of later stages. */
  | { readonly by: 'iteration-end'; readonly method: string; readonly property: string };

export interface ResourceSpec {
  readonly id: string;
  readonly family: Family;
  /** What a holder without a name is called in messages: "this interval". */
  readonly noun: string;
  /** Completes "`x` ..." while the resource is held: "still runs", "is not closed". */
  readonly whileHeld: string;
  /** The verb of the repair, in the imperative: "clear", "close", "release". */
  readonly verb: string;
  /** The code of the repair, with `$` for the holder: `clearInterval($)`, `$.close()`, `await $.close()`. */
  readonly repair: string;
  readonly acquire: readonly Acquisition[];
  readonly release: readonly Release[];
  /** The type key of the held value: what a declared type or `new` must be for the methods to be ours. */
  readonly type?: string;
  /** `one-shot`: ends by itself (a timeout). Then only a release on some path shows that it was meant to be released on all. */
  readonly life: 'endless' | 'one-shot';
  /** It calls its callback again and again until it is released, also where it ends by itself with something else. */
  readonly repeats?: boolean;
  /** Lives as long as the process where it is acquired at module level or in an entry point (servers, watchers). */
  readonly processLifetime?: boolean;
  /** The end of this process ends it, as it ends a child process: scripts and tests need not. */
  readonly diesWithProcess?: boolean;
  /**
   * The resource owes nothing until one of these members has been called on it, and where that call throws or rejects it
   * still owes nothing (law 1): `await client.connect()`, `server.listen()`. Each of them may be awaited or not.
   */
  readonly armedBy?: readonly string[];
  /** Members whose own rejection means that the resource has ended: a decoder's `flush`, a writer's `write`, a `ready`. */
  readonly endsWhenRejects?: readonly string[];
  /** The abort of the request that it belongs to ends it: who aborts and leaves has nothing to release. */
  readonly endsWithAbort?: boolean;
  /** Members that owe nothing any more when called: `unref` of a timer. */
  readonly waive?: readonly string[];
  /** Members that return the holder itself (`on`, `once`, `setEncoding`). */
  readonly fluent?: readonly string[];
  /** Members whose result knows the holder, so that who has the result has the holder: a page and its browser. */
  readonly carriedBy?: readonly string[];
  /** `Symbol.dispose` (`sync`) or `Symbol.asyncDispose` (`async`) is there: `using` is a repair. */
  readonly disposable?: 'sync' | 'async';
  /** A second release throws or rejects (use-after-close asks). */
  readonly doubleReleaseThrows?: boolean;
  /** Functions that only borrow the holder, by origin key; `console.*` borrows anything. */
  readonly borrowers?: readonly string[];
  /** Position of the acquiring call's argument that says in how many milliseconds a timer is due. */
  readonly delayArgument?: number;
  /** Properties of anything that only look the holder up when it is assigned to them: an image's `src`. */
  readonly borrowingProperties?: readonly string[];
  /** The specification or documentation that makes the row true. */
  readonly source: string;
}

/** A call's result whose type is known without a declaration: `createServer()` gives a `node:http#Server`. */
export interface ResultType {
  readonly by: 'call' | 'method' | 'property';
  /** Origin key of the function, or type key of the receiver for `method` and `property`. */
  readonly of: string;
  readonly member?: string;
  readonly gives: string;
  readonly awaited?: boolean;
}

/** One way to add a listener: where its event and its function stand among the arguments. */
export interface ListenerAdd {
  readonly method: string;
  readonly event?: number;
  /** What to call the event where no argument does. */
  readonly named?: string;
  readonly listener: number;
  /** It is taken off when it has been called. */
  readonly once: boolean;
}

export interface ListenerRemove {
  readonly method: string;
  readonly event?: number;
  /** Without one, or where the call gives none, every listener of the event is removed. */
  readonly listener?: number;
}

/** A kind of target, and how listeners come to it and go. */
export interface ListenerHost {
  readonly id: string;
  readonly add: readonly ListenerAdd[];
  readonly remove: readonly ListenerRemove[];
  /** Where `{ capture, once, signal }` stand. */
  readonly options?: number;
  /** The same function added twice is called twice. */
  readonly addsTwice: boolean;
  readonly source: string;
}

/** A method that adds its last argument as a listener, once, without saying so. */
export interface HiddenListener {
  readonly method: string;
  readonly event: string;
  readonly minArguments: number;
  readonly source: string;
}
