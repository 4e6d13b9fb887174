/**
 * What an instrumented program (instrument.ts) calls while it runs: the toy resource, the choices, and the bookkeeping
 * of who owns which handle. Numbers named `site` index `Instrumented.sites`.
 */
import { isYes, Names, type TestForm } from './names.js';
import { asError, attempt, Halt, Handle, Leaving, Thrown, type RunSettings } from './records.js';
import type { Tape } from './tape.js';

const pendingStep = Symbol('stepAsync()');

export class Runtime {
  handles: Handle[] = [];
  /** How often something threw so far. */
  throws = 0;
  /** Loans whose handle was released before anything threw. */
  readonly repaid = new Set<string>();
  /** The way so far, as one sees it in the text: two runs that have only hidden differences are equal. */
  private path = '';
  /** A failure of the instrumented program itself: a mistake of the oracle. */
  mistake: unknown;
  exited = false;
  /** The run was given up inside a function that goes on calling itself. */
  recursedForEver = false;
  private halted = false;
  private readonly names = new Names();
  private readonly acquired = new Map<number, number>();
  private readonly turned = new Map<number, number>();
  private readonly captures = new WeakMap<object, () => readonly unknown[]>();

  constructor(
    private readonly tape: Tape,
    private readonly settings: RunSettings,
  ) {}

  /** Forgets the last run: millions of runs share one runtime. */
  reset(): void {
    this.handles = [];
    this.throws = 0;
    this.path = '';
    this.exited = this.halted = this.recursedForEver = false;
    for (const kept of [this.repaid, this.acquired, this.turned, this.names]) if (kept.size > 0) kept.clear();
  }

  // The toy resource and its surroundings

  acquire(site: number): Handle {
    this.mayThrow(site);
    const count = (this.acquired.get(site) ?? 0) + 1;
    this.acquired.set(site, count);
    const handle = new Handle(site, `${site}#${count}`);
    this.handles.push(handle);
    return handle;
  }

  acquireOrNull(site: number): Handle | null {
    const handle = this.acquire(site);
    if (this.decide(2) === 0) return handle;
    this.handles.pop();
    return null;
  }

  release(site: number, handle: unknown): void {
    this.dispose(handle);
    this.mayThrow(site);
  }

  step(site: number): void {
    this.mayThrow(site);
  }

  /** A call of nobody knows what. */
  keep(site: number, handle: unknown): void {
    this.mayThrow(site);
    if (!(handle instanceof Handle)) return;
    const key = `${site} ${handle.name} ${this.path}`;
    handle.loans.push({ key, throws: this.throws });
  }

  choice(site: number): boolean {
    this.mayThrow(site);
    return this.decide(2) === 1;
  }

  /** `number()`: 0, 1, 2, or a number that no `case` names. */
  number(site: number): number {
    this.mayThrow(site);
    const value = this.decide(4);
    this.path += String(value);
    return value;
  }

  /** What is awaited on the spot rejects and does not throw: both leave through the same `await`. */
  stepAsync(): symbol {
    return pendingStep;
  }

  exit(): never {
    this.exited = true;
    throw this.halt();
  }

  *items(site: number): Generator<undefined> {
    for (;;) {
      this.mayThrow(site);
      const isLast = this.decide(2) === 0;
      this.path += isLast ? '.' : ',';
      if (isLast) return;
      yield undefined;
    }
  }

  stream(site: number): AsyncIterable<undefined> {
    const next = (): Promise<IteratorResult<undefined>> => {
      const choice = this.decide(3);
      this.path += String(choice);
      if (choice === 2) return Promise.reject(this.failure(site));
      return Promise.resolve({ done: choice === 0, value: undefined });
    };
    return { [Symbol.asyncIterator]: () => ({ next }) };
  }

  dispose(handle: unknown): void {
    if (!(handle instanceof Handle)) return;
    handle.released = true;
    if (handle.givenAway) return;
    for (const loan of handle.loans) if (loan.throws === this.throws) this.repaid.add(loan.key);
  }

  disposeAsync(site: number, handle: unknown): Promise<void> {
    this.dispose(handle);
    return attempt(() => { if (handle instanceof Handle || this.settings.guesses) this.mayThrow(site); });
  }

  // Names

  test(name: string | null, form: TestForm, value: unknown): unknown {
    return this.see(form, this.settings.guesses ? this.names.test(name, form, value, this) : value);
  }

  /** A test of something whose value is known. */
  see(form: TestForm, value: unknown): unknown {
    this.path += isYes(form, value) ? 'y' : 'n';
    return value;
  }

  assigned<T>(name: string, value: T): T {
    this.names.assigned(name);
    return value;
  }

  // Ownership

  store<T>(value: T): T {
    this.giveAway(value);
    return value;
  }

  closure<T extends object>(callee: T, captured: () => readonly unknown[]): T {
    this.captures.set(callee, captured);
    return callee;
  }

