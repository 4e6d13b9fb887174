/**
 * Every call of a file under the last name of its callee, filled during ESLint's own traversal. Each question begins from
 * the names that it asks about: most calls are looked at once, and never again.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName } from '../syntax/words.js';

export type CallOrNew = TSESTree.CallExpression | TSESTree.NewExpression;

export interface CallIndex {
  /** `fetch` of `fetch()` and of `globalThis.fetch()`, in the order in which the names are first called. */
  readonly byName: ReadonlyMap<string, readonly CallOrNew[]>;
  /** The calls whose last name is asked for, in the order of the file; an outer call comes before those inside it. */
  named(isAsked: (name: string) => boolean): readonly CallOrNew[];
}

export interface CallCollector extends CallIndex {
  readonly visit: (node: CallOrNew) => void;
}

export function createCallCollector(): CallCollector {
  const byName = new Map<string, CallOrNew[]>();
  return {
    byName,
    named(isAsked) {
      const found: CallOrNew[] = [];
      for (const [name, calls] of byName) if (isAsked(name)) found.push(...calls);
      return found.sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
    },
    visit(node) {
      const name = lastName(node.callee);
      if (name === undefined) return;
      const calls = byName.get(name);
      if (calls === undefined) byName.set(name, [node]);
      else calls.push(node);
    },
  };
}

/** True of `callee(...)`, without `new`. */
export function isPlainCall(node: CallOrNew): node is TSESTree.CallExpression {
  return node.type === 'CallExpression';
}

/** True of `object.name(...)`, without `new`. */
export function isMemberCall(node: CallOrNew): node is TSESTree.CallExpression {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression';
}
