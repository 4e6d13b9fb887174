import { calling, constructing, EMITTER } from './define.js';
import { endedByMember } from './shapes.js';

export const chokidar = endedByMember({
  id: 'chokidar.watch',
  noun: 'watcher',
  acquire: [
    calling('chokidar#watch', {
      options: [{ argument: 1, property: 'persistent', value: false, effect: 'owes-nothing' }],
    }),
  ],
  end: 'close',
  awaitEnd: true,
  type: 'chokidar#FSWatcher',
  fluent: [...EMITTER, 'add'],
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/paulmillr/chokidar#methods--events',
});

export const parcelWatcher = endedByMember({
  id: 'parcel-watcher.subscribe',
  noun: 'watcher',
  acquire: [calling('@parcel/watcher#subscribe', { awaited: true })],
  end: 'unsubscribe',
  awaitEnd: true,
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/parcel-bundler/watcher#watching',
});

export const watchpack = endedByMember({
  id: 'watchpack',
  noun: 'watcher',
  acquire: [constructing('watchpack#default')],
  end: 'close',
  fluent: EMITTER,
  life: 'one-shot',
  processLifetime: true,
  source: 'https://github.com/webpack/watchpack#api',
});

export const esbuildContext = endedByMember({
  id: 'esbuild.context',
  noun: 'build context',
  acquire: [calling('esbuild#context', { awaited: true })],
  end: 'dispose',
  awaitEnd: true,
  type: 'esbuild#BuildContext',
  life: 'endless',
  processLifetime: true,
  source: 'https://esbuild.github.io/api/#build',
});

export const viteServer = endedByMember({
  id: 'vite.createServer',
  noun: 'server',
  acquire: ['createServer', 'preview'].map((name) => calling(`vite#${name}`, { awaited: true })),
  end: 'close',
  awaitEnd: true,
  type: 'vite#ViteDevServer',
  life: 'endless',
  processLifetime: true,
  source: 'https://vite.dev/guide/api-javascript.html#vitedevserver',
});

/** Plugins clean up, and their watchers and workers end, when it is closed; a build script that ends with its bundle need not. */
export const rollupBundle = endedByMember({
  id: 'rollup.rollup',
  noun: 'bundle',
  acquire: [calling('rollup#rollup', { awaited: true }), calling('rolldown#rolldown', { awaited: true })],
  end: 'close',
  awaitEnd: true,
  type: 'rollup#RollupBuild',
  life: 'endless',
  diesWithProcess: true,
  source: 'https://rollupjs.org/javascript-api/#rollup-rollup',
});

export const rollupWatcher = endedByMember({
  id: 'rollup.watch',
  noun: 'watcher',
  acquire: [calling('rollup#watch'), calling('rolldown#watch')],
  end: 'close',
  type: 'rollup#RollupWatcher',
  fluent: EMITTER,
  life: 'endless',
  processLifetime: true,
  source: 'https://rollupjs.org/javascript-api/#rollup-watch',
});

/** Most programs end with their only compiler. */
export const webpackCompiler = endedByMember({
  id: 'webpack',
  noun: 'compiler',
  acquire: ['webpack#default', 'webpack#webpack', '@rspack/core#rspack'].map((key) => calling(key)),
  end: 'close',
  type: 'webpack#Compiler',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://webpack.js.org/api/node/#close',
});

export const webpackDevServer = endedByMember({
  id: 'webpack-dev-server',
  noun: 'server',
  acquire: [constructing('webpack-dev-server#default')],
  end: 'stop',
  awaitEnd: true,
  type: 'webpack-dev-server#Server',
  life: 'one-shot',
  processLifetime: true,
  source: 'https://webpack.js.org/api/webpack-dev-server/#stop',
});

export const sassCompiler = endedByMember({
  id: 'sass.initCompiler',
  noun: 'compiler',
  acquire: ['sass', 'sass-embedded'].flatMap((name) => [
    calling(`${name}#initCompiler`),
    calling(`${name}#initAsyncCompiler`, { awaited: true }),
  ]),
  end: 'dispose',
  type: 'sass#Compiler',
  life: 'endless',
  processLifetime: true,
  source: 'https://sass-lang.com/documentation/js-api/classes/compiler/#dispose',
});

export const typescriptWatch = endedByMember({
  id: 'typescript.createWatchProgram',
  noun: 'watch program',
  acquire: [calling('typescript#createWatchProgram')],
  end: 'close',
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/microsoft/TypeScript/wiki/Using-the-Compiler-API#writing-an-incremental-program-watcher',
});

/** The files go when the process ends: owed where they are removed somewhere. */
export const temporaryFile = endedByMember({
  id: 'tmp.fileSync',
  noun: 'temporary file',
  acquire: ['fileSync', 'dirSync'].map((name) => calling(`tmp#${name}`)),
  end: 'removeCallback',
  life: 'one-shot',
  source: 'https://github.com/raszi/node-tmp#synchronous-file-creation',
});

export const temporaryFilePromise = endedByMember({
  id: 'tmp-promise.file',
  noun: 'temporary file',
  acquire: ['file', 'dir'].map((name) => calling(`tmp-promise#${name}`, { awaited: true })),
  end: 'cleanup',
  awaitEnd: true,
  life: 'one-shot',
  source: 'https://github.com/benjamingr/tmp-promise#usage',
});

/** One writes to a pipe or file that its close flushes; loggers usually live as long as their process. */
export const pinoTransport = endedByMember({
  id: 'pino.transport',
  noun: 'transport',
  acquire: [calling('pino#transport'), calling('pino#pino.transport')],
  end: 'end',
  fluent: EMITTER,
  life: 'one-shot',
  processLifetime: true,
  source: 'https://getpino.io/#/docs/transports',
});

export const winstonLogger = endedByMember({
  id: 'winston.createLogger',
  noun: 'logger',
  acquire: [calling('winston#createLogger')],
  end: 'close',
  endAlso: ['end'],
  type: 'winston#Logger',
  fluent: [...EMITTER, 'add', 'configure', 'remove'],
  life: 'one-shot',
  processLifetime: true,
  source: 'https://github.com/winstonjs/winston#awaiting-logs-to-be-written-in-winston',
});

export const tesseractWorker = endedByMember({
  id: 'tesseract.createWorker',
  noun: 'worker',
  acquire: [calling('tesseract.js#createWorker', { awaited: true }), calling('tesseract.js#createScheduler')],
  end: 'terminate',
  awaitEnd: true,
  type: 'tesseract.js#Worker',
  life: 'endless',
  processLifetime: true,
  source: 'https://github.com/naptha/tesseract.js/blob/master/docs/api.md#worker-terminate',
});

export const tools = [
  chokidar,
  parcelWatcher,
  watchpack,
  esbuildContext,
  viteServer,
  rollupBundle,
  rollupWatcher,
  webpackCompiler,
  webpackDevServer,
  sassCompiler,
  typescriptWatch,
  temporaryFile,
  temporaryFilePromise,
  pinoTransport,
  winstonLogger,
  tesseractWorker,
];
