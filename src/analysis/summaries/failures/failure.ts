/** What is said of an error that arrives somewhere in a file. */
import type { TSESTree } from '@typescript-eslint/types';
import type { CaughtFindings, ErrorLoss } from '../../obligations/caught-error.js';
import type { FunctionNode, Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Bodies } from '../bodies.js';
import type { Explanation } from './explanations.js';
import type { CollectedFailures } from './failure-collector.js';
import type { Excuse } from './failure-excuses.js';
import type { Ground } from './grounds.js';

/** A way on which nobody was told, and why that is certainly a mistake, where it is. */
export interface GroundedLoss extends ErrorLoss {
  readonly ground: Ground | undefined;
}

/** What is found by following the error through a graph, when somebody first asks. */
export interface Findings extends CaughtFindings {
  readonly losses: readonly GroundedLoss[];
  readonly excuse: Excuse | undefined;
  /** The names of the calls whose failure this is, where they have names. */
  readonly attempted: readonly (string | undefined)[];
}

/** An error that arrives somewhere. */
export interface CaughtError extends Findings {
  readonly by:
    | 'catch'
    | 'rejection'
    | 'listener'
    /** A listener for errors that nothing else has caught. */
    | 'last-stop'
    /** The first parameter of a node-style callback. */
    | 'callback'
    /** An abort that a loop takes for a failure. */
    | 'abort'
    /** A `throw` that waits for a `finally` body. */
    | 'pending'
    /** What failed where a promise is rejected without it. */
    | 'reasonless'
    /** A rejected result of `Promise.allSettled`. */
    | 'settled';
  /** The clause, or the handler where it is written or named. Reports sit here. */
  readonly node: Node;
  /** The clause or function whose paths were followed. */
  readonly region: TSESTree.CatchClause | FunctionNode | undefined;
  /** What the error is called there. */
  readonly name: string | undefined;
  /** Nothing is done at all. */
  readonly bare: boolean;
  /** What takes the result's place is used as if it were the result. */
  readonly untested: boolean;
  readonly explanation: Explanation;
  /** Some of the losses may have a ground; by the text alone, and so before anything is followed. */
  readonly mayHaveGround: boolean;
}

/** An error that is followed when somebody first asks what becomes of it. */
export function followedLater(known: Omit<CaughtError, keyof Findings>, follow: () => Findings): CaughtError {
  let followed: Findings | undefined;
  const findings = (): Findings => (followed ??= follow());
  return {
    ...known,
    get losses() {
      return findings().losses;
    },
    get told() {
      return findings().told;
    },
    get recasts() {
      return findings().recasts;
    },
    get excuse() {
      return findings().excuse;
    },
    get attempted() {
      return findings().attempted;
    },
  };
}

export interface FailureParts {
  readonly file: FileContext;
  readonly bodies: Bodies;
  readonly failures: CollectedFailures;
}
