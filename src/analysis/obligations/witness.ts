/** The way that a leak takes, for people to read. */
import type { Edge } from '../cfg/graph.js';
import type { Trail } from '../dataflow/explore.js';
import type { Held } from './state.js';
import type { WitnessStep } from './obligation.js';

/** The decisions and abrupt completions on a trail, first to last. */
export function witnessOf(trail: Trail<Held>): readonly WitnessStep[] {
  const steps: WitnessStep[] = [];
  for (let at: Trail<Held> | undefined = trail; at !== undefined; at = at.previous) {
    const step = at.edge === undefined ? undefined : witnessStep(at.edge);
    if (step !== undefined) steps.push(step);
  }
  return steps.reverse();
}

function witnessStep(edge: Edge): WitnessStep | undefined {
  if (edge.abrupt !== undefined) return { kind: edge.abrupt.by, node: edge.abrupt.node };
  if ((edge.kind === 'true' || edge.kind === 'false') && edge.test !== undefined) return { kind: edge.kind, node: edge.test.node };
  return undefined;
}
