import { functions, methods, optionAt, optionFrom, type CancellableOperation, type SignalSource } from './cancellable.js';

const FETCHES = ['global:fetch', 'undici#fetch', 'node-fetch#default', 'cross-fetch#default', 'cross-fetch#fetch', 'node-fetch-native#fetch', 'ofetch#fetch'];

/** Operations of the web platform. `addEventListener` is a registration, which the rules about listeners follow. */
export const cancellableWeb: readonly CancellableOperation[] = [
  ...functions(FETCHES, { takes: optionAt(1), duration: 'unbounded', carrier: true, source: 'https://fetch.spec.whatwg.org/#dom-requestinit-signal' }),
  {
    by: 'construct',
    of: 'global:Request',
    takes: optionAt(1),
    duration: 'bounded',
    carrier: true,
    source: 'https://fetch.spec.whatwg.org/#dom-requestinit-signal',
  },
  ...methods(['global:ReadableStream', 'node:stream/web#ReadableStream'], ['pipeTo'], {
    takes: optionAt(1),
    duration: 'unbounded',
    distinctive: true,
    subject: 'receiver',
    source: 'https://streams.spec.whatwg.org/#rs-pipe-to',
  }),
  ...methods(['global:ReadableStream', 'node:stream/web#ReadableStream'], ['pipeThrough'], {
    takes: optionAt(1),
    duration: 'bounded',
    source: 'https://streams.spec.whatwg.org/#rs-pipe-through',
  }),
  ...functions(['global:navigator.locks.request'], {
    takes: optionFrom(1),
    duration: 'unbounded',
    source: 'https://w3c.github.io/web-locks/#dom-lockoptions-signal',
  }),
  ...functions(['global:scheduler.postTask'], {
    takes: optionAt(1),
    duration: 'bounded',
    source: 'https://wicg.github.io/scheduling-apis/#dom-schedulerposttaskoptions-signal',
  }),
  ...functions(['global:navigator.credentials.get', 'global:navigator.credentials.create'], {
    takes: optionAt(0),
    duration: 'unbounded',
    source: 'https://w3c.github.io/webappsec-credential-management/#dom-credentialrequestoptions-signal',
  }),
  ...methods(['global:EyeDropper'], ['open'], {
    takes: optionAt(0),
    duration: 'unbounded',
    source: 'https://wicg.github.io/eyedropper-api/#dom-colorselectionoptions-signal',
  }),
  ...methods(['global:IdleDetector'], ['start'], {
    takes: optionAt(0),
    duration: 'endless',
    source: 'https://wicg.github.io/idle-detection/#dom-idleoptions-signal',
  }),
  ...methods(['global:NDEFReader'], ['scan', 'write'], {
    takes: optionAt(0),
    duration: 'unbounded',
    source: 'https://w3c.github.io/web-nfc/#dom-ndefscanoptions-signal',
  }),
];

/**
 * A `fetch` that somebody else has given: `this.fetch`, `customFetch`, `fetchFn`. It is known by its name together with
 * an option that only a request has.
 */
export const injectedFetch: CancellableOperation = {
  by: 'call',
  of: 'global:fetch',
  takes: optionAt(1),
  duration: 'unbounded',
  carrier: true,
  source: 'https://fetch.spec.whatwg.org/#requestinit',
};

export const fetchName = /^[_#$]*(?:fetch|[a-z]\w*Fetch)(?:Fn|Func|Function|Impl|Implementation)?_?$/u;

export const requestInitKeys: readonly string[] = ['method', 'headers', 'body', 'credentials', 'redirect', 'mode', 'keepalive', 'referrer'];

/**
 * Observables whose constructor and `create` run a function for every subscriber and take its end from what it returns.
 * The name says enough, from whatever module it comes. https://github.com/tc39/proposal-observable,
 * https://rxjs.dev/guide/observable#disposing-observable-executions
 */
export const observableOrigin = /(?:#Observable|^global:Observable|^(?:zen-observable|core-js-pure\/features\/observable)#default)$/u;

const ROUTERS = ['react-router', 'react-router-dom', '@remix-run/node', '@remix-run/cloudflare', '@remix-run/deno', '@remix-run/server-runtime', '@remix-run/react', '@remix-run/router'];
const ROUTE_ARGUMENTS = ['LoaderFunctionArgs', 'ActionFunctionArgs', 'ClientLoaderFunctionArgs', 'ClientActionFunctionArgs', 'LoaderArgs', 'ActionArgs'];
const KIT_EVENTS = ['RequestEvent', 'LoadEvent', 'ServerLoadEvent'];

/** Values that carry a signal which somebody else aborts. */
export const signalSources: readonly SignalSource[] = [
  ...['global:Request', 'undici#Request', 'next/server#NextRequest', 'next/server.js#NextRequest'].map((type) => ({
    type,
    path: 'signal',
    source: 'https://fetch.spec.whatwg.org/#dom-request-signal',
  })),
  ...['global:RequestInit', 'node-fetch#RequestInit', 'undici#RequestInit', 'cross-fetch#RequestInit'].map((type) => ({ type, path: 'signal', source: 'https://fetch.spec.whatwg.org/#dom-requestinit-signal' })),
  { type: 'global:FetchEvent', path: 'request.signal', source: 'https://w3c.github.io/ServiceWorker/#fetchevent-interface' },
  ...ROUTERS.flatMap((module) =>
    ROUTE_ARGUMENTS.map((name) => ({ type: `${module}#${name}`, path: 'request.signal', source: 'https://reactrouter.com/api/framework-conventions/route-module#loader' })),
  ),
  ...['loader', 'action', 'clientLoader', 'clientAction'].map((callback) => ({
    callback,
    as: 'export' as const,
    parameter: 0,
    path: 'request.signal',
    source: 'https://reactrouter.com/start/data/data-loading',
  })),
  ...KIT_EVENTS.map((name) => ({ type: `@sveltejs/kit#${name}`, path: 'request.signal', source: 'https://svelte.dev/docs/kit/@sveltejs-kit#RequestEvent' })),
  { type: 'hono#Context', path: 'req.raw.signal', source: 'https://hono.dev/docs/api/request#raw' },
  { type: 'fastify#FastifyRequest', path: 'signal', source: 'https://fastify.dev/docs/latest/Reference/Request/' },
  { callback: 'queryFn', as: 'property', parameter: 0, path: 'signal', modules: ['@tanstack/'], source: 'https://tanstack.com/query/latest/docs/framework/react/guides/query-cancellation' },
  { callback: 'queryFn', as: 'property', parameter: 1, path: 'signal', modules: ['@reduxjs/toolkit/query'], source: 'https://redux-toolkit.js.org/rtk-query/usage/customizing-queries#implementing-a-queryfn' },
  { callback: 'execute', as: 'property', parameter: 1, path: 'abortSignal', modules: ['ai', '@ai-sdk/'], source: 'https://ai-sdk.dev/docs/ai-sdk-core/tools-and-tool-calling#abort-signals' },
  { callback: 'loader', as: 'property', parameter: 0, path: 'abortSignal', modules: ['@angular/core'], source: 'https://angular.dev/guide/signals/resource#aborting-requests' },
  { type: '@tanstack/react-query#QueryFunctionContext', path: 'signal', source: 'https://tanstack.com/query/latest/docs/framework/react/guides/query-functions#queryfunctioncontext' },
];
