/**
 * Where frameworks and hosts run code once per mount, request or connection, and where they give a place to undo it.
 * Data only; src/analysis/summaries/owners/lifecycles.ts reads it.
 */
import type { CleanupHook, LifecycleHook, LifecycleMembers, PerCallHook } from './conventions.js';

const VUE = ['vue', 'vue-demi', '@vue/composition-api', '@vue/runtime-core', '@vue/reactivity', '#imports'];
const SOLID = ['solid-js'];

/** Modules of composables: functions that a component calls once, when it is set up. */
export const composableModules: readonly string[] = [...VUE, '@vueuse/core', '@vueuse/shared'];

const REACT_SOURCE = 'https://react.dev/reference/react/useEffect#parameters';
const VUE_SOURCE = 'https://vuejs.org/api/composition-api-lifecycle.html';
const SVELTE_SOURCE = 'https://svelte.dev/docs/svelte/lifecycle-hooks';
const SOLID_SOURCE = 'https://docs.solidjs.com/reference/lifecycle/on-cleanup';
const TEST_SOURCE = 'https://jestjs.io/docs/setup-teardown';
const ANGULAR_SOURCE = 'https://angular.dev/guide/components/lifecycle';

const react = (name: string): LifecycleHook => ({ name, callback: 0, undone: 'returned', source: REACT_SOURCE });
const vue = (name: string, callback = 0): LifecycleHook => ({ name, modules: VUE, callback, undone: 'registered', source: VUE_SOURCE });
const solid = (name: string): LifecycleHook => ({ name, modules: SOLID, callback: 0, undone: 'registered', source: SOLID_SOURCE });

export const lifecycleHooks: readonly LifecycleHook[] = [
  react('useEffect'),
  react('useLayoutEffect'),
  react('useInsertionEffect'),
  react('useIsomorphicLayoutEffect'),
  react('useEffectOnce'),
  { name: 'useFocusEffect', modules: ['@react-navigation/native', 'expo-router'], callback: 0, undone: 'returned', source: 'https://reactnavigation.org/docs/use-focus-effect/' },
  vue('onMounted'),
  vue('onBeforeMount'),
  vue('onActivated'),
  vue('onUpdated'),
  vue('watch', 1),
  vue('watchEffect'),
  vue('watchPostEffect'),
  vue('watchSyncEffect'),
  { name: 'onMount', modules: ['svelte'], callback: 0, undone: 'returned', source: SVELTE_SOURCE },
  { name: '$effect', callback: 0, undone: 'returned', source: 'https://svelte.dev/docs/svelte/$effect' },
  solid('onMount'),
  solid('createEffect'),
  solid('createRenderEffect'),
  solid('createComputed'),
  ...['beforeEach', 'beforeAll'].map((name): LifecycleHook => ({ name, callback: 0, undone: 'registered', source: TEST_SOURCE })),
  { name: 'afterNextRender', modules: ['@angular/core'], callback: 0, undone: 'registered', source: ANGULAR_SOURCE },
];

const ending = (name: string, source: string, modules?: readonly string[]): CleanupHook =>
  modules === undefined ? { name, callback: 0, source } : { name, modules, callback: 0, source };

export const cleanupHooks: readonly CleanupHook[] = [
  ending('onUnmounted', VUE_SOURCE),
  ending('onBeforeUnmount', VUE_SOURCE),
  ending('onDeactivated', VUE_SOURCE),
  ending('onScopeDispose', 'https://vuejs.org/api/reactivity-advanced.html#onscopedispose'),
  ending('onWatcherCleanup', 'https://vuejs.org/api/reactivity-core.html#onwatchercleanup'),
  ending('tryOnScopeDispose', 'https://vueuse.org/shared/tryOnScopeDispose/'),
  ending('tryOnUnmounted', 'https://vueuse.org/shared/tryOnUnmounted/'),
  ending('tryOnBeforeUnmount', 'https://vueuse.org/shared/tryOnBeforeUnmount/'),
  ending('onDestroy', SVELTE_SOURCE, ['svelte']),
  ending('onCleanup', SOLID_SOURCE),
  ending('afterEach', TEST_SOURCE),
  ending('afterAll', TEST_SOURCE),
  ending('useUnmount', 'https://github.com/streamich/react-use/blob/master/docs/useUnmount.md'),
  ending('useOnUnmount', 'https://usehooks-ts.com/react-hook/use-unmount'),
];

/** Members by which an owner is told to end. `@@dispose` is `[Symbol.dispose]`. */
export const teardownMembers: readonly string[] = (
  '@@dispose @@asyncDispose dispose disposeAsync close onclose destroy stop disconnect onDisconnect end shutdown terminate unmount ' +
  // https://developer.mozilla.org/docs/Web/API/Web_components/Using_custom_elements#custom_element_lifecycle_callbacks
  'disconnectedCallback ' +
  // https://react.dev/reference/react/Component#componentwillunmount
  'componentWillUnmount ' +
  // https://angular.dev/api/core/OnDestroy
  'ngOnDestroy ' +
  // https://lit.dev/docs/composition/controllers/#controller-lifecycle
  'hostDisconnected ' +
  // https://lumino.readthedocs.io/en/latest/api/classes/widgets.Widget.html#onBeforeDetach
  'onBeforeDetach onAfterDetach ' +
  // https://docs.nestjs.com/fundamentals/lifecycle-events
  'onModuleDestroy onApplicationShutdown beforeApplicationShutdown ' +
  // https://vuejs.org/api/options-lifecycle.html
  'beforeUnmount unmounted beforeDestroy destroyed'
).split(' ');

