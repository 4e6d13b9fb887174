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

export function createWaitCollector(): WaitCollector {
  const promises: CallOrNew[] = [];
  const streams: CallOrNew[] = [];
  const closes: TSESTree.CallExpression[] = [];
  const closings: TSESTree.CallExpression[] = [];
  const exits: TSESTree.CallExpression[] = [];
  const aborts: TSESTree.CallExpression[] = [];
  const callbacks: FunctionNode[] = [];
  const loops: TSESTree.ForOfStatement[] = [];
  const iterators: TSESTree.CallExpression[] = [];
  return {
    promises,
    streams,
    closes,
    closings,
    exits,
    aborts,
    callbacks,
    loops,
    iterators,
    visitFunction(node) {
      if (callbackIn(node) !== undefined) callbacks.push(node);
    },
    visitLoop(node) {
      if (node.await) loops.push(node);
    },
    visit(node) {
      const { callee } = node;
      const named = callee.type === 'MemberExpression' ? callee.property : callee;
      if (node.type === 'CallExpression' && callee.type === 'MemberExpression' && callee.computed) iterators.push(node);
      if (named.type !== 'Identifier') return;
      if (named.name === 'Promise' || named.name === 'withResolvers') promises.push(node);
      else if (streamNames.has(named.name)) streams.push(node);
      if (node.type !== 'CallExpression') return;
      if (named.name === 'exit') exits.push(node);
      if (callee.type !== 'MemberExpression') return;
      if (closingNames.has(named.name)) closes.push(node);
      if (collectedClosings.has(named.name)) closings.push(node);
      if (named.name === 'abort') aborts.push(node);
    },
  };
}
