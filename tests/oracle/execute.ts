/** Runs a program on every bounded sequence of choices and collects what really leaked, exit by exit. */
import type { TSESTree } from '@typescript-eslint/types';
import { instrument, type Instrumented, type Routine } from './instrument.js';
import { keyOf, type ExitKind, type Pair } from './pairs.js';
import { Handle, Leaving, Thrown, type HelperEffect, type Loan, type RunSettings, type Tier } from './records.js';
import { Runtime } from './runtime.js';
import type { Source } from './source.js';
import { Tape } from './tape.js';

type Callable = (...values: unknown[]) => unknown;
type Program = (runtime: Runtime, sink: object) => Readonly<Record<string, Callable>>;

export interface Bounds {
  /** How often each loop may turn in one run. */
  readonly turns: number;
  /** How many runs a program may take before it is given up. */
  readonly runs: number;
  /** Also take the runs of names.ts. */
  readonly guesses?: boolean;
}

export interface Execution {
  readonly pairs: ReadonlyMap<string, Pair>;
  /** Pairs that leak or not, by whether an unknown call takes over in runs that were broken off. */
  readonly unsure: ReadonlyMap<string, Pair>;
  readonly runs: number;
  /** False: there were more runs than the bounds allow. */
  readonly complete: boolean;
}

const decisions = 60;

export async function execute(source: Source, tier: Tier, bounds: Bounds): Promise<Execution> {
  const instrumented = instrumentedOf(source);
  // The text is our own, and running it is the point.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const program = new Function('$', 'sink', 'failure', instrumented.code) as Program;
  const exploration = new Exploration(instrumented, program, tier, bounds);
  await exploration.summarizeHelpers();
  for (const routine of instrumented.routines) await exploration.explore(routine);
  return { pairs: exploration.pairsWhere((loan) => exploration.isBorrowed(loan)), unsure: exploration.pairsWhere((loan) => !exploration.isTaken(loan)), runs: exploration.runs, complete: exploration.complete };
}

const known = new WeakMap<Source, Instrumented>();

function instrumentedOf(source: Source): Instrumented {
  const instrumented = known.get(source) ?? instrument(source);
  known.set(source, instrumented);
  return instrumented;
}

type HelperEnd = 'taken' | 'kept' | 'throw' | 'exit' | 'endless' | 'recursive' | 'taken for ever';

/** How one run left its function. */
interface Exit {
  readonly kind: ExitKind;
  readonly node: TSESTree.Node;
  readonly value: unknown;
}

class Exploration {
  private readonly candidates: { readonly pair: Pair; readonly loans: readonly Loan[] }[] = [];
  private readonly seen = new Set<string>();
  private readonly repaid = new Set<string>();
  private readonly unpaid = new Set<string>();
  private readonly brokenOff = new Set<string>();
  runs = 0;
  complete = true;
  private readonly effects = new Map<string, HelperEffect>();

  constructor(
    private readonly instrumented: Instrumented,
    private readonly program: Program,
    private readonly tier: Tier,
    private readonly bounds: Bounds,
  ) {}

  /** Adds what `routine` leaks, whatever it is called with: a parameter is never ours. */
  async explore(routine: Routine): Promise<void> {
    const exploring = { surprises: this.instrumented.guarded, guesses: this.bounds.guesses === true };
    await this.everyRun(routine, [], exploring, (exit, runtime) => {
      if (exit?.value instanceof Leaving) runtime.giveAway(exit.value.value);
      for (const handle of runtime.handles) {
        if (handle.neverThere) continue;
        if (exit && !handle.released && !handle.givenAway) this.add(handle, exit);
        if (!runtime.exited) this.leaveOpen(handle, exit, runtime.throws);
      }
      for (const loan of runtime.repaid) this.repaid.add(loan);
    });
  }

