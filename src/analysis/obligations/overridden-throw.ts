/** A throw that waits for a `finally` body to end, and the `return`, `break` or `continue` in it that throws it away. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edge, Step, ThrowTier } from '../cfg/graph.js';
import { explore, limitsFor, type PathProblem } from '../dataflow/explore.js';
import { isInside, type Node } from '../syntax/ast.js';
import type { Body } from './body.js';
import { leaves } from './caught-error.js';

/** Pending until a `catch` takes it, or a jump out of the `finally` drops it. */
type Pending = null;

const EVERY_TIER: ReadonlySet<ThrowTier> = new Set<ThrowTier>(['explicit', 'await', 'call']);

/** @returns the jumps in the `finally` of `attempt` that are reached with a throw pending. */
export function overridingJumps({ graph }: Body, attempt: TSESTree.TryStatement): readonly Node[] {
  const { finalizer } = attempt;
  if (finalizer === null || graph.tooLarge) return [];
  const found = new Set<Node>();
  const problem: PathProblem<Pending> = {
    transfer: (step: Step, state) => (step.kind === 'catch' ? [] : [state]),
    refine(edge: Edge, state) {
      const { abrupt } = edge;
      if (abrupt === undefined) return state;
      const { node } = abrupt;
      if (!isInside(node, finalizer) || abrupt.by === 'throw' || !(abrupt.by === 'return' || leaves(node, finalizer))) return abrupt.by === 'throw' ? undefined : state;
      found.add(node);
      return undefined;
    },
    key: () => '',
    tiers: EVERY_TIER,
  };
  const starts = graph.blocks.flatMap(({ out }) =>
    out.flatMap(({ abrupt, to }) => (abrupt?.by === 'throw' && isInside(abrupt.node, attempt) && !isInside(abrupt.node, finalizer) ? [{ block: to, step: 0, state: null }] : [])),
  );
  return explore(problem, starts, limitsFor(graph), () => undefined) ? [...found] : [];
}
