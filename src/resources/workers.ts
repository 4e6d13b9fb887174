import { calling, CLOSED, constructing, defineResource, DESTROYED, EMITTER, method, TERMINATED } from './define.js';

export const webWorker = defineResource({
  id: 'Worker',
  family: 'handle',
  noun: 'worker',
  ...TERMINATED,
  repair: '$.terminate()',
  acquire: [constructing('global:Worker')],
  release: [method('terminate')],
  type: 'global:Worker',
  life: 'endless',
  processLifetime: true,
  source: 'https://html.spec.whatwg.org/multipage/workers.html#dom-worker-terminate',
});

/** Node's workers end with their script, and many are written to. */
export const nodeWorker = defineResource({
  id: 'worker_threads.Worker',
  family: 'handle',
  noun: 'worker',
  ...TERMINATED,
  repair: 'await $.terminate()',
  acquire: [constructing('node:worker_threads#Worker')],
  release: [method('terminate')],
  type: 'node:worker_threads#Worker',
  waive: ['unref'],
  fluent: EMITTER,
  life: 'one-shot',
  source: 'https://nodejs.org/api/worker_threads.html#workerterminate',
});

/** Closing one port closes its partner, so neither owes anything unless this code closes it somewhere. */
export const messagePort = defineResource({
  id: 'MessageChannel',
  family: 'handle',
  noun: 'message port',
  ...CLOSED,
  repair: '$.close()',
  acquire: ['global:MessageChannel', 'node:worker_threads#MessageChannel'].flatMap((channel) => [
    constructing(channel, { property: 'port1' }),
    constructing(channel, { property: 'port2' }),
  ]),
  release: [method('close')],
  type: 'global:MessagePort',
  waive: ['unref'],
  life: 'one-shot',
  source: 'https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messageport-close',
});

/** The worker lives as long as one of its owners; closing our port is a courtesy that some programs need. */
export const sharedWorkerPort = defineResource({
  id: 'SharedWorker',
  family: 'handle',
  noun: 'message port',
  ...CLOSED,
  repair: '$.close()',
  acquire: [constructing('global:SharedWorker', { property: 'port' })],
  release: [method('close')],
  type: 'global:MessagePort',
  life: 'one-shot',
  source: 'https://html.spec.whatwg.org/multipage/workers.html#dom-sharedworker-port',
});

/** "Authors are strongly encouraged to explicitly close BroadcastChannel objects when they are no longer needed." */
export const broadcastChannel = defineResource({
  id: 'BroadcastChannel',
  family: 'handle',
  noun: 'broadcast channel',
  ...CLOSED,
  repair: '$.close()',
  acquire: [constructing('global:BroadcastChannel'), constructing('node:worker_threads#BroadcastChannel')],
  release: [method('close')],
  type: 'global:BroadcastChannel',
  waive: ['unref'],
  fluent: ['ref'],
  life: 'endless',
  processLifetime: true,
  source: 'https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel-close',
});

/** Tinypool and piscina keep their threads until they are destroyed. */
export const workerPool = defineResource({
  id: 'piscina.Piscina',
  family: 'handle',
  noun: 'worker pool',
  ...DESTROYED,
  repair: 'await $.destroy()',
  acquire: [
    constructing('piscina#Piscina'),
    constructing('piscina#default'),
    constructing('tinypool#Tinypool'),
    constructing('tinypool#default'),
  ],
  release: [method('destroy'), method('close')],
  type: 'piscina#Piscina',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/piscinajs/piscina#method-destroy',
});

export const threadedPool = defineResource({
  id: 'workerpool.pool',
  family: 'handle',
  noun: 'worker pool',
  ...TERMINATED,
  repair: 'await $.terminate()',
  acquire: [calling('workerpool#pool')],
  release: [method('terminate')],
  type: 'workerpool#Pool',
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/josdejong/workerpool#pool',
});

export const workers = [
  webWorker,
  nodeWorker,
  messagePort,
  sharedWorkerPort,
  broadcastChannel,
  workerPool,
  threadedPool,
];
