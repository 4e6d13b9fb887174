import { callGives, calling, callingMethod, methodGives } from './define.js';
import { endedByCall } from './shapes.js';
import type { ResultType } from './spec.js';

/* A store that the program lets go takes its listeners along: owed where this code unsubscribes somewhere. */

export const mobxStateTree = endedByCall({
  id: 'mobx-state-tree.onSnapshot',
  noun: 'listener',
  acquire: ['onSnapshot', 'onPatch', 'onAction'].map((name) => calling(`mobx-state-tree#${name}`)),
  life: 'one-shot',
  source: 'https://mobx-state-tree.js.org/API/#onsnapshot',
});

export const reduxSubscription = endedByCall({
  id: 'redux.subscribe',
  noun: 'subscription',
  acquire: [callingMethod('redux#Store', 'subscribe')],
  life: 'one-shot',
  source: 'https://redux.js.org/api/store#subscribelistener',
});

export const zustandSubscription = endedByCall({
  id: 'zustand.subscribe',
  noun: 'subscription',
  acquire: [callingMethod('zustand#StoreApi', 'subscribe')],
  life: 'one-shot',
  source: 'https://zustand.docs.pmnd.rs/apis/create-store#subscribe-function',
});

export const valtioSubscription = endedByCall({
  id: 'valtio.subscribe',
  noun: 'subscription',
  acquire: ['valtio#subscribe', 'valtio/vanilla#subscribe', 'valtio/utils#subscribeKey', 'valtio/utils#watch'].map(
    (key) => calling(key),
  ),
  life: 'one-shot',
  source: 'https://valtio.dev/docs/api/advanced/subscribe',
});

export const jotaiSubscription = endedByCall({
  id: 'jotai.sub',
  noun: 'subscription',
  acquire: [callingMethod('jotai#Store', 'sub')],
  life: 'one-shot',
  source: 'https://jotai.org/docs/core/store',
});

export const nanostoresSubscription = endedByCall({
  id: 'nanostores.listen',
  noun: 'subscription',
  acquire: ['listen', 'subscribe'].map((name) => callingMethod('nanostores#Store', name)),
  life: 'one-shot',
  source: 'https://github.com/nanostores/nanostores#vanilla-js',
});

export const svelteSubscription = endedByCall({
  id: 'svelte/store.subscribe',
  noun: 'subscription',
  acquire: [callingMethod('svelte/store#Readable', 'subscribe')],
  life: 'one-shot',
  source: 'https://svelte.dev/docs/svelte/stores#svelte-store-readable',
});

export const effectorWatch = endedByCall({
  id: 'effector.watch',
  noun: 'watcher',
  acquire: [
    calling('effector#createWatch'),
    ...['Store', 'Event', 'Effect'].map((type) => callingMethod(`effector#${type}`, 'watch')),
  ],
  life: 'one-shot',
  source: 'https://effector.dev/en/api/effector/createwatch/',
});

const QUERY = ['core', 'react', 'vue', 'solid', 'svelte'].map((name) =>
  name === 'core' ? '@tanstack/query-core' : `@tanstack/${name}-query`,
);

export const tanstackSubscription = endedByCall({
  id: 'tanstack-query.subscribe',
  noun: 'subscription',
  acquire: QUERY.flatMap((name) =>
    ['QueryObserver', 'InfiniteQueryObserver', 'QueriesObserver', 'MutationObserver', 'QueryCache'].map((type) =>
      callingMethod(`${name}#${type}`, 'subscribe'),
    ),
  ),
  life: 'one-shot',
  source: 'https://tanstack.com/query/latest/docs/reference/QueryObserver',
});

export const historyListener = endedByCall({
  id: 'history.listen',
  noun: 'listener',
  acquire: ['listen', 'block'].map((name) => callingMethod('history#History', name)),
  life: 'one-shot',
  source: 'https://github.com/remix-run/history/blob/dev/docs/api-reference.md#history.listen',
});

export const stores = [
  mobxStateTree,
  reduxSubscription,
  zustandSubscription,
  valtioSubscription,
  jotaiSubscription,
  nanostoresSubscription,
  svelteSubscription,
  effectorWatch,
  tanstackSubscription,
  historyListener,
];

export const storeTypes: readonly ResultType[] = [
  ...['redux#createStore', 'redux#legacy_createStore', '@reduxjs/toolkit#configureStore'].map((key) =>
    callGives(key, 'redux#Store'),
  ),
  callGives('zustand#createStore', 'zustand#StoreApi'),
  callGives('zustand#create', 'zustand#StoreApi'),
  callGives('zustand/vanilla#createStore', 'zustand#StoreApi'),
  ...['jotai', 'jotai/vanilla'].flatMap((name) => [
    callGives(`${name}#createStore`, 'jotai#Store'),
    callGives(`${name}#getDefaultStore`, 'jotai#Store'),
  ]),
  ...['atom', 'map', 'computed', 'deepMap'].map((name) => callGives(`nanostores#${name}`, 'nanostores#Store')),
  ...['readable', 'writable', 'derived', 'readonly', 'toStore'].map((name) =>
    callGives(`svelte/store#${name}`, 'svelte/store#Readable'),
  ),
  callGives('effector#createStore', 'effector#Store'),
  callGives('effector#createEvent', 'effector#Event'),
  callGives('effector#createEffect', 'effector#Effect'),
  ...QUERY.map((name) => methodGives(`${name}#QueryClient`, 'getQueryCache', `${name}#QueryCache`)),
  ...['createBrowserHistory', 'createHashHistory', 'createMemoryHistory'].map((name) =>
    callGives(`history#${name}`, 'history#History'),
  ),
];
