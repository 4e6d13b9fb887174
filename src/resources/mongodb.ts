import {
  awaitGives,
  awaitMethodGives,
  callGives,
  calling,
  callingMethod,
  CLOSED,
  constructing,
  defineResource,
  EMITTER,
  ENDED,
  method,
  methodGives,
} from './define.js';
import type { ResultType } from './spec.js';

export const mongoClient = defineResource({
  id: 'mongodb.MongoClient.connect',
  family: 'handle',
  noun: 'client',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: [calling('mongodb#MongoClient.connect', { awaited: true })],
  release: [method('close')],
  type: 'mongodb#MongoClient',
  fluent: EMITTER,
  disposable: 'async',
  life: 'endless',
  processLifetime: true,
  source: 'https://mongodb.github.io/node-mongodb-native/6.0/classes/MongoClient.html#close',
});

export const mongoSession = defineResource({
  id: 'mongodb.MongoClient.startSession',
  family: 'handle',
  noun: 'session',
  ...ENDED,
  repair: 'await $.endSession()',
  acquire: [
    callingMethod('mongodb#MongoClient', 'startSession'),
    calling('mongoose#startSession', { awaited: true }),
    callingMethod('mongoose#Connection', 'startSession', { awaited: true }),
    callingMethod('mongoose#Model', 'startSession', { awaited: true }),
  ],
  release: [method('endSession')],
  type: 'mongodb#ClientSession',
  fluent: EMITTER,
  disposable: 'async',
  life: 'endless',
  source: 'https://mongodb.github.io/node-mongodb-native/6.0/classes/ClientSession.html#endSession',
});

export const mongoChangeStream = defineResource({
  id: 'mongodb.Collection.watch',
  family: 'handle',
  noun: 'change stream',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: [
    ...['Collection', 'Db', 'MongoClient'].map((type) => callingMethod(`mongodb#${type}`, 'watch')),
    callingMethod('mongoose#Model', 'watch'),
  ],
  release: [method('close')],
  type: 'mongodb#ChangeStream',
  fluent: EMITTER,
  disposable: 'async',
  life: 'endless',
  processLifetime: true,
  source: 'https://mongodb.github.io/node-mongodb-native/6.0/classes/ChangeStream.html#close',
});

const CURSOR_FLUENT = [
  'addCursorFlag',
  'allowDiskUse',
  'batchSize',
  'collation',
  'filter',
  'hint',
  'limit',
  'map',
  'max',
  'maxTimeMS',
  'min',
  'project',
  'skip',
  'sort',
];

/** Read to its end a cursor closes itself, and so does a loop that breaks off: owed where it is closed somewhere. */
export const mongoCursor = defineResource({
  id: 'mongodb.Collection.find',
  family: 'handle',
  noun: 'cursor',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: ['find', 'aggregate'].map((name) => callingMethod('mongodb#Collection', name)),
  release: [method('close'), method('toArray'), method('forEach')],
  type: 'mongodb#FindCursor',
  fluent: [...EMITTER, ...CURSOR_FLUENT],
  disposable: 'async',
  life: 'one-shot',
  source: 'https://www.mongodb.com/docs/drivers/node/current/crud/query/cursor/#close-a-cursor',
});

export const mongoUpload = defineResource({
  id: 'mongodb.GridFSBucket.openUploadStream',
  family: 'handle',
  noun: 'upload stream',
  ...ENDED,
  repair: '$.end()',
  acquire: ['openUploadStream', 'openUploadStreamWithId'].map((name) => callingMethod('mongodb#GridFSBucket', name)),
  release: [method('end'), method('abort'), method('destroy')],
  type: 'mongodb#GridFSBucketWriteStream',
  fluent: EMITTER,
  life: 'endless',
  source: 'https://www.mongodb.com/docs/drivers/node/current/crud/gridfs/#upload-files',
});

/** A failed `connect` closes what it opened; since version 4.7 the first operation connects as well. */
export const newMongoClient = defineResource({
  id: 'mongodb.MongoClient',
  family: 'handle',
  noun: 'client',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: [constructing('mongodb#MongoClient')],
  release: [method('close')],
  armedBy: ['connect', 'db', 'startSession', 'watch', 'withSession'],
  type: 'mongodb#MongoClient',
  fluent: EMITTER,
  disposable: 'async',
  life: 'endless',
  processLifetime: true,
  source: 'https://mongodb.github.io/node-mongodb-native/6.0/classes/MongoClient.html#close',
});

export const mongodb = [mongoClient, newMongoClient, mongoSession, mongoChangeStream, mongoCursor, mongoUpload];

export const mongodbTypes: readonly ResultType[] = [
  awaitGives('mongodb#MongoClient.connect', 'mongodb#MongoClient'),
  awaitMethodGives('mongodb#MongoClient', 'connect', 'mongodb#MongoClient'),
  methodGives('mongodb#MongoClient', 'db', 'mongodb#Db'),
  methodGives('mongodb#MongoClient', 'startSession', 'mongodb#ClientSession'),
  methodGives('mongodb#Db', 'collection', 'mongodb#Collection'),
  awaitMethodGives('mongodb#Db', 'createCollection', 'mongodb#Collection'),
  ...['Collection', 'Db', 'MongoClient'].map((type) => methodGives(`mongodb#${type}`, 'watch', 'mongodb#ChangeStream')),
  methodGives('mongodb#Collection', 'find', 'mongodb#FindCursor'),
  methodGives('mongodb#Collection', 'aggregate', 'mongodb#FindCursor'),
  callGives('mongoose#model', 'mongoose#Model'),
  callGives('mongoose#createConnection', 'mongoose#Connection'),
];
