/**
 * What goes on in a file: every call under the last name of its callee, every loop, and every assignment to a member.
 * Questions about tasks (who starts them, what stops them) begin here.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { memberName, unwrapped, type LoopNode, type Node } from '../../syntax/ast.js';
import type { CallIndex } from '../call-index.js';

export type { CallOrNew } from '../call-index.js';

export interface Activity {
  /** Calls by the last name of the callee: `fetch` of `fetch()` and of `globalThis.fetch()`. */
  readonly calls: CallIndex['byName'];
  readonly loops: readonly LoopNode[];
  /** Targets of assignments and updates by their member's name; a destructuring pattern counts for every name in it. */
  readonly memberWrites: ReadonlyMap<string, readonly Node[]>;
  /** Assignments of an object that begins anew from what the name held before: `options = { ...options }`. */
  readonly selfSpreads: readonly TSESTree.AssignmentExpression[];
  /** `this.name`, by name. */
  readonly ownMembers: ReadonlyMap<string, readonly TSESTree.MemberExpression[]>;
}

export interface ActivityCollector extends Activity {
  readonly visitThis: (node: TSESTree.ThisExpression) => void;
  readonly visitLoop: (node: LoopNode) => void;
  readonly visitAssignment: (node: TSESTree.AssignmentExpression) => void;
  readonly visitUpdate: (node: TSESTree.UpdateExpression) => void;
}

export function createActivityCollector(calls: CallIndex['byName']): ActivityCollector {
  const memberWrites = new Map<string, Node[]>();
  const ownMembers = new Map<string, TSESTree.MemberExpression[]>();
  const loops: LoopNode[] = [];
  const selfSpreads: TSESTree.AssignmentExpression[] = [];
  return {
    calls,
    loops,
    memberWrites,
    selfSpreads,
    ownMembers,
    visitThis({ parent }) {
      const name = parent.type === 'MemberExpression' ? memberName(parent) : undefined;
      if (parent.type === 'MemberExpression' && name !== undefined) push(ownMembers, name, parent);
    },
    visitLoop: (node) => loops.push(node),
    visitAssignment(node) {
      addTargets(memberWrites, node.left);
      if (isSpreadOntoName(node)) selfSpreads.push(node);
    },
    visitUpdate(node) {
      addTargets(memberWrites, node.argument);
    },
  };
}

/** `name = { ...something }` */
function isSpreadOntoName({ left, right }: TSESTree.AssignmentExpression): boolean {
  return left.type === 'Identifier' && right.type === 'ObjectExpression' && right.properties.some(({ type }) => type === 'SpreadElement');
}

function addTargets(memberWrites: Map<string, Node[]>, target: Node): void {
  for (const member of memberTargets(target)) {
    const name = memberName(member);
    if (name !== undefined) push(memberWrites, name, member);
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function memberTargets(target: Node): readonly TSESTree.MemberExpression[] {
  const found: TSESTree.MemberExpression[] = [];
  const agenda: (Node | null)[] = [target];
  for (let at = agenda.pop(); at !== undefined; at = agenda.pop()) {
    const node = at === null ? undefined : unwrapped(at);
    switch (node?.type) {
      case 'MemberExpression':
        found.push(node);
        break;
      case 'ObjectPattern':
        agenda.push(...node.properties.map((property) => (property.type === 'Property' ? property.value : property.argument)));
        break;
      case 'ArrayPattern':
        agenda.push(...node.elements);
        break;
      case 'AssignmentPattern':
        agenda.push(node.left);
        break;
      case 'RestElement':
        agenda.push(node.argument);
        break;
      default:
    }
  }
  return found;
}
