import { calledItself, calling, callingMethod, defineResource, method, ownerMethod, passedToMethod, RELEASED } from './define.js';

/** `acquire` gives a releaser; `mutex.release()` releases as well. */
export const mutexReleaser = defineResource({
  id: 'async-mutex.Mutex.acquire',
  family: 'handle',
  noun: 'lock',
  whileHeld: 'is not called',
  verb: 'call',
  repair: '$()',
  acquire: [callingMethod('async-mutex#Mutex', 'acquire', { awaited: true })],
  release: [calledItself, ownerMethod('release')],
  life: 'endless',
  source: 'https://github.com/DirtyHairy/async-mutex#manual-locking--releasing',
});

export const semaphoreReleaser = defineResource({
  id: 'async-mutex.Semaphore.acquire',
  family: 'handle',
  noun: 'lock',
  whileHeld: 'is not called',
  verb: 'call',
  repair: '$()',
  acquire: [callingMethod('async-mutex#Semaphore', 'acquire', { awaited: true, property: '1' })],
  release: [calledItself, ownerMethod('release')],
  life: 'endless',
  source: 'https://github.com/DirtyHairy/async-mutex#manual-locking--releasing-1',
});

export const semaphoreToken = defineResource({
  id: 'async-sema.acquire',
  family: 'handle',
  noun: 'semaphore token',
  ...RELEASED,
  repair: 'sema.release($)',
  acquire: ['async-sema#Sema', 'async-sema#default'].map((type) => callingMethod(type, 'acquire', { awaited: true })),
  release: [passedToMethod('release'), ownerMethod('release')],
  life: 'endless',
  source: 'https://github.com/vercel/async-sema#usage',
});

/** `proper-lockfile` keeps the lock fresh until its release function is called. */
export const fileLock = defineResource({
  id: 'proper-lockfile.lock',
  family: 'handle',
  noun: 'file lock',
  whileHeld: 'is not called',
  verb: 'call',
  repair: 'await $()',
  acquire: [calling('proper-lockfile#lock', { awaited: true }), calling('proper-lockfile#lockSync')],
  release: [calledItself],
  life: 'one-shot',
  doubleReleaseThrows: true,
  source: 'https://github.com/moxystudio/node-proper-lockfile#lockfile-options',
});

/** A Redlock lock expires by itself after its duration; until then, others wait. */
export const redlock = defineResource({
  id: 'redlock.acquire',
  family: 'handle',
  noun: 'lock',
  ...RELEASED,
  repair: 'await $.release()',
  acquire: [callingMethod('redlock#default', 'acquire', { awaited: true })],
  release: [method('release')],
  type: 'redlock#Lock',
  life: 'endless',
  source: 'https://github.com/mike-marcacci/node-redlock#usage',
});

export const locks = [mutexReleaser, semaphoreReleaser, semaphoreToken, fileLock, redlock];
