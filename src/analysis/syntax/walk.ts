/** Walking below a node, without recursion as deep as the input (design law 22). */
import { isFunction, type Node } from './ast.js';

/** `root` and every node below it, in the order of the text; functions inside it are given, but not entered. */
export function* nodesOutsideFunctions(root: Node): Generator<Node> {
  const agenda: Node[] = [root];
  for (let node = agenda.pop(); node !== undefined; node = agenda.pop()) {
    yield node;
    if (node === root || !isFunction(node)) agenda.push(...childrenOf(node).toReversed());
  }
}

function childrenOf(node: Node): readonly Node[] {
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'parent') return [];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.filter(isNode);
  });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
}
