/** Is a resource released on every way out? */
import { LEAK_MESSAGES, leakReport } from '../report/leak-report.js';
import { createRule } from './create-rule.js';
import { isMeantToStay, leaksOf, THROWING_CALLS } from './leaks-of.js';

export const noUnreleasedResource = createRule({
  name: 'no-unreleased-resource',
  docs: {
    description: 'require handles, locks, readers, clients and workers to be released on every way out',
    tier: 'recommended',
    why: 'File descriptors, connections and locks are few. One that is not released on an error path is gone until the process ends, and the next caller waits for it.',
    limits: ['Resources kept in fields and collections are not followed yet.'],
    strictOptions: { throwingCalls: true, processLifetime: true },
  },
  messages: LEAK_MESSAGES,
  hasSuggestions: true,
  options: {
    throwingCalls: THROWING_CALLS,
    processLifetime: {
      type: 'boolean',
      description: 'Also report servers, pools, watchers and other things that usually live as long as the process or their owner, where a function never releases them.',
    },
  },
  defaults: { throwingCalls: false, processLifetime: false },
  *reports(analysis, options, sourceCode) {
    for (const outcome of leaksOf(analysis, 'handle', options)) {
      if (isMeantToStay(outcome, options.processLifetime)) continue;
      const report = leakReport(outcome, sourceCode);
      if (report !== undefined) yield report;
    }
  },
});
