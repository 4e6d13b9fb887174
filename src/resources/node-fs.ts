import {
  awaitGives,
  callGives,
  calling,
  CLOSED,
  defineResource,
  EMITTER,
  ENDED,
  endedBySignal,
  iterated,
  method,
  methodGives,
  passedTo,
  REMOVED,
} from './define.js';
import type { ResultType } from './spec.js';

/** Modules with the functions of `node:fs`. */
const FS = ['node:fs', 'graceful-fs', 'fs-extra'] as const;

/** Functions of `node:fs` that work on a descriptor and leave it open. */
const ON_DESCRIPTOR = [
  'appendFile',
  'fchmod',
  'fchown',
  'fdatasync',
  'fstat',
  'fsync',
  'ftruncate',
  'futimes',
  'read',
  'readFile',
  'readv',
  'write',
  'writeFile',
  'writev',
];

export const fileHandle = defineResource({
  id: 'fs.promises.open',
  family: 'handle',
  noun: 'file handle',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: [calling('node:fs/promises#open', { awaited: true })],
  release: [method('close')],
  type: 'node:fs/promises#FileHandle',
  // A stream of the handle closes it when it ends (`autoClose`).
  waive: ['createReadStream', 'createWriteStream', 'readLines'],
  disposable: 'async',
  life: 'endless',
  source: 'https://nodejs.org/api/fs.html#filehandleclose',
});

export const fileDescriptor = defineResource({
  id: 'fs.open',
  family: 'handle',
  noun: 'file descriptor',
  ...CLOSED,
  repair: 'closeSync($)',
  acquire: FS.flatMap((fs) => [
    calling(`${fs}#openSync`),
    calling(`${fs}#open`, { callbackParameter: { index: 1, errorFirst: true } }),
  ]),
  release: FS.flatMap((fs) => [passedTo(`${fs}#close`), passedTo(`${fs}#closeSync`)]),
  borrowers: FS.flatMap((fs) => ON_DESCRIPTOR.flatMap((name) => [`${fs}#${name}`, `${fs}#${name}Sync`])),
  life: 'endless',
  doubleReleaseThrows: true,
  source: 'https://nodejs.org/api/fs.html#fsclosefd-callback',
});

export const directory = defineResource({
  id: 'fs.opendir',
  family: 'handle',
  noun: 'directory',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: [
    calling('node:fs/promises#opendir', { awaited: true }),
    calling('node:fs#opendirSync'),
    calling('node:fs#opendir', { callbackParameter: { index: 1, errorFirst: true } }),
  ],
  release: [method('close'), method('closeSync'), iterated],
  type: 'node:fs#Dir',
  life: 'endless',
  doubleReleaseThrows: true,
  source: 'https://nodejs.org/api/fs.html#class-fsdir',
});

export const fileWatcher = defineResource({
  id: 'fs.watch',
  family: 'handle',
  noun: 'watcher',
  ...CLOSED,
  repair: '$.close()',
  acquire: [
    calling('node:fs#watch', {
      options: [endedBySignal(1), { argument: 1, property: 'persistent', value: false, effect: 'owes-nothing' }],
    }),
  ],
  release: [method('close')],
  type: 'node:fs#FSWatcher',
  waive: ['unref'],
  fluent: [...EMITTER, 'ref'],
  life: 'endless',
  processLifetime: true,
  source: 'https://nodejs.org/api/fs.html#class-fsfswatcher',
});

/** Ended, it closes its file; destroyed by an error, too. A pipe that it is given to ends it. */
export const fileWriteStream = defineResource({
  id: 'fs.createWriteStream',
  family: 'handle',
  noun: 'write stream',
  ...ENDED,
  repair: '$.end()',
  acquire: [...FS.map((fs) => calling(`${fs}#createWriteStream`, { options: [endedBySignal(1)] }))],
  release: [method('end'), method('destroy'), method('close')],
  type: 'node:fs#WriteStream',
  fluent: [...EMITTER, 'setDefaultEncoding'],
  life: 'endless',
  source: 'https://nodejs.org/api/fs.html#fscreatewritestreampath-options',
});

export const temporaryDirectory = defineResource({
  id: 'fs.mkdtempDisposable',
  family: 'handle',
  noun: 'temporary directory',
  ...REMOVED,
  repair: 'await $.remove()',
  acquire: [calling('node:fs/promises#mkdtempDisposable', { awaited: true })],
  release: [method('remove')],
  disposable: 'async',
  life: 'endless',
  source: 'https://nodejs.org/api/fs.html#fspromisesmkdtempdisposableprefix-options',
});

export const temporaryDirectorySync = defineResource({
  id: 'fs.mkdtempDisposableSync',
  family: 'handle',
  noun: 'temporary directory',
  ...REMOVED,
  repair: '$.remove()',
  acquire: [calling('node:fs#mkdtempDisposableSync')],
  release: [method('remove')],
  disposable: 'sync',
  life: 'endless',
  source: 'https://nodejs.org/api/fs.html#fsmkdtempdisposablesyncprefix-options',
});

/*
 * No row: `createReadStream` (read to its end it closes itself, and reading it is what it is for), `mkdtemp` (a path,
 * often left on purpose), `watchFile` (released by its file name, not by what it returns), `fs.promises.watch` (an
 * iterator that takes a signal: require-abort-signal speaks of it).
 */

export const nodeFs = [
  fileHandle,
  fileDescriptor,
  directory,
  fileWatcher,
  fileWriteStream,
  temporaryDirectory,
  temporaryDirectorySync,
];

export const nodeFsTypes: readonly ResultType[] = [
  awaitGives('node:fs/promises#open', 'node:fs/promises#FileHandle'),
  awaitGives('node:fs/promises#opendir', 'node:fs#Dir'),
  callGives('node:fs#opendirSync', 'node:fs#Dir'),
  callGives('node:fs#watch', 'node:fs#FSWatcher'),
  callGives('node:fs#createReadStream', 'node:fs#ReadStream'),
  callGives('node:fs#createWriteStream', 'node:fs#WriteStream'),
  methodGives('node:fs/promises#FileHandle', 'createReadStream', 'node:fs#ReadStream'),
  methodGives('node:fs/promises#FileHandle', 'createWriteStream', 'node:fs#WriteStream'),
];
