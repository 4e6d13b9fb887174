/** Which members of its owner each `this.name` of a file mentions, found once and looked up from both ends. */
import type { TSESTree } from '@typescript-eslint/types';
import { memberName, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
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
  /** The functions that `this.name` may be. */
  at(member: Node): readonly FunctionNode[];
}

interface MentionIndex {
  readonly sorted: readonly Mention[];
  readonly byFunction: ReadonlyMap<FunctionNode, readonly Node[]>;
  readonly byMember: ReadonlyMap<Node, readonly FunctionNode[]>;
}

export function createThisMentions(owners: Owners, thisNodes: readonly TSESTree.ThisExpression[], file: FileContext): ThisMentions {
  let found: MentionIndex | undefined;
  const index = (): MentionIndex => (found ??= indexOf(owners, thisNodes, file));
  return {
    inside(fn) {
      const { sorted } = index();
      const first = firstFrom(sorted, fn.range[0]);
      return sorted.slice(first, firstFrom(sorted, fn.range[1]));
    },
    of: (fn) => index().byFunction.get(fn) ?? [],
    at: (member) => index().byMember.get(member) ?? [],
  };
}

function indexOf(owners: Owners, thisNodes: readonly TSESTree.ThisExpression[], file: FileContext): MentionIndex {
  const membersOf = membersByName();
  const found = thisNodes.flatMap((node) => {
    const member = wrappingParent(node);
    const name = member?.type === 'MemberExpression' && unwrapped(member.object) === node ? memberName(member) : undefined;
    const owner = name === undefined ? undefined : owners.ownerOf(node);
    return owner === undefined || name === undefined || member === undefined ? [] : [{ node, member, name, byName: membersOf(owner) }];
  });
  // `this.stop = () => {}` makes a member as a method does.
  for (const { member, name, byName } of found) for (const fn of functionsAssignedTo(member, byName, file)) byName.set(name, [...(byName.get(name) ?? []), fn]);
  const sorted: Mention[] = [];
  const byFunction = new Map<FunctionNode, Node[]>();
  const byMember = new Map<Node, readonly FunctionNode[]>();
  for (const { node, member, name, byName } of found) {
    const functions = byName.get(name);
    if (functions === undefined) continue;
    sorted.push({ node, functions });
    byMember.set(member, functions);
    for (const fn of functions) {
      const mentions = byFunction.get(fn);
      if (mentions === undefined) byFunction.set(fn, [member]);
      else mentions.push(member);
    }
  }
  sorted.sort((a, b) => a.node.range[0] - b.node.range[0]);
  return { sorted, byFunction, byMember };
}

/** The functions in `this.name = value`, of which a member may be one: `this.tick = this.poll.bind(this)`. */
function functionsAssignedTo(member: Node, byName: ReadonlyMap<string, readonly FunctionNode[]>, { bindings }: FileContext): readonly FunctionNode[] {
  const assignment = wrappingParent(member);
  if (assignment?.type !== 'AssignmentExpression' || unwrapped(assignment.left) !== member) return [];
  const bound = methodCall(unwrapped(assignment.right));
  const receiver = bound?.method === 'bind' ? unwrapped(bound.receiver) : undefined;
  if (receiver?.type !== 'MemberExpression') return functionsOf(bindings, assignment.right).functions;
  return receiver.object.type === 'ThisExpression' ? (byName.get(memberName(receiver) ?? '') ?? []) : [];
}

/** An owner's members by their names; each owner is looked through once. */
function membersByName(): (owner: Owner) => Map<string, readonly FunctionNode[]> {
  const known = new Map<Owner, Map<string, readonly FunctionNode[]>>();
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