  giveAway(value: unknown): void {
    for (const handle of this.handlesIn(value)) handle.givenAway ||= !handle.released;
  }

  private handlesIn(value: unknown): Handle[] {
    if (value instanceof Handle) return [value];
    if (typeof value !== 'object' && typeof value !== 'function') return [];
    if (value === null) return [];
    const parts = this.captures.get(value)?.() ?? Object.values(value);
    return parts.flatMap((part) => this.handlesIn(part));
  }

  // Flow

  leave(site: number, value: unknown): Leaving {
    return new Leaving(site, value, 'return');
  }

  thrown(site: number, value: unknown): Thrown {
    this.giveAway(value);
    this.throws += 1;
    return new Thrown(site, value);
  }

  yielded(site: number, value: unknown): Leaving {
    this.giveAway(value);
    return new Leaving(site, value, 'yield-return');
  }

  caught(error: unknown): void {
    if (this.halted) throw error;
    if (error instanceof Thrown) return;
    this.mistake = error;
    throw this.halt();
  }

  /** False while the run is being torn down: then no `catch` and no `finally` of the program may run. */
  live(): boolean {
    return !this.halted;
  }

  turn(site: number): void {
    const turns = (this.turned.get(site) ?? 0) + 1;
    this.turned.set(site, turns);
    if (turns > this.settings.turns) throw this.halt();
  }

  /** A function calls itself. Without an end, that may as well throw: at tier `await`, a surprise like any other call. */
  recur(site: number): void {
    this.recursedForEver = (this.turned.get(site) ?? 0) >= this.settings.turns;
    if (!this.recursedForEver || !this.settings.guesses) this.turn(site);
    else this.surprise(site);
  }

  /** A function of the same file is called; what it throws leaves the caller at this call. */
  call(site: number, callee: (...values: unknown[]) => unknown, values: readonly unknown[]): unknown {
    const before = this.handles.length;
    try {
      const result = callee(...values);
      // Whether the call that may throw is reached in there is a matter of conditions, which nobody follows into a call.
      if (this.settings.guesses && this.settings.tier === 'call' && this.settings.effectOf(callee)?.throwsOpenly === true) this.mayReject(site);
      if (result instanceof Promise) return this.settleCall(result as Promise<unknown>, callee, values);
      return this.returned(site, callee, values, before, result);
    } catch (error) {
      this.handles.length = before;
      if (this.settings.tier === 'await' && this.settings.effectOf(callee)?.alwaysThrows !== true) this.forget();
      throw this.movedTo(site, error);
    }
  }

  callOptional(site: number, callee: ((...values: unknown[]) => unknown) | null | undefined, values: readonly unknown[]): unknown {
    const isThere = callee && !(this.settings.guesses && this.decide(2) === 1);
    return isThere ? this.call(site, callee, values) : undefined;
  }

  private settleCall(result: Promise<unknown>, callee: unknown, values: readonly unknown[]): Promise<unknown> {
    return result.then((value) => this.returned(-1, callee, values, this.handles.length, value));
  }

  /** What the callee acquired and kept to itself is its own matter; what it returns is the caller's from here on. */
  private returned(site: number, callee: unknown, values: readonly unknown[], before: number, result: unknown): unknown {
    const value = result instanceof Leaving ? result.value : result;
    const fresh = this.handles.splice(before);
    for (const handle of this.handlesIn(value)) {
      if (!fresh.includes(handle)) continue;
      handle.site = site;
      this.handles.push(handle);
    }
    if (this.settings.effectOf(callee)?.isPartial === true) this.giveAway(values);
    return value;
  }

  settled(site: number, operand: unknown): Promise<unknown> {
    if (operand === pendingStep) return attempt(() => { this.mayReject(site); });
    if (!(operand instanceof Promise)) return Promise.resolve(operand);
    return operand.catch((error: unknown) => { throw this.movedTo(site, error); });
  }

  /** One of `options` ways to go on. */
  decide(options: number): number {
    if (this.tape.length >= this.settings.decisions) throw this.halt();
    return this.tape.decide(options);
  }

  private mayThrow(site: number): void {
    if (this.settings.tier === 'call') this.mayReject(site);
    else if (this.settings.surprises[site] === true && this.decide(2) === 1) this.surprise(site);
  }

  private surprise(site: number): never {
    if (this.settings.tier === 'await') this.forget();
    throw this.failure(site);
  }

  /** What follows is not followed for anything that is held now. */
  private forget(): void {
    for (const handle of this.handles) handle.neverThere ||= !handle.released;
  }

  private mayReject(site: number): void {
    if (this.decide(2) === 1) throw this.failure(site);
  }

  failure(site: number): Error {
    this.throws += 1;
    this.path += `!${site}`;
    return asError(new Thrown(site, undefined));
  }

  private movedTo(site: number, error: unknown): Error {
    return asError(error instanceof Thrown && this.live() ? new Thrown(site, error.value) : error);
  }

  private halt(): Error {
    this.halted = true;
    return asError(new Halt());
  }
}
