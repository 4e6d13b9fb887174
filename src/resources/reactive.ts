import { callGives, calling, callingMethod, constructing, endedBySignal, methodGives } from './define.js';
import { endedByCall, endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

/*
 * A subscription to something that the program also lets go ends with it, and many complete by themselves. Without a
 * lifecycle nothing shows that one is due, so most rows here are owed only where this code ends them somewhere.
 */

const OBSERVABLES = ['Observable', 'Subject', 'BehaviorSubject', 'ReplaySubject', 'AsyncSubject'].map(
  (name) => `rxjs#${name}`,
);

export const rxjsSubscription = endedByMember({
  id: 'rxjs.subscribe',
  family: 'listener',
  noun: 'subscription',
  acquire: OBSERVABLES.map((type) => callingMethod(type, 'subscribe')),
  end: 'unsubscribe',
  type: 'rxjs#Subscription',
  life: 'one-shot',
  source: 'https://rxjs.dev/guide/subscription',
});

/** "You should always dispose of reactions as soon as you no longer need them": the observables hold them. */
export const mobxReaction = endedByCall({
  id: 'mobx.autorun',
  noun: 'reaction',
  acquire: [
    calling('mobx#autorun', { options: [endedBySignal(1)] }),
    calling('mobx#reaction', { options: [endedBySignal(2)] }),
  ],
  life: 'endless',
  processLifetime: true,
  source: 'https://mobx.js.org/reactions.html#always-dispose-of-reactions',
});

/** It disposes itself when its condition holds; without an effect it is a promise. */
export const mobxWhen = endedByCall({
  id: 'mobx.when',
  noun: 'reaction',
  acquire: [calling('mobx#when', { minArguments: 2, options: [endedBySignal(2)] })],
  life: 'one-shot',
  source: 'https://mobx.js.org/reactions.html#when',
});

export const mobxObserve = endedByCall({
  id: 'mobx.observe',
  noun: 'observer',
  acquire: ['observe', 'intercept', 'spy', 'onBecomeObserved', 'onBecomeUnobserved'].map((name) =>
    calling(`mobx#${name}`),
  ),
  life: 'one-shot',
  source: 'https://mobx.js.org/intercept-and-observe.html',
});

const ONCE = {
  options: [{ argument: 2, property: 'once', value: true, effect: 'released' }],
} as const;

/** In a component's setup Vue stops it; elsewhere the handle does. */
export const vueWatch = endedByCall({
  id: 'vue.watch',
  noun: 'watcher',
  endsWithComponent: true,
  acquire: ['vue', '@vue/runtime-core', '@vue/reactivity'].flatMap((name) =>
    ['watch', 'watchEffect', 'watchPostEffect', 'watchSyncEffect'].map((watch) => calling(`${name}#${watch}`, ONCE)),
  ),
  life: 'one-shot',
  source: 'https://vuejs.org/guide/essentials/watchers.html#stopping-a-watcher',
});

export const vueScope = endedByMember({
  id: 'vue.effectScope',
  noun: 'effect scope',
  acquire: ['vue', '@vue/reactivity'].map((name) => calling(`${name}#effectScope`)),
  end: 'stop',
  type: 'vue#EffectScope',
  life: 'one-shot',
  source: 'https://vuejs.org/api/reactivity-advanced.html#effectscope',
});

export const preactEffect = endedByCall({
  id: 'preact-signals.effect',
  noun: 'effect',
  acquire: ['signals-core', 'signals', 'signals-react'].map((name) => calling(`@preact/${name}#effect`)),
  life: 'one-shot',
  source: 'https://preactjs.com/guide/v10/signals#effectfn',
});

export const solidRoot = endedByCall({
  id: 'solid.createRoot',
  noun: 'root',
  acquire: [calling('solid-js#createRoot', { callbackParameter: { index: 0, errorFirst: false } })],
  life: 'one-shot',
  source: 'https://docs.solidjs.com/reference/reactive-utilities/create-root',
});

const ACTORS = ['xstate#createActor', 'xstate#interpret'] as const;

/** It stops by itself in a final state, and was perhaps never started. */
export const xstateActor = endedByMember({
  id: 'xstate.createActor',
  noun: 'actor',
  acquire: ACTORS.map((key) => calling(key)),
  end: 'stop',
  type: 'xstate#Actor',
  fluent: ['start'],
  life: 'one-shot',
  processLifetime: true,
  source: 'https://stately.ai/docs/actors#stopping-actors',
});

export const xstateSubscription = endedByMember({
  id: 'xstate.subscribe',
  family: 'listener',
  noun: 'subscription',
  acquire: ['subscribe', 'on'].map((name) => callingMethod('xstate#Actor', name)),
  end: 'unsubscribe',
  type: 'xstate#Subscription',
  life: 'one-shot',
  source: 'https://stately.ai/docs/actors#subscriptions',
});

const LEXICAL = [
  'Command',
  'DecoratorListener',
  'EditableListener',
  'MutationListener',
  'NodeTransform',
  'RootListener',
  'TextContentListener',
  'UpdateListener',
];

export const lexicalListener = endedByCall({
  id: 'lexical.registerUpdateListener',
  noun: 'listener',
  acquire: LEXICAL.map((name) => callingMethod('lexical#LexicalEditor', `register${name}`)),
  life: 'one-shot',
  source: 'https://lexical.dev/docs/concepts/listeners',
});

export const yjsDocument = endedByMember({
  id: 'yjs.Doc',
  noun: 'document',
  acquire: [constructing('yjs#Doc')],
  end: 'destroy',
  type: 'yjs#Doc',
  life: 'one-shot',
  source: 'https://docs.yjs.dev/api/y.doc',
});

export const reactive = [
  rxjsSubscription,
  mobxReaction,
  mobxWhen,
  mobxObserve,
  vueWatch,
  vueScope,
  preactEffect,
  solidRoot,
  xstateActor,
  xstateSubscription,
  lexicalListener,
  yjsDocument,
];

/** Functions of rxjs that give an observable. */
const CREATORS = [
  'combineLatest',
  'concat',
  'defer',
  'forkJoin',
  'from',
  'fromEvent',
  'interval',
  'merge',
  'of',
  'race',
  'timer',
  'zip',
];

export const reactiveTypes: readonly ResultType[] = [
  ...CREATORS.map((name) => callGives(`rxjs#${name}`, 'rxjs#Observable')),
  ...OBSERVABLES.map((type) => methodGives(type, 'pipe', 'rxjs#Observable')),
  ...OBSERVABLES.map((type) => methodGives(type, 'asObservable', 'rxjs#Observable')),
  ...ACTORS.map((key) => callGives(key, 'xstate#Actor')),
  methodGives('xstate#Actor', 'start', 'xstate#Actor'),
  callGives('lexical#createEditor', 'lexical#LexicalEditor'),
];

/** Modules whose import shows that `subscribe` is an observable's. */
export const observableModules: readonly string[] = ['rxjs', '@angular/core', '@ngrx/store', '@ngneat/query'];

/** Decorators of classes that come and go with a part of the page. https://angular.dev/guide/components/lifecycle */
export const mountedDecorators: readonly string[] = ['Component', 'Directive', 'Pipe'];

/** Whose streams the router ends with the component. https://angular.dev/api/router/ActivatedRoute */
export const routeNames = /^_?(?:activated)?route$/iu;

/** Operators that end an observable, with what is given to them or after so many values. https://rxjs.dev/guide/operators#filtering-operators */
export const endingOperators: ReadonlySet<string> = new Set(['take', 'takeUntil', 'takeUntilDestroyed', 'takeWhile', 'first', 'last', 'single', 'find', 'elementAt', 'isEmpty', 'every', 'toArray', 'toPromise']);

/** Streams that complete when what they speak of is over. https://material.angular.dev/components/dialog/overview */
export const completingSources = /^after[A-Z]|^detachments$/u;

/** Methods that answer a request once. https://angular.dev/guide/http/making-requests */
export const requestVerbs = /^_?(?:get|load|fetch|find|search|save|create|update|delete|remove|post|put|patch|head|request|send|upload|download|open|http)(?:[A-Z]|$)/u;
