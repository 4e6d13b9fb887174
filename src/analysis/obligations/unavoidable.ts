/** Whether a body can come to its end without passing a node: what cannot be avoided has no condition. */
import type { ControlFlowGraph } from '../cfg/graph.js';
import type { Node } from '../syntax/ast.js';

/**
 * True where every way through the body that ends as the program says (a return, the end, a `throw`) passes `node`.
 * Rejections and calls that happen to throw are no way that anybody chose; a `catch` that they lead to is followed.
 */
export function isUnavoidable(graph: ControlFlowGraph, node: Node): boolean {
  const { entry, normalExit, throwExit } = graph;
  const passes = (steps: ControlFlowGraph['entry']['steps']): boolean => steps.some((step) => step.kind !== 'bind' && step.node === node);
  if (graph.tooLarge || !graph.blocks.some((block) => passes(block.steps))) return false;
  const seen = new Set([entry]);
  const agenda = [entry];
  for (let block = agenda.pop(); block !== undefined; block = agenda.pop()) {
    if (passes(block.steps)) continue;
    if (block === normalExit) return false;
    for (const { to, tier, abrupt } of block.out) {
      if (tier === 'call' || seen.has(to)) continue;
      if (to === throwExit) {
        if (abrupt?.node.type === 'ThrowStatement') return false;
        continue;
      }
      seen.add(to);
      agenda.push(to);
    }
  }
  return true;
}
