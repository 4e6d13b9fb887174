import { CLOSED, constructing, defineResource, method } from './define.js';

/** The peer may close a socket, so it is owed only where this code closes it somewhere. */
export const webSocket = defineResource({
  id: 'WebSocket',
  family: 'handle',
  noun: 'WebSocket',
  ...CLOSED,
  repair: '$.close()',
  acquire: [constructing('global:WebSocket'), constructing('undici#WebSocket')],
  release: [method('close')],
  type: 'global:WebSocket',
  life: 'one-shot',
  source: 'https://websockets.spec.whatwg.org/#dom-websocket-close',
});

/** It reconnects whenever the server ends the response: only `close` ends it. */
export const eventSource = defineResource({
  id: 'EventSource',
  family: 'handle',
  noun: 'EventSource',
  ...CLOSED,
  repair: '$.close()',
  acquire: ['global:EventSource', 'eventsource#EventSource', 'undici#EventSource'].map((key) => constructing(key)),
  release: [method('close')],
  type: 'global:EventSource',
  life: 'endless',
  processLifetime: true,
  source: 'https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource-close',
});

export const webTransport = defineResource({
  id: 'WebTransport',
  family: 'handle',
  noun: 'WebTransport',
  ...CLOSED,
  repair: '$.close()',
  acquire: [constructing('global:WebTransport')],
  release: [method('close')],
  type: 'global:WebTransport',
  endsWhenRejects: ['ready'],
  life: 'endless',
  source: 'https://www.w3.org/TR/webtransport/#dom-webtransport-close',
});

/** A peer connection holds its ICE agent and sockets until it is closed. */
export const peerConnection = defineResource({
  id: 'RTCPeerConnection',
  family: 'handle',
  noun: 'peer connection',
  ...CLOSED,
  repair: '$.close()',
  acquire: [constructing('global:RTCPeerConnection')],
  release: [method('close')],
  type: 'global:RTCPeerConnection',
  life: 'endless',
  source: 'https://w3c.github.io/webrtc-pc/#dom-rtcpeerconnection-close',
});

/** Members of a response, and of its body, that read it, cancel it, or give it to somebody who does. */
const READING_WHOLE = ['json', 'text', 'arrayBuffer', 'blob', 'formData', 'bytes', 'clone', 'dump'] as const;
const READING_BODY = ['cancel', 'getReader', 'pipeTo', 'pipeThrough', 'pipe', 'tee', 'values', 'dump', 'resume', 'destroy', 'on', 'json', 'text', 'arrayBuffer', 'blob', 'bytes', 'formData'] as const;

/**
 * Where the connection is kept for the body until somebody has read it. No row of the catalogue: collectors free it in
 * time, so it is a question of its own (summaries/unread-bodies.ts).
 */
export const responseBody = defineResource({
  id: 'Response.body',
  family: 'handle',
  noun: 'response body',
  whileHeld: 'is not read',
  verb: 'cancel',
  repair: 'await $.cancel()',
  acquire: [],
  release: [...READING_WHOLE.map((name) => ({ by: 'whole-method', name }) as const), ...READING_BODY.map(method), { by: 'iterated' }],
  life: 'one-shot',
  endsWithAbort: true,
  source: 'https://github.com/nodejs/undici#garbage-collection',
});

/** Names that only a page has. Its browser reads what is left of a response, and its code lives no longer than its tab. */
export const pageGlobals: readonly string[] = ['window', 'document', 'location', 'history', 'localStorage', 'sessionStorage', 'alert', 'HTMLElement', 'Image', 'Worker', 'SharedWorker', 'importScripts', 'DOMParser', 'requestAnimationFrame', 'getComputedStyle', 'customElements', 'indexedDB'];

/** Who imports one of these, or a part of it, draws a page. */
export const pageModules: readonly string[] = ['@angular/core', 'preact', 'react', 'react-dom', 'solid-js', 'svelte', 'vue'];

/** Names that only a server, or a program that a person starts, has. */
export const serverGlobals: readonly string[] = ['__dirname', '__filename', 'Deno', 'Bun'];

/** Settings that builders write into the code of pages. https://vite.dev/guide/env-and-mode */
export const builtInSettings = /^(?:NODE_ENV|(?:REACT_APP|NEXT_PUBLIC|VITE|VUE_APP|PUBLIC)_\w+)$/u;

/** Who imports one of these, or a part of it, runs in Node or its like. */
export const serverModules: readonly string[] = [
  ...['express', 'koa', 'fastify', 'hono', '@nestjs/common', '@nestjs/core', 'next/server', 'undici', 'node-fetch', 'vscode', 'pino', 'winston'],
  ...['pg', 'mysql2', 'mongodb', 'mongoose', 'ioredis', 'redis', 'commander', 'yargs', 'discord.js', 'openid-client'],
];

/** What projects call the part of them that runs there: `@app/server/config`, `../node/paths`. */
export const serverFolders = /(?:^|[/@$~])(?:server|backend|node|cli)(?:[/.]|$)/u;

/*
 * No rows: XMLHttpRequest (ends by itself), RTCDataChannel (its connection's `close` closes it).
 */
export const webNetwork = [webSocket, eventSource, webTransport, peerConnection];
