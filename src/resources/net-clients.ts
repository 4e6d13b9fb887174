import { awaitGives, callGives, calling, callingMethod, constructing, EMITTER } from './define.js';
import { endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

/** Usually the process's dispatcher, or one that its requests share. */
export const undiciDispatcher = endedByMember({
  id: 'undici.Agent',
  noun: 'dispatcher',
  acquire: ['Agent', 'Client', 'Pool', 'BalancedPool', 'ProxyAgent', 'RetryAgent', 'EnvHttpProxyAgent'].map((name) =>
    constructing(`undici#${name}`),
  ),
  end: 'close',
  awaitEnd: true,
  endAlso: ['destroy'],
  type: 'undici#Dispatcher',
  fluent: EMITTER,
  life: 'one-shot',
  processLifetime: true,
  doubleReleaseThrows: true,
  source: 'https://undici.nodejs.org/#/docs/api/Dispatcher?id=dispatcherclosecallback-promise',
});

export const expressServer = endedByMember({
  id: 'express.listen',
  noun: 'server',
  acquire: ['express#Application', 'koa#default', 'connect#Server'].map((type) => callingMethod(type, 'listen')),
  end: 'close',
  type: 'node:http#Server',
  waive: ['unref'],
  fluent: [...EMITTER, 'ref', 'setTimeout'],
  disposable: 'async',
  life: 'endless',
  processLifetime: true,
  source: 'https://expressjs.com/en/5x/api.html#app.listen',
});

/** It may only be injected into, never listening: owed where it is closed somewhere. */
export const fastifyServer = endedByMember({
  id: 'fastify',
  noun: 'server',
  acquire: ['fastify#default', 'fastify#fastify'].map((key) => calling(key)),
  end: 'close',
  awaitEnd: true,
  type: 'fastify#FastifyInstance',
  fluent: ['addHook', 'decorate', 'register', 'route', 'withTypeProvider'],
  life: 'one-shot',
  processLifetime: true,
  source: 'https://fastify.dev/docs/latest/Reference/Server/#close',
});

export const nestApplication = endedByMember({
  id: 'nestjs.NestFactory.create',
  noun: 'Nest application',
  acquire: ['create', 'createApplicationContext', 'createMicroservice'].map((name) =>
    calling(`@nestjs/core#NestFactory.${name}`, { awaited: true }),
  ),
  end: 'close',
  awaitEnd: true,
  type: '@nestjs/common#INestApplication',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://docs.nestjs.com/standalone-applications',
});

export const honoServer = endedByMember({
  id: 'hono.serve',
  noun: 'server',
  acquire: [calling('@hono/node-server#serve')],
  end: 'close',
  type: 'node:http#Server',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://hono.dev/docs/getting-started/nodejs',
});

export const grpcServer = endedByMember({
  id: 'grpc.Server',
  noun: 'gRPC server',
  acquire: [constructing('@grpc/grpc-js#Server')],
  end: 'forceShutdown',
  endAlso: ['tryShutdown'],
  type: '@grpc/grpc-js#Server',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://grpc.github.io/grpc/node/grpc.Server.html#forceShutdown',
});

export const grpcClient = endedByMember({
  id: 'grpc.Client',
  noun: 'gRPC client',
  acquire: [constructing('@grpc/grpc-js#Client')],
  end: 'close',
  type: '@grpc/grpc-js#Client',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://grpc.github.io/grpc/node/grpc.Client.html#close',
});

/** Made, it is not connected yet; `close` is harmless then. */
export const ftpClient = endedByMember({
  id: 'basic-ftp.Client',
  noun: 'FTP client',
  acquire: [constructing('basic-ftp#Client')],
  end: 'close',
  type: 'basic-ftp#Client',
  life: 'one-shot',
  source: 'https://github.com/patrickjuchli/basic-ftp#client-api',
});

/** Only a pooled transport has something to close. */
export const mailTransport = endedByMember({
  id: 'nodemailer.createTransport',
  noun: 'mail transport',
  acquire: [calling('nodemailer#createTransport')],
  end: 'close',
  type: 'nodemailer#Transporter',
  fluent: EMITTER,
  life: 'one-shot',
  processLifetime: true,
  source: 'https://nodemailer.com/smtp/pooled/',
});

export const serialPort = endedByMember({
  id: 'serialport.SerialPort',
  noun: 'serial port',
  acquire: [
    constructing('serialport#SerialPort', {
      options: [{ argument: 0, property: 'autoOpen', value: false, effect: 'owes-nothing' }],
    }),
  ],
  end: 'close',
  endAlso: ['destroy'],
  type: 'serialport#SerialPort',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://serialport.io/docs/api-stream#close',
});

export const netClients = [
  undiciDispatcher,
  expressServer,
  fastifyServer,
  nestApplication,
  honoServer,
  grpcServer,
  grpcClient,
  ftpClient,
  mailTransport,
  serialPort,
];

export const netClientTypes: readonly ResultType[] = [
  callGives('express#default', 'express#Application'),
  callGives('express#express', 'express#Application'),
  callGives('connect#default', 'connect#Server'),
  callGives('fastify#default', 'fastify#FastifyInstance'),
  callGives('fastify#fastify', 'fastify#FastifyInstance'),
  awaitGives('@nestjs/core#NestFactory.create', '@nestjs/common#INestApplication'),
];
