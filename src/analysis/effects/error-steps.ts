/** What a step does for a caught error that nobody has heard of yet. */
import type { TSESTree } from '@typescript-eslint/types';
import { cleanupWords, noOps } from '../../resources/failures.js';
import type { Step } from '../cfg/graph.js';
import { literalValue, unwrapped, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { firstWord, lastName, wordsOf } from '../syntax/words.js';
import { isPredicateCall, type ErrorNames } from './error-names.js';

export type ErrorStep =
  /** Somebody learns that it failed. Example: `log(err)`, `this.failed = true`. */
  | 'told'
  /** A value takes the place of the result, or something is put in order; nobody learns why. Example: `rows = []`. */
  | 'replaced'
  /** Nothing happens that has to do with it. */
  | 'nothing';

export function errorStep(step: Step, names: ErrorNames, file: FileContext): ErrorStep {
  switch (step.kind) {
    case 'evaluate':
      return evaluated(step.node, names, file);
    case 'complete':
      return step.node.type !== 'ArrowFunctionExpression' && step.node.argument !== null ? returned(step.node.argument, names) : arrowValue(step.node, names);
    default:
      return 'nothing';
  }
}

function evaluated(node: TSESTree.Expression, names: ErrorNames, file: FileContext): ErrorStep {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return called(node, names, file);
    case 'ImportExpression':
    case 'JSXElement':
    case 'JSXFragment':
    case 'TaggedTemplateExpression':
    case 'UpdateExpression':
    case 'YieldExpression':
      return 'told';
    case 'UnaryExpression':
      return node.operator === 'delete' ? 'told' : 'nothing';
    case 'AssignmentExpression':
      if (names.tells(node)) return 'told';
      if (names.isError(node.right)) return 'nothing';
      return isNothing(node.right) && !tellsByName(lastName(node.left)) ? 'replaced' : 'told';
    default:
      return 'nothing';
  }
}

/** A call that gets the error tells somebody; one that does not may still say that something failed. */
function called(node: TSESTree.CallExpression | TSESTree.NewExpression, names: ErrorNames, file: FileContext): ErrorStep {
  const name = lastName(node.callee);
  if (name !== undefined && noOps.includes(name)) return 'nothing';
  if (names.tells(node)) return 'told';
  if (isPredicateCall(node) || isPure(node, file)) return 'nothing';
  return cleanupWords.includes(firstWord(name)) && !tellsByName(name) ? 'replaced' : 'told';
}

const PURE = /^global:(?:clear(?:Timeout|Interval|Immediate)$|Date(?:\.|$)|performance\.now$|Math\.|String$|Number$|Boolean$|Array\.|Object\.keys$|Symbol$|Promise\.resolve$)/u;

function isPure(node: TSESTree.CallExpression | TSESTree.NewExpression, file: FileContext): boolean {
  const origin = file.origins.originOf(node.callee);
  return origin !== undefined && PURE.test(origin);
}

function returned(value: Node, names: ErrorNames): ErrorStep {
  if (names.tells(value) || names.concerns(value)) return 'told';
  const literal = literalValue(value);
  if (literal !== undefined && literal.value === undefined) return 'nothing';
  return 'replaced';
}

function arrowValue(node: Node, names: ErrorNames): ErrorStep {
  return node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement' ? returned(node.body, names) : 'nothing';
}

/** A value that stands for "there is none". */
export function isNothing(value: Node): boolean {
  const node = unwrapped(value);
  const literal = literalValue(node);
  if (literal !== undefined) return !literal.value;
  if (node.type === 'ArrayExpression') return node.elements.length === 0;
  return node.type === 'ObjectExpression' && node.properties.length === 0;
}

const TELLING = new Set('broken code crashed err error errors exit fail failed failure failures invalid loading ok state status success succeeded valid'.split(' '));

function tellsByName(name: string | undefined): boolean {
  return name !== undefined && wordsOf(name).some((word) => TELLING.has(word));
}
