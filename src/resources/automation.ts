import {
  awaitGives,
  awaitMethodGives,
  calling,
  callingMethod,
  CLOSED,
  defineResource,
  DISPOSED,
  EMITTER,
  methodGives,
  method,
  withOwner,
} from './define.js';
import type { ResultType } from './spec.js';

const PUPPETEERS = ['puppeteer', 'puppeteer-core'] as const;

const LAUNCHERS = ['playwright', 'playwright-core', '@playwright/test'].flatMap((name) =>
  ['chromium', 'firefox', 'webkit'].map((browser) => `${name}#${browser}`),
);

export const puppeteerBrowser = defineResource({
  id: 'puppeteer.launch',
  family: 'handle',
  noun: 'browser',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: [...PUPPETEERS, 'puppeteer-extra'].map((name) => calling(`${name}#launch`, { awaited: true })),
  release: [method('close'), method('disconnect')],
  type: 'puppeteer#Browser',
  fluent: EMITTER,
  carriedBy: ['newPage', 'pages', 'createBrowserContext', 'defaultBrowserContext', 'waitForTarget'],
  disposable: 'async',
  diesWithProcess: true,
  life: 'endless',
  source: 'https://pptr.dev/api/puppeteer.browser.close',
});

/** A browser that was there before is left, not closed. */
export const puppeteerConnection = defineResource({
  id: 'puppeteer.connect',
  family: 'handle',
  noun: 'browser',
  whileHeld: 'is not disconnected',
  verb: 'disconnect',
  repair: 'await $.disconnect()',
  acquire: [...PUPPETEERS, 'puppeteer-extra'].map((name) => calling(`${name}#connect`, { awaited: true })),
  release: [method('disconnect'), method('close')],
  type: 'puppeteer#Browser',
  fluent: EMITTER,
  carriedBy: ['newPage', 'pages', 'createBrowserContext', 'defaultBrowserContext', 'waitForTarget'],
  life: 'endless',
  source: 'https://pptr.dev/api/puppeteer.browser.disconnect',
});

export const playwrightBrowser = defineResource({
  id: 'playwright.launch',
  family: 'handle',
  noun: 'browser',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: LAUNCHERS.flatMap((launcher) =>
    ['launch', 'connect', 'connectOverCDP'].map((name) => calling(`${launcher}.${name}`, { awaited: true })),
  ),
  release: [method('close')],
  type: 'playwright#Browser',
  fluent: EMITTER,
  carriedBy: ['newPage', 'newContext', 'contexts'],
  disposable: 'async',
  diesWithProcess: true,
  life: 'endless',
  source: 'https://playwright.dev/docs/api/class-browser#browser-close',
});

export const playwrightPersistentContext = defineResource({
  id: 'playwright.launchPersistentContext',
  family: 'handle',
  noun: 'browser context',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: LAUNCHERS.map((launcher) => calling(`${launcher}.launchPersistentContext`, { awaited: true })),
  release: [method('close')],
  type: 'playwright#BrowserContext',
  fluent: EMITTER,
  carriedBy: ['newPage', 'pages', 'waitForEvent'],
  disposable: 'async',
  diesWithProcess: true,
  life: 'endless',
  source: 'https://playwright.dev/docs/api/class-browsertype#browser-type-launch-persistent-context',
});

export const playwrightServer = defineResource({
  id: 'playwright.launchServer',
  family: 'handle',
  noun: 'browser server',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: LAUNCHERS.map((launcher) => calling(`${launcher}.launchServer`, { awaited: true })),
  release: [method('close'), method('kill')],
  type: 'playwright#BrowserServer',
  fluent: EMITTER,
  diesWithProcess: true,
  life: 'endless',
  processLifetime: true,
  source: 'https://playwright.dev/docs/api/class-browserserver#browser-server-close',
});

