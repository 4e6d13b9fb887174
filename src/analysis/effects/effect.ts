/**
 * Effects: what a step of a graph does to the holders of resources, whatever the resource is.
 *
 * One union; each variant has its law and an example. Which of them touch an obligation is for the transfer function
 * to say, which knows where that obligation is held.
 */
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { Custody } from './custody.js';
import type { Place } from './place.js';

/** Why a value leaves the body (design.md, Ownership). */
export type EscapeReason = 'returned' | 'thrown' | 'yielded' | 'stored' | 'passed' | 'taken' | 'captured' | 'unmodelled';

export type Effect =
  /**
   * `to` holds what `from` holds, and holds nothing else any more. Law: a holder moves with every property path inside
   * it. Example: `const { port1: a } = channel` aliases `v0.port1` to `v1`. `keeps` leaves what `to` held (the value
   * of `a || b`, which gets its holder on one of two paths).
   */
  | { readonly kind: 'alias'; readonly from: Place; readonly to: Place; readonly keeps?: boolean }
  /** The place gets a value that is no holder. Law: an obligation loses this name. Example: `timer = undefined`. */
  | { readonly kind: 'rebind'; readonly place: Place }
  /** The value goes where this body has no say. Law: ownership ends on normal return. Example: `return file`. */
  | { readonly kind: 'escape'; readonly place: Place; readonly reason: EscapeReason; readonly node: Node }
  /** A closure goes where somebody may call it. Law: what it releases is handed over with it. Example: `return () => stop(t)`. */
  | { readonly kind: 'closure'; readonly functions: readonly FunctionNode[]; readonly node: Node; readonly weak: boolean }
  /** A value is read and kept nowhere. Law: a temporary that is only read ends. Example: the left side of `a === b`. */
  | { readonly kind: 'read'; readonly place: Place }
  /** A statement's value is thrown away. Law: a temporary that held it is lost. Example: `setInterval(tick, 1);`. */
  | { readonly kind: 'discard'; readonly place: Place }
  /** Anything may be called with the holder. Law: see obligations/calls.ts. Example: `close(file, { now: true })`. */
  | CallEffect
  /** `await`. Law: a pending acquisition arrives on the normal edge and never existed on the throw edge. */
  | { readonly kind: 'await'; readonly from: Place; readonly to: Place; readonly operand: Node }
  /** The block's bindings end. Law: an obligation loses these names. Example: the end of a loop's turn. */
  | { readonly kind: 'scope-end'; readonly variables: readonly Place[]; readonly node: Node }
  /** A loop runs over it. Law: some resources are closed by the loop, however it ends. Example: `for await (const entry of dir)`. */
  | { readonly kind: 'iterated'; readonly place: Place; readonly node: Node }
  /** What somebody else keeps under a key is taken back. Law: it ends on the throw edge as well. Example: `bus.off('tick', f)`. */
  | { readonly kind: 'release'; readonly places: readonly Place[]; readonly node: Node }
  /** `using` disposes of it. Law: whatever is held there is released. */
  | { readonly kind: 'dispose'; readonly place: Place; readonly node: Node };

export interface CallEffect {
  readonly kind: 'call';
  readonly node: Node;
  readonly isNew: boolean;
  /** Origin key of the callee, where it comes from outside this file. */
  readonly origin: string | undefined;
  /** The place of the called value itself (`release` in `release()`), where it has a name. */
  readonly callee: Place | undefined;
  /** The functions of this file that run (empty: not known), and whether these are all that may run. */
  readonly targets: readonly FunctionNode[];
  readonly complete: boolean;
  readonly receiver: Place | undefined;
  readonly method: string | undefined;
  readonly args: readonly ArgumentEffect[];
  /** Whose the argument at a position is from there on, where somebody says so. */
  readonly custodyOf: (index: number) => Custody | undefined;
  /** The place of the call's result. */
  readonly result: Place;
}

export interface ArgumentEffect {
  readonly node: Node;
  readonly place: Place;
  /** The closures of this file that the argument is or contains. */
  readonly functions: readonly FunctionNode[];
  readonly isSpread: boolean;
}
