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
  bypassEmptyBlocks(reachableFrom(ends.entry), ends);
  const blocks = reachableFrom(ends.entry).filter((block) => block !== ends.normalExit && block !== ends.throwExit);
  blocks.push(ends.normalExit, ends.throwExit);
  listIncoming(blocks);
  const merged = mergeLines(blocks, ends);
  merged.forEach((block, id) => { block.id = id; });
  return merged;
}

/** All that `entry` reaches, in reverse postorder: a block comes before what follows it, loops apart. */
function reachableFrom(entry: DraftBlock): DraftBlock[] {
  const seen = new Set([entry]);
  const postorder: DraftBlock[] = [];
  // The last edge is followed first, so that the first one (the next block, the true branch) comes first in the end.
  const path = [{ block: entry, rest: entry.out.length }];
  for (let top = path.at(-1); top; top = path.at(-1)) {
    top.rest -= 1;
    const edge = top.block.out[top.rest];
    if (!edge) {
      postorder.push(top.block);
      path.pop();
    } else if (!seen.has(edge.to)) {
      seen.add(edge.to);
      path.push({ block: edge.to, rest: edge.to.out.length });
    }
  }
  return postorder.reverse();
}

/** The edge along which control passes through `block` if the block does nothing. */
function plainEdge(block: DraftBlock): DraftEdge | undefined {
  const [edge, ...others] = block.out;
  return edge && others.length === 0 && edge.kind === 'next' && !edge.abrupt ? edge : undefined;
}

function bypassEmptyBlocks(blocks: readonly DraftBlock[], ends: Ends): void {
  const targets = new Map<DraftBlock, DraftBlock>();
  for (const block of blocks) {
    for (const edge of block.out) edge.to = targetOf(edge.to, targets, ends);
  }
}

/** The first block from `start` on that does something. A loop that does nothing at all stays. */
function targetOf(start: DraftBlock, targets: Map<DraftBlock, DraftBlock>, ends: Ends): DraftBlock {
  const passed = new Set<DraftBlock>();
  let target = start;
  for (;;) {
    const known = targets.get(target);
    if (known) {
      target = known;
      break;
    }
    const edge = target.steps.length === 0 && target !== ends.entry ? plainEdge(target) : undefined;
    if (!edge || passed.has(target)) break;
    passed.add(target);
    target = edge.to;
  }
  for (const block of passed) targets.set(block, target);
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
