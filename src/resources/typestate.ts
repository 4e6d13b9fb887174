/**
 * What may no longer be done to something that was closed.
 *
 * Data only: each row names the documentation that makes it true.
 */
import type { EndingMember } from './producers.js';

export interface Typestate {
  readonly id: string;
  readonly types: readonly string[];
  /** Members that close it; `finished` says what to call that in messages. */
  readonly closes: readonly EndingMember[];
  /** Members that throw, reject or are lost once it is closed. */
  readonly uses: readonly string[];
  /** Closing it again by one of these throws or rejects. */
  readonly closesOnce: readonly string[];
  readonly source: string;
}

const NODE_WRITABLES = ['node:stream#Writable', 'node:stream#Duplex', 'node:stream#PassThrough', 'node:stream#Transform', 'node:fs#WriteStream', 'node:net#Socket', 'node:tls#TLSSocket', 'node:http#ClientRequest'];
const WRITING = ['write', 'cork'];

export const typestates: readonly Typestate[] = [
  {
    id: 'stream controller',
    types: ['global:ReadableStreamDefaultController', 'global:ReadableByteStreamController', 'node:stream/web#ReadableStreamDefaultController'],
    closes: [{ name: 'close' }, { name: 'error' }],
    uses: ['enqueue'],
    closesOnce: ['close'],
    source: 'https://streams.spec.whatwg.org/#rs-default-controller-close',
  },
  {
    id: 'transform controller',
    types: ['global:TransformStreamDefaultController'],
    closes: [{ name: 'terminate' }, { name: 'error' }],
    uses: ['enqueue'],
    closesOnce: [],
    source: 'https://streams.spec.whatwg.org/#ts-default-controller-terminate',
  },
  {
    id: 'stream writer',
    types: ['global:WritableStreamDefaultWriter'],
    closes: [{ name: 'close' }, { name: 'abort' }, { name: 'releaseLock' }],
    uses: ['write'],
    closesOnce: ['close'],
    source: 'https://streams.spec.whatwg.org/#default-writer-write',
  },
  {
    id: 'stream reader',
    types: ['global:ReadableStreamDefaultReader', 'global:ReadableStreamBYOBReader'],
    closes: [{ name: 'releaseLock' }],
    uses: ['read', 'cancel'],
    closesOnce: [],
    source: 'https://streams.spec.whatwg.org/#default-reader-read',
  },
  {
    id: 'readable stream',
    types: ['node:stream#Readable', 'node:stream#Duplex', 'node:stream#PassThrough', 'node:stream#Transform'],
    closes: [{ name: 'push', argument: { value: null } }],
    uses: ['push', 'unshift'],
    closesOnce: [],
    source: 'https://nodejs.org/api/errors.html#err_stream_push_after_eof',
  },
  {
    id: 'writable stream',
    types: NODE_WRITABLES,
    closes: [{ name: 'end' }, { name: 'destroy' }],
    uses: WRITING,
    closesOnce: [],
    source: 'https://nodejs.org/api/errors.html#err_stream_write_after_end',
  },
  {
    id: 'HTTP response',
    types: ['node:http#ServerResponse', 'node:http2#Http2ServerResponse'],
    closes: [{ name: 'end' }],
    uses: [...WRITING, 'writeHead', 'setHeader', 'appendHeader', 'writeContinue'],
    closesOnce: [],
    source: 'https://nodejs.org/api/errors.html#err_http_headers_sent',
  },
  {
    id: 'WebSocket',
    types: ['global:WebSocket', 'ws#WebSocket', 'ws#default'],
    closes: [{ name: 'close' }, { name: 'terminate' }],
    uses: ['send', 'ping'],
    closesOnce: [],
    source: 'https://websockets.spec.whatwg.org/#dom-websocket-send',
  },
  {
    id: 'broadcast channel',
    types: ['global:BroadcastChannel', 'global:MessagePort', 'node:worker_threads#MessagePort', 'node:worker_threads#BroadcastChannel'],
    closes: [{ name: 'close' }],
    uses: ['postMessage'],
    closesOnce: [],
    source: 'https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel-postmessage',
  },
  {
    id: 'worker',
    types: ['global:Worker', 'node:worker_threads#Worker'],
    closes: [{ name: 'terminate' }],
    uses: ['postMessage'],
    closesOnce: [],
    source: 'https://html.spec.whatwg.org/multipage/workers.html#dom-worker-terminate',
  },
  {
    id: 'rxjs observer',
    types: ['rxjs#Subject', 'rxjs#BehaviorSubject', 'rxjs#ReplaySubject', 'rxjs#AsyncSubject', 'rxjs#Subscriber'],
    closes: [{ name: 'complete' }, { name: 'error' }],
    uses: ['next'],
    closesOnce: [],
    source: 'https://rxjs.dev/guide/observable#executing-observables',
  },
  {
    id: 'database client',
    types: ['pg#Client', 'pg#Pool', 'mysql2/promise#Connection', 'mysql2/promise#Pool', 'mysql2#Connection', 'mysql2#Pool'],
    closes: [{ name: 'end' }],
    uses: ['query', 'execute', 'connect', 'getConnection'],
    closesOnce: [],
    source: 'https://node-postgres.com/apis/client#clientend',
  },
  {
    id: 'pooled client',
    types: ['pg#PoolClient'],
    closes: [{ name: 'release' }],
    uses: ['query'],
    closesOnce: ['release'],
    source: 'https://node-postgres.com/apis/pool#releasing-clients',
  },
  {
    id: 'file handle',
    types: ['node:fs/promises#FileHandle'],
    closes: [{ name: 'close' }],
    uses: ['read', 'readFile', 'write', 'writeFile', 'appendFile', 'stat', 'sync', 'truncate', 'readLines', 'createReadStream', 'createWriteStream'],
    closesOnce: [],
    source: 'https://nodejs.org/api/fs.html#filehandleclose',
  },
  {
    id: 'peer connection',
    types: ['global:RTCPeerConnection'],
    closes: [{ name: 'close' }],
    uses: ['addTrack', 'createOffer', 'createAnswer', 'setLocalDescription', 'setRemoteDescription', 'createDataChannel', 'addTransceiver'],
    closesOnce: [],
    source: 'https://w3c.github.io/webrtc-pc/#dom-rtcpeerconnection-close',
  },
  {
    id: 'audio context',
    types: ['global:AudioContext'],
    closes: [{ name: 'close' }],
    uses: ['resume', 'suspend'],
    closesOnce: ['close'],
    source: 'https://webaudio.github.io/web-audio-api/#dom-audiocontext-close',
  },
];

/** Types of the parameters that hosts give to the functions of a source: constructor, member, parameter. */
export const givenParameters: readonly { readonly of: string; readonly members: readonly string[]; readonly parameter: number; readonly type: string }[] = [
  { of: 'global:ReadableStream', members: ['start', 'pull'], parameter: 0, type: 'global:ReadableStreamDefaultController' },
  { of: 'global:TransformStream', members: ['start', 'transform', 'flush'], parameter: 0, type: 'global:TransformStreamDefaultController' },
  { of: 'global:TransformStream', members: ['transform'], parameter: 1, type: 'global:TransformStreamDefaultController' },
  { of: 'rxjs#Observable', members: [], parameter: 0, type: 'rxjs#Subscriber' },
  { of: 'node:http#createServer', members: [], parameter: 1, type: 'node:http#ServerResponse' },
  { of: 'node:https#createServer', members: [], parameter: 1, type: 'node:http#ServerResponse' },
];

/** The names of all members that close something. */
export const closingNames: ReadonlySet<string> = new Set(typestates.flatMap(({ closes }) => closes.map(({ name }) => name)));
