/** The effects of each step of a graph: the place where JavaScript's syntax is told apart from what it does to holders. */
import type { TSESTree } from '@typescript-eslint/types';
import type { GraphRoot, Step } from '../cfg/graph.js';
import { definitionName, unwrapped, type Node } from '../syntax/ast.js';
import { functionsOf } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';
import { promiseOfExecutor } from '../syntax/promises.js';
import { callEffect } from './calls.js';
import type { Effect } from './effect.js';
import type { KeyedReleases } from './keyed.js';
import { memberPlace, rootOfPlace, type Place, type Places } from './place.js';

/** The file's names and places, and the body whose steps are read. */
export interface EffectContext {
  readonly file: FileContext;
  readonly places: Places;
  readonly root: GraphRoot;
  readonly keyed: KeyedReleases;
}

/** The effects of a step, in the order in which they happen. */
export function effectsOf(step: Step, context: EffectContext): readonly Effect[] {
  const { places } = context;
  switch (step.kind) {
    case 'evaluate':
      return [...keyedReleases(step.node, context), ...evaluated(step.node, context)];
    case 'bind':
      return bound(step, context);
    case 'field':
      return step.value === undefined ? [] : escapes(step.value, 'stored', context);
    case 'iterate':
      return [...insideEscapes(step.node.right, places), { kind: 'iterated', place: places.of(step.node.right), node: step.node }];
    case 'close-iterator':
    case 'catch':
      return [];
    case 'dispose':
      return step.node.id.type === 'Identifier' ? [{ kind: 'dispose', place: places.of(step.node.id), node: step.node }] : [];
    case 'leave':
      return [{ kind: 'scope-end', variables: context.file.bindings.variablesOf(step.node).map((v) => places.ofVariable(v)), node: step.node }];
    case 'complete':
      return completed(step.node, context);
    case 'select':
      return [{ kind: 'alias', from: places.of(step.operand), to: places.of(step.node), keeps: true }];
    case 'discard':
      return [{ kind: 'discard', place: places.of(step.node) }];
  }
}

function keyedReleases(node: Node, { keyed }: EffectContext): readonly Effect[] {
  const released = keyed.releasedBy(node);
  return released.length === 0 ? [] : [{ kind: 'release', places: released, node }];
}

function completed(node: Extract<Step, { kind: 'complete' }>['node'], context: EffectContext): readonly Effect[] {
  const value = node.type === 'ArrowFunctionExpression' ? node.body : node.argument;
  if (value === null) return [];
  // What an executor returns goes nowhere: `new Promise((resolve) => setTimeout(resolve, ms))`.
  if (node.type !== 'ThrowStatement' && promiseOfExecutor(context.root, context.file) !== undefined) return [{ kind: 'discard', place: context.places.of(value) }];
  return escapes(value, node.type === 'ThrowStatement' ? 'thrown' : 'returned', context);
}

function evaluated(node: TSESTree.Expression, context: EffectContext): readonly Effect[] {
  const { places } = context;
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return [callEffect(node, context)];
    case 'AwaitExpression':
      return [{ kind: 'await', from: places.of(node.argument), to: places.of(node), operand: node.argument }];
    case 'YieldExpression':
      return node.argument ? escapes(node.argument, 'yielded', context) : [];
    case 'AssignmentExpression':
      return assigned(node, context);
    case 'SequenceExpression':
      return node.expressions.slice(-1).map((last) => ({ kind: 'alias', from: places.of(last), to: places.of(node) }));
    case 'ObjectExpression':
      return node.properties.flatMap((property) => objectMember(property, places.of(node), context));
    case 'ArrayExpression':
      return node.elements.flatMap((element, index) => arrayElement(element, index, places.of(node), context));
    case 'MemberExpression':
      return memberRead(node, places);
    case 'UnaryExpression':
      return [{ kind: 'read', place: places.of(node.argument) }];
    case 'BinaryExpression':
      return [node.left, node.right].filter((side) => side.type !== 'PrivateIdentifier').map((side) => ({ kind: 'read', place: places.of(side) }));
    case 'TemplateLiteral':
      return node.expressions.map((part) => ({ kind: 'read', place: places.of(part) }));
    case 'TaggedTemplateExpression':
      return node.quasi.expressions.flatMap((part) => escapes(part, 'passed', context));
    case 'JSXElement':
    case 'JSXFragment':
      return jsxValues(node).flatMap((value) => escapes(value, 'passed', context));
    default:
      return [];
  }
}

/** An escape of the value, and of the closures that it is. */
function escapes(expression: Node, reason: 'returned' | 'thrown' | 'yielded' | 'stored' | 'passed', context: EffectContext): readonly Effect[] {
  const { functions } = functionsOf(context.file.bindings, expression);
  const place: Effect = { kind: 'escape', place: context.places.of(expression), reason, node: expression };
  return functions.length === 0 ? [place] : [place, { kind: 'closure', functions, node: expression, weak: false }];
}

function bound(step: Extract<Step, { kind: 'bind' }>, context: EffectContext): readonly Effect[] {
  // A parameter, an enum and a class are bound before anything here can be held under their name.
  if (step.by !== 'declaration' && step.by !== 'loop') return [];
  return assignTo(step.pattern, step.value === undefined ? undefined : context.places.of(step.value), context);
}

function assigned(node: TSESTree.AssignmentExpression, context: EffectContext): readonly Effect[] {
  const { places } = context;
  const from = places.of(node.right);
  const result: Effect = { kind: 'alias', from, to: places.of(node) };
  const closures = node.left.type === 'MemberExpression' ? closuresOf(node.right, context) : outerClosures(node, context);
  if (node.operator === '=') return [result, ...assignTo(node.left, from, context), ...closures];
  if (node.operator === '??=' || node.operator === '||=' || node.operator === '&&=') {
    // The step stands on the path that assigns.
    return [{ ...result, keeps: true }, ...assignTo(node.left, from, context), ...closures];
  }
  return assignTo(node.left, undefined, context);
}