  /** What leaked on some run, if all unknown calls that had it before are such. */
  pairsWhere(isHarmless: (loan: Loan) => boolean): ReadonlyMap<string, Pair> {
    return new Map(this.candidates.filter(({ loans }) => loans.every(isHarmless)).map(({ pair }) => [keyOf(pair), pair]));
  }

  isBorrowed({ key }: Loan): boolean {
    return this.repaid.has(key) && !this.unpaid.has(key) && !this.brokenOff.has(key);
  }

  isTaken({ key }: Loan): boolean {
    return this.unpaid.has(key) || (!this.repaid.has(key) && !this.brokenOff.has(key));
  }

  /**
   * Law 11 asks about the normal ways from the call to the end. One that never ends may still release, and one that
   * hands over and then throws is as good a sign of a loan as it is of none.
   */
  private leaveOpen(handle: Handle, exit: Exit | undefined, throws: number): void {
    if (exit?.kind === 'throw' ? !handle.givenAway : handle.released && !handle.givenAway) return;
    const loans = exit === undefined || exit.kind === 'throw' ? this.brokenOff : this.unpaid;
    for (const loan of handle.loans) if (exit?.kind === 'throw' || loan.throws === throws) loans.add(loan.key);
  }

  /** Finds what each synchronous function does, and to its first parameter, in the order of the text. */
  async summarizeHelpers(): Promise<void> {
    for (const routine of this.instrumented.routines) {
      if (routine.node.params.length === 0 || routine.node.async || routine.node.generator) continue;
      const ends = await this.endsOf(routine, new Handle(-1, 'h'));
      const returns = ends.has('taken') || ends.has('kept');
      // To see that a function that goes on calling itself only ever throws, one would have to count its calls.
      const alwaysThrows = ends.has('throw') && !returns && !ends.has('recursive') && !(await this.endsOf(routine, null)).has('kept');
      // It never comes back, though it does not exit: no analysis is expected to see that.
      if (ends.has('endless') && !returns) this.complete = false;
      this.effects.set(routine.name, {
        isPartial: (ends.has('taken') || ends.has('taken for ever')) && ends.has('kept'),
        alwaysThrows,
        throwsOpenly: routine.throwsOpenly,
      });
    }
  }

  private async endsOf(routine: Routine, given: Handle | null): Promise<ReadonlySet<HelperEnd>> {
    const ends = new Set<HelperEnd>();
    const summarizing = { surprises: [], guesses: false };
    await this.everyRun(routine, [given], summarizing, (exit, runtime) => {
      const isTaken = given !== null && (given.released || given.givenAway || given.loans.length > 0);
      if (exit) ends.add(exit.kind === 'throw' ? 'throw' : isTaken ? 'taken' : 'kept');
      else ends.add(runtime.exited ? 'exit' : 'endless');
      if (runtime.recursedForEver) ends.add('recursive');
      // By its text, what never comes back behind a release, or throws there, may as well come back.
      if (isTaken && !runtime.exited && (!exit || exit.kind === 'throw')) ends.add('taken for ever');
      if (given === null) return;
      given.released = given.givenAway = false;
      given.loans.length = 0;
    });
    return ends;
  }

  private add(handle: Handle, exit: Exit): void {
    const acquisition = this.instrumented.sites[handle.site];
    if (!acquisition) throw new Error('an acquisition without a place');
    const pair: Pair = { acquisition, exit: exit.node, kind: exit.kind };
    const key = [keyOf(pair), ...handle.loans.map((loan) => loan.key)].join();
    if (!this.seen.has(key)) this.candidates.push({ pair, loans: handle.loans });
    this.seen.add(key);
  }

