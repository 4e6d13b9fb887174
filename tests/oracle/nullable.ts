/**
 * Which acquisitions may come to nothing. `acquire()` gives a handle or null wherever the program may ask which: a
 * test of the holder then decides something. Elsewhere null would be one more run to no purpose.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { nodesIn, type Source } from './source.js';

type Node = TSESTree.Node;

export function nullableAcquisitions(source: Source): ReadonlySet<Node> {
  const nodes = [...nodesIn(source, source.program)];
  const below = (node: Node): Node[] => [...nodesIn(source, node)];
  const asked = new Set<Node>();
  const names = new Set<string>();
  const ask = (node: Node): void => {
    for (const part of below(node)) {
      asked.add(part);
      if (part.type === 'Identifier') names.add(part.name);
    }
  };
  for (const node of nodes) testedPartsOf(node).forEach(ask);
  const flows = nodes.flatMap(flowOf);
  // What flows into a name that is asked is asked too.
  for (let known = -1; known < names.size; ) {
    known = names.size;
    for (const [target, value] of flows) if (below(target).some((part) => part.type === 'Identifier' && names.has(part.name))) ask(value);
  }
  return new Set(nodes.filter((node) => node.type === 'CallExpression' && asked.has(node)));
}

function testedPartsOf(node: Node): Node[] {
  switch (node.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ConditionalExpression':
      return [node.test];
    case 'UnaryExpression':
      return [node.argument];
    case 'LogicalExpression':
    case 'BinaryExpression':
      return [node.left];
    case 'AssignmentExpression':
      return node.operator === '=' ? [] : [node.left];
    default:
      return [];
  }
}

function flowOf(node: Node): (readonly [target: Node, value: Node])[] {
  if (node.type === 'VariableDeclarator' && node.init) return [[node.id, node.init]];
  return node.type === 'AssignmentExpression' ? [[node.left, node.right]] : [];
}
