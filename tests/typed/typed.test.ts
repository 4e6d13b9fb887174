/** What only types can tell: across files, by declaration. Without types the same code is silent. */
import { afterAll, describe, expect, it } from 'vitest';
import { Project } from './project.js';

const project = new Project({
  'lease.ts': `
    export class Lease implements Disposable {
      renew(): void {}
      async use(): Promise<void> {}
      [Symbol.dispose](): void {}
    }
    export class Session implements AsyncDisposable {
      query(text: string): Promise<string> { return Promise.resolve(text); }
      close(): Promise<void> { return Promise.resolve(); }
      [Symbol.asyncDispose](): Promise<void> { return this.close(); }
    }
    export function createLease(): Lease { return new Lease(); }
    export async function openSession(): Promise<Session> { return new Session(); }
    export function getLease(): Lease { return shared; }
    const shared = new Lease();
    export function* createNumbers(): Generator<number> { yield 1; }
    export function fatal(text: string): never { throw new Error(text); }
    export function warn(text: string): void { console.warn(text); }
    export function load(path: string, options?: { signal?: AbortSignal; retries?: number }): Promise<string> { return Promise.resolve(path + String(options?.retries)); }
    export function fetchName(path: string): Promise<string> { return Promise.resolve(path); }
    export function pause(ms: number, signal?: AbortSignal): Promise<void> { signal?.throwIfAborted(); return new Promise((resolve) => { resolve(); }); }
  `,
  'held.ts': `
    import type { FileHandle } from 'node:fs/promises';
    export const kept: FileHandle[] = [];
    export async function sizeOf(file: FileHandle): Promise<number> { const { size } = await file.stat(); return size; }
    export function keep(file: FileHandle): void { kept.push(file); }
    export async function finish(file: FileHandle): Promise<void> { await file.sync(); await file.close(); }
    export function later(file: FileHandle): () => Promise<unknown> { return () => file.stat(); }
    /** @leaks-owns file */
    export async function adopt(file: FileHandle): Promise<void> { await file.sync(); }
    /** @leaks-borrows file */
    export function lend(file: FileHandle): void { kept.push(file); }
    /**
     * Waits for its turn.
     *
     * @leaks-returns-release
     */
    export async function turn(): Promise<() => void> { await Promise.resolve(); return () => { kept.pop(); }; }
  `,
  'index.ts': `export * from './held.js';`,
  'helpers.ts': `import { open } from 'node:fs/promises';
import { adopt, finish, keep, later, lend, sizeOf, turn } from './index.js';
export async function read(path: string): Promise<number> {
  const file = await open(path);
  return sizeOf(file);
}
export async function kept(path: string): Promise<void> {
  const file = await open(path);
  keep(file);
}
export async function finished(path: string): Promise<void> {
  const file = await open(path);
  await finish(file);
}
export async function captured(path: string): Promise<unknown> {
  const file = await open(path);
  return later(file);
}
export async function adopted(path: string): Promise<void> {
  const file = await open(path);
  await adopt(file);
}
export async function lent(path: string): Promise<void> {
  const file = await open(path);
  lend(file);
}
export async function inTurn(work: () => Promise<void>): Promise<void> {
  const done = await turn();
  await work();
  done();
}
`,
  'disposables.ts': `import { createLease, createNumbers, getLease, Lease, openSession } from './lease.js';
export async function dropped(work: () => Promise<void>): Promise<void> {
  const lease = createLease();
  await work();
  lease.renew();
}
export async function constructed(work: () => Promise<void>): Promise<void> {
  const lease = new Lease();
  await work();
  lease[Symbol.dispose]();
}
export async function awaited(text: string): Promise<string> {
  const session = await openSession();
  const answer = await session.query(text);
  await session.close();
  return answer;
}
export async function declared(work: () => Promise<void>): Promise<void> {
  using lease = createLease();
  await work();
  lease.renew();
}
export function handedOut(): Lease {
  const lease = createLease();
  lease.renew();
  return lease;
}
export async function shared(work: () => Promise<void>): Promise<void> {
  const lease = getLease();
  await work();
  lease[Symbol.dispose]();
}
export function counted(): number {
  const numbers = createNumbers();
  return Number(numbers.next().value);
}
`,
  'never.ts': `import { open } from 'node:fs/promises';
import { fatal, warn } from './lease.js';
export async function load(kind: string): Promise<void> {
  const file = await open(kind);
  if (kind === 'text') await file.close();
  else fatal('no such kind');
}
export async function check(kind: string): Promise<void> {
  const file = await open(kind);
  if (kind === 'text') await file.close();
  else warn('no such kind');
}
`,
  'signals.ts': `import { fetchName, load, pause } from './lease.js';
export async function read(path: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  return await load(path);
}
export async function wait(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await pause(10);
}
export async function passes(path: string, signal: AbortSignal): Promise<void> {
  await load(path, { signal });
  await pause(10, signal);
}
export async function names(path: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  return await fetchName(path);
}
`,
  'files.ts': `import { open, type FileHandle } from 'node:fs/promises';
export const fallback = (): Promise<FileHandle> => open('/dev/null');
export class Store { constructor(readonly server: import('node:http').Server) {} }
export function streamOf(): ReadableStream<string> { return new ReadableStream(); }
`,
  'receivers.ts': `import { streamOf } from './files.js';
export async function first(): Promise<string | undefined> {
  const reader = streamOf().getReader();
  const { value } = await reader.read();
  if (value === undefined) return 'none';
  reader.releaseLock();
  return value;
}
`,
});

