/** What is said of an error that arrives somewhere in a file. */
import type { TSESTree } from '@typescript-eslint/types';
import type { CaughtFindings } from '../../obligations/caught-error.js';
import type { FunctionNode, Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Bodies } from '../bodies.js';
import type { Explanation } from './explanations.js';
import type { CollectedFailures } from './failure-collector.js';
import type { Excuse } from './failure-excuses.js';

/** An error that arrives somewhere. */
export interface CaughtError extends CaughtFindings {
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
  readonly excuse: Excuse | undefined;
  /** The names of the calls whose failure this is, where they have names. */
  readonly attempted: readonly (string | undefined)[];
}

export interface FailureParts {
  readonly file: FileContext;
  readonly bodies: Bodies;
  readonly failures: CollectedFailures;
}
