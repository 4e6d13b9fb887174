import { awaitMethodGives, callGives, calling, callingMethod, constructing } from './define.js';
import { endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

/** Bun's functions are members of a global and exports of a module. */
const both = (name: string): readonly [string, string] => [`global:Bun.${name}`, `bun#${name}`];

export const bunServer = endedByMember({
  id: 'Bun.serve',
  noun: 'server',
  acquire: both('serve').map((key) => calling(key)),
  end: 'stop',
  awaitEnd: true,
  type: 'bun#Server',
  waive: ['unref'],
  life: 'endless',
  processLifetime: true,
  source: 'https://bun.com/docs/api/http#server-stop',
});

export const bunListener = endedByMember({
  id: 'Bun.listen',
  noun: 'listener',
  acquire: both('listen').map((key) => calling(key)),
  end: 'stop',
  type: 'bun#TCPSocketListener',
  waive: ['unref'],
  life: 'endless',
  processLifetime: true,
  source: 'https://bun.com/docs/api/tcp#start-a-server-bun-listen',
});

/** The peer may end it. */
export const bunSocket = endedByMember({
  id: 'Bun.connect',
  noun: 'socket',
  acquire: both('connect').map((key) => calling(key, { awaited: true })),
  end: 'end',
  endAlso: ['close', 'terminate', 'shutdown'],
  type: 'bun#Socket',
  waive: ['unref'],
  life: 'one-shot',
  source: 'https://bun.com/docs/api/tcp#create-a-connection-bun-connect',
});

export const bunDatagramSocket = endedByMember({
  id: 'Bun.udpSocket',
  noun: 'datagram socket',
  acquire: both('udpSocket').map((key) => calling(key, { awaited: true })),
  end: 'close',
  life: 'endless',
  processLifetime: true,
  source: 'https://bun.com/docs/api/udp',
});

export const bunProcess = endedByMember({
  id: 'Bun.spawn',
  noun: 'child process',
  acquire: both('spawn').map((key) => calling(key)),
  end: 'kill',
  type: 'bun#Subprocess',
  waive: ['unref'],
  life: 'one-shot',
  source: 'https://bun.com/docs/api/spawn',
});

/** What was written reaches the file when the sink is flushed or ended. */
export const bunFileSink = endedByMember({
  id: 'Bun.file.writer',
  noun: 'file writer',
  acquire: [callingMethod('bun#BunFile', 'writer')],
  end: 'end',
  awaitEnd: true,
  type: 'bun#FileSink',
  waive: ['unref'],
  life: 'endless',
  source: 'https://bun.com/docs/api/file-io#incremental-writing-with-filesink',
});

export const bunDatabase = endedByMember({
  id: 'bun:sqlite.Database',
  noun: 'database',
  acquire: [constructing('bun:sqlite#Database'), constructing('bun:sqlite#default')],
  end: 'close',
  type: 'bun:sqlite#Database',
  disposable: 'sync',
  life: 'endless',
  processLifetime: true,
  source: 'https://bun.com/docs/api/sqlite#close-a-database',
});

export const bunSql = endedByMember({
  id: 'Bun.SQL',
  noun: 'SQL client',
  acquire: both('SQL').map((key) => constructing(key)),
  end: 'close',
  awaitEnd: true,
  endAlso: ['end'],
  type: 'bun#SQL',
  life: 'endless',
  processLifetime: true,
  source: 'https://bun.com/docs/api/sql',
});

export const bunReservedSql = endedByMember({
  id: 'Bun.SQL.reserve',
  noun: 'reserved connection',
  acquire: [
    callingMethod('bun#SQL', 'reserve', { awaited: true }),
    ...both('sql.reserve').map((key) => calling(key, { awaited: true })),
  ],
  end: 'release',
  type: 'bun#ReservedSQL',
  disposable: 'sync',
  life: 'endless',
  source: 'https://bun.com/docs/api/sql#reserved-connections',
});

export const bunLibrary = endedByMember({
  id: 'bun:ffi.dlopen',
  noun: 'library',
  acquire: [calling('bun:ffi#dlopen')],
  end: 'close',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://bun.com/docs/api/ffi',
});

export const bun = [
  bunServer,
  bunListener,
  bunSocket,
  bunDatagramSocket,
  bunProcess,
  bunFileSink,
  bunDatabase,
  bunSql,
  bunReservedSql,
  bunLibrary,
];

export const bunTypes: readonly ResultType[] = [
  ...both('file').map((key) => callGives(key, 'bun#BunFile')),
  awaitMethodGives('bun#SQL', 'reserve', 'bun#ReservedSQL'),
];
