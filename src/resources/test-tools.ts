import { awaitMethodGives, calling, callingMethod, methodGives } from './define.js';
import { endedByMember } from './shapes.js';
import type { ResultType } from './spec.js';

export const webdriverio = endedByMember({
  id: 'webdriverio.remote',
  noun: 'browser',
  acquire: ['remote', 'multiremote'].map((name) => calling(`webdriverio#${name}`, { awaited: true })),
  end: 'deleteSession',
  awaitEnd: true,
  type: 'webdriverio#Browser',
  life: 'endless',
  source: 'https://webdriver.io/docs/setuptypes/#standalone-mode',
});

/** "quit ... after calling this method the instance is invalidated": without it, browser and driver go on. */
export const selenium = endedByMember({
  id: 'selenium.Builder.build',
  noun: 'driver',
  acquire: [callingMethod('selenium-webdriver#Builder', 'build', { awaited: true })],
  end: 'quit',
  awaitEnd: true,
  type: 'selenium-webdriver#WebDriver',
  life: 'endless',
  source: 'https://www.selenium.dev/documentation/webdriver/drivers/#quitting-sessions',
});

const CONTAINERS = [
  'testcontainers#GenericContainer',
  'testcontainers#DockerComposeEnvironment',
  '@testcontainers/postgresql#PostgreSqlContainer',
  '@testcontainers/mysql#MySqlContainer',
  '@testcontainers/mongodb#MongoDBContainer',
  '@testcontainers/redis#RedisContainer',
  '@testcontainers/kafka#KafkaContainer',
  '@testcontainers/localstack#LocalstackContainer',
] as const;

const CONTAINER_OPTIONS = [
  'withBindMounts',
  'withCommand',
  'withDatabase',
  'withEntrypoint',
  'withEnvironment',
  'withExposedPorts',
  'withName',
  'withNetwork',
  'withNetworkAliases',
  'withPassword',
  'withReuse',
  'withStartupTimeout',
  'withUsername',
  'withWaitStrategy',
];

/** A reaper removes it when the process ends: owed where it is stopped somewhere. */
export const testContainer = endedByMember({
  id: 'testcontainers.start',
  noun: 'container',
  acquire: CONTAINERS.map((type) =>
    callingMethod(type, type.endsWith('Environment') ? 'up' : 'start', { awaited: true }),
  ),
  end: 'stop',
  awaitEnd: true,
  endAlso: ['down'],
  type: 'testcontainers#StartedTestContainer',
  life: 'one-shot',
  source: 'https://node.testcontainers.org/features/containers/#stopping-a-container',
});

export const memoryMongo = endedByMember({
  id: 'mongodb-memory-server.create',
  noun: 'MongoDB server',
  acquire: ['MongoMemoryServer', 'MongoMemoryReplSet'].flatMap((name) =>
    ['mongodb-memory-server', 'mongodb-memory-server-core'].map((pkg) =>
      calling(`${pkg}#${name}.create`, { awaited: true }),
    ),
  ),
  end: 'stop',
  awaitEnd: true,
  type: 'mongodb-memory-server#MongoMemoryServer',
  life: 'endless',
  source: 'https://typegoose.github.io/mongodb-memory-server/docs/api/classes/mongo-memory-server#stop',
});

export const fakeTimers = endedByMember({
  id: 'fake-timers.install',
  noun: 'clock',
  acquire: [calling('@sinonjs/fake-timers#install')],
  end: 'uninstall',
  life: 'endless',
  source: 'https://github.com/sinonjs/fake-timers#clockuninstall',
});

/** `sinon.restore()` restores all of them. */
export const sinonClock = endedByMember({
  id: 'sinon.useFakeTimers',
  noun: 'clock',
  acquire: [calling('sinon#useFakeTimers')],
  end: 'restore',
  type: 'sinon#SinonFakeTimers',
  life: 'one-shot',
  source: 'https://sinonjs.org/releases/latest/fake-timers/',
});

export const sinonSandbox = endedByMember({
  id: 'sinon.createSandbox',
  noun: 'sandbox',
  acquire: [calling('sinon#createSandbox')],
  end: 'restore',
  type: 'sinon#SinonSandbox',
  life: 'one-shot',
  source: 'https://sinonjs.org/releases/latest/sandbox/',
});

/*
 * No rows: `render` of the testing libraries (cleaned up after each test), `supertest` (it closes what it listens
 * with), jsdom (released by `dom.window.close()`, a member of a member), msw's `setupServer` (owes `close` once it
 * listens).
 */

/** Who imports one of these is part of a test run. https://playwright.dev/docs/api/class-test, https://vitest.dev/api/ */
export const testRunnerModules: readonly string[] = ['@jest/globals', '@playwright/test', 'ava', 'jest', 'mocha', 'node:test', 'tap', 'vitest'];

export const testTools = [
  webdriverio,
  selenium,
  testContainer,
  memoryMongo,
  fakeTimers,
  sinonClock,
  sinonSandbox,
];

export const testToolTypes: readonly ResultType[] = [
  ...['forBrowser', 'setChromeOptions', 'setFirefoxOptions', 'setEdgeOptions', 'usingServer', 'withCapabilities'].map(
    (name) => methodGives('selenium-webdriver#Builder', name, 'selenium-webdriver#Builder'),
  ),
  awaitMethodGives('selenium-webdriver#Builder', 'build', 'selenium-webdriver#WebDriver'),
  ...CONTAINERS.flatMap((type) => CONTAINER_OPTIONS.map((name) => methodGives(type, name, type))),
];
