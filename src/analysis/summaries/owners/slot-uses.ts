/**
 * Everything that a file does with what a slot holds, by its text: releases, writes, tests, and where it goes out of
 * sight. Names for it (`const t = this.timer`), destructuring, parameters of functions of this file and the elements
 * of a collection are followed; order is not (which paths release is the transfer function's question).
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ResourceSpec } from '../../../resources/spec.js';
import { ancestors, definitionName, memberName, unwrapped, type Node } from '../../syntax/ast.js';
import { functionsOf, type Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { collectionUse } from './collection-uses.js';
import { withoutForgotten } from './forgotten.js';
import { isSameObject } from './owners.js';
import { callbackUse, methodUse, releasedByCall } from './release-calls.js';
import { parameterNames, type Finding, type Standing, type Use, type UseContext } from './slot-finding.js';
import type { Slot } from './slots.js';

/** @returns every use of what the slot holds, for a resource of one of `specs`. */
export function usesOf(slot: Slot, specs: readonly ResourceSpec[], context: UseContext): readonly Use[] {
  const uses: Use[] = [];
  const seen = new Set<Node>();
  const agenda: Finding[] = rootsOf(slot, context).map((at) => ({ at, standing: standingOf(slot) }));
  for (let next = agenda.pop(); next !== undefined; next = agenda.pop()) {
    if ('kind' in next) uses.push(next);
    else if ('names' in next) agenda.push(...readsOfPattern(next.names, next.standing, context.file));
    else if (!seen.has(next.at)) {
      seen.add(next.at);
      agenda.push(...usesAt(next.at, next.standing, specs, context));
    }
  }
  return withoutForgotten(uses, context.file);
}

function standingOf({ isCollection, isPart }: Slot): Standing {
  if (isCollection) return 'collection';
  return isPart ? 'element' : 'value';
}

/** The nodes at which the slot itself stands. */
function rootsOf(slot: Slot, { file, owners, thisNodes }: UseContext): readonly Node[] {
  if (slot.base === 'variable') return mentions(slot.variable).flatMap((name) => climb(name, slot.path, file, 0));
  return thisNodes.flatMap((node) => (isSameObject(owners.ownerOf(node), slot.owner) ? climb(node, slot.path, file, 0) : []));
}

const MAX_DEPTH = 4;

/** From a mention of the base to the nodes that stand for `base.path`, by members, patterns and other names. */
function climb(base: Node, path: readonly string[], file: FileContext, depth: number): readonly Node[] {
  const [first, ...rest] = path;
  if (first === undefined) return [base];
  const child = outermost(base);
  const parent = child.parent;
  if (depth > MAX_DEPTH || parent === undefined) return [];
  if (parent.type === 'MemberExpression' && parent.object === child) return memberName(parent) === first ? climb(parent, rest, file, depth) : [];
  if (parent.type !== 'VariableDeclarator' || parent.init !== child) return [];
  if (parent.id.type === 'Identifier') return reads(parent.id, file).flatMap((name) => climb(name, path, file, depth + 1));
  if (parent.id.type !== 'ObjectPattern') return [];
  return parent.id.properties.flatMap((property) =>
    property.type === 'Property' && definitionName(property) === first && property.value.type === 'Identifier'
      ? reads(property.value, file).flatMap((name) => climb(name, rest, file, depth + 1))
      : [],
  );
}

function usesAt(node: Node, standing: Standing, specs: readonly ResourceSpec[], context: UseContext): readonly Finding[] {
  const child = outermost(node);
  const parent = child.parent;
  if (parent === undefined) return [];
  const special = standing === 'collection' ? collectionUse(child, parent, specs, context) : undefined;
  const found = special ?? valueUse(child, parent, standing, specs, context);
  // A part of an element is mostly something else: it is out of sight only as an argument of somebody unknown.
  return standing === 'part' ? found.filter((one) => !('kind' in one) || one.kind === 'release' || (one.kind === 'escape' && isUnknownCall(one.node, context.file))) : found;
}

function isUnknownCall(node: Node, file: FileContext): boolean {
  return node.type === 'CallExpression' && file.origins.originOf(node.callee) === undefined;
}

