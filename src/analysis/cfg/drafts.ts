/** Blocks and edges while they are being built. A finished draft is a `BasicBlock`. */
import type { Abrupt, Edge, Step, Test, ThrowTier } from './graph.js';

export interface DraftEdge {
  readonly kind: Edge['kind'];
  from: DraftBlock;
  to: DraftBlock;
  readonly tier?: ThrowTier;
  readonly test?: Test;
  readonly abrupt?: Abrupt;
}

export interface DraftBlock {
  id: number;
  readonly steps: Step[];
  out: DraftEdge[];
  in: DraftEdge[];
  label: string;
}

export function draftBlock(label: string): DraftBlock {
  return { id: -1, steps: [], out: [], in: [], label };
}

/** Each kind of edge has one shape: millions of them are made. */
export function connect(from: DraftBlock, to: DraftBlock, abrupt?: Abrupt): void {
  add(abrupt ? { kind: 'next', from, to, abrupt } : { kind: 'next', from, to });
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
