/**
 * The shape of the catalogue of operations that can be cancelled: how each takes its signal, and whether it ends by
 * itself. Pure data, with the keys of spec.ts.
 */

/** Where a call takes its signal. */
export type SignalWay =
  /**
   * A property of an options object. `argument` is its position; where `floats` is set, arguments before it may be left
   * out, so any object from there on is taken for the options; `'last'` is whatever object comes last.
   */
  | { readonly by: 'option'; readonly properties: readonly string[]; readonly argument: number | 'last'; readonly floats?: boolean }
  /** An argument of its own. */
  | { readonly by: 'argument'; readonly argument: number }
  /** A method of what is being built: before the operation (`client.withAbortSignal(signal).get(key)`) or behind it. */
  | { readonly by: 'builder'; readonly method: string };

/** How long the operation may take when nobody stops it. */
export type Duration =
  /** It never ends by itself: a stream of events, a subscription, a repeating timer. */
  | 'endless'
  /** It waits for somebody else, who may never answer. */
  | 'unbounded'
  /** It waits for a given time. */
  | 'delay'
  /** It ends by itself soon: a file is read, an object is made. */
  | 'bounded';

export interface CancellableOperation {
  /** `call` and `construct` name an origin key in `of`; `method` a type key, with the member (or a path of members) in `method`. */
  readonly by: 'call' | 'construct' | 'method';
  readonly of: string;
  readonly method?: string;
  /** The member's name alone is evidence enough where the receiver's type is not known. */
  readonly distinctive?: boolean;
  readonly takes: SignalWay;
  readonly duration: Duration;
  /** Options that bound the operation in time. */
  readonly timeouts?: readonly string[];
  /** The library bounds the operation without being asked. */
  readonly timeoutByDefault?: boolean;
  /** Its result is a handle that has a release of its own, which another rule follows. */
  readonly handle?: boolean;
  /** What the operation waits for, as an argument or the receiver: who makes or closes that ends the operation with it. */
  readonly subject?: number | 'receiver';
  /** The first argument may be an object that carries its own signal: `fetch(new Request(url, { signal }))`. */
  readonly carrier?: boolean;
  readonly source: string;
}

/** A value of a type, or a parameter of a callback, at which a signal is found. */
export interface SignalSource {
  /** A type key; a parameter that is declared with it carries the signal at `path`. */
  readonly type?: string;
  /** The name of the property or exported function whose parameter carries the signal. */
  readonly callback?: string;
  /** `property`: a member of an object literal; `export`: an exported function of a route module. */
  readonly as?: 'property' | 'export';
  /** The position of that parameter. */
  readonly parameter?: number;
  readonly path: string;
  /** The beginnings of module names, one of which the file has to import where the callback's name is all there is. */
  readonly modules?: readonly string[];
  readonly source: string;
}

type More = Pick<CancellableOperation, 'timeouts' | 'timeoutByDefault' | 'handle' | 'carrier' | 'distinctive' | 'subject'>;
type Row = More & Pick<CancellableOperation, 'takes' | 'duration' | 'source'>;

/** `{ signal }` among the options at `argument`. */
export const optionAt = (argument: number, ...properties: readonly string[]): SignalWay => ({
  by: 'option',
  argument,
  properties: properties.length === 0 ? ['signal'] : properties,
});

/** `{ signal }` in the options, which come at `argument` or behind it. */
export const optionFrom = (argument: number, ...properties: readonly string[]): SignalWay => ({
  by: 'option',
  argument,
  floats: true,
  properties: properties.length === 0 ? ['signal'] : properties,
});

export const lastOption: SignalWay = { by: 'option', argument: 'last', properties: ['signal'] };

/** The functions with these origin keys. */
export const functions = (keys: readonly string[], row: Row): readonly CancellableOperation[] => keys.map((of) => ({ by: 'call', of, ...row }));

/** These methods of values of these types. */
export const methods = (types: readonly string[], names: readonly string[], row: Row): readonly CancellableOperation[] =>
  types.flatMap((of) => names.map((method): CancellableOperation => ({ by: 'method', of, method, ...row })));