/** What a parent does with the value of its child. */
function valueUse(child: Node, parent: Node, standing: Standing, specs: readonly ResourceSpec[], context: UseContext): readonly Finding[] {
  switch (parent.type) {
    case 'AssignmentExpression':
      return parent.left === child ? [{ kind: 'write', node: parent }] : [...assigned(parent.left, standing, specs), { at: parent, standing }];
    case 'VariableDeclarator':
      return parent.init === child ? [{ names: parent.id, standing }] : [];
    case 'MemberExpression':
      return parent.object === child ? memberUse(parent, standing, specs) : [{ kind: 'escape', node: parent }];
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === child ? calledUse(parent, specs) : argumentUse(child, parent, standing, specs, context);
    case 'LogicalExpression':
      return parent.left === child && parent.operator === '&&' ? [{ kind: 'test', node: parent }] : [{ kind: 'test', node: parent }, { at: parent, standing }];
    case 'ConditionalExpression':
      return parent.test === child ? [{ kind: 'test', node: parent }] : [{ at: parent, standing }];
    case 'AwaitExpression':
      return [{ at: parent, standing }];
    case 'SequenceExpression':
      return parent.expressions.at(-1) === child ? [{ at: parent, standing }] : [];
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
      return [{ kind: 'test', node: parent }];
    case 'ExpressionStatement':
    case 'TemplateLiteral':
    case 'UpdateExpression':
      return [];
    default:
      return [{ kind: 'escape', node: parent }];
  }
}

function assigned(target: Node, standing: Standing, specs: readonly ResourceSpec[]): readonly Finding[] {
  if (target.type === 'Identifier' || target.type === 'ObjectPattern' || target.type === 'ArrayPattern') return [{ names: target, standing }];
  const property = target.type === 'MemberExpression' ? memberName(target) : undefined;
  const isBorrowed = property !== undefined && specs.every((spec) => spec.borrowingProperties?.includes(property) === true);
  return isBorrowed ? [] : [{ kind: 'escape', node: target }];
}

function memberUse(member: TSESTree.MemberExpression, standing: Standing, specs: readonly ResourceSpec[]): readonly Finding[] {
  const released = methodUse(member, specs);
  if (released !== undefined) return released;
  return standing === 'element' || standing === 'part' ? [{ at: member, standing: 'part' }] : [];
}

function calledUse(call: Node, specs: readonly ResourceSpec[]): readonly Finding[] {
  return specs.some((spec) => spec.release.some((release) => release.by === 'call')) ? [{ kind: 'release', node: call }] : [];
}

function argumentUse(
  child: Node,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  standing: Standing,
  specs: readonly ResourceSpec[],
  context: UseContext,
): readonly Finding[] {
  const position = call.arguments.findIndex((argument) => argument === child);
  const released = releasedByCall(call, position, specs, context);
  if (released !== undefined) return [{ kind: released, node: call }];
  if (call.type === 'NewExpression') return [{ kind: 'escape', node: call }];
  const { functions, complete } = functionsOf(context.file.bindings, call.callee);
  if (complete && functions.length > 0) return functions.flatMap((fn) => parameterNames(fn, position, standing));
  return callbackUse(call, context.file) ?? [{ kind: 'escape', node: call }];
}

/** The reads of every name in a pattern; inside a pattern stand elements. */
function readsOfPattern(pattern: Node, standing: Standing, file: FileContext): readonly Finding[] {
  switch (pattern.type) {
    case 'Identifier':
      return reads(pattern, file).map((at) => ({ at, standing }));
    case 'AssignmentPattern':
      return readsOfPattern(pattern.left, standing, file);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : readsOfPattern(element, 'element', file)));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => (property.type === 'Property' ? readsOfPattern(property.value, 'element', file) : []));
    case 'RestElement':
      return readsOfPattern(pattern.argument, 'collection', file);
    default:
      return [];
  }
}

function reads(name: TSESTree.Identifier, file: FileContext): readonly Node[] {
  const variable = file.bindings.variableOf(name);
  return variable === undefined ? [] : variable.references.flatMap((reference) => (reference.isRead() ? [reference.identifier] : []));
}

function mentions(variable: Variable): readonly Node[] {
  return variable.references.filter((reference) => !reference.init).map((reference) => reference.identifier);
}

/** The node with the transparent wrappers around it: `x!`, `x as T`, an optional chain's end. */
export function outermost(node: Node): Node {
  let outer = node;
  for (const at of ancestors(node)) {
    if (unwrapped(at) !== unwrapped(node)) break;
    outer = at;
  }
  return outer;
}

