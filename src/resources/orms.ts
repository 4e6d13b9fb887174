import {
  awaitMethodGives,
  callGives,
  calling,
  callingMethod,
  constructing,
  defineResource,
  method,
  methodGives,
} from './define.js';
import { endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

const KNEX = ['knex#default', 'knex#knex'] as const;

/** Its pool holds the process. */
export const knex = endedByMember({
  id: 'knex',
  noun: 'database',
  acquire: KNEX.map((key) => calling(key)),
  end: 'destroy',
  awaitEnd: true,
  type: 'knex#Knex',
  life: 'endless',
  processLifetime: true,
  source: 'https://knexjs.org/guide/#pool',
});

export const kysely = endedByMember({
  id: 'kysely.Kysely',
  noun: 'database',
  acquire: [constructing('kysely#Kysely')],
  end: 'destroy',
  awaitEnd: true,
  type: 'kysely#Kysely',
  life: 'endless',
  processLifetime: true,
  source: 'https://kysely-org.github.io/kysely-apidoc/classes/Kysely.html#destroy',
});

/** A controlled transaction keeps its connection until it is committed or rolled back. */
export const kyselyTransaction = defineResource({
  id: 'kysely.startTransaction',
  family: 'handle',
  noun: 'transaction',
  whileHeld: 'stays open',
  verb: 'roll back',
  repair: 'await $.rollback().execute()',
  acquire: [callingMethod('kysely#ControlledTransactionBuilder', 'execute', { awaited: true })],
  release: [method('rollback'), method('commit')],
  type: 'kysely#ControlledTransaction',
  life: 'endless',
  doubleReleaseThrows: true,
  source: 'https://kysely.dev/docs/examples/transactions/controlled-transaction',
});

/** "Make sure to release it when you no longer need it": it keeps a connection of the pool. */
export const typeormQueryRunner = endedByMember({
  id: 'typeorm.createQueryRunner',
  noun: 'query runner',
  acquire: ['DataSource', 'Connection'].map((type) => callingMethod(`typeorm#${type}`, 'createQueryRunner')),
  end: 'release',
  awaitEnd: true,
  armedBy: ['connect', 'startTransaction', 'query'],
  type: 'typeorm#QueryRunner',
  life: 'endless',
  source: 'https://typeorm.io/docs/query-runner/',
});

export const typeormDataSource = endedByMember({
  id: 'typeorm.DataSource',
  noun: 'data source',
  acquire: [constructing('typeorm#DataSource')],
  end: 'destroy',
  awaitEnd: true,
  armedBy: ['initialize'],
  type: 'typeorm#DataSource',
  life: 'endless',
  processLifetime: true,
  source: 'https://typeorm.io/docs/data-source/data-source-api/',
});

/** With a callback the transaction ends with it. */
export const unmanagedTransaction = endedByMember({
  id: 'knex.transaction',
  noun: 'transaction',
  acquire: ['knex#Knex', 'sequelize#Sequelize', 'sequelize#default', 'sequelize-typescript#Sequelize'].map((type) =>
    callingMethod(type, 'transaction', { awaited: true, withoutCallback: true }),
  ),
  end: 'rollback',
  awaitEnd: true,
  endAlso: ['commit'],
  type: 'knex#Knex.Transaction',
  life: 'endless',
  doubleReleaseThrows: true,
  source: 'https://sequelize.org/docs/v6/other-topics/transactions/#unmanaged-transactions',
});

export const sequelize = endedByMember({
  id: 'sequelize.Sequelize',
  noun: 'database',
  acquire: [
    constructing('sequelize#Sequelize'),
    constructing('sequelize#default'),
    constructing('sequelize-typescript#Sequelize'),
    constructing('@sequelize/core#Sequelize'),
  ],
  end: 'close',
  awaitEnd: true,
  type: 'sequelize#Sequelize',
  life: 'endless',
  processLifetime: true,
  source: 'https://sequelize.org/docs/v6/getting-started/#closing-the-connection',
});

export const prisma = endedByMember({
  id: 'prisma.PrismaClient',
  noun: 'Prisma client',
  acquire: [constructing('@prisma/client#PrismaClient')],
  end: '$disconnect',
  awaitEnd: true,
  type: '@prisma/client#PrismaClient',
  life: 'endless',
  processLifetime: true,
  source: 'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/connection-management',
});

const MIKRO = ['core', 'mariadb', 'mongodb', 'mssql', 'mysql', 'postgresql', 'sqlite', 'libsql', 'better-sqlite'];

export const mikroOrm = endedByMember({
  id: 'mikro-orm.init',
  noun: 'ORM',
  acquire: MIKRO.map((name) => calling(`@mikro-orm/${name}#MikroORM.init`, { awaited: true })),
  end: 'close',
  awaitEnd: true,
  type: '@mikro-orm/core#MikroORM',
  life: 'endless',
  processLifetime: true,
  source: 'https://mikro-orm.io/api/core/class/MikroORM#close',
});

/* No row: drizzle owes nothing of its own; the client that it wraps does. */

export const orms = [
  knex,
  kysely,
  kyselyTransaction,
  typeormQueryRunner,
  typeormDataSource,
  unmanagedTransaction,
  sequelize,
  prisma,
  mikroOrm,
];

export const ormTypes: readonly ResultType[] = [
  ...KNEX.map((key) => callGives(key, 'knex#Knex')),
  methodGives('kysely#Kysely', 'startTransaction', 'kysely#ControlledTransactionBuilder'),
  ...['setIsolationLevel', 'setAccessMode'].map((name) =>
    methodGives('kysely#ControlledTransactionBuilder', name, 'kysely#ControlledTransactionBuilder'),
  ),
  awaitMethodGives('kysely#ControlledTransactionBuilder', 'execute', 'kysely#ControlledTransaction'),
];
