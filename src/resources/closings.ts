/**
 * Closing calls that go on after they return: which, and how one learns that they are done.
 *
 * The rows of resources whose repair is written with `await` are closing calls as well; these are the others. Data only.
 */

export interface Closing {
  readonly types: readonly string[];
  readonly names: readonly string[];
  readonly source: string;
}

/** Closed when a callback is called, or an event comes. */
export const closingsByCallback: readonly Closing[] = [
  {
    types: ['node:http#Server', 'node:https#Server', 'node:net#Server', 'node:tls#Server', 'node:http2#Http2Server', 'ws#WebSocketServer', 'ws#Server'],
    names: ['close'],
    source: 'https://nodejs.org/api/http.html#serverclosecallback',
  },
  {
    types: ['node:fs#WriteStream', 'node:stream#Writable', 'node:stream#PassThrough', 'node:net#Socket'],
    names: ['end'],
    source: 'https://nodejs.org/api/process.html#processexitcode',
  },
  {
    types: ['winston#Logger', 'pino#Logger'],
    names: ['end', 'flush'],
    source: 'https://nodejs.org/api/process.html#processexitcode',
  },
];

/** Names of closing members that usually give a promise; evidence only beside other evidence. */
export const closingMembers: readonly string[] = ['close', 'end', 'shutdown', 'stop', 'terminate', 'destroy', 'dispose', 'quit', 'disconnect', '$disconnect', 'drain', 'flush'];

/** The last words of names of what takes requests; evidence only where it is closed beside a store. */
export const serverWords: readonly string[] = ['server', 'app', 'fastify', 'http', 'https', 'httpserver', 'listener', 'api'];

/** The last words of names of what requests read from and write to. */
export const storeWords: readonly string[] = (
  'pool db database prisma redis mongo mongoose mongodb knex sequelize datasource connection postgres pg mysql sql cache store'
).split(' ');

/** Leaving the process at once. https://nodejs.org/api/process.html#processexitcode */
export const exitOrigins: readonly string[] = ['global:process.exit', 'node:process#exit', 'node:process#default.exit'];
