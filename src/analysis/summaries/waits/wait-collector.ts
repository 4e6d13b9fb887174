/** What the analysis of waits begins from, collected during ESLint's own traversal. */
import type { TSESTree } from '@typescript-eslint/types';
import { streamNames } from '../../../resources/producers.js';
import type { FunctionNode } from '../../syntax/ast.js';
import { callbackIn } from './callbacks.js';
import { collectedClosings } from './shutdowns.js';
import { closingNames } from '../../../resources/typestate.js';

type CallOrNew = TSESTree.CallExpression | TSESTree.NewExpression;

export interface WaitNodes {
  /** `new Promise(...)` and `Promise.withResolvers()`, as far as their names tell. */
  readonly promises: readonly CallOrNew[];
  /** Calls that make a stream whose end this file may owe. */
  readonly streams: readonly CallOrNew[];
  /** Calls of members that close something. */
  readonly closes: readonly TSESTree.CallExpression[];
  /** Calls of members that close something and may go on after they return. */
  readonly closings: readonly TSESTree.CallExpression[];
  /** Calls of something's `exit`. */
  readonly exits: readonly TSESTree.CallExpression[];
  /** Calls of something's `abort`. */
  readonly aborts: readonly TSESTree.CallExpression[];
  /** Functions with a parameter that is a callback by its name. */
  readonly callbacks: readonly FunctionNode[];
  /** Every `for (... of ...)`. */
  readonly loops: readonly TSESTree.ForOfStatement[];
  /** Calls that are given a name, as far as they may give an iterator: `source[Symbol.asyncIterator]()`. */
  readonly iterators: readonly TSESTree.CallExpression[];
}

export interface WaitCollector extends WaitNodes {
  readonly visitFunction: (node: FunctionNode) => void;
  readonly visit: (node: CallOrNew) => void;
  readonly visitLoop: (node: TSESTree.ForOfStatement) => void;
}

/** What a collector fills. */
type Lists = { -readonly [Name in keyof WaitNodes]: WaitNodes[Name][number][] };

export function createWaitCollector(): WaitCollector {
  const lists: Lists = { promises: [], streams: [], closes: [], closings: [], exits: [], aborts: [], callbacks: [], loops: [], iterators: [] };
  return {
    ...lists,
    visitFunction(node) {
      if (callbackIn(node) !== undefined) lists.callbacks.push(node);
    },
    visitLoop(node) {
      if (node.await) lists.loops.push(node);
    },
    visit(node) {
      const { callee } = node;
      const named = callee.type === 'MemberExpression' ? callee.property : callee;
      if (node.type === 'CallExpression' && callee.type === 'MemberExpression' && callee.computed) lists.iterators.push(node);
      if (named.type !== 'Identifier') return;
      if (named.name === 'withResolvers' || mayBe('Promise', node, named.name)) lists.promises.push(node);
      else if (streamNames.has(named.name) || mayBe('Stream', node, named.name)) lists.streams.push(node);
      if (node.type === 'CallExpression') collectEnding(node, named.name, lists);
    },
  };
}

/** A subclass is named after what it extends. */
function mayBe(kind: string, { type }: CallOrNew, name: string): boolean {
  return type === 'NewExpression' && name.endsWith(kind);
}

function collectEnding(node: TSESTree.CallExpression, name: string, lists: Lists): void {
  if (name === 'exit') lists.exits.push(node);
  if (node.callee.type !== 'MemberExpression') return;
  if (closingNames.has(name)) lists.closes.push(node);
  if (collectedClosings.has(name)) lists.closings.push(node);
  if (name === 'abort') lists.aborts.push(node);
}