export const playwrightElectron = defineResource({
  id: 'playwright._electron.launch',
  family: 'handle',
  noun: 'Electron app',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: ['playwright', 'playwright-core', '@playwright/test'].map((name) =>
    calling(`${name}#_electron.launch`, { awaited: true }),
  ),
  release: [method('close')],
  type: 'playwright#ElectronApplication',
  fluent: EMITTER,
  carriedBy: ['firstWindow', 'windows', 'context', 'waitForEvent'],
  diesWithProcess: true,
  life: 'endless',
  source: 'https://playwright.dev/docs/api/class-electronapplication#electron-application-close',
});

/** Its responses stay in memory until it is disposed. */
export const playwrightRequestContext = defineResource({
  id: 'playwright.request.newContext',
  family: 'handle',
  noun: 'request context',
  ...DISPOSED,
  repair: 'await $.dispose()',
  acquire: ['playwright', 'playwright-core', '@playwright/test'].map((name) =>
    calling(`${name}#request.newContext`, { awaited: true }),
  ),
  release: [method('dispose')],
  type: 'playwright#APIRequestContext',
  disposable: 'async',
  life: 'endless',
  source: 'https://playwright.dev/docs/api/class-apirequestcontext#api-request-context-dispose',
});

/** Closing the browser or the context closes it. */
export const browserPage = defineResource({
  id: 'browser.newPage',
  family: 'handle',
  noun: 'page',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: ['puppeteer', 'playwright'].flatMap((name) => [
    callingMethod(`${name}#Browser`, 'newPage', { awaited: true }),
    callingMethod(`${name}#BrowserContext`, 'newPage', { awaited: true }),
  ]),
  release: [method('close'), withOwner],
  type: 'playwright#Page',
  fluent: EMITTER,
  disposable: 'async',
  life: 'endless',
  source: 'https://playwright.dev/docs/api/class-page#page-close',
});

/** Closing the browser closes it. */
export const browserContext = defineResource({
  id: 'browser.newContext',
  family: 'handle',
  noun: 'browser context',
  ...CLOSED,
  repair: 'await $.close()',
  acquire: [
    callingMethod('playwright#Browser', 'newContext', { awaited: true }),
    callingMethod('puppeteer#Browser', 'createBrowserContext', { awaited: true }),
  ],
  release: [method('close'), withOwner],
  type: 'playwright#BrowserContext',
  fluent: EMITTER,
  disposable: 'async',
  life: 'endless',
  source: 'https://playwright.dev/docs/api/class-browsercontext#browser-context-close',
});

export const automation = [
  puppeteerBrowser,
  puppeteerConnection,
  playwrightBrowser,
  playwrightPersistentContext,
  playwrightServer,
  playwrightElectron,
  playwrightRequestContext,
  browserPage,
  browserContext,
];

export const automationTypes: readonly ResultType[] = [
  ...[...PUPPETEERS, 'puppeteer-extra'].flatMap((name) => [
    awaitGives(`${name}#launch`, 'puppeteer#Browser'),
    awaitGives(`${name}#connect`, 'puppeteer#Browser'),
  ]),
  awaitMethodGives('puppeteer#Browser', 'newPage', 'puppeteer#Page'),
  awaitMethodGives('puppeteer#Browser', 'createBrowserContext', 'puppeteer#BrowserContext'),
  awaitMethodGives('puppeteer#BrowserContext', 'newPage', 'puppeteer#Page'),
  methodGives('puppeteer#Page', 'browser', 'puppeteer#Browser'),
  ...LAUNCHERS.flatMap((launcher) => [
    ...['launch', 'connect', 'connectOverCDP'].map((name) => awaitGives(`${launcher}.${name}`, 'playwright#Browser')),
    awaitGives(`${launcher}.launchPersistentContext`, 'playwright#BrowserContext'),
  ]),
  awaitMethodGives('playwright#Browser', 'newContext', 'playwright#BrowserContext'),
  awaitMethodGives('playwright#Browser', 'newPage', 'playwright#Page'),
  awaitMethodGives('playwright#BrowserContext', 'newPage', 'playwright#Page'),
  methodGives('playwright#Page', 'context', 'playwright#BrowserContext'),
];
