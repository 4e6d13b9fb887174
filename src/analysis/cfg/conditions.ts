/**
 * Branches. A condition never becomes a value: each of its leaves is one test with two edges, so that what a path
 * knows about `a` in `if (a && !b)` is what it tested.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Builder } from './builder.js';
import { connect, type DraftBlock } from './drafts.js';
import { isTransparent, staticTruth, unwrapped } from './syntax.js';

type Expression = TSESTree.Expression;

/** `node` without the wrappers that do nothing at run time. An optional chain stays: it may be cut short. */
function operandOf(node: Expression): Expression {
  let operand = node;
  while (isTransparent(operand)) operand = operand.expression;
  return operand;
}

/** A block in which the value of `node` is complete, before control reaches `to`. */
function evaluated(builder: Builder, node: Expression, to: DraftBlock): DraftBlock {
  const block = builder.block();
  block.steps.push({ kind: 'evaluate', node });
  connect(block, to);
  return block;
}

/** A block in which `node` gets the value of `operand`, before control reaches `to`. */
export function selected(builder: Builder, node: TSESTree.LogicalExpression | TSESTree.AssignmentExpression, operand: Expression, to: DraftBlock): DraftBlock {
  const block = builder.block();
  block.steps.push({ kind: 'select', node, operand });
  connect(block, to);
  return block;
}

/**
 * Branches on whether `node` is truthy. With `asValue` the value is wanted too (`(a || b) || c`): then each
 * way out of an inner operator says which operand's value it has.
 */
export function branchOn(builder: Builder, node: Expression, yes: DraftBlock, no: DraftBlock, asValue = false): void {
  const operand = operandOf(node);
  const truth = staticTruth(operand);
  if (truth !== undefined) {
    builder.jump(truth ? yes : no);
  } else if (operand.type === 'LogicalExpression' && operand.operator !== '??') {
    branchOnLogical(builder, operand, yes, no, asValue);
  } else if (operand.type === 'UnaryExpression' && operand.operator === '!') {
    const onTrue = asValue ? evaluated(builder, operand, yes) : yes;
    const onFalse = asValue ? evaluated(builder, operand, no) : no;
    builder.do(() => { branchOn(builder, operand.argument, onFalse, onTrue); });
  } else {
    builder.do(
      () => { visitOperand(builder, operand, no); },
      () => { builder.branch({ kind: 'truthy', node: unwrapped(operand) }, yes, no); },
    );
  }
}

function branchOnLogical(
  builder: Builder,
  node: TSESTree.LogicalExpression,
  yes: DraftBlock,
  no: DraftBlock,
  asValue: boolean,
): void {
  const { left, right: last } = node;
  const right = builder.block();
  const by = (operand: Expression, to: DraftBlock): DraftBlock => (asValue ? selected(builder, node, operand, to) : to);
  builder.do(
    () => {
      if (node.operator === '&&') branchOn(builder, left, right, by(left, no), asValue);
      else branchOn(builder, left, by(left, yes), right, asValue);
    },
    () => { builder.enter(right); },
    () => { branchOn(builder, last, by(last, yes), by(last, no), asValue); },
  );
}

/** Branches on whether the value of `node` is null or undefined: to `yes` if so. */
export function branchOnNullish(builder: Builder, node: Expression, yes: DraftBlock, no: DraftBlock): void {
  const operand = operandOf(node);
  if (operand.type === 'LogicalExpression' && operand.operator === '??') {
    const { left, right: last } = operand;
    const right = builder.block();
    builder.do(
      () => { branchOnNullish(builder, left, right, selected(builder, operand, left, no)); },
      () => { builder.enter(right); },
      () => { branchOnNullish(builder, last, selected(builder, operand, last, yes), selected(builder, operand, last, no)); },
    );
  } else if (operand.type === 'Literal') {
    builder.jump(staticTruth(operand) === false && operand.raw === 'null' ? yes : no);
  } else {
    builder.do(
      () => { visitOperand(builder, operand, yes); },
      () => { builder.branch({ kind: 'nullish', node: unwrapped(operand) }, yes, no); },
    );
  }
}

/** Visits a leaf of a condition. An optional chain that is cut short is undefined: it needs no test of its own. */
function visitOperand(builder: Builder, operand: Expression, onUndefined: DraftBlock): void {
  if (operand.type === 'ChainExpression') visitChain(builder, operand, onUndefined);
  else builder.do(operand);
}

/** Visits an optional chain; where a `?.` cuts it short, control goes to `shortCircuit`. */
export function visitChain(builder: Builder, chain: TSESTree.ChainExpression, shortCircuit: DraftBlock): void {
  const outer = builder.shortCircuit;
  builder.do(
    () => { builder.shortCircuit = shortCircuit; },
    chain.expression,
    () => { builder.shortCircuit = outer; },
  );
}

/** `object?.`: goes on only if `object` has a value. */
export function testLink(builder: Builder, object: Expression): void {
  if (!builder.shortCircuit) return;
  const next = builder.block();
  builder.branch({ kind: 'nullish', node: unwrapped(object) }, builder.shortCircuit, next);
  builder.enter(next);
}