/** Members that end a phase, with those that begin one: an owner that has both may begin again. */
export const phaseBeginnings: Readonly<Record<string, string>> = { disconnect: 'connect', stop: 'start', unmount: 'mount' };

/** Hooks that undo what another hook began, each time. https://lumino.readthedocs.io/en/latest/api/classes/widgets.Widget.html#onAfterAttach */
export const undoneHooks: Readonly<Record<string, string>> = { onBeforeDetach: 'onAfterAttach', onAfterDetach: 'onAfterAttach' };

/** Hooks that are told of what has ended; with a parameter for it, that is another than their owner. */
export const toldOfAnEnd: readonly string[] = ['onDisconnect', 'onclose'];

export const lifecycleMembers: readonly LifecycleMembers[] = [
  {
    setUp: ['componentDidMount', 'componentDidUpdate'],
    tearDown: ['componentWillUnmount'],
    source: 'https://react.dev/reference/react/Component#componentdidmount',
  },
  {
    setUp: ['connectedCallback'],
    tearDown: ['disconnectedCallback'],
    source: 'https://developer.mozilla.org/docs/Web/API/Web_components/Using_custom_elements#custom_element_lifecycle_callbacks',
  },
  {
    setUp: ['hostConnected'],
    tearDown: ['hostDisconnected'],
    source: 'https://lit.dev/docs/composition/controllers/#controller-lifecycle',
  },
  {
    setUp: ['ngOnInit', 'ngAfterViewInit', 'ngAfterContentInit', 'ngOnChanges'],
    tearDown: ['ngOnDestroy'],
    source: ANGULAR_SOURCE,
  },
];

/** Decorators of methods that a container calls once, when it has made the object. https://inversify.io/docs/api/decorator/#postconstruct */
export const startUpDecorators: readonly string[] = ['postConstruct', 'PostConstruct'];

export const perCallHooks: readonly PerCallHook[] = [
  {
    by: 'call',
    names: ['node:http#createServer', 'node:https#createServer', 'node:net#createServer', 'node:tls#createServer', 'node:http2#createServer', 'node:http2#createSecureServer'],
    source: 'https://nodejs.org/api/net.html#netcreateserveroptions-connectionlistener',
  },
  {
    by: 'event',
    names: ['connection', 'secureConnection', 'request', 'upgrade', 'session', 'stream'],
    source: 'https://nodejs.org/api/http.html#event-connection_1',
  },
  {
    by: 'route',
    names: ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'],
    source: 'https://expressjs.com/en/guide/routing.html',
  },
];

/** Members of a collection of disposables that take what they are given into their care. */
export const registryMembers: readonly string[] = [
  // https://github.com/microsoft/vscode/wiki/Coding-Guidelines, Disposable.register of VS Code and its relatives
  '_register',
  'register',
  // https://github.com/tc39/proposal-explicit-resource-management#the-disposablestack-and-asyncdisposablestack-container-classes
  'use',
  'adopt',
  'defer',
  // https://rxjs.dev/api/index/class/Subscription#add
  'add',
];

/** Registries that a class inherits together with the teardown that empties them. https://github.com/microsoft/vscode/wiki/Coding-Guidelines */
export const inheritedRegistries: readonly string[] = ['_register', 'register', 'addDisposable', 'registerDisposable'];

/** Names of the fields in which disposables are collected. https://eclipse-theia.github.io/theia/docs/next/classes/core.DisposableCollection-1.html */
export const registryFields = /^[#_]*(?:to)?dispos(?:e|ables?)_?$/iu;

/** Members of arrays, sets, maps and lists that keep what they are given. */
export const collectingMembers: readonly string[] = ['push', 'unshift', 'add', 'set', 'append'];

/** The same of collections of disposables. https://eclipse-theia.github.io/theia/docs/next/classes/core.DisposableCollection-1.html */
export const disposableCollectors: readonly string[] = [...collectingMembers, 'pushAll'];

/** Events that say that something is over: what listens to them tidies up. */
export const endEvents: readonly string[] = [
  ...['close', 'end', 'exit', 'finish', 'abort', 'disconnect', 'disconnected', 'destroy', 'dispose', 'disposed', 'terminate'],
  ...['unload', 'beforeunload', 'pagehide', 'beforeExit', 'SIGINT', 'SIGTERM'],
];

/** Members that take back a registration: what they are given runs no more. */
export const unregisteringMembers: readonly string[] = ['removeEventListener', 'removeListener', 'off', 'unsubscribe', 'unlisten'];

/** Members that run their callback at once and give what it gives. https://angular.dev/api/core/NgZone */
export const runningMembers: readonly string[] = ['run', 'runOutsideAngular', 'runGuarded', 'runTask'];

/** Hooks that give a component a piece of state and, second, the function that sets it. https://react.dev/reference/react/useState */
export const stateMakers: readonly string[] = ['useState', 'useReducer'];

/** Members of a component that set its state. https://react.dev/reference/react/Component#setstate */
export const stateMembers: readonly string[] = ['setState', 'forceUpdate'];

/** What is made of a function that ends something, and what collects such, is called after that: `toDisposable(f)`, `this.cleanups`. */
export const endingWords = /dispos|cleanup|teardown|unsubscri|subscription/iu;

/** Members whose listener runs as often as its event comes. */
export const repeatingMembers: readonly string[] = ['on', 'addListener', 'addEventListener'];

/** Events of a page that come once in its life, and for sure. https://html.spec.whatwg.org/multipage/indices.html#events-2 */
export const eventsOfAPage: readonly string[] = ['DOMContentLoaded', 'load'];

/** Events that say that something has begun: they come once. */
export const startEvents: readonly string[] = ['load', 'DOMContentLoaded', 'ready', 'open', 'listening', 'spawn', 'online'];
