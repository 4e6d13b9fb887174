/** What the analysis of waits begins from. */
import type { TSESTree } from '@typescript-eslint/types';
import { promiseNames } from '../../../resources/outcomes.js';
import { streamNames } from '../../../resources/producers.js';
import { closingNames } from '../../../resources/typestate.js';
import type { FunctionNode } from '../../syntax/ast.js';
import { isMemberCall, isPlainCall, type CallIndex, type CallOrNew } from '../call-index.js';
import { lastName } from '../../syntax/words.js';
import { collectedClosings } from './shutdowns.js';
import { isSignalRegistration } from './signal-handlers.js';

export interface WaitNodes {
  /** `new Promise(...)` and `Promise.withResolvers()`, as far as their names tell. */
  readonly promises: readonly CallOrNew[];
  /** Calls that make a stream whose end this file may owe. */
  readonly streams: readonly CallOrNew[];
  /** Calls of `this.push`. */
  readonly ownPushes: readonly TSESTree.CallExpression[];
  /** Calls of members that close something. */
  readonly closes: readonly TSESTree.CallExpression[];
  /** Calls of members that close something and may go on after they return. */
  readonly closings: readonly TSESTree.CallExpression[];
  /** Calls of something's `exit`. */
  readonly exits: readonly TSESTree.CallExpression[];
  /** Calls that end the connections of a server. */
  readonly connectionEnds: readonly CallOrNew[];
  /** Handlers of signals: `process.on('SIGTERM', ...)`. */
  readonly signals: readonly TSESTree.CallExpression[];
  /** Calls of something's `abort`. */
  readonly aborts: readonly TSESTree.CallExpression[];
  /** Functions with a parameter that is a callback by its name. */
  readonly callbacks: readonly FunctionNode[];
  /** Every `for await (... of ...)`. */
  readonly loops: readonly TSESTree.ForOfStatement[];
  /** Calls that give an iterator: `source[Symbol.asyncIterator]()`. */
  readonly iterators: readonly TSESTree.CallExpression[];
}

/** What a traversal sees that no name of a call leads to. */
type SeenNodes = Pick<WaitNodes, 'callbacks' | 'loops'>;

export function waitNodesIn(calls: CallIndex, { callbacks, loops }: SeenNodes): WaitNodes {
  const callsOf = (name: string): readonly CallOrNew[] => calls.byName.get(name) ?? [];
  return {
    callbacks,
    loops,
    // A subclass is named after what it extends: `new LineStream(...)`.
    promises: calls.named((name) => name === 'withResolvers' || promiseNames.has(name) || name.endsWith('Promise')).filter((call) => call.type === 'NewExpression' || lastName(call.callee) === 'withResolvers'),
    streams: calls.named((name) => streamNames.has(name) || name.endsWith('Stream')).filter((call) => call.type === 'NewExpression' || streamNames.has(lastName(call.callee) ?? '')),
    ownPushes: callsOf('push').filter(isMemberCall).filter(({ callee }) => callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression'),
    closes: calls.named((name) => closingNames.has(name)).filter(isMemberCall),
    closings: calls.named((name) => collectedClosings.has(name)).filter(isMemberCall),
    exits: callsOf('exit').filter(isPlainCall),
    connectionEnds: calls.named((name) => /^close(?:Idle|All)Connections$/u.test(name)),
    signals: calls.named((name) => name === 'on' || name === 'once').filter(isMemberCall).filter(isSignalRegistration),
    aborts: callsOf('abort').filter(isMemberCall),
    iterators: callsOf('@@asyncIterator').filter(isMemberCall),
  };
}
