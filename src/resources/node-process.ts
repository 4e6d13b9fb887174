import {
  callGives,
  calling,
  constructing,
  EMITTER,
  endedBySignal,
  methodGives,
} from './define.js';
import { endedByMember } from './shapes.js';
import type { OptionEffect, ResultType } from './spec.js';

/** A signal or a timeout kills the child. */
const BOUNDED: readonly OptionEffect[] = [
  endedBySignal('any'),
  { argument: 'any', property: 'timeout', value: 'present', effect: 'released' },
];

/** A child ends by itself in most programs: owed where this code kills it somewhere. */
export const childProcess = endedByMember({
  id: 'child_process.spawn',
  noun: 'child process',
  acquire: ['spawn', 'fork', 'exec', 'execFile'].map((name) =>
    calling(`node:child_process#${name}`, { options: BOUNDED }),
  ),
  end: 'kill',
  endAlso: ['disconnect'],
  type: 'node:child_process#ChildProcess',
  waive: ['unref'],
  fluent: EMITTER,
  life: 'one-shot',
  source: 'https://nodejs.org/api/child_process.html#subprocesskillsignal',
});

export const execaProcess = endedByMember({
  id: 'execa',
  noun: 'child process',
  acquire: ['execa', 'execaNode', 'execaCommand'].map((name) =>
    calling(`execa#${name}`, {
      options: [...BOUNDED, { argument: 'any', property: 'cancelSignal', value: 'present', effect: 'released' }],
    }),
  ),
  end: 'kill',
  type: 'execa#ResultPromise',
  waive: ['unref'],
  fluent: EMITTER,
  life: 'one-shot',
  source: 'https://github.com/sindresorhus/execa/blob/main/docs/termination.md',
});

export const clusterWorker = endedByMember({
  id: 'cluster.fork',
  noun: 'cluster worker',
  acquire: [calling('node:cluster#fork')],
  end: 'kill',
  endAlso: ['disconnect', 'destroy'],
  type: 'node:cluster#Worker',
  fluent: EMITTER,
  life: 'one-shot',
  processLifetime: true,
  source: 'https://nodejs.org/api/cluster.html#workerkillsignal',
});

export const pseudoTerminal = endedByMember({
  id: 'node-pty.spawn',
  noun: 'terminal',
  acquire: [calling('node-pty#spawn')],
  end: 'kill',
  type: 'node-pty#IPty',
  life: 'one-shot',
  source: 'https://github.com/microsoft/node-pty#example-usage',
});

/** The end of its input closes it; on `process.stdin` it keeps the process waiting. */
export const readlineInterface = endedByMember({
  id: 'readline.createInterface',
  noun: 'readline interface',
  acquire: [
    ...['node:readline', 'node:readline/promises'].flatMap((name) => [
      calling(`${name}#createInterface`, { options: [endedBySignal(0)] }),
      constructing(`${name}#Interface`, { options: [endedBySignal(0)] }),
    ]),
  ],
  end: 'close',
  type: 'node:readline#Interface',
  fluent: [...EMITTER, 'pause', 'resume'],
  life: 'one-shot',
  source: 'https://nodejs.org/api/readline.html#rlclose',
});

export const replServer = endedByMember({
  id: 'repl.start',
  noun: 'REPL',
  acquire: [calling('node:repl#start')],
  end: 'close',
  type: 'node:repl#REPLServer',
  fluent: EMITTER,
  life: 'one-shot',
  processLifetime: true,
  source: 'https://nodejs.org/api/repl.html#class-replserver',
});

/** A connected session keeps the inspector's state, and what it has enabled, until it is disconnected. */
export const inspectorSession = endedByMember({
  id: 'inspector.Session',
  noun: 'inspector session',
  acquire: [constructing('node:inspector#Session'), constructing('node:inspector/promises#Session')],
  end: 'disconnect',
  type: 'node:inspector#Session',
  fluent: EMITTER,
  life: 'one-shot',
  source: 'https://nodejs.org/api/inspector.html#sessiondisconnect',
});

export const nodePerformanceObserver = endedByMember({
  id: 'perf_hooks.PerformanceObserver',
  noun: 'observer',
  acquire: [constructing('node:perf_hooks#PerformanceObserver')],
  end: 'disconnect',
  type: 'node:perf_hooks#PerformanceObserver',
  life: 'one-shot',
  source: 'https://nodejs.org/api/perf_hooks.html#performanceobserverdisconnect',
});

/** It samples with a timer of its own while it is enabled. */
export const eventLoopDelay = endedByMember({
  id: 'perf_hooks.monitorEventLoopDelay',
  noun: 'event loop monitor',
  acquire: [calling('node:perf_hooks#monitorEventLoopDelay')],
  end: 'disable',
  type: 'node:perf_hooks#IntervalHistogram',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://nodejs.org/api/perf_hooks.html#histogramdisable',
});

export const asyncHook = endedByMember({
  id: 'async_hooks.createHook',
  noun: 'async hook',
  acquire: [calling('node:async_hooks#createHook')],
  end: 'disable',
  type: 'node:async_hooks#AsyncHook',
  fluent: ['enable'],
  life: 'one-shot',
  processLifetime: true,
  source: 'https://nodejs.org/api/async_hooks.html#asynchookdisable',
});

export const tracing = endedByMember({
  id: 'trace_events.createTracing',
  noun: 'tracing',
  acquire: [calling('node:trace_events#createTracing')],
  end: 'disable',
  type: 'node:trace_events#Tracing',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://nodejs.org/api/trace_events.html#tracingdisable',
});

export const moduleHooks = endedByMember({
  id: 'module.registerHooks',
  noun: 'module hooks',
  acquire: [calling('node:module#registerHooks')],
  end: 'deregister',
  type: 'node:module#ModuleHooks',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://nodejs.org/api/module.html#moduleregisterhooksoptions',
});

/*
 * No rows: `dns.Resolver` (its queries end by themselves), zlib streams (their pipeline ends them), AsyncLocalStorage
 * (collected), `diagnostics_channel.subscribe` (released by its name and function, not by what it returns),
 * `events.addAbortListener` (released by `Symbol.dispose` alone, which the shape cannot say).
 */

export const nodeProcess = [
  childProcess,
  execaProcess,
  clusterWorker,
  pseudoTerminal,
  readlineInterface,
  replServer,
  inspectorSession,
  nodePerformanceObserver,
  eventLoopDelay,
  asyncHook,
  tracing,
  moduleHooks,
];

export const nodeProcessTypes: readonly ResultType[] = [
  ...['spawn', 'fork', 'exec', 'execFile'].map((name) =>
    callGives(`node:child_process#${name}`, 'node:child_process#ChildProcess'),
  ),
  callGives('node:cluster#fork', 'node:cluster#Worker'),
  callGives('node:readline#createInterface', 'node:readline#Interface'),
  callGives('node:readline/promises#createInterface', 'node:readline#Interface'),
  callGives('node:async_hooks#createHook', 'node:async_hooks#AsyncHook'),
  methodGives('node:async_hooks#AsyncHook', 'enable', 'node:async_hooks#AsyncHook'),
];
