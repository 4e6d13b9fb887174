/** What can be wrong with a resource whose life goes beyond one function, and how certain that is. */
import type { Obligation } from '../../obligations/obligation.js';
import type { Node } from '../../syntax/ast.js';

/**
 * Why a reviewer may disagree: each is an option of the rules. `certain` findings need none.
 *
 * - `no teardown`: the owner has nothing that ends it.
 * - `one-shot`: it ends by itself, and nothing shows that it was meant to be released before.
 * - `overwrite`: it may be held when it is set again; that depends on who calls.
 * - `anywhere`: a resource that never ends in a function whose life says nothing.
 */
export type Doubt = 'certain' | 'no teardown' | 'one-shot' | 'overwrite' | 'anywhere';

interface Found {
  readonly obligation: Obligation;
  readonly doubt: Doubt;
}

/** The member or cleanup that ought to release. */
export interface EndOfOwner {
  /** Undefined for a cleanup without a name. */
  readonly name: string | undefined;
  readonly node: Node;
}

export type OwnerFinding =
  /** The teardown does not release what the slot holds. */
  | (Found & { readonly kind: 'missed'; readonly holder: string; readonly end: EndOfOwner })
  /** The owner has no teardown. */
  | (Found & { readonly kind: 'unowned'; readonly holder: string })
  /** Set again at `again` while it may be held. */
  | (Found & { readonly kind: 'overwritten'; readonly holder: string; readonly again: Node })
  /** Set behind `wait`, when `end` may have run already. */
  | (Found & { readonly kind: 'late'; readonly holder: string; readonly wait: Node; readonly end: EndOfOwner })
  /** Released as `holder` at `release`, under which name it is never kept. */
  | (Found & { readonly kind: 'never set'; readonly holder: string; readonly release: Node })
  /** Released at `release` by the function for another kind of timer. */
  | (Found & { readonly kind: 'wrong release'; readonly holder: string; readonly release: Node })
  /** The interval's own callback clears it, and gives up for good at `exit` without doing so. */
  | (Found & { readonly kind: 'gives up'; readonly exit: Node })
  /** The interval's own callback clears it at `release`, under a condition that may never come. */
  | (Found & { readonly kind: 'may go on'; readonly release: Node })
  /** What the obligation's node gives to an inherited registry stays: `end` overrides the inherited teardown and does not call it. */
  | (Found & { readonly kind: 'super forgotten'; readonly end: EndOfOwner })
  /** One callback of a promise releases before it settles, and the one at `exit` does not. */
  | (Found & { readonly kind: 'settled'; readonly exit: Node })
  /** The handle was dropped, or is kept by nobody who could release it; `end` is where that would have to happen. */
  | (Found & { readonly kind: 'unkept'; readonly end: EndOfOwner | undefined; readonly life: Life });

/** Whose life the resource outlives. */
export type Life = 'owner' | 'lifecycle' | 'stream' | 'call' | 'function';