  private async everyRun(
    routine: Routine,
    values: readonly unknown[],
    settings: Pick<RunSettings, 'surprises' | 'guesses'>,
    ended: (exit: Exit | undefined, runtime: Runtime) => void,
  ): Promise<void> {
    const tape = new Tape();
    const runtime = new Runtime(tape, this.settings(settings));
    const functions = this.program(runtime, {});
    this.names.clear();
    for (const [name, callee] of Object.entries(functions)) this.names.set(callee, name);
    do {
      if (++this.runs > this.bounds.runs) {
        this.complete = false;
        return;
      }
      runtime.reset();
      const outcome = run(runtime, functions[routine.name], values);
      const end = outcome instanceof Promise ? await (outcome) : outcome;
      if (runtime.mistake !== undefined) throw asError(runtime.mistake);
      ended(runtime.live() ? this.exitOf(end, routine) : undefined, runtime);
    } while (tape.next());
  }

  private readonly names = new Map<unknown, string>();

  private settings(own: Pick<RunSettings, 'surprises' | 'guesses'>): RunSettings {
    const effectOf = (callee: unknown): HelperEffect | undefined => this.effects.get(this.names.get(callee) ?? '');
    return { tier: this.tier, turns: this.bounds.turns, decisions, effectOf, ...own };
  }

  private exitOf(end: End, routine: Routine): Exit | undefined {
    if ('thrown' in end) {
      const { thrown } = end;
      if (!(thrown instanceof Thrown)) return undefined;
      return { kind: 'throw', node: this.node(thrown.site), value: thrown };
    }
    const { value } = end;
    if (value instanceof Leaving) return { kind: value.kind, node: this.node(value.site), value };
    return { kind: 'fall-through', node: routine.node, value };
  }

  private node(site: number): TSESTree.Node {
    const node = this.instrumented.sites[site];
    if (!node) throw new Error('an exit without a place');
    return node;
  }
}

type End = { readonly value: unknown } | { readonly thrown: unknown };

/** Calls a function of the program to its end, in whichever of the four flavours it is. */
function run(runtime: Runtime, callee: Callable | undefined, values: readonly unknown[]): End | Promise<End> {
  try {
    const result = callee?.(...values);
    if (result instanceof Promise) return endOf(runtime, result as Promise<unknown>);
    if (isGenerator(result)) return { value: consume(runtime, result) };
    if (isAsyncGenerator(result)) return endOf(runtime, consumeAsync(runtime, result));
    return { value: result };
  } catch (thrown) {
    return { thrown: noted(runtime, thrown) };
  }
}

function endOf(runtime: Runtime, result: Promise<unknown>): Promise<End> {
  return result.then(
    (value): End => ({ value }),
    (thrown: unknown): End => ({ thrown: noted(runtime, thrown) }),
  );
}

/** An error that is none of the program's own is a mistake of the oracle. */
function noted(runtime: Runtime, thrown: unknown): unknown {
  if (!(thrown instanceof Thrown) && runtime.live()) runtime.mistake = thrown;
  return thrown;
}

type Consumed = Generator<Leaving, unknown>;
type AsyncConsumed = AsyncGenerator<Leaving, unknown>;

function isGenerator(value: unknown): value is Consumed {
  return typeof value === 'object' && value !== null && Symbol.iterator in value && 'throw' in value;
}

function isAsyncGenerator(value: unknown): value is AsyncConsumed {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'throw' in value;
}

/** The consumer goes on, breaks off, or sends an error into each `yield`. */
function consume(runtime: Runtime, generator: Consumed): unknown {
  let result = generator.next();
  while (!result.done) {
    const at = result.value;
    const choice = runtime.decide(3);
    if (choice === 0) result = generator.next();
    else if (choice === 1) result = generator.return(at);
    else result = generator.throw(runtime.failure(at.site));
  }
  return result.value;
}

async function consumeAsync(runtime: Runtime, generator: AsyncConsumed): Promise<unknown> {
  let result = await generator.next();
  while (!result.done) {
    const at = result.value;
    const choice = runtime.decide(3);
    if (choice === 0) result = await generator.next();
    else if (choice === 1) result = await generator.return(at);
    else result = await generator.throw(runtime.failure(at.site));
  }
  return result.value;
}

function asError(mistake: unknown): Error {
  return mistake instanceof Error ? mistake : new Error(`the oracle failed: ${String(mistake)}`);
}
