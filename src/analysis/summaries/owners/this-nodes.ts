/** The `this` expressions of a file by whom they stand for, so that a question about one owner does not go through all of them. */
import type { TSESTree } from '@typescript-eslint/types';
import { once } from '../../syntax/memo.js';
import { isSameObject, type Owner, type Owners } from './owners.js';

/** @returns the `this` expressions that may stand for the same object as an owner's own. */
export type ThisNodesOf = (owner: Owner) => readonly TSESTree.ThisExpression[];

export function createThisNodesOf(owners: Owners, thisNodes: readonly TSESTree.ThisExpression[]): ThisNodesOf {
  const byNode = once(() => groupedByNode(owners, thisNodes));
  return (owner) =>
    [...new Set([owner.node, ...owner.lineage])].flatMap((node) => (byNode().get(node) ?? []).flatMap((group) => (isSameObject(group.owner, owner) ? group.nodes : [])));
}

interface Group {
  readonly owner: Owner;
  readonly nodes: TSESTree.ThisExpression[];
}

function groupedByNode(owners: Owners, thisNodes: readonly TSESTree.ThisExpression[]): ReadonlyMap<Owner['node'], readonly Group[]> {
  const groups = new Map<Owner, Group>();
  const byNode = new Map<Owner['node'], Group[]>();
  for (const node of thisNodes) {
    const owner = owners.ownerOf(node);
    if (owner === undefined) continue;
    const known = groups.get(owner);
    if (known !== undefined) {
      known.nodes.push(node);
      continue;
    }
    const group = { owner, nodes: [node] };
    groups.set(owner, group);
    byNode.set(owner.node, [...(byNode.get(owner.node) ?? []), group]);
  }
  return byNode;
}
