/**
 * The solver: a tabulating, path-sensitive reachability over (block, state) pairs.
 *
 * The facts that the plugin asks for are distributive (a path either carries a state or does not), so the pairs that
 * can be reached are exactly the meet over all paths, and a pair's first trail is a witness of it (Reps, Horwitz and
 * Sagiv, "Precise interprocedural dataflow analysis via graph reachability", POPL 1995). docs/design/dataflow.md says
 * why this replaces a join. It knows graphs and no JavaScript.
 */
import type { BasicBlock, ControlFlowGraph, Edge, Step, ThrowTier } from '../cfg/graph.js';

/** The question that is put to a graph. A state is immutable. */
export interface PathProblem<S> {
  /** The states behind a step; none where the path ends here. `edge` is the way out of the block, for its last step. */
  transfer(step: Step, state: S, edge: Edge | undefined): readonly S[];
  /** The state behind an edge; undefined where the state rules it out. */
  refine(edge: Edge, state: S): S | undefined;
  /** Equal keys mean equal states. */
  key(state: S): string;
  /** Throw edges of these tiers are followed. */
  readonly tiers: ReadonlySet<ThrowTier>;
}

/** A state on its way through the graph, and where it came from. */
export interface Trail<S> {
  readonly state: S;
  readonly block: BasicBlock;
  /** The edge on which the block was entered; undefined at the start. */
  readonly edge: Edge | undefined;
  readonly previous: Trail<S> | undefined;
}

export interface Start<S> {
  readonly block: BasicBlock;
  /** The first step that is run. */
  readonly step: number;
  readonly state: S;
}

export interface Limits {
  readonly statesPerBlock: number;
  readonly visits: number;
}

/** Design law 22: bounded on any input. The visits grow with the graph, so that the whole stays linear. */
export function limitsFor(graph: ControlFlowGraph): Limits {
  return { statesPerBlock: 32, visits: 200 + 24 * graph.blocks.length };
}

/** @returns false where a limit was met: then nothing may be concluded from what was reached. */
export function explore<S>(
  problem: PathProblem<S>,
  starts: readonly Start<S>[],
  limits: Limits,
  arrive: (trail: Trail<S>) => void,
): boolean {
  const seen = new Map<BasicBlock, Set<string>>();
  const agenda: { trail: Trail<S>; from: number }[] = starts.map(({ block, step, state }) => ({
    trail: { state, block, edge: undefined, previous: undefined },
    from: step,
  }));
  let visits = 0;
  // Breadth first, so that the first trail to a pair is a shortest one: witnesses are for people to read.
  for (let next = 0; next < agenda.length; next++) {
    const item = agenda[next];
    if (item === undefined) break;
    if (++visits > limits.visits) return false;
    if (item.trail.block.out.length === 0) arrive(item.trail);
    for (const trail of leave(problem, item.trail, item.from)) {
      const keys = seen.get(trail.block) ?? new Set<string>();
      seen.set(trail.block, keys);
      const key = problem.key(trail.state);
      if (keys.has(key)) continue;
      if (keys.size >= limits.statesPerBlock) return false;
      keys.add(key);
      agenda.push({ trail, from: 0 });
    }
  }
  return true;
}

/** Everything that is reached by one block's edges. */
function leave<S>(problem: PathProblem<S>, trail: Trail<S>, from: number): readonly Trail<S>[] {
  const { block } = trail;
  const last = block.steps.length - 1;
  let states: readonly S[] = [trail.state];
  for (let index = from; index < last; index++) states = behind(problem, block.steps[index], states, undefined);
  const step = last >= from ? block.steps[last] : undefined;
  const reached: Trail<S>[] = [];
  for (const edge of block.out) {
    if (edge.tier !== undefined && !problem.tiers.has(edge.tier)) continue;
    for (const state of behind(problem, step, states, edge)) {
      const refined = problem.refine(edge, state);
      if (refined !== undefined) reached.push({ state: refined, block: edge.to, edge, previous: trail });
    }
  }
  return reached;
}

/** The states behind a step. Nearly always there is one before it, which costs no list of its own. */
function behind<S>(problem: PathProblem<S>, step: Step | undefined, states: readonly S[], edge: Edge | undefined): readonly S[] {
  if (step === undefined) return states;
  const [only] = states;
  if (states.length === 1 && only !== undefined) return problem.transfer(step, only, edge);
  return states.flatMap((state) => problem.transfer(step, state, edge));
}
