/** The question that is put to a body about one resource, and the answer. */
import type { BasicBlock, ThrowTier } from '../cfg/graph.js';
import type { Place } from '../effects/place.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { ResourceSpec } from '../../resources/spec.js';
import type { Body } from './body.js';
import type { Leak, Transfer, UnknownReason } from './obligation.js';
import type { Known } from './refine.js';
import type { PlaceSummary } from './surroundings.js';

/** What is followed: a resource from the step at which it comes into being. */
export interface Question {
  readonly body: Body;
  readonly spec: ResourceSpec;
  readonly origin: Origin;
  /** Throw edges up to this tier are followed. */
  readonly tier: ThrowTier;
  /** List every exit apart, and go on after a loss (the oracle). */
  readonly everyExit: boolean;
  effectOn(fn: FunctionNode, place: Place): PlaceSummary;
  effectOnArgument(fn: FunctionNode, index: number, inside: string): PlaceSummary;
  /** Closures that went where somebody may call them before this place was filled (law 9). */
  releasedByEarlierClosure(place: Place, at: BasicBlock, node: Node): boolean;
}

/** Where the resource comes from. */
export type Origin =
  /** A step of the body: its place on the step's normal way out, and whether it is a promise still. */
  | { readonly kind: 'step'; readonly block: BasicBlock; readonly step: number; readonly place: Place; readonly pending: boolean; readonly owner?: Place; readonly property?: string; readonly known?: Known; readonly work?: readonly Place[] }
  /** Held at entry: a parameter. `error` is the callback's error parameter; where that is truthy nothing was acquired. */
  | { readonly kind: 'entry'; readonly place: Place; readonly error: Place | undefined };

export interface Findings {
  readonly leaks: readonly Leak[];
  readonly releases: readonly Node[];
  readonly transfers: readonly Transfer[];
  /** Ways out on which nothing is held any more or still is, for summaries. */
  readonly heldAtNormalExit: boolean;
  readonly heldAtThrowExit: boolean;
  /** A name that held it was given another value. */
  readonly overwritten: boolean;
  readonly unknown: UnknownReason | undefined;
}
