/** What happens to the elements of a collection: drained, dropped, looked at, or handed on. */
import type { TSESTree } from '@typescript-eslint/types';
import { collectingMembers } from '../../../resources/lifecycles.js';
import type { ResourceSpec } from '../../../resources/spec.js';
import { memberName, unwrapped, wrappingParent, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import { isTeardownName } from './owners.js';
import { isReleaseFunction } from './release-calls.js';
import { parameterNames, type Finding, type UseContext } from './slot-finding.js';

/** Members that give one element. */
const PICKING = new Set(['get', 'pop', 'shift', 'at', 'find', 'findLast']);
/** Members that give a collection of the same elements. */
const COPYING = new Set(['values', 'entries', 'slice', 'filter', 'concat', 'splice', 'reverse', 'toReversed', 'flat']);
/** Members that run a callback on each element. */
const VISITING = new Set(['forEach', 'map', 'flatMap', 'some', 'every', 'filter', 'find', 'reduce']);
/** Members that drop elements. */
const DROPPING = new Set(['clear', 'delete']);
/** Functions that give a collection of the same elements. */
const COPIERS = new Set(['global:Array.from', 'global:Object.values', 'global:Object.entries', 'global:Set', 'global:Map', 'global:Promise.all', 'global:Promise.allSettled']);

/** @returns undefined where a collection is treated as any other value. */
export function collectionUse(child: Node, parent: Node, specs: readonly ResourceSpec[], context: UseContext): readonly Finding[] | undefined {
  switch (parent.type) {
    case 'ForOfStatement':
      return parent.right === child ? loopNames(parent.left) : [];
    case 'ForInStatement':
      return [];
    case 'SpreadElement':
      return parent.parent.type === 'ArrayExpression' ? [{ at: parent.parent, standing: 'collection' }] : [{ kind: 'escape', node: parent }];
    case 'CallExpression':
    case 'NewExpression':
      return COPIERS.has(context.file.origins.originOf(parent.callee) ?? '') ? [{ at: parent, standing: 'collection' }] : undefined;
    case 'MemberExpression':
      return parent.object === child ? memberOfCollection(parent, specs, context) : undefined;
    default:
      return undefined;
  }
}

function loopNames(left: TSESTree.ForOfStatement['left']): readonly Finding[] {
  if (left.type !== 'VariableDeclaration') return [{ names: left, standing: 'element' }];
  return left.declarations.map(({ id }) => ({ names: id, standing: 'element' }));
}

function memberOfCollection(member: TSESTree.MemberExpression, specs: readonly ResourceSpec[], context: UseContext): readonly Finding[] {
  const name = memberName(member);
  if (name === undefined || /^\d+$/u.test(name)) return [{ at: member, standing: 'element' }];
  const parent = wrappingParent(member);
  const call = parent?.type === 'CallExpression' && unwrapped(parent.callee) === member ? parent : undefined;
  if (call === undefined) return name === 'length' && parent?.type === 'AssignmentExpression' ? [{ kind: 'forget', node: parent }] : [];
  return VISITING.has(name) ? visited(call, specs, context) : [useByMember(call, name, context)];
}

function useByMember(call: TSESTree.CallExpression, name: string, { file }: UseContext): Finding {
  if (PICKING.has(name)) return { at: call, standing: 'element' };
  if (COPYING.has(name)) return { at: call, standing: 'collection' };
  if (DROPPING.has(name)) return { kind: 'forget', node: call };
  if (isTeardownName(name, file) || name === 'unsubscribe') return { kind: 'release', node: call };
  // What only looks, and what only adds, is a test like any other.
  return { kind: collectingMembers.includes(name) || LOOKING.has(name) ? 'test' : 'escape', node: call };
}

const LOOKING = new Set(['has', 'includes', 'indexOf', 'keys', 'join']);

/** The callback's parameters stand for elements; so do the results of `filter` and `find`. */
function visited(call: TSESTree.CallExpression, specs: readonly ResourceSpec[], context: UseContext): readonly Finding[] {
  const [callback] = call.arguments;
  if (callback === undefined) return [];
  if (isReleaseFunction(callback, specs, context.file)) return [{ kind: 'release', node: call }];
  const { functions, complete } = functionsOf(context.file.bindings, callback);
  const given = functions.flatMap((fn) => fn.params.flatMap((_parameter, position) => parameterNames(fn, position, 'element')));
  const result: Finding = { at: call, standing: 'collection' };
  return complete ? [...given, result] : [{ kind: 'escape', node: call }];
}