afterAll(() => {
  project[Symbol.dispose]();
});

const typed = (file: string, config: 'recommended' | 'strict' = 'recommended'): readonly string[] => project.reportsOn(file, { typed: true, config });
const untyped = (file: string, config: 'recommended' | 'strict' = 'recommended'): readonly string[] => project.reportsOn(file, { typed: false, config });

describe('with types', () => {
  it('what is disposable and made here is due', () => {
    expect(typed('disposables.ts')).toEqual([
      '3: `lease` is not disposed when it returns on line 6; dispose it in `finally`.',
      '8: `lease` is not disposed when `await work()` rejects on line 9; dispose it in `finally`.',
      '13: `session` is not closed when `await session.query(text)` rejects on line 14; close it in `finally`.',
    ]);
    // What this function itself closes on one way needs no type.
    expect(untyped('disposables.ts')).toEqual([
      '8: `lease` is not disposed when `await work()` rejects on line 9; dispose it in `finally`.',
      '13: `session` is not closed when `await session.query(text)` rejects on line 14; close it in `finally`.',
    ]);
  });

  it('a function of type never ends the path', () => {
    expect(typed('never.ts')).toEqual(['9: `file` is not closed when it returns on line 12; close it in `finally`.']);
  });

  it('a callee that declares an optional signal takes one, and one that does not takes none', () => {
    expect(typed('signals.ts', 'strict').filter((report) => report.includes('pass it on'))).toEqual([
      '4: `signal` from line 2 is not passed to `load`; pass it on.',
      '8: `signal` from line 6 is not passed to `pause`; pass it on.',
    ]);
    expect(untyped('signals.ts', 'strict').some((report) => report.startsWith('16:'))).toBe(true);
  });

  it("a function of another file borrows, keeps or returns what its body and its comment say, through a module that exports it again", () => {
    expect(typed('helpers.ts')).toEqual([
      '4: `file` is not closed when it returns on line 5; close it in `finally`.',
      '24: `file` is not closed when it returns on line 26; close it in `finally`.',
      '28: `done` is not called when `await work()` rejects on line 29; call it in `finally`.',
    ]);
    expect(untyped('helpers.ts')).toEqual([]);
  });

  it('a receiver is known by its declaration', () => {
    expect(typed('receivers.ts')).toEqual(['3: `reader` is not released when it returns on line 5; release it in `finally`.']);
  });
});
