import {
  awaitGives,
  awaitMethodGives,
  callGives,
  calling,
  callingMethod,
  defineResource,
  EMITTER,
  ENDED,
  method,
  methodGives,
  passedToMethod,
  RELEASED,
} from './define.js';
import type { ResultType } from './spec.js';

/** Their pools have promises. */
const PROMISED = ['mysql2/promise', 'mariadb'] as const;
/** Their pools take callbacks. */
const CALLED_BACK = ['mysql2', 'mysql'] as const;

export const mysqlConnection = defineResource({
  id: 'mysql2.createConnection',
  family: 'handle',
  noun: 'connection',
  ...ENDED,
  repair: 'await $.end()',
  acquire: PROMISED.map((name) => calling(`${name}#createConnection`, { awaited: true })),
  release: [method('end'), method('destroy')],
  type: 'mysql2/promise#Connection',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://sidorares.github.io/node-mysql2/docs/examples/connections/create-connection',
});

/** Ended with a callback or not; it connects on its own. */
export const mysqlCallbackConnection = defineResource({
  id: 'mysql.createConnection',
  family: 'handle',
  noun: 'connection',
  ...ENDED,
  repair: '$.end()',
  acquire: CALLED_BACK.map((name) => calling(`${name}#createConnection`)),
  release: [method('end'), method('destroy')],
  type: 'mysql2#Connection',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/mysqljs/mysql#terminating-connections',
});

export const mysqlPooledConnection = defineResource({
  id: 'mysql2.Pool.getConnection',
  family: 'handle',
  noun: 'connection',
  ...RELEASED,
  repair: '$.release()',
  acquire: [
    ...PROMISED.map((name) => callingMethod(`${name}#Pool`, 'getConnection', { awaited: true })),
    ...CALLED_BACK.map((name) =>
      callingMethod(`${name}#Pool`, 'getConnection', { callbackParameter: { index: 1, errorFirst: true } }),
    ),
  ],
  release: [method('release'), method('destroy'), method('end'), passedToMethod('releaseConnection')],
  type: 'mysql2/promise#PoolConnection',
  fluent: EMITTER,
  life: 'endless',
  source: 'https://github.com/mysqljs/mysql#pooling-connections',
});

export const mysqlPool = defineResource({
  id: 'mysql2.createPool',
  family: 'handle',
  noun: 'pool',
  ...ENDED,
  repair: 'await $.end()',
  acquire: [...PROMISED, ...CALLED_BACK].map((name) => calling(`${name}#createPool`)),
  release: [method('end')],
  type: 'mysql2/promise#Pool',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/mysqljs/mysql#closing-all-the-connections-in-a-pool',
});

export const mysql = [mysqlConnection, mysqlCallbackConnection, mysqlPooledConnection, mysqlPool];

export const mysqlTypes: readonly ResultType[] = [
  ...PROMISED.flatMap((name) => [
    callGives(`${name}#createPool`, `${name}#Pool`),
    awaitGives(`${name}#createConnection`, 'mysql2/promise#Connection'),
    awaitMethodGives(`${name}#Pool`, 'getConnection', 'mysql2/promise#PoolConnection'),
  ]),
  ...CALLED_BACK.flatMap((name) => [
    callGives(`${name}#createPool`, `${name}#Pool`),
    callGives(`${name}#createConnection`, 'mysql2#Connection'),
  ]),
  methodGives('mysql2#Pool', 'promise', 'mysql2/promise#Pool'),
];
