/*
 * Registrations: who is told about an event, under which key, and how it is taken back. The key is what the host
 * compares: target, event, function and, for an EventTarget, `capture`.
 */
import { defineResource, REMOVED } from './define.js';
import type { HiddenListener, ListenerHost } from './spec.js';

/** https://dom.spec.whatwg.org/#interface-eventtarget: the same function twice is one listener; options are its third argument. */
export const eventTarget: ListenerHost = {
  id: 'EventTarget',
  add: [{ method: 'addEventListener', event: 0, listener: 1, once: false }],
  remove: [{ method: 'removeEventListener', event: 0, listener: 1 }],
  options: 2,
  addsTwice: false,
  source: 'https://dom.spec.whatwg.org/#interface-eventtarget',
};

/** Methods that are called without a target, too: the global object's. https://html.spec.whatwg.org/#window */
export const globalMethods: readonly string[] = [...eventTarget.add, ...eventTarget.remove].map(({ method }) => method);

export const eventEmitter: ListenerHost = {
  id: 'EventEmitter',
  add: [
    ...['on', 'addListener', 'prependListener'].map((method) => ({ method, event: 0, listener: 1, once: false })),
    ...['once', 'prependOnceListener'].map((method) => ({ method, event: 0, listener: 1, once: true })),
  ],
  remove: [
    ...['off', 'removeListener'].map((method) => ({ method, event: 0, listener: 1 })),
    { method: 'removeAllListeners', event: 0 },
  ],
  addsTwice: true,
  source: 'https://nodejs.org/api/events.html#class-eventemitter',
};

/** `matchMedia(query).addListener(f)`: an older spelling of the event `change`. */
export const mediaQueryList: ListenerHost = {
  id: 'MediaQueryList',
  add: [{ method: 'addListener', listener: 0, once: false }],
  remove: [{ method: 'removeListener', listener: 0 }],
  addsTwice: false,
  source: 'https://drafts.csswg.org/cssom-view/#dom-mediaquerylist-addlistener',
};

/** What it returns takes the listener off. */
export const cancellationToken: ListenerHost = {
  id: 'CancellationToken',
  add: [{ method: 'onCancellationRequested', named: 'onCancellationRequested', listener: 0, once: false }],
  remove: [],
  addsTwice: true,
  source: 'https://code.visualstudio.com/api/references/vscode-api#CancellationToken',
};

/** The first that fits a call counts. */
export const listenerHosts: readonly ListenerHost[] = [mediaQueryList, eventTarget, eventEmitter, cancellationToken];

/** Functions that add a listener to the target that is their first argument, and return what takes it off. */
export const addingFunctions: Readonly<Record<string, { readonly event: string; readonly source: string }>> = {
  'node:events#addAbortListener': { event: 'abort', source: 'https://nodejs.org/api/events.html#eventsaddabortlistenersignal-listener' },
};

/** Methods whose last argument is a listener for an event that they do not name. */
export const hiddenListeners: readonly HiddenListener[] = [
  { method: 'listen', event: 'listening', minArguments: 2, source: 'https://nodejs.org/api/net.html#serverlisten' },
  {
    method: 'setTimeout',
    event: 'timeout',
    minArguments: 2,
    source: 'https://nodejs.org/api/net.html#socketsettimeouttimeout-callback',
  },
];

/** Globals that live as long as the page or the process, and so do the listeners on them and on what they hold. */
export const lastingTargets: readonly string[] = [
  'window',
  'globalThis',
  'self',
  'document',
  'process',
  'navigator',
  'screen',
  'visualViewport',
  'history',
  'performance',
  'speechSynthesis',
  'caches',
  'cookieStore',
];

/** Calls whose result lasts although it is new: the page keeps a query list that has listeners. */
export const lastingResults: readonly string[] = ['global:matchMedia'];

/** Calls that give what others own: an injector hands out its own services. https://angular.dev/api/core/inject */
export const injectedResults: readonly string[] = ['@angular/core#inject'];

/** Events that may never come, however long one waits. */
export const unsureEvents: readonly string[] = ['abort', 'error', 'cancel', 'timeout', 'exit', 'beforeExit', 'uncaughtException', 'unhandledRejection'];

/** Events that lend their listener something for the time of one request: https://nodejs.org/api/http.html#event-socket. */
export const lendingEvents: readonly string[] = ['socket'];

/** Members of a request or response that the next one shares. https://nodejs.org/api/http.html#messagesocket */
export const sharedSockets: readonly string[] = ['socket', 'connection'];

/** What a request or response is called. */
export const messageNames = /^_?(?:c?req(?:uest)?|res(?:ponse)?|incoming(?:Message)?|outgoing(?:Message)?)$/iu;

/** Events that come once in the life of their target. https://nodejs.org/api/net.html#event-listening */
export const oneTimeEvents = /^(?:listening|online|spawn|drained)$|^(?:open|ready|connect|load|init|initialize|start|boot)(?:e?d)?$/iu;

/** Types of a signal, by type key. */
export const signalTypes: readonly string[] = ['global:AbortSignal', 'global:GenericAbortSignal'];

/** Calls that give a signal of their own, and one that joins the signals of others. */
export const signalMakers = { own: ['global:AbortSignal.timeout', 'global:AbortSignal.abort'], joined: 'global:AbortSignal.any' } as const;

/** A registration, as far as messages speak of it. Its removals are found by their key; who closes the target has no need of them. */
export const registeredListener = defineResource({
  id: 'listener',
  family: 'listener',
  noun: 'listener',
  ...REMOVED,
  repair: '',
  acquire: [],
  release: [{ by: 'owner-release' }],
  life: 'endless',
  source: 'https://dom.spec.whatwg.org/#concept-event-listener',
});
