/**
 * Where control lands when a statement completes abruptly.
 *
 * Constructs that have to do something on the way out (a `finally`, the end of a block's bindings, the disposal of a
 * `using`, the closing of an iterator) are *cleanups*: frames on the way from a statement to its target. Each cleanup is
 * copied once per completion that passes it, so that no later stage has to know that `finally` exists (design law 2).
 * A copy is built as a job of its own, after the body, and asks for the landing of the next frame when it ends: no
 * recursion, and every frame is asked at most once per completion.
 */
import type { Builder } from './builder.js';
import { connectResuming, draftBlock, type DraftBlock } from './drafts.js';

/** The ECMAScript completion record, without its value. Compared by identity. */
export type Completion = typeof returning | typeof throwing | Jump;

export const returning = { kind: 'return' } as const;
export const throwing = { kind: 'throw' } as const;

/** A `break` or `continue` to one place. */
export interface Jump {
  readonly kind: 'break' | 'continue';
  readonly to: DraftBlock;
  /** The innermost cleanup around the target: where the way out ends. */
  readonly cleanup: Cleanup | undefined;
}

/** Something that runs on every way out. */
export interface Cleanup {
  readonly kind: 'cleanup';
  readonly name: 'finally' | 'leave' | 'dispose' | 'close iterator';
  readonly outer: Context;
  readonly run: () => void;
  /** The entry of each copy; most cleanups are left in the normal way only and have none. */
  copies: Map<Completion, DraftBlock> | undefined;
  /** The first time that it is built is not a copy. */
  built: boolean;
}

/** A `catch` clause: throws stop here, everything else passes by. */
export interface Catch {
  readonly kind: 'catch';
  readonly entry: DraftBlock;
}

export interface Label {
  readonly name: string;
  readonly breaks: Jump;
  /** Set by the loop that the label stands before. */
  continues: Jump | undefined;
  readonly outer: Label | undefined;
  /** The label directly before this one: `a: b: for (;;)`. */
  readonly before: Label | undefined;
}

/** What surrounds the statement that is being built. */
export interface Context {
  /** The innermost frame that a throw meets. */
  readonly frame: Cleanup | Catch | undefined;
  /** The innermost frame that any other completion meets. */
  readonly cleanup: Cleanup | undefined;
  readonly breaks: Jump | undefined;
  readonly continues: Jump | undefined;
  readonly labels: Label | undefined;
  /** False in the second and further copies of a cleanup. */
  readonly original: boolean;
  /** How many copies of cleanups this is inside of. */
  readonly pending: number;
}

export const outermost: Context = {
  frame: undefined,
  cleanup: undefined,
  breaks: undefined,
  continues: undefined,
  labels: undefined,
  original: true,
  pending: 0,
};

export function withCleanup(outer: Context, name: Cleanup['name'], run: () => void): Context & { cleanup: Cleanup } {
  const cleanup: Cleanup = { kind: 'cleanup', name, outer, run, copies: undefined, built: false };
  return { ...outer, frame: cleanup, cleanup };
}

export function withCatch(outer: Context, entry: DraftBlock): Context {
  return { ...outer, frame: { kind: 'catch', entry } };
}

export function jumpTo(kind: Jump['kind'], to: DraftBlock, around: Context): Jump {
  return { kind, to, cleanup: around.cleanup };
}

/** The block in which `completion` continues when it begins in (or has come out to) `context`. */
export function landing(builder: Builder, context: Context, completion: Completion): DraftBlock {
  if (completion.kind === 'throw') {
    const frame = context.frame;
    if (!frame) return builder.throwExit;
    return frame.kind === 'catch' ? frame.entry : copyOf(builder, frame, completion);
  }
  const cleanup = context.cleanup;
  if (completion.kind !== 'return' && cleanup === completion.cleanup) return completion.to;
  return cleanup ? copyOf(builder, cleanup, completion) : builder.normalExit;
}

function copyOf(builder: Builder, cleanup: Cleanup, completion: Completion): DraftBlock {
  const known = cleanup.copies?.get(completion);
  if (known) return known;
  const pending = cleanup.outer.pending + 1;
  const entry = draftBlock(`${cleanup.name} on ${completion.kind}`, pending, true);
  (cleanup.copies ??= new Map<Completion, DraftBlock>()).set(completion, entry);
  builder.later(() => {
    const original = cleanup.outer.original && !cleanup.built;
    cleanup.built = true;
    builder.context = { ...cleanup.outer, original, pending };
    builder.resume(entry);
    builder.do(
      () => { cleanup.run(); },
      () => {
        if (builder.current) connectResuming(builder.current, landing(builder, cleanup.outer, completion));
        builder.current = undefined;
      },
    );
  });
  return entry;
}

/** The normal completion of everything between the present context and `outer`: each cleanup runs where we are. */
export function unwindTo(builder: Builder, outer: Context): void {
  while (builder.context !== outer) {
    const cleanup = builder.context.cleanup;
    if (!cleanup) break;
    cleanup.built = true;
    builder.context = cleanup.outer;
    cleanup.run();
  }
}

export function labelled(context: Context, name: string | undefined, kind: Jump['kind']): Jump | undefined {
  if (name === undefined) return kind === 'break' ? context.breaks : context.continues;
  for (let label = context.labels; label; label = label.outer) {
    if (label.name === name) return kind === 'break' ? label.breaks : label.continues;
  }
  return undefined;
}
