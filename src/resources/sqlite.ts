import { callGives, calling, callingMethod, constructing, EMITTER, methodGives } from './define.js';
import { endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

export const nodeSqlite = endedByMember({
  id: 'sqlite.DatabaseSync',
  noun: 'database',
  acquire: [
    constructing('node:sqlite#DatabaseSync', {
      options: [{ argument: 1, property: 'open', value: false, effect: 'owes-nothing' }],
    }),
  ],
  end: 'close',
  type: 'node:sqlite#DatabaseSync',
  life: 'endless',
  processLifetime: true,
  doubleReleaseThrows: true,
  source: 'https://nodejs.org/api/sqlite.html#databaseclose',
});

export const nodeSqliteSession = endedByMember({
  id: 'sqlite.DatabaseSync.createSession',
  noun: 'session',
  acquire: [callingMethod('node:sqlite#DatabaseSync', 'createSession')],
  end: 'close',
  type: 'node:sqlite#Session',
  life: 'one-shot',
  doubleReleaseThrows: true,
  source: 'https://nodejs.org/api/sqlite.html#sessionclose',
});

export const betterSqlite = endedByMember({
  id: 'better-sqlite3',
  noun: 'database',
  acquire: [constructing('better-sqlite3#default'), calling('better-sqlite3#default')],
  end: 'close',
  type: 'better-sqlite3#Database',
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md#close---this',
});

export const sqlite3 = endedByMember({
  id: 'sqlite3.Database',
  noun: 'database',
  acquire: [constructing('sqlite3#Database')],
  end: 'close',
  type: 'sqlite3#Database',
  fluent: [...EMITTER, 'all', 'each', 'exec', 'get', 'run'],
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/TryGhost/node-sqlite3/wiki/API#close--callback',
});

export const sqliteOpen = endedByMember({
  id: 'sqlite.open',
  noun: 'database',
  acquire: [calling('sqlite#open', { awaited: true })],
  end: 'close',
  awaitEnd: true,
  type: 'sqlite#Database',
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/kriasoft/node-sqlite#closing-the-database',
});

export const libsql = endedByMember({
  id: 'libsql.createClient',
  noun: 'client',
  acquire: ['@libsql/client', '@libsql/client/node', '@libsql/client/sqlite3'].map((name) =>
    calling(`${name}#createClient`),
  ),
  end: 'close',
  type: '@libsql/client#Client',
  life: 'endless',
  processLifetime: true,
  source: 'https://docs.turso.tech/sdk/ts/reference#close',
});

/** "Transactions ... must be closed": an open one blocks other writers until it times out. */
export const libsqlTransaction = endedByMember({
  id: 'libsql.Client.transaction',
  noun: 'transaction',
  acquire: [callingMethod('@libsql/client#Client', 'transaction', { awaited: true })],
  end: 'close',
  endAlso: ['commit', 'rollback'],
  type: '@libsql/client#Transaction',
  life: 'endless',
  source: 'https://docs.turso.tech/sdk/ts/reference#interactive-transactions',
});

export const level = endedByMember({
  id: 'level.Level',
  noun: 'database',
  acquire: [constructing('level#Level'), constructing('classic-level#ClassicLevel')],
  end: 'close',
  awaitEnd: true,
  type: 'level#Level',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/Level/abstract-level#dbclose',
});

/** Iterated with `for await` it closes itself. */
export const levelIterator = endedByMember({
  id: 'level.Level.iterator',
  noun: 'iterator',
  acquire: ['level#Level', 'classic-level#ClassicLevel'].flatMap((type) =>
    ['iterator', 'keys', 'values'].map((name) => callingMethod(type, name)),
  ),
  end: 'close',
  awaitEnd: true,
  life: 'one-shot',
  source: 'https://github.com/Level/abstract-level#iteratorclose',
});

export const lmdb = endedByMember({
  id: 'lmdb.open',
  noun: 'database',
  acquire: [calling('lmdb#open')],
  end: 'close',
  awaitEnd: true,
  type: 'lmdb#RootDatabase',
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/kriszyp/lmdb-js#dbclose-promise',
});

export const pglite = endedByMember({
  id: 'pglite.PGlite',
  noun: 'database',
  acquire: [
    constructing('@electric-sql/pglite#PGlite'),
    calling('@electric-sql/pglite#PGlite.create', { awaited: true }),
  ],
  end: 'close',
  awaitEnd: true,
  type: '@electric-sql/pglite#PGlite',
  life: 'endless',
  processLifetime: true,
  source: 'https://pglite.dev/docs/api#close',
});

export const sqlite = [
  nodeSqlite,
  nodeSqliteSession,
  betterSqlite,
  sqlite3,
  sqliteOpen,
  libsql,
  libsqlTransaction,
  level,
  levelIterator,
  lmdb,
  pglite,
];

export const sqliteTypes: readonly ResultType[] = [
  methodGives('node:sqlite#DatabaseSync', 'createSession', 'node:sqlite#Session'),
  callGives('@libsql/client#createClient', '@libsql/client#Client'),
];
