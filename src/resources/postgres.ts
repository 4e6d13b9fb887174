import {
  awaitMethodGives,
  calledItself,
  callingMethod,
  constructing,
  defineResource,
  EMITTER,
  ENDED,
  method,
  RELEASED,
} from './define.js';
import type { ResultType } from './spec.js';

/** `pg` and what has the same classes. */
const PACKAGES = ['pg', '@neondatabase/serverless', '@vercel/postgres'] as const;

/** "You must call client.release() when you are finished with it." A second call throws. */
export const pgPoolClient = defineResource({
  id: 'pg.Pool.connect',
  family: 'handle',
  noun: 'client',
  ...RELEASED,
  repair: '$.release()',
  acquire: [
    ...PACKAGES.map((name) => callingMethod(`${name}#Pool`, 'connect', { awaited: true, withoutCallback: true })),
    callingMethod('pg-pool#default', 'connect', { awaited: true, withoutCallback: true }),
  ],
  release: [method('release')],
  type: 'pg#PoolClient',
  fluent: EMITTER,
  life: 'endless',
  doubleReleaseThrows: true,
  source: 'https://node-postgres.com/apis/pool#poolconnect',
});

/** With a callback, the client or the third parameter releases it: each is owed where it is used somewhere. */
export const pgCallbackClient = defineResource({
  id: 'pg.Pool.connect (callback)',
  family: 'handle',
  noun: 'client',
  ...RELEASED,
  repair: '$.release()',
  acquire: PACKAGES.map((name) =>
    callingMethod(`${name}#Pool`, 'connect', { callbackParameter: { index: 1, errorFirst: true } }),
  ),
  release: [method('release')],
  type: 'pg#PoolClient',
  fluent: EMITTER,
  life: 'one-shot',
  doubleReleaseThrows: true,
  source: 'https://node-postgres.com/apis/pool#poolconnect',
});

export const pgCallbackRelease = defineResource({
  id: 'pg.Pool.connect (done)',
  family: 'handle',
  noun: 'client',
  whileHeld: 'is not called',
  verb: 'call',
  repair: '$()',
  acquire: PACKAGES.map((name) =>
    callingMethod(`${name}#Pool`, 'connect', { callbackParameter: { index: 2, errorFirst: true } }),
  ),
  release: [calledItself],
  life: 'one-shot',
  doubleReleaseThrows: true,
  source: 'https://node-postgres.com/apis/pool#poolconnect',
});

export const pgPool = defineResource({
  id: 'pg.Pool',
  family: 'handle',
  noun: 'pool',
  ...ENDED,
  repair: 'await $.end()',
  acquire: [...PACKAGES.map((name) => constructing(`${name}#Pool`)), constructing('pg-pool#default')],
  release: [method('end')],
  type: 'pg#Pool',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  doubleReleaseThrows: true,
  source: 'https://node-postgres.com/apis/pool#poolend',
});

/** A failed `connect` leaves nothing open. */
export const pgClient = defineResource({
  id: 'pg.Client',
  family: 'handle',
  noun: 'client',
  ...ENDED,
  repair: 'await $.end()',
  acquire: PACKAGES.map((name) => constructing(`${name}#Client`)),
  release: [method('end')],
  armedBy: ['connect'],
  type: 'pg#Client',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://node-postgres.com/apis/client#clientend',
});

export const postgres = [pgClient, pgPoolClient, pgCallbackClient, pgCallbackRelease, pgPool];

export const postgresTypes: readonly ResultType[] = [
  ...PACKAGES.map((name) => awaitMethodGives(`${name}#Pool`, 'connect', 'pg#PoolClient')),
  awaitMethodGives('pg-pool#default', 'connect', 'pg#PoolClient'),
];
