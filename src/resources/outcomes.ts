/**
 * Who calls a callback, and how often: what a promise that a callback settles can count on.
 *
 * Data only, like the rest of the catalogue: each row names the documentation that makes it true.
 */

/** An emitter whose work ends in one of several events. */
export interface EmitterOutcome {
  readonly id: string;
  /** Type keys of the emitter; `element:img` is what `document.createElement('img')` gives. */
  readonly types: readonly string[];
  /** Events of work that went well. */
  readonly success: readonly string[];
  /** Events that come where it did not, or in any case. */
  readonly failure: readonly string[];
  /** Failures that come without any of the others: who listens to another one does not hear of them. */
  readonly alone?: readonly string[];
  /** Success events whose name means nothing else, so that it is evidence where the emitter's type is not known. */
  readonly distinctive?: readonly string[];
  /** Success events that fail to come only where the emitter could not be started: of one that is under way they are sure. */
  readonly sureOnceStarted?: readonly string[];
  readonly source: string;
}

const MEDIA = ['canplay', 'canplaythrough', 'loadeddata', 'loadedmetadata'];

export const emitterOutcomes: readonly EmitterOutcome[] = [
  {
    id: 'readable stream',
    types: ['node:fs#ReadStream', 'node:stream#Readable', 'node:http#IncomingMessage', 'node:stream#Duplex', 'node:stream#Transform', 'node:stream#PassThrough', 'node:readline#Interface', 'global:NodeJS.ReadableStream'],
    success: ['end', 'open', 'ready', 'finish'],
    failure: ['error', 'close', 'aborted'],
    distinctive: ['end'],
    source: 'https://nodejs.org/api/stream.html#event-error_1',
  },
  {
    id: 'writable stream',
    types: ['node:fs#WriteStream', 'node:stream#Writable', 'node:http#ServerResponse', 'global:NodeJS.WritableStream'],
    success: ['finish', 'open', 'ready', 'drain'],
    failure: ['error', 'close'],
    distinctive: ['finish', 'drain'],
    source: 'https://nodejs.org/api/stream.html#event-error',
  },
  {
    id: 'server',
    types: ['node:net#Server', 'node:tls#Server', 'node:http#Server', 'node:https#Server', 'node:http2#Http2Server', 'ws#WebSocketServer', 'ws#Server', 'node:dgram#Socket'],
    success: ['listening'],
    failure: ['error'],
    distinctive: ['listening'],
    source: 'https://nodejs.org/api/net.html#serverlisten',
  },
  {
    id: 'socket',
    types: ['node:net#Socket', 'node:tls#TLSSocket', 'node:http2#ClientHttp2Session'],
    success: ['connect', 'secureConnect', 'ready', 'end'],
    failure: ['error', 'close', 'timeout'],
    distinctive: ['secureConnect'],
    source: 'https://nodejs.org/api/net.html#event-error_1',
  },
  {
    id: 'client request',
    types: ['node:http#ClientRequest'],
    success: ['response', 'finish'],
    failure: ['error', 'close'],
    source: 'https://nodejs.org/api/http.html#class-httpclientrequest',
  },
  {
    id: 'child process',
    types: ['node:child_process#ChildProcess'],
    success: ['exit', 'spawn', 'message'],
    failure: ['error', 'close'],
    sureOnceStarted: ['exit'],
    source: 'https://nodejs.org/api/child_process.html#event-exit',
  },
  {
    id: 'worker thread',
    types: ['node:worker_threads#Worker'],
    success: ['online', 'message'],
    failure: ['error', 'exit'],
    source: 'https://nodejs.org/api/worker_threads.html#event-exit',
  },
  {
    id: 'web worker',
    types: ['global:Worker'],
    success: ['message'],
    failure: ['error', 'messageerror'],
    source: 'https://html.spec.whatwg.org/multipage/workers.html#handler-abstractworker-onerror',
  },
  {
    id: 'WebSocket',
    types: ['global:WebSocket', 'ws#WebSocket', 'ws#default', 'undici#WebSocket'],
    success: ['open', 'message'],
    failure: ['error', 'close'],
    source: 'https://websockets.spec.whatwg.org/#feedback-from-the-protocol',
  },
  {
    id: 'loaded element',
    types: ['global:Image', 'global:HTMLImageElement', 'global:HTMLScriptElement', 'global:HTMLLinkElement', 'element:img', 'element:script', 'element:link'],
    success: ['load'],
    failure: ['error'],
    source: 'https://html.spec.whatwg.org/multipage/images.html#images-processing-model',
  },
  {
    id: 'media element',
    types: ['global:HTMLVideoElement', 'global:HTMLAudioElement', 'global:HTMLMediaElement', 'global:Audio', 'element:video', 'element:audio'],
    success: [...MEDIA, 'seeked', 'playing'],
    failure: ['error', 'abort'],
    distinctive: MEDIA,
    source: 'https://html.spec.whatwg.org/multipage/media.html#mediaevents',
  },
  {
    id: 'FileReader',
    types: ['global:FileReader'],
    success: ['load'],
    failure: ['error', 'loadend'],
    source: 'https://w3c.github.io/FileAPI/#events',
  },
  {
    id: 'XMLHttpRequest',
    types: ['global:XMLHttpRequest'],
    success: ['load'],
    failure: ['error', 'loadend', 'readystatechange'],
    source: 'https://xhr.spec.whatwg.org/#events',
  },
  {
    id: 'IndexedDB request',
    types: ['global:IDBRequest'],
    success: ['success', 'upgradeneeded'],
    failure: ['error'],
    distinctive: ['success'],
    source: 'https://w3c.github.io/IndexedDB/#request-construct',
  },
  {
    id: 'IndexedDB open request',
    types: ['global:IDBOpenDBRequest', 'global:indexedDB.open', 'global:indexedDB.deleteDatabase'],
    success: ['success', 'upgradeneeded'],
    failure: ['error', 'blocked'],
    alone: ['blocked'],
    source: 'https://w3c.github.io/IndexedDB/#open-a-database-connection',
  },
  {
    id: 'IndexedDB transaction',
    types: ['global:IDBTransaction'],
    success: ['complete'],
    failure: ['error', 'abort'],
    alone: ['abort'],
    source: 'https://w3c.github.io/IndexedDB/#transaction-lifecycle',
  },
];

