/** What is found of a wait: the ways on which nothing ends it. */
import type { FunctionNode, Node } from '../../syntax/ast.js';
import type { ExitPoint } from '../obligation.js';
import type { Settlers } from './settlers.js';

/** A way on which nobody settles. */
export type Pending =
  /** Control leaves the body, or a function that was to settle. */
  | {
      readonly kind: 'exit';
      readonly exit: ExitPoint;
      /** In a callback of which it is not known that it is called but once. */
      readonly guessed?: boolean;
    }
  /** A promise rejects, and what would settle runs on its fulfilment only. */
  | {
      readonly kind: 'rejection';
      readonly node: Node;
      /** The promise is a state that somebody offers, as `font.ready` is: whether it rejects is not known. */
      readonly guessed: boolean;
    }
  /** A promise is fulfilled, and what would settle runs on its rejection only. */
  | { readonly kind: 'fulfilment'; readonly node: Node }
  /** The emitter tells of a failure, and only its success settles. */
  | {
      readonly kind: 'event';
      readonly node: Node;
      readonly event: string;
      readonly guessed: boolean;
      /** Where the success is listened for, if it is known that the failure can be listened for there as well. */
      readonly registration?: Node;
    }
  /** Nothing but this one event settles, and nothing tells that it comes. */
  | { readonly kind: 'lone'; readonly node: Node; readonly event: string; readonly guessed: boolean }
  /** The teardown that `node` names, or the clear that it is, leaves what `holder` keeps as it is. `guessed`: that is one settler. */
  | { readonly kind: 'teardown'; readonly node: Node; readonly holder: Node; readonly guessed: boolean };

/** What a function does for a wait, per way out. */
export interface SettleSummary {
  /** The function mentions no settler: it has no say. */
  readonly isSilent: boolean;
  /** Some path settles, or hands the settling on. */
  readonly maySettle: boolean;
  /** Ways to return (or to fulfil) with nothing settled. */
  readonly returns: readonly Pending[];
  /** Ways to throw (or to reject) with nothing settled. */
  readonly throws: readonly Pending[];
  /** The value that it returns is a promise: what becomes of the wait is decided later. */
  readonly isAsync: boolean;
}

/** What is asked of a function that may settle. */
export type SummaryOf = (fn: FunctionNode, settlers: Settlers) => SettleSummary;

/** `return retry();` in an async listener: nobody takes what it gives, and whoever waits waits for that. */
export function isLostValue(way: Pending): boolean {
  return way.kind === 'exit' && way.exit.kind === 'return' && way.exit.node.type === 'ReturnStatement' && way.exit.node.argument?.type === 'CallExpression';
}

/** The same way, in a callback that somebody may call again. */
export function asGuess(way: Pending): Pending {
  return way.kind === 'exit' || way.kind === 'rejection' ? { ...way, guessed: true } : way;
}
