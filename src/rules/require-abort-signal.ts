import type { UnguardedCall } from '../analysis/index.js';
import { GUARD_MESSAGES, unguardedReport } from '../report/signal-report.js';
import { createRule } from './create-rule.js';

interface Options extends Record<string, unknown> {
  readonly calls: 'endless' | 'unbounded' | 'all';
  readonly allowTimeout: boolean;
}

const DEFAULTS: Options = { calls: 'endless', allowTimeout: true };

export const requireAbortSignal = createRule({
  name: 'require-abort-signal',
  docs: {
    description: 'require an AbortSignal for work that does not end by itself',
    tier: 'recommended',
    why: 'Work that is started needs a way to end before it is started. An event stream or a repeating timer that nobody can stop keeps its source, its closure and often the process alive.',
    limits: [
      'Operations of other libraries than the catalogue’s are known by their types only, and only to `calls: "all"`.',
      'Where a signal is in reach, forward-abort-signal speaks.',
    ],
    strictOptions: { calls: 'unbounded' },
  },
  messages: GUARD_MESSAGES,
  hasSuggestions: true,
  options: {
    calls: {
      enum: ['endless', 'unbounded', 'all'],
      description: 'Which calls need a signal: those of tasks that never end by themselves, also those that may wait for ever, or every call that takes one, by its type as well.',
    },
    allowTimeout: {
      type: 'boolean',
      description: 'Take a timeout of the operation’s own for an end.',
    },
  },
  defaults: DEFAULTS,
  *reports(analysis, options, sourceCode) {
    for (const found of analysis.unguardedCalls()) if (isReported(found, options)) yield unguardedReport(found, sourceCode);
    if (options.calls === 'all') for (const found of analysis.unguardedByType()) yield unguardedReport(found, sourceCode);
  },
});

function isReported({ duration, hasTimeout, outlivesSubscription, isTask, isEntryPoint }: UnguardedCall, { calls, allowTimeout }: Options): boolean {
  if (hasTimeout && allowTimeout) return false;
  if (calls === 'all' || outlivesSubscription === true) return true;
  if (isEntryPoint) return false;
  if (calls === 'endless') return duration === 'endless' && isTask;
  return duration === 'endless' || duration === 'unbounded';
}