/** An emitter that gives something piece by piece, and tells when there is nothing more. */
export interface PieceEvents {
  readonly types: readonly string[];
  readonly pieces: readonly string[];
  readonly end: string;
  /** The names of the pieces mean nothing else, so that they are evidence where the emitter's type is not known. */
  readonly distinctive: boolean;
  readonly source: string;
}

export const pieceEvents: readonly PieceEvents[] = [
  {
    types: ['node:fs#ReadStream', 'node:stream#Readable', 'node:http#IncomingMessage', 'node:stream#Duplex', 'node:stream#Transform', 'node:stream#PassThrough', 'node:net#Socket', 'node:tls#TLSSocket', 'global:NodeJS.ReadableStream'],
    pieces: ['data', 'readable'],
    end: 'end',
    distinctive: true,
    source: 'https://nodejs.org/api/stream.html#event-end',
  },
  {
    types: ['node:readline#Interface'],
    pieces: ['line'],
    end: 'close',
    distinctive: false,
    source: 'https://nodejs.org/api/readline.html#event-close',
  },
  {
    types: ['global:WebSocket', 'ws#WebSocket', 'ws#default', 'undici#WebSocket'],
    pieces: ['message'],
    end: 'close',
    distinctive: false,
    source: 'https://websockets.spec.whatwg.org/#closeWebSocket',
  },
];

/** Functions that call their callback exactly once, later. */
export const callingOnce: Readonly<Record<string, string>> = {
  'global:setTimeout': 'https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-settimeout',
  'global:setImmediate': 'https://nodejs.org/api/timers.html#setimmediatecallback-args',
  'global:queueMicrotask': 'https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#microtask-queuing',
  'global:process.nextTick': 'https://nodejs.org/api/process.html#processnexttickcallback-args',
  'global:requestAnimationFrame': 'https://html.spec.whatwg.org/multipage/imagebitmap-and-animations.html#dom-animationframeprovider-requestanimationframe',
  'global:requestIdleCallback': 'https://w3c.github.io/requestidlecallback/#the-requestidlecallback-method',
  'node:timers#setTimeout': 'https://nodejs.org/api/timers.html#settimeoutcallback-delay-args',
  'node:timers#setImmediate': 'https://nodejs.org/api/timers.html#setimmediatecallback-args',
  'node:process#nextTick': 'https://nodejs.org/api/process.html#processnexttickcallback-args',
};

/** What makes a promise of an executor. Whatever library it is of, a promise that nobody settles stays pending. */
export const promiseConstructors: Readonly<Record<string, string>> = {
  'global:Promise': 'https://tc39.es/ecma262/#sec-promise-executor',
  'bluebird#default': 'http://bluebirdjs.com/docs/api/new-promise.html',
  'bluebird#Promise': 'http://bluebirdjs.com/docs/api/new-promise.html',
  'es6-promise#Promise': 'https://github.com/stefanpenner/es6-promise',
  'global:goog.Promise': 'https://google.github.io/closure-library/api/goog.Promise.html',
  'q#Promise': 'https://github.com/kriskowal/q/wiki/API-Reference#qpromiseresolver',
  'rsvp#Promise': 'https://github.com/tildeio/rsvp.js',
};

