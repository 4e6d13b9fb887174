/** The names under which a caught error goes in one region of code, and what is done with each mention of them. */
import type { TSESTree } from '@typescript-eslint/types';
import { predicateWords } from '../../resources/failures.js';
import { isFunction, isInside, unwrapped, type Node } from '../syntax/ast.js';
import type { Bindings, Variable } from '../syntax/bindings.js';
import { firstWord, lastName } from '../syntax/words.js';

export interface ErrorNames {
  /** `node` contains the error outside of a question about it: whoever gets the value of `node` is told. */
  tells(node: Node): boolean;
  /** `node` contains the error, or the answer to a question about it. */
  concerns(node: Node): boolean;
  /** The name stands for the error itself, not for the answer to a question about it. */
  isError(node: Node): boolean;
}

type Use = 'asked' | 'told' | { readonly moved: Node; readonly answer: boolean };

/** @param first the variables that hold the error, or parts of it, where it arrives. */
export function errorNames(first: readonly Variable[], bindings: Bindings): ErrorNames {
  const agenda = first.map((variable) => ({ variable, answer: false }));
  const known = new Set(first);
  const errors = new Set(first);
  const telling: Node[] = [];
  const all: Node[] = [];
  for (const { variable, answer } of agenda) {
    const mentions = variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier);
    all.push(...mentions);
    if (answer) continue;
    for (const mention of mentions) {
      const use = useOf(mention, bindings);
      if (use === 'told') telling.push(mention);
      if (typeof use === 'string') continue;
      const moved = variablesIn(use.moved, bindings).filter((name) => !known.has(name));
      for (const name of moved) known.add(name);
      if (!use.answer) for (const name of moved) errors.add(name);
      agenda.push(...moved.map((name) => ({ variable: name, answer: use.answer })));
    }
  }
  return {
    tells: (node) => telling.some((name) => isInside(name, node)),
    concerns: (node) => all.some((name) => isInside(name, node)),
    isError(node) {
      const inner = unwrapped(node);
      const variable = inner.type === 'Identifier' ? bindings.variableOf(inner) : undefined;
      return variable !== undefined && errors.has(variable);
    },
  };
}

/** The names that a parameter or pattern binds. */
function namesIn(pattern: Node): readonly TSESTree.Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => namesIn(property.type === 'Property' ? property.value : property));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : namesIn(element)));
    default:
      return [];
  }
}

/** The variables that a parameter or pattern binds. */
export function variablesIn(pattern: Node | null | undefined, bindings: Bindings): readonly Variable[] {
  return pattern === null || pattern === undefined ? [] : namesIn(pattern).flatMap((name) => bindings.variableOf(name) ?? []);
}

/** A call that asks: `isAbortError(e)`, `e.message.includes('x')`, `CODES.has(e.code)`. */
export function isPredicateCall(node: Node): node is TSESTree.CallExpression {
  return node.type === 'CallExpression' && predicateWords.includes(firstWord(lastName(node.callee)));
}

const COMPARISONS = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>=', 'instanceof', 'in']);

/** What the nearest code that does something with a mention does with it. */
function useOf(mention: Node, bindings: Bindings): Use {
  let answer = false;
  let child: Node = mention;
  for (let at = mention.parent; at != null; child = at, at = at.parent) {
    switch (at.type) {
      case 'CallExpression':
        if (!isPredicateCall(at)) return 'told';
        answer = true;
        break;
      case 'BinaryExpression':
        answer ||= COMPARISONS.has(at.operator);
        break;
      case 'UnaryExpression':
        if (at.operator === 'void') return 'asked';
        answer ||= at.operator !== '-' && at.operator !== '+';
        break;
      case 'ConditionalExpression':
        if (at.test === child) return 'asked';
        break;
      case 'VariableDeclarator':
        return at.init === child ? { moved: at.id, answer } : 'told';
      case 'SwitchStatement':
      case 'ExpressionStatement':
      case 'SwitchCase':
        return 'asked';
      case 'AssignmentExpression':
        return at.right === child && isUnread(at.left, bindings) ? 'asked' : 'told';
      default:
        if (isConditionOf(at, child)) return 'asked';
        if (isTeller(at) || isFunction(at)) return 'told';
    }
  }
  return 'told';
}

/** A local variable that nobody reads. */
function isUnread(target: Node, bindings: Bindings): boolean {
  const variable = target.type === 'Identifier' ? bindings.variableOf(target) : undefined;
  return variable !== undefined && variable.scope.type !== 'module' && variable.scope.type !== 'global' && variable.references.every((reference) => !reference.isRead());
}

function isConditionOf(statement: Node, child: Node): boolean {
  return 'test' in statement && statement.test === child;
}

/** Nodes that hand a value on: to somebody else, or to a place that outlives the region. */
function isTeller(node: Node): boolean {
  switch (node.type) {
    case 'JSXExpressionContainer':
    case 'NewExpression':
    case 'ReturnStatement':
    case 'TaggedTemplateExpression':
    case 'ThrowStatement':
    case 'YieldExpression':
      return true;
    default:
      return false;
  }
}
