import { awaitGives, callGives, calling, callingMethod, constructing, endedBySignal } from './define.js';
import { endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

/** Its `readable` and `writable` close it with the stream, so it is owed where it is closed somewhere. */
export const denoFile = endedByMember({
  id: 'Deno.open',
  noun: 'file',
  acquire: [
    ...['open', 'create'].map((name) => calling(`global:Deno.${name}`, { awaited: true })),
    ...['openSync', 'createSync'].map((name) => calling(`global:Deno.${name}`)),
  ],
  end: 'close',
  type: 'global:Deno.FsFile',
  disposable: 'sync',
  life: 'one-shot',
  doubleReleaseThrows: true,
  source: 'https://docs.deno.com/api/deno/~/Deno.FsFile.prototype.close',
});

export const denoListener = endedByMember({
  id: 'Deno.listen',
  noun: 'listener',
  acquire: ['listen', 'listenTls', 'listenDatagram'].map((name) => calling(`global:Deno.${name}`)),
  end: 'close',
  type: 'global:Deno.Listener',
  waive: ['unref'],
  disposable: 'sync',
  life: 'endless',
  processLifetime: true,
  doubleReleaseThrows: true,
  source: 'https://docs.deno.com/api/deno/~/Deno.Listener',
});

/** The peer may end it, and its streams close it. */
export const denoConnection = endedByMember({
  id: 'Deno.connect',
  noun: 'connection',
  acquire: ['connect', 'connectTls', 'startTls'].map((name) => calling(`global:Deno.${name}`, { awaited: true })),
  end: 'close',
  type: 'global:Deno.Conn',
  waive: ['unref'],
  disposable: 'sync',
  life: 'one-shot',
  doubleReleaseThrows: true,
  source: 'https://docs.deno.com/api/deno/~/Deno.Conn',
});

export const denoServer = endedByMember({
  id: 'Deno.serve',
  noun: 'server',
  acquire: [calling('global:Deno.serve', { options: [endedBySignal('any')] })],
  end: 'shutdown',
  awaitEnd: true,
  type: 'global:Deno.HttpServer',
  waive: ['unref'],
  disposable: 'async',
  life: 'endless',
  processLifetime: true,
  source: 'https://docs.deno.com/api/deno/~/Deno.HttpServer',
});

/** Leaving its `for await` closes it. */
export const denoWatcher = endedByMember({
  id: 'Deno.watchFs',
  noun: 'watcher',
  acquire: [calling('global:Deno.watchFs')],
  end: 'close',
  type: 'global:Deno.FsWatcher',
  disposable: 'sync',
  life: 'one-shot',
  processLifetime: true,
  doubleReleaseThrows: true,
  source: 'https://docs.deno.com/api/deno/~/Deno.FsWatcher',
});

export const denoProcess = endedByMember({
  id: 'Deno.Command.spawn',
  noun: 'child process',
  acquire: [callingMethod('global:Deno.Command', 'spawn')],
  end: 'kill',
  type: 'global:Deno.ChildProcess',
  waive: ['unref'],
  disposable: 'async',
  life: 'one-shot',
  source: 'https://docs.deno.com/api/deno/~/Deno.ChildProcess',
});

export const denoKv = endedByMember({
  id: 'Deno.openKv',
  noun: 'KV database',
  acquire: [calling('global:Deno.openKv', { awaited: true })],
  end: 'close',
  type: 'global:Deno.Kv',
  disposable: 'sync',
  life: 'endless',
  processLifetime: true,
  source: 'https://docs.deno.com/api/deno/~/Deno.Kv.prototype.close',
});

export const denoLibrary = endedByMember({
  id: 'Deno.dlopen',
  noun: 'library',
  acquire: [calling('global:Deno.dlopen')],
  end: 'close',
  type: 'global:Deno.DynamicLibrary',
  life: 'endless',
  processLifetime: true,
  source: 'https://docs.deno.com/api/deno/~/Deno.DynamicLibrary',
});

export const denoCallback = endedByMember({
  id: 'Deno.UnsafeCallback',
  noun: 'callback',
  acquire: [constructing('global:Deno.UnsafeCallback')],
  end: 'close',
  type: 'global:Deno.UnsafeCallback',
  life: 'endless',
  processLifetime: true,
  source: 'https://docs.deno.com/api/deno/~/Deno.UnsafeCallback.prototype.close',
});

export const denoHttpClient = endedByMember({
  id: 'Deno.createHttpClient',
  noun: 'HTTP client',
  acquire: [calling('global:Deno.createHttpClient')],
  end: 'close',
  type: 'global:Deno.HttpClient',
  disposable: 'sync',
  life: 'endless',
  processLifetime: true,
  source: 'https://docs.deno.com/api/deno/~/Deno.HttpClient',
});

export const deno = [
  denoFile,
  denoListener,
  denoConnection,
  denoServer,
  denoWatcher,
  denoProcess,
  denoKv,
  denoLibrary,
  denoCallback,
  denoHttpClient,
];

export const denoTypes: readonly ResultType[] = [
  awaitGives('global:Deno.open', 'global:Deno.FsFile'),
  callGives('global:Deno.openSync', 'global:Deno.FsFile'),
  awaitGives('global:Deno.connect', 'global:Deno.Conn'),
];
