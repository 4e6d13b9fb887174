/** What the analysis of waits begins from, collected during ESLint's own traversal. */
import type { TSESTree } from '@typescript-eslint/types';
import { streamNames } from '../../resources/producers.js';
import { closingNames } from '../../resources/typestate.js';

type CallOrNew = TSESTree.CallExpression | TSESTree.NewExpression;

export interface WaitNodes {
  /** `new Promise(...)` and `Promise.withResolvers()`, as far as their names tell. */
  readonly promises: readonly CallOrNew[];
  /** Calls that make a stream whose end this file may owe. */
  readonly streams: readonly CallOrNew[];
  /** Calls of members that close something. */
  readonly closes: readonly TSESTree.CallExpression[];
}

export interface WaitCollector extends WaitNodes {
  readonly visit: (node: CallOrNew) => void;
}

export function createWaitCollector(): WaitCollector {
  const promises: CallOrNew[] = [];
  const streams: CallOrNew[] = [];
  const closes: TSESTree.CallExpression[] = [];
  return {
    promises,
    streams,
    closes,
    visit(node) {
      const { callee } = node;
      const named = callee.type === 'MemberExpression' ? callee.property : callee;
      if (named.type !== 'Identifier') return;
      if (named.name === 'Promise' || named.name === 'withResolvers') promises.push(node);
      else if (streamNames.has(named.name)) streams.push(node);
      else if (node.type === 'CallExpression' && callee.type === 'MemberExpression' && closingNames.has(named.name)) closes.push(node);
    },
  };
}
