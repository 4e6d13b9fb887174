/** Blocks and edges while they are being built. A finished draft is a `BasicBlock`. */
import type { Abrupt, Edge, Step, Test, ThrowTier } from './graph.js';

export interface DraftEdge {
  readonly kind: Edge['kind'];
  from: DraftBlock;
  to: DraftBlock;
  readonly tier?: ThrowTier;
  readonly test?: Test;
  readonly abrupt?: Abrupt;
  readonly resumes?: true;
}

export interface DraftBlock {
  id: number;
  readonly steps: Step[];
  out: DraftEdge[];
  in: DraftEdge[];
  label: string;
  readonly pending: number;
  readonly isCleanup: boolean;
}

export function draftBlock(label: string, pending = 0, isCleanup = false): DraftBlock {
  return { id: -1, steps: [], out: [], in: [], label, pending, isCleanup };
}

/** Each kind of edge has one shape: millions of them are made. */
export function connect(from: DraftBlock, to: DraftBlock, abrupt?: Abrupt): void {
  add(abrupt ? { kind: 'next', from, to, abrupt } : { kind: 'next', from, to });
}

/** The end of a cleanup's copy. */
export function connectResuming(from: DraftBlock, to: DraftBlock): void {
  add({ kind: 'next', from, to, resumes: true });
}

export function connectBranch(from: DraftBlock, test: Test, yes: DraftBlock, no: DraftBlock): void {
  add({ kind: 'true', from, to: yes, test });
  add({ kind: 'false', from, to: no, test });
}

export function connectThrow(from: DraftBlock, to: DraftBlock, tier: ThrowTier, abrupt: Abrupt): void {
  add({ kind: 'throw', from, to, tier, abrupt });
}

function add(edge: DraftEdge): void {
  edge.from.out.push(edge);
  edge.to.in.push(edge);
}
