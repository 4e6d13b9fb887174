import {
  awaitGives,
  awaitMethodGives,
  callGives,
  calling,
  callingMethod,
  constructing,
  EMITTER,
  methodGives,
} from './define.js';
import { endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

const IOREDIS = ['ioredis#default', 'ioredis#Redis', 'ioredis#Cluster', 'iovalkey#default', 'iovalkey#Redis'] as const;

/** It connects by itself, and reconnects until it quits. */
export const ioredis = endedByMember({
  id: 'ioredis.Redis',
  noun: 'Redis client',
  acquire: IOREDIS.flatMap((key) => [constructing(key), callingMethod(key, 'duplicate')]),
  end: 'quit',
  awaitEnd: true,
  endAlso: ['disconnect'],
  type: 'ioredis#Redis',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/redis/ioredis#connect-to-redis',
});

/** A failed `connect` leaves nothing open once the reconnect strategy has given up. */
export const nodeRedis = endedByMember({
  id: 'redis.createClient',
  noun: 'Redis client',
  acquire: ['redis', '@redis/client'].flatMap((name) =>
    ['createClient', 'createCluster'].map((create) => calling(`${name}#${create}`)),
  ),
  end: 'close',
  awaitEnd: true,
  endAlso: ['destroy', 'quit', 'disconnect'],
  armedBy: ['connect'],
  type: 'redis#RedisClientType',
  fluent: [...EMITTER, 'connect'],
  life: 'endless',
  processLifetime: true,
  doubleReleaseThrows: true,
  source: 'https://github.com/redis/node-redis#disconnecting',
});

export const valkeyGlide = endedByMember({
  id: 'valkey-glide.createClient',
  noun: 'Valkey client',
  acquire: ['GlideClient', 'GlideClusterClient'].map((name) =>
    calling(`@valkey/valkey-glide#${name}.createClient`, { awaited: true }),
  ),
  end: 'close',
  type: '@valkey/valkey-glide#GlideClient',
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/valkey-io/valkey-glide/tree/main/node#basic-examples',
});

export const postgresJs = endedByMember({
  id: 'postgres',
  noun: 'client',
  acquire: [calling('postgres#default')],
  end: 'end',
  awaitEnd: true,
  type: 'postgres#Sql',
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/porsager/postgres#teardown--cleanup',
});

export const postgresJsReserved = endedByMember({
  id: 'postgres.reserve',
  noun: 'reserved connection',
  acquire: [callingMethod('postgres#Sql', 'reserve', { awaited: true })],
  end: 'release',
  type: 'postgres#ReservedSql',
  life: 'endless',
  source: 'https://github.com/porsager/postgres#await-sqlreserve',
});

export const slonik = endedByMember({
  id: 'slonik.createPool',
  noun: 'pool',
  acquire: [calling('slonik#createPool', { awaited: true })],
  end: 'end',
  awaitEnd: true,
  type: 'slonik#DatabasePool',
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/gajus/slonik#ending-connection-pool',
});

/** `connect` gives the global pool, the same on each call: owed where it is closed somewhere. */
export const mssqlPool = endedByMember({
  id: 'mssql.connect',
  noun: 'connection pool',
  acquire: ['mssql', 'mssql/msnodesqlv8'].map((name) => calling(`${name}#connect`, { awaited: true })),
  end: 'close',
  awaitEnd: true,
  type: 'mssql#ConnectionPool',
  fluent: EMITTER,
  life: 'one-shot',
  processLifetime: true,
  source: 'https://github.com/tediousjs/node-mssql#close',
});

/** Closed, it goes back to its pool. */
export const oracleConnection = endedByMember({
  id: 'oracledb.getConnection',
  noun: 'connection',
  acquire: [
    calling('oracledb#getConnection', { awaited: true }),
    callingMethod('oracledb#Pool', 'getConnection', { awaited: true }),
  ],
  end: 'close',
  awaitEnd: true,
  endAlso: ['release'],
  type: 'oracledb#Connection',
  life: 'endless',
  doubleReleaseThrows: true,
  source: 'https://node-oracledb.readthedocs.io/en/latest/user_guide/connection_handling.html#closing-connections',
});

export const oraclePool = endedByMember({
  id: 'oracledb.createPool',
  noun: 'pool',
  acquire: [calling('oracledb#createPool', { awaited: true })],
  end: 'close',
  awaitEnd: true,
  endAlso: ['terminate'],
  type: 'oracledb#Pool',
  life: 'endless',
  processLifetime: true,
  source: 'https://node-oracledb.readthedocs.io/en/latest/api_manual/pool.html#pool.close',
});

export const neo4jDriver = endedByMember({
  id: 'neo4j.driver',
  noun: 'driver',
  acquire: [calling('neo4j-driver#driver')],
  end: 'close',
  awaitEnd: true,
  type: 'neo4j-driver#Driver',
  disposable: 'async',
  life: 'endless',
  processLifetime: true,
  source: 'https://neo4j.com/docs/javascript-manual/current/connect/',
});

/** "Sessions should be closed": one holds a connection of the pool. */
export const neo4jSession = endedByMember({
  id: 'neo4j.Driver.session',
  noun: 'session',
  acquire: [callingMethod('neo4j-driver#Driver', 'session')],
  end: 'close',
  awaitEnd: true,
  type: 'neo4j-driver#Session',
  disposable: 'async',
  life: 'endless',
  source: 'https://neo4j.com/docs/javascript-manual/current/transactions/',
});

export const cassandra = endedByMember({
  id: 'cassandra.Client',
  noun: 'client',
  acquire: [constructing('cassandra-driver#Client')],
  end: 'shutdown',
  awaitEnd: true,
  type: 'cassandra-driver#Client',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://docs.datastax.com/en/developer/nodejs-driver/4.8/api/class.Client/index.html',
});

export const clickhouse = endedByMember({
  id: 'clickhouse.createClient',
  noun: 'client',
  acquire: [calling('@clickhouse/client#createClient')],
  end: 'close',
  awaitEnd: true,
  type: '@clickhouse/client#ClickHouseClient',
  life: 'endless',
  processLifetime: true,
  source: 'https://clickhouse.com/docs/integrations/javascript#closing-the-client',
});

/** Points that are still buffered are lost unless it is closed. */
export const influxWriter = endedByMember({
  id: 'influxdb.getWriteApi',
  noun: 'write API',
  acquire: [callingMethod('@influxdata/influxdb-client#InfluxDB', 'getWriteApi')],
  end: 'close',
  awaitEnd: true,
  type: '@influxdata/influxdb-client#WriteApi',
  life: 'endless',
  processLifetime: true,
  source: 'https://influxdata.github.io/influxdb-client-js/influxdb-client.writeapi.close.html',
});

export const couchbase = endedByMember({
  id: 'couchbase.connect',
  noun: 'cluster',
  acquire: [
    calling('couchbase#connect', { awaited: true }),
    calling('couchbase#Cluster.connect', { awaited: true }),
  ],
  end: 'close',
  awaitEnd: true,
  type: 'couchbase#Cluster',
  life: 'endless',
  processLifetime: true,
  source: 'https://docs.couchbase.com/nodejs-sdk/current/howtos/managing-connections.html',
});

export const databases = [
  ioredis,
  nodeRedis,
  valkeyGlide,
  postgresJs,
  postgresJsReserved,
  slonik,
  mssqlPool,
  oracleConnection,
  oraclePool,
  neo4jDriver,
  neo4jSession,
  cassandra,
  clickhouse,
  influxWriter,
  couchbase,
];

export const databaseTypes: readonly ResultType[] = [
  ...IOREDIS.map((key) => methodGives(key, 'duplicate', key)),
  callGives('postgres#default', 'postgres#Sql'),
  awaitMethodGives('postgres#Sql', 'reserve', 'postgres#ReservedSql'),
  awaitGives('mssql#connect', 'mssql#ConnectionPool'),
  awaitGives('oracledb#getConnection', 'oracledb#Connection'),
  awaitGives('oracledb#createPool', 'oracledb#Pool'),
  awaitMethodGives('oracledb#Pool', 'getConnection', 'oracledb#Connection'),
  callGives('neo4j-driver#driver', 'neo4j-driver#Driver'),
  methodGives('neo4j-driver#Driver', 'session', 'neo4j-driver#Session'),
];
