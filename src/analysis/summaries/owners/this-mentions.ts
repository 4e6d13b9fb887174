/** Which members of its owner each `this.name` of a file mentions, found once and looked up from both ends. */
import type { TSESTree } from '@typescript-eslint/types';
import { memberName, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Owner, Owners } from './owners.js';

interface Mention {
  readonly node: TSESTree.ThisExpression;
  /** The functions that the member may be. */
  readonly functions: readonly FunctionNode[];
}

export interface ThisMentions {
  /** The mentions in a function and in those nested in it. */
  inside(fn: FunctionNode): readonly Mention[];
  /** The member expressions that mention a function. */
  of(fn: FunctionNode): readonly Node[];
}

export function createThisMentions(owners: Owners, thisNodes: readonly TSESTree.ThisExpression[]): ThisMentions {
  let found: { readonly sorted: readonly Mention[]; readonly byFunction: ReadonlyMap<FunctionNode, readonly Node[]> } | undefined;
  const index = (): NonNullable<typeof found> => (found ??= indexOf(owners, thisNodes));
  return {
    inside(fn) {
      const { sorted } = index();
      const first = firstFrom(sorted, fn.range[0]);
      return sorted.slice(first, firstFrom(sorted, fn.range[1]));
    },
    of: (fn) => index().byFunction.get(fn) ?? [],
  };
}

function indexOf(owners: Owners, thisNodes: readonly TSESTree.ThisExpression[]): { sorted: readonly Mention[]; byFunction: ReadonlyMap<FunctionNode, readonly Node[]> } {
  const membersOf = membersByName();
  const sorted: Mention[] = [];
  const byFunction = new Map<FunctionNode, Node[]>();
  for (const node of thisNodes) {
    const member = wrappingParent(node);
    const name = member?.type === 'MemberExpression' && unwrapped(member.object) === node ? memberName(member) : undefined;
    const owner = name === undefined ? undefined : owners.ownerOf(node);
    const functions = owner === undefined || name === undefined ? undefined : membersOf(owner).get(name);
    if (functions === undefined || member === undefined) continue;
    sorted.push({ node, functions });
    for (const fn of functions) {
      const mentions = byFunction.get(fn);
      if (mentions === undefined) byFunction.set(fn, [member]);
      else mentions.push(member);
    }
  }
  sorted.sort((a, b) => a.node.range[0] - b.node.range[0]);
  return { sorted, byFunction };
}

/** An owner's members by their names; each owner is looked through once. */
function membersByName(): (owner: Owner) => ReadonlyMap<string, readonly FunctionNode[]> {
  const known = new Map<Owner, Map<string, FunctionNode[]>>();
  return (owner) => {
    let byName = known.get(owner);
    if (byName !== undefined) return byName;
    byName = new Map();
    for (const { name, fn } of owner.members) byName.set(name, [...(byName.get(name) ?? []), fn]);
    known.set(owner, byName);
    return byName;
  };
}

/** The position of the first mention at or behind `start`. */
function firstFrom(sorted: readonly Mention[], start: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.node.range[0] ?? start) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
