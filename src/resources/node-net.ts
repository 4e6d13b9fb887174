import {
  callGives,
  calling,
  CLOSED,
  constructing,
  defineResource,
  DESTROYED,
  EMITTER,
  endedBySignal,
  method,
} from './define.js';
import type { Acquisition, ResourceSpec, ResultType } from './spec.js';

interface ServerRow {
  readonly id: string;
  readonly type: string;
  readonly acquire: readonly Acquisition[];
  readonly source: string;
}

/** Every server of Node closes in the same way, and lives as long as its process in most programs. */
const server = ({ id, type, acquire, source }: ServerRow): ResourceSpec =>
  defineResource({
    id,
    family: 'handle',
    noun: 'server',
    ...CLOSED,
    repair: '$.close()',
    acquire,
    release: [method('close')],
    type,
    waive: ['unref'],
    fluent: [...EMITTER, 'listen', 'ref', 'setTimeout'],
    disposable: 'async',
    life: 'endless',
    processLifetime: true,
    source,
  });

export const netServer = server({
  id: 'net.createServer',
  type: 'node:net#Server',
  acquire: [calling('node:net#createServer'), constructing('node:net#Server')],
  source: 'https://nodejs.org/api/net.html#serverclosecallback',
});

export const tlsServer = server({
  id: 'tls.createServer',
  type: 'node:tls#Server',
  acquire: [calling('node:tls#createServer'), constructing('node:tls#Server')],
  source: 'https://nodejs.org/api/tls.html#class-tlsserver',
});

export const httpServer = server({
  id: 'http.createServer',
  type: 'node:http#Server',
  acquire: [calling('node:http#createServer'), constructing('node:http#Server')],
  source: 'https://nodejs.org/api/http.html#serverclosecallback',
});

export const httpsServer = server({
  id: 'https.createServer',
  type: 'node:https#Server',
  acquire: [calling('node:https#createServer'), constructing('node:https#Server')],
  source: 'https://nodejs.org/api/https.html#serverclosecallback',
});

export const http2Server = server({
  id: 'http2.createServer',
  type: 'node:http2#Http2Server',
  acquire: [calling('node:http2#createServer'), calling('node:http2#createSecureServer')],
  source: 'https://nodejs.org/api/http2.html#serverclosecallback',
});

const SOCKET_FLUENT = [
  ...EMITTER,
  'connect',
  'pause',
  'ref',
  'resume',
  'setEncoding',
  'setKeepAlive',
  'setNoDelay',
  'setTimeout',
];

const socketReleases = [method('destroy'), method('end'), method('destroySoon'), method('resetAndDestroy')];

/** The peer may end a socket, and an error destroys it: it is owed only where this code means to end it. */
export const netSocket = defineResource({
  id: 'net.connect',
  family: 'handle',
  noun: 'socket',
  ...DESTROYED,
  repair: '$.destroy()',
  acquire: [
    calling('node:net#connect', { options: [endedBySignal('any')] }),
    calling('node:net#createConnection', { options: [endedBySignal('any')] }),
    constructing('node:net#Socket', { options: [endedBySignal(0)] }),
  ],
  release: socketReleases,
  type: 'node:net#Socket',
  waive: ['unref'],
  fluent: SOCKET_FLUENT,
  life: 'one-shot',
  source: 'https://nodejs.org/api/net.html#socketdestroyerror',
});

export const tlsSocket = defineResource({
  id: 'tls.connect',
  family: 'handle',
  noun: 'TLS socket',
  ...DESTROYED,
  repair: '$.destroy()',
  acquire: [
    calling('node:tls#connect', { options: [endedBySignal('any')] }),
    constructing('node:tls#TLSSocket', { options: [endedBySignal(1)] }),
  ],
  release: socketReleases,
  type: 'node:tls#TLSSocket',
  waive: ['unref'],
  fluent: SOCKET_FLUENT,
  life: 'one-shot',
  source: 'https://nodejs.org/api/tls.html#class-tlstlssocket',
});

/** A session stays connected until one of its sides closes it, and holds the process. */
export const http2Session = defineResource({
  id: 'http2.connect',
  family: 'handle',
  noun: 'HTTP/2 session',
  ...CLOSED,
  repair: '$.close()',
  acquire: [calling('node:http2#connect')],
  release: [method('close'), method('destroy')],
  type: 'node:http2#ClientHttp2Session',
  waive: ['unref'],
  fluent: EMITTER,
  life: 'endless',
  source: 'https://nodejs.org/api/http2.html#http2sessionclosecallback',
});

/** Only an agent that keeps connections alive has something to destroy: owed where it is destroyed somewhere. */
export const httpAgent = defineResource({
  id: 'http.Agent',
  family: 'handle',
  noun: 'agent',
  ...DESTROYED,
  repair: '$.destroy()',
  acquire: ['node:http#Agent', 'node:https#Agent'].map((key) => constructing(key, { minArguments: 1 })),
  release: [method('destroy')],
  type: 'node:http#Agent',
  fluent: EMITTER,
  life: 'one-shot',
  processLifetime: true,
  source: 'https://nodejs.org/api/http.html#agentdestroy',
});

export const datagramSocket = defineResource({
  id: 'dgram.createSocket',
  family: 'handle',
  noun: 'datagram socket',
  ...CLOSED,
  repair: '$.close()',
  acquire: [calling('node:dgram#createSocket', { options: [endedBySignal(0)] })],
  release: [method('close')],
  type: 'node:dgram#Socket',
  waive: ['unref'],
  fluent: [...EMITTER, 'bind', 'ref'],
  disposable: 'async',
  life: 'endless',
  processLifetime: true,
  doubleReleaseThrows: true,
  source: 'https://nodejs.org/api/dgram.html#socketclosecallback',
});

/* No rows: `http.request`, the streams of `http2` and a server's accepted sockets end with their exchange. */
export const nodeNet = [
  netServer,
  tlsServer,
  httpServer,
  httpsServer,
  http2Server,
  netSocket,
  tlsSocket,
  http2Session,
  httpAgent,
  datagramSocket,
];

export const nodeNetTypes: readonly ResultType[] = [
  callGives('node:net#createServer', 'node:net#Server'),
  callGives('node:tls#createServer', 'node:tls#Server'),
  callGives('node:http#createServer', 'node:http#Server'),
  callGives('node:https#createServer', 'node:https#Server'),
  callGives('node:http2#createServer', 'node:http2#Http2Server'),
  callGives('node:http2#createSecureServer', 'node:http2#Http2Server'),
  callGives('node:net#connect', 'node:net#Socket'),
  callGives('node:net#createConnection', 'node:net#Socket'),
  callGives('node:tls#connect', 'node:tls#TLSSocket'),
  callGives('node:http2#connect', 'node:http2#ClientHttp2Session'),
  callGives('node:dgram#createSocket', 'node:dgram#Socket'),
];
