import {
  awaitGives,
  callGives,
  callingMethod,
  constructing,
  defineResource,
  method,
  methodGives,
  propertyGives,
  RELEASED,
} from './define.js';
import type { Acquisition, ResultType } from './spec.js';

const READABLE = ['global:ReadableStream', 'node:stream/web#ReadableStream'] as const;
const WRITABLE = ['global:WritableStream', 'node:stream/web#WritableStream'] as const;

const lockedBy = (streams: readonly string[], name: string): readonly Acquisition[] =>
  streams.map((stream) => callingMethod(stream, name, { distinctive: true }));

/** A stream that was read to its end or cancelled holds nothing: its reader owes no `releaseLock` any more. */
export const streamReader = defineResource({
  id: 'ReadableStream.getReader',
  family: 'handle',
  noun: 'reader',
  ...RELEASED,
  repair: '$.releaseLock()',
  acquire: [
    ...lockedBy(READABLE, 'getReader'),
    constructing('global:ReadableStreamDefaultReader'),
    constructing('global:ReadableStreamBYOBReader'),
  ],
  release: [method('releaseLock'), method('cancel'), { by: 'iteration-end', method: 'read', property: 'done' }],
  type: 'global:ReadableStreamDefaultReader',
  endsWithAbort: true,
  life: 'endless',
  source: 'https://streams.spec.whatwg.org/#default-reader-release-lock',
});

export const streamWriter = defineResource({
  id: 'WritableStream.getWriter',
  family: 'handle',
  noun: 'writer',
  ...RELEASED,
  repair: '$.releaseLock()',
  acquire: [...lockedBy(WRITABLE, 'getWriter'), constructing('global:WritableStreamDefaultWriter')],
  release: [method('releaseLock'), method('close'), method('abort')],
  type: 'global:WritableStreamDefaultWriter',
  life: 'endless',
  source: 'https://streams.spec.whatwg.org/#default-writer-release-lock',
});

/*
 * No row: the body of a `fetch` response (collected with the response, and closed by whatever reads it; an unread one
 * is a rule's question, not a pair), a ReadableStream itself (its consumer decides), `tee`d branches.
 */

export const webStreams = [streamReader, streamWriter];

const PIPES = ['TransformStream', 'CompressionStream', 'DecompressionStream', 'TextDecoderStream', 'TextEncoderStream'];

export const webStreamTypes: readonly ResultType[] = [
  awaitGives('global:fetch', 'global:Response'),
  awaitGives('undici#fetch', 'global:Response'),
  callGives('global:ReadableStream.from', 'global:ReadableStream'),
  methodGives('global:Response', 'clone', 'global:Response'),
  propertyGives('global:Response', 'body', 'global:ReadableStream'),
  propertyGives('global:Request', 'body', 'global:ReadableStream'),
  methodGives('global:Blob', 'stream', 'global:ReadableStream'),
  methodGives('global:File', 'stream', 'global:ReadableStream'),
  methodGives('global:ReadableStream', 'pipeThrough', 'global:ReadableStream'),
  methodGives('global:ReadableStream', 'getReader', 'global:ReadableStreamDefaultReader'),
  methodGives('global:WritableStream', 'getWriter', 'global:WritableStreamDefaultWriter'),
  ...PIPES.flatMap((name) => [
    propertyGives(`global:${name}`, 'readable', 'global:ReadableStream'),
    propertyGives(`global:${name}`, 'writable', 'global:WritableStream'),
  ]),
  callGives('node:stream#Readable.toWeb', 'global:ReadableStream'),
  callGives('node:stream#Writable.toWeb', 'global:WritableStream'),
  methodGives('node:fs/promises#FileHandle', 'readableWebStream', 'global:ReadableStream'),
];
