/** Walking below a node, without recursion as deep as the input (design law 22). */
import { isFunction, type Node } from './ast.js';

/** `root` and every node below it, in the order of the text; functions inside it are given, but not entered. */
export function* nodesOutsideFunctions(root: Node): Generator<Node> {
  const agenda: Node[] = [root];
  for (let node = agenda.pop(); node !== undefined; node = agenda.pop()) {
    yield node;
    if (node !== root && isFunction(node)) continue;
    for (const child of childrenOf(node).toReversed()) agenda.push(child);
  }
}

/** Whether a node of the same function satisfies the test. */
export function someOwn(root: Node, test: (node: Node) => boolean): boolean {
  for (const node of nodesOutsideFunctions(root)) if (test(node)) return true;
  return false;
}

/** The nodes right below one. Written for speed: it is asked of every node of the functions that are looked into. */
function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  for (const key in fields) {
    if (key === 'parent' || key === 'loc' || key === 'range') continue;
    const value = fields[key];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
}
