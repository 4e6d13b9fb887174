/** A body of code with everything that is computed of it once, whatever is followed through it. */
import type { BasicBlock, ControlFlowGraph, Step, ThrowTier } from '../cfg/graph.js';
import { explore, limitsFor, type PathProblem } from '../dataflow/explore.js';
import type { Effect } from '../effects/effect.js';
import { iterationEndOf } from '../effects/iteration.js';
import type { Place, Places } from '../effects/place.js';
import { effectsOf, type EffectContext } from '../effects/steps.js';
import type { Node } from '../syntax/ast.js';
import { createFactSpace, type FactSpace, type Facts } from './facts.js';
import { leavingBehind } from './refine.js';
import { leavingKey, type Leaving } from './state.js';

export interface Position {
  readonly block: BasicBlock;
  readonly step: number;
}

/** The facts that hold at a block's entry, and the completions that wait there. */
export interface Entry {
  readonly facts: Facts;
  readonly leaving: readonly Leaving[];
}

export interface Body {
  readonly graph: ControlFlowGraph;
  readonly facts: FactSpace;
  readonly places: Places;
  /** How a block can be entered; undefined where there are too many ways to tell. */
  entriesOf(block: BasicBlock): readonly Entry[] | undefined;
  effectsOf(step: Step): readonly Effect[];
  /** Where a node is evaluated, bound or completed first. */
  positionOf(node: Node): Position | undefined;
  /** The same step in every copy of the `finally` bodies that it stands in. */
  copiesOf(position: Position): readonly Position[];
  /** The receiver whose `method()` result's `property` a test looks at. */
  iterationEnd(test: Node, method: string, property: string): Place | undefined;
}

export function createBody(graph: ControlFlowGraph, context: EffectContext): Body {
  const { places, file } = context;
  const facts = createFactSpace(graph, places, file.bindings);
  const effects = new Map<Step, readonly Effect[]>();
  let reached: ReadonlyMap<BasicBlock, readonly Entry[]> | 'too many' | undefined;
  let positions: ReadonlyMap<Node, readonly Position[]> | undefined;
  return {
    graph,
    facts,
    places,
    entriesOf(block) {
      if (facts.none.length === 0 && block.pending === 0) return [{ facts: facts.none, leaving: [] }];
      reached ??= entriesIn(graph, facts, () => true);
      if (reached !== 'too many') return reached.get(block) ?? [];
      // What comes after the block may be what is too much.
      const before = blocksBefore(block);
      const entries = entriesIn(graph, facts, (other) => before.has(other));
      return entries === 'too many' ? undefined : (entries.get(block) ?? []);
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
      return positions.get(node)?.[0];
    },
    copiesOf(position) {
      positions ??= positionsIn(graph);
      const step = position.block.steps[position.step];
      const node = step === undefined ? undefined : positionedNode(step);
      return (node === undefined ? undefined : positions.get(node)) ?? [position];
    },
    iterationEnd: (test, method, property) => iterationEndOf(test, method, property, context),
  };
}

const ALL_TIERS: ReadonlySet<ThrowTier> = new Set<ThrowTier>(['explicit', 'await', 'call']);

/** The block and all from which it can be reached. */
function blocksBefore(block: BasicBlock): ReadonlySet<BasicBlock> {
  const before = new Set([block]);
  for (const at of before) for (const { from } of at.in) before.add(from);
  return before;
}

/** Every combination of facts and waiting completions with which the blocks can be entered that are asked for. */
function entriesIn(graph: ControlFlowGraph, space: FactSpace, isAsked: (block: BasicBlock) => boolean): ReadonlyMap<BasicBlock, readonly Entry[]> | 'too many' {
  const start: Entry = { facts: space.none, leaving: [] };
  const keyOf = ({ facts, leaving }: Entry): string => `${facts.join(',')}|${leavingKey(leaving, true)}`;
  const reached = new Map<BasicBlock, Map<string, Entry>>([[graph.entry, new Map([[keyOf(start), start]])]]);
  const problem: PathProblem<Entry> = {
    transfer(step, entry, edge) {
      const facts = edge?.kind === 'throw' ? entry.facts : space.assign(step, entry.facts);
      return [facts === entry.facts ? entry : { ...entry, facts }];
    },
    refine(edge, { facts: before, leaving }) {
      if (!isAsked(edge.to)) return undefined;
      const facts = space.refine(edge, before);
      if (facts === undefined) return undefined;
      const entry: Entry = { facts, leaving: leavingBehind(edge, leaving) };
      const known = reached.get(edge.to) ?? new Map<string, Entry>();
      reached.set(edge.to, known.set(keyOf(entry), entry));
      return entry;
    },
    key: keyOf,
    tiers: ALL_TIERS,
  };
  if (!explore(problem, [{ block: graph.entry, step: 0, state: start }], limitsFor(graph), () => undefined)) return 'too many';
  return new Map([...reached].map(([block, entries]) => [block, [...entries.values()]]));
}

/** The node by which a step is found: an expression, or the pattern that a value is bound to. */
function positionedNode(step: Step): Node | undefined {
  if (step.kind === 'evaluate') return step.node;
  return step.kind === 'bind' ? step.pattern : undefined;
}

function positionsIn(graph: ControlFlowGraph): ReadonlyMap<Node, readonly Position[]> {
  const positions = new Map<Node, Position[]>();
  for (const block of graph.blocks) {
    for (const [index, step] of block.steps.entries()) {
      const node = positionedNode(step);
      if (node === undefined) continue;
      const known = positions.get(node);
      if (known === undefined) positions.set(node, [{ block, step: index }]);
      else known.push({ block, step: index });
    }
  }
  return positions;
}
