/** An obligation: a resource was acquired at one place of one body of code, and something has to become of it. */
import type { TSESTree } from '@typescript-eslint/types';
import type { GraphRoot, ThrowTier } from '../cfg/graph.js';
import type { ResourceSpec } from '../../resources/spec.js';
import type { EscapeReason } from '../effects/effect.js';

type Node = TSESTree.Node;

export interface Obligation {
  readonly spec: ResourceSpec;
  /** The acquiring expression (a call, `new`), or the name that a capability is bound to. Reports sit here. */
  readonly node: Node;
  /** The resource is this property of what the node gives. */
  readonly property?: string;
  /** The body that owes the release. */
  readonly root: GraphRoot;
}

/** How control left the body, or how the last name of the holder was lost, while the obligation was held. */
export interface ExitPoint {
  readonly kind:
    | 'return'
    | 'fall-through'
    /** An explicit `throw`, or a call that throws. */
    | 'throw'
    /** An `await` (or `for await`) rejects. */
    | 'reject'
    /** The consumer of a generator stops at this `yield`. */
    | 'yield-return'
    /** The block that declares the last name is left: the loop goes on. */
    | 'scope-end'
    /** The last name is assigned something else. */
    | 'overwrite'
    /** The value was never given a name. */
    | 'drop';
  /** The statement or expression at which control leaves; for a fall-through the body's root. */
  readonly node: Node;
  /** The least certain throw edge on the way; undefined where none was taken. */
  readonly tier: ThrowTier | undefined;
}

/** One way from the acquisition to an exit on which nothing releases. */
export interface Leak {
  readonly exit: ExitPoint;
  /** The branch decisions and abrupt completions on the way, in order, for people to read. */
  readonly path: readonly WitnessStep[];
}

export interface WitnessStep {
  readonly kind: 'true' | 'false' | 'throw' | 'return' | 'break' | 'continue' | 'yield-return' | 'lost';
  readonly node: Node;
}

/** Why ownership left the body (design.md, Ownership). */
export interface Transfer {
  readonly reason: EscapeReason;
  readonly node: Node;
}

/** Why nothing can be said; such an obligation is never reported. */
export type UnknownReason = 'too many states' | 'untracked condition' | 'graph too large';

/** Everything that can become of one obligation, over all paths of its body. */
export interface ObligationOutcome {
  readonly obligation: Obligation;
  /** One for each exit that is reached with the obligation held. */
  readonly leaks: readonly Leak[];
  /** Where it is released on some path. */
  readonly releases: readonly Node[];
  readonly transfers: readonly Transfer[];
  readonly unknown: UnknownReason | undefined;
}
