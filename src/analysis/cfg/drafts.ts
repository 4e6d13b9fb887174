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

export function connect(from: DraftBlock, to: DraftBlock, edge: Omit<DraftEdge, 'from' | 'to'>): void {
  const drafted: DraftEdge = { ...edge, from, to };
  from.out.push(drafted);
  to.in.push(drafted);
}
