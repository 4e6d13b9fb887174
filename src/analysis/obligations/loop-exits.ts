/**
 * Whether a loop has a way out, by the graph: an edge that leaves the loop's blocks and that the program's own words
 * take. A rejection that happens to end the loop is no way out, one that a signal causes is.
 */
import type { BasicBlock, ControlFlowGraph, Edge, Step } from '../cfg/graph.js';
import { isInside, type LoopNode, type Node } from '../syntax/ast.js';

/** What the graph has to be told to tell ways out from accidents. */
export interface ExitFacts {
  /** The call, `await` or loop throws when somebody wants the loop to end: it is given a signal, or throws by itself. */
  endsByThrowing(node: Node): boolean;
  /** Nothing can change the outcome of this test while the loop runs. */
  isFrozen(test: Node): boolean;
}

/** Blocks are followed once while control is normal, and once while an accidental rejection is on its way. */
interface Visit {
  readonly block: BasicBlock;
  readonly failing: boolean;
}

export function hasWayOut(graph: ControlFlowGraph, loop: LoopNode, facts: ExitFacts): boolean {
  if (graph.tooLarge) return true;
  const first = graph.blocks.find((block) => block.steps.some((step) => isOfLoop(step, loop)) && isReachable(block, block, loop));
  if (first === undefined) return true;
  const agenda: Visit[] = [{ block: first, failing: false }];
  const seen = { normal: new Set([first]), failing: new Set<BasicBlock>() };
  for (let visit = agenda.pop(); visit !== undefined; visit = agenda.pop()) {
    for (const edge of visit.block.out) {
      const next = follow(edge, visit, loop, facts);
      if (next === undefined) continue;
      if (next === 'out') return true;
      const known = next.failing ? seen.failing : seen.normal;
      if (known.has(next.block)) continue;
      known.add(next.block);
      agenda.push(next);
    }
    // The process ends here, or a function that never returns is called.
    if (visit.block.out.length === 0 && !visit.failing) return true;
  }
  return false;
}

function follow(edge: Edge, from: Visit, loop: LoopNode, facts: ExitFacts): Visit | 'out' | undefined {
  const { to } = edge;
  // That an endless source comes to its end is nobody's decision.
  if (edge.test?.kind === 'next' && edge.test.node === loop && edge.kind === 'false') return undefined;
  const isAccident = isOnItsWay(edge, from, facts);
  if (leavesLoop(to, loop)) return isAccident || isStale(edge, loop, facts) ? undefined : 'out';
  if (isAccident) return { block: to, failing: to.steps[0]?.kind !== 'catch' };
  return isStale(edge, loop, facts) && !isReachable(edge.from, edge.to, loop) ? undefined : { block: to, failing: false };
}

/** A rejection or throw that nobody asked for begins on the edge, or goes on: no other completion overrides it. */
function isOnItsWay(edge: Edge, from: Visit, facts: ExitFacts): boolean {
  if (edge.abrupt === undefined) return from.failing;
  return edge.kind === 'throw' && !isMeant(edge, facts);
}

function isMeant(edge: Edge, facts: ExitFacts): boolean {
  const node = edge.abrupt?.node;
  return node === undefined || node.type === 'ThrowStatement' || node.type === 'YieldExpression' || facts.endsByThrowing(node);
}

/** The edge belongs to a test that comes out the same in every turn. */
function isStale(edge: Edge, loop: LoopNode, facts: ExitFacts): boolean {
  const node = edge.test?.node;
  return node !== undefined && isInside(node, loop) && facts.isFrozen(node);
}

/** Control comes from the end of `from` to `target` without leaving the loop. */
function isReachable(target: BasicBlock, from: BasicBlock, loop: LoopNode): boolean {
  const seen = new Set<BasicBlock>();
  const agenda = [from];
  for (let block = agenda.pop(); block !== undefined; block = agenda.pop()) {
    for (const { to } of block.out) {
      if (to === target) return true;
      if (seen.has(to) || leavesLoop(to, loop)) continue;
      seen.add(to);
      agenda.push(to);
    }
  }
  return false;
}

/** Exits, and blocks that do something which does not belong to the loop. Blocks that do nothing decide nothing. */
function leavesLoop(block: BasicBlock, loop: LoopNode): boolean {
  if (block.out.length === 0 && block.steps.length === 0) return true;
  return block.steps.some((step) => !isOfLoop(step, loop));
}

/** The step belongs to one of the loop's turns. */
function isOfLoop(step: Step | undefined, loop: LoopNode): boolean {
  if (step === undefined) return false;
  const node = step.kind === 'bind' ? step.pattern : step.node;
  // The names of a `for-of` end with each turn.
  if (step.kind === 'iterate' || (step.kind === 'leave' && loop.type === 'ForOfStatement')) return isInside(node, loop);
  if (node === loop || !isInside(node, loop)) return false;
  return turnParts(loop).some((part) => isInside(node, part));
}

/** The parts of a loop that every turn runs. */
function turnParts(loop: LoopNode): readonly Node[] {
  switch (loop.type) {
    case 'ForStatement':
      return [loop.test, loop.update, loop.body].filter((part) => part !== null);
    case 'ForOfStatement':
      return [loop.left, loop.body];
    default:
      return [loop.test, loop.body];
  }
}
