/** What the analysis of owners begins from. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Conventions } from '../../../resources/conventions.js';
import type { ResourceSpec } from '../../../resources/spec.js';
import { inheritedRegistries } from '../../../resources/lifecycles.js';
import { RELEASE_MEMBERS } from '../../effects/capability.js';
import { isMemberCall, isPlainCall, type CallIndex } from '../call-index.js';

export interface OwnerNodes {
  readonly thisNodes: readonly TSESTree.ThisExpression[];
  /** Calls named like a lifecycle hook or a cleanup hook. */
  readonly hookCalls: readonly TSESTree.CallExpression[];
  /** What is made by the name of a stream with a source. */
  readonly streams: readonly TSESTree.NewExpression[];
  /** Calls named like a release. */
  readonly releaseCalls: readonly TSESTree.CallExpression[];
  /** Calls of a member named `subscribe`. */
  readonly subscribeCalls: readonly TSESTree.CallExpression[];
  /** Calls of a member that may be an inherited registry. */
  readonly registerCalls: readonly TSESTree.CallExpression[];
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

export function ownerNodesIn(calls: CallIndex, releaseNames: ReadonlySet<string>, hooks: ReadonlySet<string>): Omit<OwnerNodes, 'thisNodes'> {
  return {
    hookCalls: calls.named((name) => hooks.has(name)).filter(isPlainCall),
    streams: (calls.byName.get('ReadableStream') ?? []).filter((call) => call.type === 'NewExpression'),
    releaseCalls: calls.named((name) => releaseNames.has(name) && !hooks.has(name)).filter(isPlainCall),
    subscribeCalls: (calls.byName.get('subscribe') ?? []).filter(isMemberCall),
    registerCalls: calls.named((name) => inheritedRegistries.includes(name)).filter(isMemberCall),
  };
}

function releaseNamesOf(spec: ResourceSpec): readonly string[] {
  return spec.release.flatMap((release) => {
    if (release.by === 'method' || release.by === 'method-argument') return [release.name];
    return release.by === 'function' ? [release.of.slice(Math.max(release.of.lastIndexOf('#'), release.of.lastIndexOf('.'), release.of.indexOf(':')) + 1)] : [];
  });
}
