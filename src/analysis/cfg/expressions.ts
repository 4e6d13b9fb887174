/** Expressions: operands in evaluation order, then one step for the expression itself. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Builder, Handlers } from './builder.js';
import { returning } from './completions.js';
import { branchOn, branchOnNullish, selected, testLink, visitChain } from './conditions.js';
import type { CallNode } from './graph.js';
import { visitTarget } from './patterns.js';
import { unwrapped } from './syntax.js';

type Node = TSESTree.Node;
type Expression = TSESTree.Expression;

/** Visits `operands`, then completes `node`. */
export function evaluateAfter(builder: Builder, node: Expression, operands: readonly (Node | null | undefined)[]): void {
  builder.doAll([...operands, () => { builder.evaluate(node); }]);
}

function call(builder: Builder, node: CallNode): void {
  builder.evaluate(node);
  builder.throws(node, builder.facts.throwTier(node), !builder.facts.neverReturns(node));
}

function visitCall(builder: Builder, node: TSESTree.CallExpression): void {
  builder.doAll([
    node.callee,
    node.optional ? () => { testLink(builder, node.callee); } : undefined,
    ...node.arguments,
    () => { call(builder, node); },
    node.callee.type === 'Super' ? () => { builder.doAll(builder.afterSuper); } : undefined,
  ]);
}

function visitMember(builder: Builder, node: TSESTree.MemberExpression): void {
  builder.do(
    node.object,
    node.optional ? () => { testLink(builder, node.object); } : undefined,
    node.computed ? node.property : undefined,
    () => { builder.evaluate(node); },
  );
}

/** `left` decides between `right` and the end, which is where the value is complete. */
function visitLogical(builder: Builder, node: TSESTree.LogicalExpression): void {
  const right = builder.block();
  const end = builder.block();
  builder.do(
    () => {
      const left = selected(builder, node, node.left, end);
      if (node.operator === '??') branchOnNullish(builder, node.left, right, left);
      else if (node.operator === '&&') branchOn(builder, node.left, right, left, true);
      else branchOn(builder, node.left, left, right, true);
    },
    () => { builder.enter(right); },
    node.right,
    () => { builder.step({ kind: 'select', node, operand: node.right }); },
    () => { builder.jump(end); },
    () => { builder.enter(end); },
    () => { builder.evaluate(node); },
  );
}

function visitConditional(builder: Builder, node: TSESTree.ConditionalExpression): void {
  const consequent = builder.block();
  const alternate = builder.block();
  const end = builder.block();
  builder.do(
    () => { branchOn(builder, node.test, consequent, alternate); },
    () => { builder.enter(consequent); },
    node.consequent,
    () => { builder.step({ kind: 'select', node, operand: node.consequent }); },
    () => { builder.jump(end); },
    () => { builder.enter(alternate); },
    node.alternate,
    () => { builder.step({ kind: 'select', node, operand: node.alternate }); },
    () => { builder.jump(end); },
    () => { builder.enter(end); },
    () => { builder.evaluate(node); },
  );
}

function visitAssignment(builder: Builder, node: TSESTree.AssignmentExpression): void {
  if (node.operator === '&&=' || node.operator === '||=' || node.operator === '??=') {
    visitLogicalAssignment(builder, node);
  } else if (node.operator !== '=') {
    evaluateAfter(builder, node, [node.left, node.right]);
  } else if (node.left.type === 'ObjectPattern' || node.left.type === 'ArrayPattern') {
    evaluateAfter(builder, node, [node.right, node.left]);
  } else {
    builder.do(() => { visitTarget(builder, node.left); }, node.right, () => { builder.evaluate(node); });
  }
}

/** The step stands on the path that assigns: where `left` decides otherwise, its value is the whole's. */
function visitLogicalAssignment(builder: Builder, node: TSESTree.AssignmentExpression): void {
  const right = builder.block();
  const end = builder.block();
  const kept = selected(builder, node, node.left, end);
  const test = { kind: node.operator === '??=' ? 'nullish' : 'truthy', node: unwrapped(node.left) } as const;
  builder.do(
    node.left,
    () => { builder.branch(test, node.operator === '||=' ? kept : right, node.operator === '||=' ? right : kept); },
    () => { builder.enter(right); },
    node.right,
    () => { builder.evaluate(node); },
    () => { builder.jump(end); },
    () => { builder.enter(end); },
  );
}

/** The consumer of a generator resumes it with a value, with an error, or by ending it. */
function visitYield(builder: Builder, node: TSESTree.YieldExpression): void {
  builder.do(node.argument, () => {
    builder.evaluate(node);
    const resumed = builder.current;
    builder.complete(returning, { by: 'yield-return', node });
    builder.current = resumed;
    builder.throws(node, 'await');
  });
}

function visitSequence(builder: Builder, node: TSESTree.SequenceExpression): void {
  const last = node.expressions.at(-1);
  builder.doAll(
    node.expressions.flatMap((operand) => {
      if (operand === last) return [operand, () => { builder.evaluate(node); }];
      return [operand, () => { builder.step({ kind: 'discard', node: operand }); }];
    }),
  );
}

function propertyParts(property: TSESTree.ObjectLiteralElement): readonly (Node | undefined)[] {
  if (property.type === 'SpreadElement') return [property.argument];
  return [property.computed ? property.key : undefined, property.value];
}

const transparent = (builder: Builder, node: { readonly expression: Expression }): void => { builder.do(node.expression); };
const closure = (builder: Builder, node: Expression): void => { builder.evaluate(node); };

export const expressionHandlers: Handlers = {
  ArrayExpression: (builder, node) => { evaluateAfter(builder, node, node.elements); },
  ArrowFunctionExpression: closure,
  AssignmentExpression: visitAssignment,
  AwaitExpression: (builder, node) => {
    builder.do(node.argument, () => {
      builder.evaluate(node);
      builder.throws(node, builder.facts.rejectTier(node.argument));
    });
  },
  BinaryExpression: (builder, node) => { evaluateAfter(builder, node, [node.left, node.right]); },
  CallExpression: visitCall,
  ChainExpression: (builder, node) => {
    const end = builder.block();
    builder.do(
      () => { visitChain(builder, node, end); },
      () => { builder.jump(end); },
      () => { builder.enter(end); },
    );
  },
  ConditionalExpression: visitConditional,
  FunctionExpression: closure,
  ImportExpression: (builder, node) => { builder.do(node.source, node.options, () => { call(builder, node); }); },
  LogicalExpression: visitLogical,
  MemberExpression: visitMember,
  NewExpression: (builder, node) => { builder.doAll([node.callee, ...node.arguments, () => { call(builder, node); }]); },
  ObjectExpression: (builder, node) => { evaluateAfter(builder, node, node.properties.flatMap(propertyParts)); },
  SequenceExpression: visitSequence,
  SpreadElement: (builder, node) => { builder.do(node.argument); },
  TSAsExpression: transparent,
  TSInstantiationExpression: transparent,
  TSNonNullExpression: transparent,
  TSSatisfiesExpression: transparent,
  TSTypeAssertion: transparent,
  TaggedTemplateExpression: (builder, node) => {
    builder.doAll([node.tag, ...node.quasi.expressions, () => { call(builder, node); }]);
  },
  TemplateLiteral: (builder, node) => { evaluateAfter(builder, node, node.expressions); },
  UnaryExpression: (builder, node) => { evaluateAfter(builder, node, [node.argument]); },
  UpdateExpression: (builder, node) => { evaluateAfter(builder, node, [node.argument]); },
  YieldExpression: visitYield,
};
