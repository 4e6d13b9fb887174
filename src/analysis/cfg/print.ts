/** Graphs as text, for people: `npm run explain`, golden tests, bug reports. */
import type { TSESTree } from '@typescript-eslint/types';
import type { BasicBlock, ControlFlowGraph, Edge, Step, Test } from './graph.js';

/** The source text of a node. */
export type TextOf = (node: TSESTree.Node) => string;

const longestText = 60;

function short(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > longestText ? `${line.slice(0, longestText - 1)}…` : line;
}

export function printStep(step: Step, textOf: TextOf): string {
  const text = (node: TSESTree.Node): string => (node.type === 'Identifier' ? node.name : short(textOf(node)));
  switch (step.kind) {
    case 'bind':
      return `bind ${text(step.pattern)}${step.value ? ` = ${text(step.value)}` : ''} (${step.by})`;
    case 'field':
      return `field ${text(fieldName(step.node))}${step.value ? ` = ${text(step.value)}` : ''}`;
    case 'iterate':
    case 'close-iterator':
      return `${step.kind} ${text(step.node.right)}`;
    case 'dispose':
      return `${step.awaited ? 'await dispose' : 'dispose'} ${text(step.node.id)}`;
    case 'leave':
      return `leave ${step.node.type}`;
    case 'catch':
      return 'catch';
    default:
      return `${step.kind} ${text(step.node)}`;
  }
}

function fieldName(node: Extract<Step, { kind: 'field' }>['node']): TSESTree.Node {
  return node.type === 'TSParameterProperty' ? node.parameter : node.key;
}

export function printTest(test: Test, textOf: TextOf): string {
  switch (test.kind) {
    case 'case':
      return `${short(textOf(test.discriminant))} === ${short(textOf(test.node))}`;
    case 'next':
      return `next of ${short(textOf(test.node.right))}`;
    default:
      return `${short(textOf(test.node))} is ${test.kind}`;
  }
}

function printEdge(edge: Edge, textOf: TextOf): string {
  const tier = edge.tier ? ` (${edge.tier})` : '';
  const test = edge.test && edge.kind === 'true' ? ` ${printTest(edge.test, textOf)}` : '';
  const by = edge.abrupt && edge.kind !== 'throw' ? ` [${edge.abrupt.by}]` : '';
  return `${edge.kind}${tier}${test}${by}`;
}

function nameOf(block: BasicBlock, graph: ControlFlowGraph): string {
  if (block === graph.normalExit) return 'exit';
  return block === graph.throwExit ? 'throw exit' : `#${block.id}`;
}

/** One line per step and edge. Exits that nothing reaches are left out. */
export function printGraph(graph: ControlFlowGraph, textOf: TextOf): string {
  if (graph.tooLarge) return 'too large\n';
  const lines: string[] = [];
  for (const block of graph.blocks) {
    if (block === graph.normalExit || block === graph.throwExit) continue;
    lines.push(block.label ? `#${block.id} ${block.label}` : `#${block.id}`);
    for (const step of block.steps) lines.push(`    ${printStep(step, textOf)}`);
    for (const edge of block.out) lines.push(`  ${printEdge(edge, textOf)} -> ${nameOf(edge.to, graph)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The same as a Mermaid flowchart. */
export function printMermaid(graph: ControlFlowGraph, textOf: TextOf): string {
  const lines = ['flowchart TD'];
  for (const block of graph.blocks) {
    const isExit = block === graph.normalExit || block === graph.throwExit;
    const title = isExit ? nameOf(block, graph) : [nameOf(block, graph), block.label].filter(Boolean).join(' ');
    const text = [title, ...block.steps.map((step) => printStep(step, textOf))].map(escaped).join('<br>');
    lines.push(isExit ? `  b${block.id}(["${text}"])` : `  b${block.id}["${text}"]`);
  }
  for (const edge of graph.blocks.flatMap((block) => block.out)) {
    const arrow = edge.kind === 'throw' ? '-.->' : '-->';
    const label = edge.kind === 'next' && !edge.abrupt ? '' : `|"${escaped(printEdge(edge, textOf))}"|`;
    lines.push(`  b${edge.from.id} ${arrow}${label} b${edge.to.id}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Mermaid reads entities that begin with `#`, and takes quotes and brackets for its own. */
function escaped(text: string): string {
  return text.replace(/[#"<>&`]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
