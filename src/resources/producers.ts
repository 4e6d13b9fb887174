/**
 * Streams whose end somebody has to write: what makes one, and what ends it.
 *
 * Data only: each row names the documentation that makes it true.
 */

/** A member that ends a stream; with `argument`, only where its first argument is that literal. */
export interface EndingMember {
  readonly name: string;
  readonly argument?: { readonly value: unknown };
}

/** A stream that is made by a call, and into which the same body writes. */
export interface Producer {
  readonly id: string;
  /** Origin keys of constructors, or of functions that give it to the callback that is their last argument. */
  readonly of: readonly string[];
  /** `result`: what `new` gives. `callback`: the parameter at `parameter` of the last argument. */
  readonly by: { readonly kind: 'result' } | { readonly kind: 'callback'; readonly parameter: number };
  readonly ends: readonly EndingMember[];
  /** Members that write; where none is called on it here, somebody else produces. */
  readonly writes: readonly string[];
  /** Completes "`out` ..." in messages. */
  readonly whileOpen: string;
  readonly waits: string;
  readonly source: string;
}

const ENDING: readonly EndingMember[] = [{ name: 'end' }, { name: 'destroy' }];

export const producers: readonly Producer[] = [
  {
    id: 'readable with push',
    of: ['node:stream#Readable'],
    by: { kind: 'result' },
    ends: [{ name: 'push', argument: { value: null } }, { name: 'destroy' }],
    writes: ['push'],
    whileOpen: 'gets no `push(null)`',
    waits: 'its reader',
    source: 'https://nodejs.org/api/stream.html#readablepushchunk-encoding',
  },
  {
    id: 'pass-through',
    of: ['node:stream#PassThrough'],
    by: { kind: 'result' },
    ends: [...ENDING, { name: 'push', argument: { value: null } }],
    writes: ['write', 'push'],
    whileOpen: 'is not ended',
    waits: 'its reader',
    source: 'https://nodejs.org/api/stream.html#writableendchunk-encoding-callback',
  },
  {
    id: 'HTTP response',
    of: ['node:http#createServer', 'node:https#createServer', 'node:http2#createServer', 'node:http2#createSecureServer'],
    by: { kind: 'callback', parameter: 1 },
    ends: ENDING,
    writes: ['write', 'writeHead', 'setHeader', 'end', 'flushHeaders'],
    whileOpen: 'is not ended',
    waits: 'its client',
    source: 'https://nodejs.org/api/http.html#responseenddata-encoding-callback',
  },
];

/** The controller of a `ReadableStream`'s source. https://streams.spec.whatwg.org/#rs-default-controller-class */
export const controllerEnds: readonly EndingMember[] = [{ name: 'close' }, { name: 'error' }];

/** Members of a controller that give the reader something, or tell it that there is nothing more. */
export const controllerAnswers: readonly EndingMember[] = [...controllerEnds, { name: 'enqueue' }];

/** Members by which a readable stream answers its own `_read`. https://nodejs.org/api/stream.html#readable_readsize */
export const readAnswers: readonly EndingMember[] = [{ name: 'push' }, { name: 'destroy' }, { name: 'emit' }];

/** A writer of a stream that was made here. https://streams.spec.whatwg.org/#default-writer-class */
export const writerEnds: readonly EndingMember[] = [{ name: 'close' }, { name: 'abort' }];

/** The names of the calls that make such streams. */
export const streamNames: ReadonlySet<string> = new Set(['ReadableStream', 'getWriter', ...producers.flatMap(({ of }) => of.map((key) => key.slice(key.indexOf('#') + 1)))]);
