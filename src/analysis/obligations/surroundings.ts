/** What the transfer function asks of its surroundings, and whom it tells what it sees. */
import type { ResourceSpec } from '../../resources/spec.js';
import type { Place } from '../effects/place.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { ExitPoint, Transfer } from './obligation.js';
import type { Held } from './state.js';

/** The path ends here: nothing is owed on it any more. */
export const ENDED = undefined;

export interface Surroundings {
  readonly spec: ResourceSpec;
  /** What the acquiring method was called on. */
  readonly owner: Place | undefined;
  /** The property of the awaited result that is the resource. */
  readonly property: string | undefined;
  /** Promises of what a cancel function would stop: once one has been awaited, nothing is left to cancel. */
  readonly work: readonly Place[];
  /** Strict questions also follow the paths on which a release or a read of the resource itself fails. */
  readonly strict: boolean;
  /** The node of the step that is being run. */
  readonly at: Node;
  /** What a function of this file does with what `place` holds: a parameter or a captured variable. */
  effectOn(fn: FunctionNode, place: Place): PlaceSummary;
  /** What it does with its argument at `index`, of which `inside` (a path, '' for all of it) holds the resource. */
  effectOnArgument(fn: FunctionNode, index: number, inside: string): PlaceSummary;
  /** Design law 11: every normal path from this call releases the holder here. */
  isLent(call: Node, state: Held): boolean;
  released(node: Node): void;
  transferred(transfer: Transfer): void;
  /** Handed to a callback that may never run (an `abort` or `error` listener). */
  maybeTransferred(transfer: Transfer): void;
  lost(exit: ExitPoint, state: Held): void;
}

/** What a function does with a holder, per way out. `passed`: all that it does is pass it to calls that nobody knows. */
export interface PlaceSummary {
  readonly normal: 'never' | 'held' | 'released' | 'returned' | 'passed' | 'escaped';
  readonly throws: 'never' | 'held' | 'released' | 'escaped';
  readonly isAsync: boolean;
}

