/** Is a timer cleared on every way out? */
import { LEAK_MESSAGES, leakReport } from '../report/leak-report.js';
import { createRule } from './create-rule.js';
import { leaksOf, THROWING_CALLS } from './leaks-of.js';

export const noUnclearedTimer = createRule({
  name: 'no-uncleared-timer',
  docs: {
    description: 'require timers that are cleared on one way out to be cleared on every way out',
    tier: 'recommended',
    why: 'A timer that outlives its function keeps running, keeps everything that its callback mentions in memory, and keeps the process alive. The way out that is forgotten is rarely the usual one: an early `return`, a rejected `await`.',
    limits: ['A timeout that nothing in its function clears is taken to be meant as it is.', 'Timers kept in fields are not followed yet.'],
    strictOptions: { throwingCalls: true },
  },
  messages: LEAK_MESSAGES,
  hasSuggestions: true,
  options: { throwingCalls: THROWING_CALLS },
  defaults: { throwingCalls: false },
  *reports(analysis, options, sourceCode) {
    const raced = new Set(analysis.racedTimers({ tier: 'await' }).map(({ timer }) => timer));
    for (const outcome of leaksOf(analysis, 'timer', options)) {
      if (raced.has(outcome.obligation.node)) continue;
      // A timer that nothing here ever clears was not meant to be cleared here.
      if (outcome.releases.length === 0) continue;
      const report = leakReport(outcome, sourceCode);
      if (report !== undefined) yield report;
    }
  },
});