function closuresOf(value: Node, context: EffectContext): readonly Effect[] {
  const { functions } = functionsOf(context.file.bindings, value);
  return functions.length === 0 ? [] : [{ kind: 'closure', functions, node: value, weak: false }];
}

/** A closure that is assigned to a variable of an outer body can be called from there. */
function outerClosures(node: TSESTree.AssignmentExpression, context: EffectContext): readonly Effect[] {
  const variable = node.left.type === 'Identifier' ? context.file.bindings.variableOf(node.left) : undefined;
  return variable === undefined || context.file.bindings.belongsTo(variable, context.root) ? [] : closuresOf(node.right, context);
}

/** Assigning what `from` holds (undefined: no holder) to a target or pattern. */
function assignTo(target: Node, from: Place | undefined, context: EffectContext): readonly Effect[] {
  const { places, file, root } = context;
  switch (target.type) {
    case 'Identifier': {
      const variable = file.bindings.variableOf(target);
      const to = places.of(target);
      if (from === undefined) return [{ kind: 'rebind', place: to }];
      if (variable !== undefined && file.bindings.belongsTo(variable, root)) return [{ kind: 'alias', from, to }];
      return [{ kind: 'escape', place: from, reason: 'stored', node: target }];
    }
    case 'MemberExpression':
      return assignToMember(target, from, context);
    case 'AssignmentPattern':
      return assignTo(target.left, from, context);
    case 'RestElement':
      return from === undefined ? assignTo(target.argument, undefined, context) : [{ kind: 'escape', place: from, reason: 'unmodelled', node: target }];
    case 'TSParameterProperty':
      return assignTo(target.parameter, from, context);
    case 'ObjectPattern':
      return target.properties.flatMap((property) => {
        if (property.type === 'RestElement') return assignTo(property.argument, undefined, context);
        const name = definitionName(property);
        return assignTo(property.value, from === undefined || name === undefined ? undefined : memberPlace(from, name), context);
      });
    case 'ArrayPattern':
      return target.elements.flatMap((element, index) =>
        element === null ? [] : assignTo(element, from === undefined || element.type === 'RestElement' ? undefined : memberPlace(from, String(index)), context),
      );
    default:
      return assignTo(unwrapped(target), from, context);
  }
}

/** A property of a local object literal is a place of this body; any other property belongs to somebody else. */
function assignToMember(target: TSESTree.MemberExpression, from: Place | undefined, context: EffectContext): readonly Effect[] {
  const to = context.places.of(target);
  if (from === undefined) return [{ kind: 'rebind', place: to }];
  const variable = context.places.variableAt(rootOfPlace(to));
  const isOwnObject =
    variable !== undefined &&
    context.file.bindings.belongsTo(variable, context.root) &&
    context.file.bindings.soleValue(variable)?.value?.type === 'ObjectExpression';
  return isOwnObject ? [{ kind: 'alias', from, to }] : [{ kind: 'escape', place: from, reason: 'stored', node: target }];
}

function objectMember(property: TSESTree.ObjectLiteralElement, object: Place, context: EffectContext): readonly Effect[] {
  if (property.type === 'SpreadElement') return [{ kind: 'escape', place: context.places.of(property.argument), reason: 'unmodelled', node: property }];
  const name = definitionName(property);
  const value = property.value;
  const held: Effect =
    name === undefined
      ? { kind: 'escape', place: context.places.of(value), reason: 'stored', node: value }
      : { kind: 'alias', from: context.places.of(value), to: memberPlace(object, name) };
  return [held, ...closuresOf(value, context)];
}

function arrayElement(element: TSESTree.Expression | TSESTree.SpreadElement | null, index: number, array: Place, context: EffectContext): readonly Effect[] {
  if (element === null) return [];
  if (element.type === 'SpreadElement') return [{ kind: 'escape', place: context.places.of(element.argument), reason: 'unmodelled', node: element }];
  return [{ kind: 'alias', from: context.places.of(element), to: memberPlace(array, String(index)) }, ...closuresOf(element, context)];
}

/** `f().port` of a temporary: the member's value is what the temporary held there. */
function memberRead(node: TSESTree.MemberExpression, places: Places): readonly Effect[] {
  const name = node.computed ? undefined : definitionName({ key: node.property, computed: false });
  const object = places.of(node.object);
  const value = places.of(node);
  if (name === undefined || memberPlace(object, name) === value) return [];
  return [{ kind: 'alias', from: memberPlace(object, name), to: value, keeps: true }];
}

/** Iterating over a container hands its elements to the loop's names, which is not modelled. */
function insideEscapes(iterated: Node, places: Places): readonly Effect[] {
  return [{ kind: 'escape', place: `${places.of(iterated)}.*`, reason: 'unmodelled', node: iterated }];
}

function jsxValues(node: TSESTree.JSXElement | TSESTree.JSXFragment): readonly Node[] {
  const attributes = node.type === 'JSXElement' ? node.openingElement.attributes : [];
  const values = attributes.map((attribute) => (attribute.type === 'JSXSpreadAttribute' ? attribute.argument : attribute.value));
  return [...values, ...node.children].flatMap((value): readonly Node[] => {
    if (value?.type === 'JSXExpressionContainer') return [value.expression];
    return value === null || value.type === 'JSXText' || value.type === 'Literal' ? [] : [value];
  });
}
