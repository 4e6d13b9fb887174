/**
 * From drafts to the finished graph: blocks that do nothing are bypassed, what cannot be reached is dropped, straight
 * lines become one block, and the rest is numbered in reverse postorder, with the exits last.
 */
import type { DraftBlock, DraftEdge } from './drafts.js';

export interface Ends {
  readonly entry: DraftBlock;
  readonly normalExit: DraftBlock;
  readonly throwExit: DraftBlock;
}

export function finishedBlocks(ends: Ends): readonly DraftBlock[] {
  const blocks = reachableBlocks(ends).filter((block) => block !== ends.normalExit && block !== ends.throwExit);
  blocks.push(ends.normalExit, ends.throwExit);
  listIncoming(blocks);
  const merged = mergeLines(blocks, ends);
  merged.forEach((block, id) => { block.id = id; });
  return merged;
}

/** All that the entry reaches, in reverse postorder: a block comes before what follows it, loops apart. */
function reachableBlocks(ends: Ends): DraftBlock[] {
  const bypassed = new Map<DraftBlock, DraftBlock>();
  const seen = new Set([ends.entry]);
  const postorder: DraftBlock[] = [];
  const path = [ends.entry];
  // The last edge is followed first, so that the first one (the next block, the true branch) comes first in the end.
  const rest = [ends.entry.out.length];
  for (let block = path.at(-1); block; block = path.at(-1)) {
    const position = (rest.pop() ?? 0) - 1;
    const edge = block.out[position];
    if (!edge) {
      postorder.push(block);
      path.pop();
      continue;
    }
    rest.push(position);
    edge.to = targetOf(edge.to, bypassed, ends);
    if (seen.has(edge.to)) continue;
    seen.add(edge.to);
    path.push(edge.to);
    rest.push(edge.to.out.length);
  }
  return postorder.reverse();
}

/** The edge along which control passes from `block` to the next without any change. */
function plainEdge(block: DraftBlock): DraftEdge | undefined {
  if (block.out.length !== 1) return undefined;
  const edge = block.out[0];
  if (edge?.kind !== 'next' || edge.abrupt) return undefined;
  return !edge.resumes || joinsCleanups(block, edge.to) ? edge : undefined;
}

/** From one cleanup's copy to the next: the same completion waits in both. */
function joinsCleanups(block: DraftBlock, next: DraftBlock): boolean {
  return next.isCleanup && next.pending === block.pending;
}

function bypass(block: DraftBlock, ends: Ends): DraftBlock | undefined {
  if (block.steps.length > 0 || block === ends.entry) return undefined;
  const edge = plainEdge(block);
  if (edge === undefined) return undefined;
  // Where a cleanup's copy begins has to stay visible, and so has where it ends: the `break` of a `switch` inside it, that
  // leads there, is not what the next copy was made for.
  return block.isCleanup === (edge.resumes === true && joinsCleanups(block, edge.to)) ? edge.to : undefined;
}

/** The first block from `start` on that does something. A loop that does nothing at all stays. */
function targetOf(start: DraftBlock, bypassed: Map<DraftBlock, DraftBlock>, ends: Ends): DraftBlock {
  let next = bypass(start, ends);
  if (!next) return start;
  const passed = new Set<DraftBlock>();
  let target = start;
  while (next && !passed.has(target)) {
    passed.add(target);
    target = bypassed.get(target) ?? next;
    next = bypass(target, ends);
  }
  for (const block of passed) bypassed.set(block, target);
  return target;
}

function listIncoming(blocks: readonly DraftBlock[]): void {
  for (const block of blocks) block.in = [];
  for (const block of blocks) {
    for (const edge of block.out) edge.to.in.push(edge);
  }
}

function mergeLines(blocks: readonly DraftBlock[], ends: Ends): readonly DraftBlock[] {
  const absorbed = new Set<DraftBlock>();
  for (const block of blocks) {
    if (absorbed.has(block)) continue;
    for (let next = onlyNext(block, ends); next; next = onlyNext(block, ends)) {
      for (const step of next.steps) block.steps.push(step);
      block.out = next.out;
      for (const edge of block.out) edge.from = block;
      absorbed.add(next);
    }
  }
  return blocks.filter((block) => !absorbed.has(block));
}

/** The block that follows `block` and nothing else. */
function onlyNext(block: DraftBlock, ends: Ends): DraftBlock | undefined {
  const next = plainEdge(block)?.to;
  if (!next || next === block || next.in.length !== 1) return undefined;
  return next === ends.normalExit || next === ends.throwExit || next === ends.entry ? undefined : next;
}
