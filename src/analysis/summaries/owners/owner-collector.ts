/** What the analysis of owners begins from, collected during ESLint's own traversal. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Conventions } from '../../../resources/conventions.js';
import type { ResourceSpec } from '../../../resources/spec.js';
import { RELEASE_MEMBERS } from '../../effects/capability.js';

export interface OwnerNodes {
  readonly thisNodes: readonly TSESTree.ThisExpression[];
  /** Calls named like a lifecycle hook or a cleanup hook. */
  readonly hookCalls: readonly TSESTree.CallExpression[];
  /** Calls named like a release. */
  readonly releaseCalls: readonly TSESTree.CallExpression[];
  /** Calls of a member named `subscribe`. */
  readonly subscribeCalls: readonly TSESTree.CallExpression[];
}

export interface OwnerCollector extends OwnerNodes {
  readonly visitThis: (node: TSESTree.ThisExpression) => void;
  readonly visitCall: (node: TSESTree.CallExpression) => void;
}

/** The names of hooks that set up or undo. */
export function hookNames({ hooks, cleanups }: Conventions): ReadonlySet<string> {
  return new Set([...hooks, ...cleanups].map(({ name }) => name));
}

/** Undoing what is no row's subject shows as well that a teardown frees things. */
const UNDOING = ['removeEventListener', 'removeListener', 'removeAllListeners', 'off', 'abort', 'disposeAll'];

/** The last names of everything that undoes something. */
export function undoingNames(specs: readonly ResourceSpec[]): ReadonlySet<string> {
  return new Set([...UNDOING, ...RELEASE_MEMBERS, ...specs.flatMap(releaseNamesOf)]);
}

export function createOwnerCollector(releaseNames: ReadonlySet<string>, hooks: ReadonlySet<string>): OwnerCollector {
  const thisNodes: TSESTree.ThisExpression[] = [];
  const hookCalls: TSESTree.CallExpression[] = [];
  const releaseCalls: TSESTree.CallExpression[] = [];
  const subscribeCalls: TSESTree.CallExpression[] = [];
  return {
    thisNodes,
    hookCalls,
    releaseCalls,
    subscribeCalls,
    visitThis(node) {
      thisNodes.push(node);
    },
    visitCall(node) {
      const { callee } = node;
      const named = callee.type === 'MemberExpression' ? callee.property : callee;
      if (named.type !== 'Identifier') return;
      if (named.name === 'subscribe' && callee.type === 'MemberExpression') subscribeCalls.push(node);
      if (hooks.has(named.name)) hookCalls.push(node);
      else if (releaseNames.has(named.name)) releaseCalls.push(node);
    },
  };
}

function releaseNamesOf(spec: ResourceSpec): readonly string[] {
  return spec.release.flatMap((release) => {
    if (release.by === 'method' || release.by === 'method-argument') return [release.name];
    return release.by === 'function' ? [release.of.slice(Math.max(release.of.lastIndexOf('#'), release.of.lastIndexOf('.'), release.of.indexOf(':')) + 1)] : [];
  });
}
