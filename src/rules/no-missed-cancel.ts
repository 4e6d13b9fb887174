/** Is a cancel function called on every way out? */
import { LEAK_MESSAGES, leakReport } from '../report/leak-report.js';
import { CONTROLLER_MESSAGES, unreachableReport } from '../report/signal-report.js';
import { createRule } from './create-rule.js';
import { leaksOf, THROWING_CALLS } from './leaks-of.js';

export const noMissedCancel = createRule({
  name: 'no-missed-cancel',
  docs: {
    description: 'require a cancel function that is called on one way out to be called on every way out',
    tier: 'recommended',
    why: 'A function called `cancel`, `stop` or `dispose` stops work that goes on otherwise. Called on the happy path only, it leaves that work running exactly when something else has gone wrong.',
    limits: ['A function that only bears such a name is followed where its own body calls it on some path.'],
    strictOptions: { throwingCalls: true },
  },
  messages: { ...LEAK_MESSAGES, ...CONTROLLER_MESSAGES },
  hasSuggestions: true,
  options: { throwingCalls: THROWING_CALLS },
  defaults: { throwingCalls: false },
  *reports(analysis, options, sourceCode, settings) {
    for (const found of analysis.unreachableAborts()) yield unreachableReport(found);
    for (const outcome of leaksOf(analysis, 'cancel', options)) {
      if (outcome.releases.length === 0) continue;
      const report = leakReport(outcome, sourceCode, settings);
      if (report !== undefined) yield report;
    }
  },
});