/** A class whose instances are promises that somebody settles from outside: the same under many roofs. */
export interface DeferredClass {
  readonly names: readonly string[];
  /** Where an instance has its promise; undefined: it is one. */
  readonly promise: string | undefined;
  readonly resolve: string;
  readonly reject: string;
  readonly source: string;
}

export const deferredClasses: readonly DeferredClass[] = [
  { names: ['Deferred', 'PDeferred', 'Defer'], promise: 'promise', resolve: 'resolve', reject: 'reject', source: 'https://github.com/sindresorhus/p-defer' },
  { names: ['DeferredPromise'], promise: 'p', resolve: 'complete', reject: 'error', source: 'https://github.com/microsoft/vscode/blob/main/src/vs/base/common/async.ts' },
  { names: ['PublicPromise', 'ResolvablePromise', 'ManualPromise'], promise: undefined, resolve: 'resolve', reject: 'reject', source: 'https://shaka-player-demo.appspot.com/docs/api/shaka.util.PublicPromise.html' },
];

/** The names under which promises and deferreds are made. */
export const promiseNames: ReadonlySet<string> = new Set(['Promise', 'Bluebird', 'BPromise', ...deferredClasses.flatMap(({ names }) => names)]);

/** Promises of hosts that are fulfilled some day or stay pending, and never reject. */
export const neverRejecting: Readonly<Record<string, string>> = {
  'global:navigator.serviceWorker.ready': 'https://w3c.github.io/ServiceWorker/#navigator-service-worker-ready',
  'global:document.fonts.ready': 'https://drafts.csswg.org/css-font-loading/#dom-fontfaceset-ready',
  'electron#app.whenReady': 'https://www.electronjs.org/docs/latest/api/app#appwhenready',
  'fs-extra#pathExists': 'https://github.com/jprichardson/node-fs-extra/blob/master/docs/pathExists.md',
};

/** Calls that reject only if the signal in their options aborts: the position of the options. */
export const rejectingByAbort: Readonly<Record<string, { readonly options: number; readonly source: string }>> = {
  'node:timers/promises#setTimeout': { options: 2, source: 'https://nodejs.org/api/timers.html#timerspromisessettimeoutdelay-value-options' },
  'node:timers/promises#setImmediate': { options: 1, source: 'https://nodejs.org/api/timers.html#timerspromisessetimmediatevalue-options' },
  'node:timers/promises#scheduler.wait': { options: 1, source: 'https://nodejs.org/api/timers.html#timerspromisesschedulerwaitdelay-options' },
  'node:timers/promises#scheduler.yield': { options: 0, source: 'https://nodejs.org/api/timers.html#timerspromisesscheduleryield' },
};

/** Calls behind which the page is another one: nobody is left who waits. */
export const leavingPage: Readonly<Record<string, string>> = {
  'global:location.reload': 'https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-location-reload',
  'global:location.assign': 'https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-location-assign',
  'global:location.replace': 'https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-location-replace',
  'electron#app.quit': 'https://www.electronjs.org/docs/latest/api/app#appquit',
  'electron#app.exit': 'https://www.electronjs.org/docs/latest/api/app#appexitexitcode',
};

/** Functions that show a substitute while the promise of the function they are given is pending: that may be meant to last. */
export const suspending: Readonly<Record<string, string>> = {
  'solid-js#createResource': 'https://docs.solidjs.com/reference/basic-reactivity/create-resource',
  'solid-js#lazy': 'https://docs.solidjs.com/reference/component-apis/lazy',
  'react#lazy': 'https://react.dev/reference/react/lazy',
  'react#use': 'https://react.dev/reference/react/use',
};

/** Constructors whose callback runs when something changes, which it may never do; and what to call that. */
export const observers: Readonly<Record<string, string>> = {
  // https://dom.spec.whatwg.org/#interface-mutationobserver
  'global:MutationObserver': 'mutation',
  // https://w3c.github.io/performance-timeline/#the-performanceobserver-interface
  'global:PerformanceObserver': 'entry',
};

/** Words in the names of functions that call what they are given again and again, or whenever something happens. */
export const repeatingWords: readonly string[] = (
  'add attach bind changes connect each effect every filter for handle handler hook intercept interval iterate listen listener map observe on ' +
  'once pipe poll progress reaction receive reduce register replace retry some sort stream subscribe tail tap track traverse use visit walk watch'
).split(' ');
