/** What every finished graph promises. Run by the tests over real code; a broken promise is a bug of the builder. */
import type { BasicBlock, ControlFlowGraph, Edge, Step } from './graph.js';

/** The broken promises of `graph`, one sentence each. */
export function verifyGraph(graph: ControlFlowGraph): readonly string[] {
  const incoming = new Set(graph.blocks.flatMap((block) => block.in));
  const outgoing = new Set(graph.blocks.flatMap((block) => block.out));
  return [
    ...graphProblems(graph),
    ...[...incoming].filter((edge) => !outgoing.has(edge)).map((edge) => `block ${edge.to.id} lists a foreign edge`),
    ...[...outgoing].filter((edge) => !incoming.has(edge)).map((edge) => `block ${edge.to.id} misses an edge`),
    ...graph.blocks.flatMap((block) => [...blockProblems(block, graph)]),
  ];
}

function* graphProblems(graph: ControlFlowGraph): Generator<string> {
  const reached = new Set([graph.entry]);
  for (const block of reached) {
    for (const edge of block.out) reached.add(edge.to);
  }
  for (const [position, block] of graph.blocks.entries()) {
    if (block.id !== position) yield `block ${block.id} stands at position ${position}`;
    if (!reached.has(block) && !isExit(block, graph)) yield `block ${block.id} cannot be reached`;
  }
  for (const block of reached) {
    if (graph.blocks[block.id] !== block) yield `block ${block.id} is reached but not listed`;
  }
  for (const exit of [graph.normalExit, graph.throwExit]) {
    if (graph.blocks[exit.id] !== exit) yield `exit ${exit.label} is not listed`;
  }
}

function isExit(block: BasicBlock, graph: ControlFlowGraph): boolean {
  return block === graph.normalExit || block === graph.throwExit;
}

function* blockProblems(block: BasicBlock, graph: ControlFlowGraph): Generator<string> {
  const name = `block ${block.id}`;
  if (isExit(block, graph)) {
    if (block.out.length > 0 || block.steps.length > 0) yield `${name} is an exit and does something`;
  } else if (block.out.length === 0 && !mayEnd(block.steps.at(-1))) {
    yield `${name} leads nowhere`;
  }
  for (const edge of block.out) yield* edgeProblems(edge, block, name);
  for (const edge of block.in) {
    if (edge.to !== block) yield `${name} lists an edge that leads elsewhere`;
  }
  yield* choiceProblems(block, name);
  for (const step of block.steps.slice(0, -1)) {
    if (step.kind === 'complete') yield `${name} goes on after a ${step.node.type}`;
  }
}

/** A call that never returns and cannot throw is the end of everything. */
function mayEnd(step: Step | undefined): boolean {
  if (step?.kind !== 'evaluate') return false;
  return ['CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'ImportExpression'].includes(step.node.type);
}

function* edgeProblems(edge: Edge, block: BasicBlock, name: string): Generator<string> {
  if (edge.from !== block) yield `${name} has an edge that begins elsewhere`;
  if ((edge.kind === 'throw') !== (edge.tier !== undefined)) yield `${name}: exactly the throw edges have a tier`;
  const isBranch = edge.kind === 'true' || edge.kind === 'false';
  if (isBranch !== (edge.test !== undefined)) yield `${name}: exactly the branches have a test`;
  if (edge.resumes && block.pending === 0) yield `${name} resumes a completion outside of a cleanup`;
  if (edge.to.isCleanup && edge.to.pending > block.pending && !edge.abrupt) yield `${name} enters a cleanup without an abrupt completion`;
  if (edge.kind === 'throw' && edge.abrupt?.by !== 'throw') yield `${name} throws without an origin`;
}

function* choiceProblems(block: BasicBlock, name: string): Generator<string> {
  const of = (kind: Edge['kind']): readonly Edge[] => block.out.filter((edge) => edge.kind === kind);
  const [yes, no, next, thrown] = [of('true'), of('false'), of('next'), of('throw')];
  if (yes.length > 1 || yes.length !== no.length) yield `${name} has half a branch`;
  if (yes[0]?.test !== no[0]?.test) yield `${name} tests two things`;
  if (yes.length > 0 && next.length + thrown.length > 0) yield `${name} branches and does something else`;
  if (thrown.length > 1) yield `${name} throws twice`;
  if (next.filter((edge) => edge.abrupt?.by !== 'yield-return').length > 1) yield `${name} has two successors`;
  if (thrown.length > 0 && block.steps.length === 0) yield `${name} throws without a step`;
}
