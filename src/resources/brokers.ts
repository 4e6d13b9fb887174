import { awaitGives, calling, callingMethod, constructing, EMITTER, methodGives, withOwner } from './define.js';
import { endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

export const amqpConnection = endedByMember({
  id: 'amqplib.connect',
  noun: 'AMQP connection',
  acquire: [
    calling('amqplib#connect', { awaited: true }),
    calling('amqplib/callback_api#connect', { callbackParameter: { index: 1, errorFirst: true } }),
  ],
  end: 'close',
  awaitEnd: true,
  type: 'amqplib#ChannelModel',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  doubleReleaseThrows: true,
  source: 'https://amqp-node.github.io/amqplib/channel_api.html#model_close',
});

const NATS = ['nats', '@nats-io/transport-node', '@nats-io/transport-deno', 'nats.ws'] as const;

export const natsConnection = endedByMember({
  id: 'nats.connect',
  noun: 'NATS connection',
  acquire: NATS.map((name) => calling(`${name}#connect`, { awaited: true })),
  end: 'close',
  awaitEnd: true,
  endAlso: ['drain'],
  type: 'nats#NatsConnection',
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/nats-io/nats.js/tree/main/core#lifecycledisconnectreconnect',
});

/** Its connection's close ends it, too. */
export const natsSubscription = endedByMember({
  id: 'nats.subscribe',
  family: 'listener',
  noun: 'subscription',
  acquire: [callingMethod('nats#NatsConnection', 'subscribe')],
  end: 'unsubscribe',
  endAlso: ['drain'],
  type: 'nats#Subscription',
  life: 'one-shot',
  source: 'https://github.com/nats-io/nats.js/tree/main/core#publish-and-subscribe',
});

export const mqttClient = endedByMember({
  id: 'mqtt.connect',
  noun: 'MQTT client',
  acquire: [calling('mqtt#connect'), calling('mqtt#connectAsync', { awaited: true })],
  end: 'end',
  endAlso: ['endAsync'],
  type: 'mqtt#MqttClient',
  fluent: [...EMITTER, 'publish', 'subscribe', 'unsubscribe'],
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/mqttjs/MQTT.js#end',
});

export const bullQueue = endedByMember({
  id: 'bullmq.Queue',
  noun: 'queue',
  acquire: [
    ...['Queue', 'FlowProducer', 'QueueEvents'].map((name) => constructing(`bullmq#${name}`)),
    constructing('bull#default'),
  ],
  end: 'close',
  awaitEnd: true,
  endAlso: ['disconnect'],
  type: 'bullmq#Queue',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://docs.bullmq.io/guide/connections',
});

export const bullWorker = endedByMember({
  id: 'bullmq.Worker',
  noun: 'worker',
  acquire: [constructing('bullmq#Worker')],
  end: 'close',
  awaitEnd: true,
  endAlso: ['disconnect'],
  type: 'bullmq#Worker',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://docs.bullmq.io/guide/workers/graceful-shutdown',
});

const ZEROMQ = ['Dealer', 'Pair', 'Publisher', 'Pull', 'Push', 'Reply', 'Request', 'Router', 'Subscriber'];

/** Collection closes it as well, so it is owed where it is closed somewhere. */
export const zeromqSocket = endedByMember({
  id: 'zeromq.Socket',
  noun: 'ZeroMQ socket',
  acquire: ZEROMQ.map((name) => constructing(`zeromq#${name}`)),
  end: 'close',
  type: 'zeromq#Socket',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://zeromq.github.io/zeromq.js/classes/Socket.html#close',
});

export const pubSub = endedByMember({
  id: 'google-cloud.PubSub',
  noun: 'Pub/Sub client',
  acquire: [constructing('@google-cloud/pubsub#PubSub')],
  end: 'close',
  awaitEnd: true,
  type: '@google-cloud/pubsub#PubSub',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://cloud.google.com/nodejs/docs/reference/pubsub/latest/pubsub/pubsub',
});

export const serviceBus = endedByMember({
  id: 'azure.ServiceBusClient',
  noun: 'Service Bus client',
  acquire: [constructing('@azure/service-bus#ServiceBusClient')],
  end: 'close',
  awaitEnd: true,
  type: '@azure/service-bus#ServiceBusClient',
  life: 'endless',
  processLifetime: true,
  source: 'https://learn.microsoft.com/en-us/javascript/api/@azure/service-bus/servicebusclient#@azure-service-bus-servicebusclient-close',
});

export const eventHubs = endedByMember({
  id: 'azure.EventHubProducerClient',
  noun: 'Event Hubs client',
  acquire: ['EventHubProducerClient', 'EventHubConsumerClient', 'EventHubBufferedProducerClient'].map((name) =>
    constructing(`@azure/event-hubs#${name}`),
  ),
  end: 'close',
  awaitEnd: true,
  type: '@azure/event-hubs#EventHubProducerClient',
  life: 'endless',
  processLifetime: true,
  source: 'https://learn.microsoft.com/en-us/javascript/api/@azure/event-hubs/eventhubproducerclient#@azure-event-hubs-eventhubproducerclient-close',
});

/** Closing its connection closes it. */
export const amqpChannel = endedByMember({
  id: 'amqplib.createChannel',
  noun: 'AMQP channel',
  acquire: ['createChannel', 'createConfirmChannel'].map((name) =>
    callingMethod('amqplib#ChannelModel', name, { awaited: true }),
  ),
  end: 'close',
  awaitEnd: true,
  releasedBy: [withOwner],
  type: 'amqplib#Channel',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  doubleReleaseThrows: true,
  source: 'https://amqp-node.github.io/amqplib/channel_api.html#channel_close',
});

export const kafkaClient = endedByMember({
  id: 'kafkajs.producer',
  noun: 'Kafka client',
  acquire: ['producer', 'consumer', 'admin'].map((name) => callingMethod('kafkajs#Kafka', name)),
  end: 'disconnect',
  awaitEnd: true,
  armedBy: ['connect'],
  type: 'kafkajs#Producer',
  life: 'endless',
  processLifetime: true,
  source: 'https://kafka.js.org/docs/producing',
});

export const brokers = [
  amqpConnection,
  amqpChannel,
  kafkaClient,
  natsConnection,
  natsSubscription,
  mqttClient,
  bullQueue,
  bullWorker,
  zeromqSocket,
  pubSub,
  serviceBus,
  eventHubs,
];

export const brokerTypes: readonly ResultType[] = [
  awaitGives('amqplib#connect', 'amqplib#ChannelModel'),
  ...NATS.map((name) => awaitGives(`${name}#connect`, 'nats#NatsConnection')),
  methodGives('nats#NatsConnection', 'subscribe', 'nats#Subscription'),
];
