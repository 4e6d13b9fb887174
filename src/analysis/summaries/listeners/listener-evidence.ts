/** The answers to the question whether a listener stays. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Registration, Removal } from '../../effects/listeners.js';
import type { ObligationOutcome } from '../../obligations/obligation.js';
import type { Node } from '../../syntax/ast.js';
import type { Lifecycle } from '../owners/lifecycles.js';
import type { NearMiss } from './file-listeners.js';

/** What shows that the listener stays. */
export type ListenerEvidence =
  /** A way out of the function leaves it there. */
  | { readonly kind: 'path'; readonly outcome: ObligationOutcome }
  /** The work ends, and nothing removes it: an async function, or `new Promise`. */
  | { readonly kind: 'work'; readonly work: Node }
  | { readonly kind: 'mismatch'; readonly miss: NearMiss }
  /** Other listeners on the same target are removed, this one is not. */
  | { readonly kind: 'sibling'; readonly removal: Removal }
  /** The function is named for the removal and adds. */
  | { readonly kind: 'reversed'; readonly name: string; readonly fn: Node }
  /** It has settled the promise, once and for all. */
  | { readonly kind: 'settled'; readonly promise: Node }
  /** The field that keeps its function gets another value before any removal. */
  | { readonly kind: 'overwritten'; readonly write: TSESTree.AssignmentExpression }
  | { readonly kind: 'loop'; readonly loop: Node }
  | { readonly kind: 'lifecycle'; readonly lifecycle: Lifecycle }
  | { readonly kind: 'teardown'; readonly name: string; readonly teardown: Node }
  /** Whoever calls or constructs this adds another one. */
  | { readonly kind: 'call'; readonly root: Node };

/** Why it may be deliberate: the rule's option that asks for such reports. */
export type ListenerRisk = 'classesWithoutTeardown' | 'everyCall';

export interface LeakedListener {
  readonly registration: Registration;
  readonly evidence: ListenerEvidence;
  readonly risk: ListenerRisk | undefined;
}

export type ListenerAnswer = Pick<LeakedListener, 'evidence' | 'risk'>;

export const certain = (evidence: ListenerEvidence): ListenerAnswer => ({ evidence, risk: undefined });
