/** A body of code with everything that is computed of it once, whatever is followed through it. */
import type { BasicBlock, ControlFlowGraph, Step, ThrowTier } from '../cfg/graph.js';
import { explore, limitsFor, type PathProblem } from '../dataflow/explore.js';
import type { Effect } from '../effects/effect.js';
import { iterationEndOf } from '../effects/iteration.js';
import type { Place, Places } from '../effects/place.js';
import { effectsOf, type EffectContext } from '../effects/steps.js';
import type { Node } from '../syntax/ast.js';
import { createFactSpace, type FactSpace, type Facts } from './facts.js';

export interface Position {
  readonly block: BasicBlock;
  readonly step: number;
}

export interface Body {
  readonly graph: ControlFlowGraph;
  readonly facts: FactSpace;
  readonly places: Places;
  /** The facts that can hold at a block's entry. */
  factsAt(block: BasicBlock): readonly Facts[];
  effectsOf(step: Step): readonly Effect[];
  /** Where a node is evaluated, bound or completed first. */
  positionOf(node: Node): Position | undefined;
  /** The receiver whose `method()` result's `property` a test looks at. */
  iterationEnd(test: Node, method: string, property: string): Place | undefined;
}

export function createBody(graph: ControlFlowGraph, context: EffectContext): Body {
  const { places, file } = context;
  const facts = createFactSpace(graph, places, file.bindings);
  const effects = new Map<Step, readonly Effect[]>();
  let reached: ReadonlyMap<BasicBlock, readonly Facts[]> | undefined;
  let positions: ReadonlyMap<Node, Position> | undefined;
  return {
    graph,
    facts,
    places,
    factsAt(block) {
      if (facts.none.length === 0) return [facts.none];
      reached ??= reachedFacts(graph, facts);
      return reached.get(block) ?? [];
    },
    effectsOf(step) {
      let found = effects.get(step);
      if (found === undefined) {
        found = effectsOf(step, context);
        effects.set(step, found);
      }
      return found;
    },
    positionOf(node) {
      positions ??= positionsIn(graph);
      return positions.get(node);
    },
    iterationEnd: (test, method, property) => iterationEndOf(test, method, property, context),
  };
}

const ALL_TIERS: ReadonlySet<ThrowTier> = new Set<ThrowTier>(['explicit', 'await', 'call']);

/** Every combination of facts with which a block can be entered. */
function reachedFacts(graph: ControlFlowGraph, space: FactSpace): ReadonlyMap<BasicBlock, readonly Facts[]> {
  const reached = new Map<BasicBlock, Facts[]>([[graph.entry, [space.none]]]);
  const problem: PathProblem<Facts> = {
    transfer: (step, facts, edge) => [edge?.kind === 'throw' ? facts : space.assign(step, facts)],
    refine(edge, facts) {
      const refined = space.refine(edge, facts);
      if (refined !== undefined) note(reached, edge.to, refined);
      return refined;
    },
    key: (facts) => facts.join(','),
    tiers: ALL_TIERS,
  };
  explore(problem, [{ block: graph.entry, step: 0, state: space.none }], limitsFor(graph), () => undefined);
  return reached;
}

function note(reached: Map<BasicBlock, Facts[]>, block: BasicBlock, facts: Facts): void {
  const known = reached.get(block);
  if (known === undefined) reached.set(block, [facts]);
  else if (!known.some((other) => other.join(',') === facts.join(','))) known.push(facts);
}

function positionsIn(graph: ControlFlowGraph): ReadonlyMap<Node, Position> {
  const positions = new Map<Node, Position>();
  for (const block of graph.blocks) {
    for (const [index, step] of block.steps.entries()) {
      const node = step.kind === 'evaluate' ? step.node : step.kind === 'bind' ? step.pattern : undefined;
      if (node !== undefined && !positions.has(node)) positions.set(node, { block, step: index });
    }
  }
  return positions;
}
