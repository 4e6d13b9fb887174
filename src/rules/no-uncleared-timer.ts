/** Is a timer cleared on every way out, and by whatever ends its owner? */
import { isReleasedByResult } from '../analysis/index.js';
import { LEAK_MESSAGES, leakReport } from '../report/leak-report.js';
import { OWNER_MESSAGES, ownerReport } from '../report/owner-report.js';
import { createRule } from './create-rule.js';
import { isOverwritten, leaksOf, THROWING_CALLS } from './leaks-of.js';
import { OWNER_DEFAULTS, OWNER_OPTIONS, OWNER_STRICT, ownerFindingsOf } from './owners-of.js';

export const noUnclearedTimer = createRule({
  name: 'no-uncleared-timer',
  docs: {
    description: 'require timers to be cleared on every way out, and by the teardown of what they belong to',
    tier: 'recommended',
    why: 'A timer that outlives its function or its object keeps running, keeps everything that its callback mentions in memory, and keeps the process alive. What is forgotten is rarely the usual way: an early `return`, a rejected `await`, the one timer of three that `dispose` does not clear.',
    limits: [
      'A timeout that nothing in its function clears is taken to be meant as it is.',
      'A field is judged by the class of this file: members that another file adds, or that an imported base class has, are not seen.',
      'Which method is called when is not known: a teardown that can reach the clear counts as clearing.',
    ],
    strictOptions: { throwingCalls: true, ...OWNER_STRICT },
  },
  messages: { ...LEAK_MESSAGES, ...OWNER_MESSAGES },
  hasSuggestions: true,
  options: { throwingCalls: THROWING_CALLS, ...OWNER_OPTIONS },
  defaults: { throwingCalls: false, ...OWNER_DEFAULTS },
  *reports(analysis, options, sourceCode, settings) {
    const told = new Set(analysis.racedTimers({ tier: 'await' }).map(({ timer }) => timer));
    for (const outcome of leaksOf(analysis, 'timer', options)) {
      if (told.has(outcome.obligation.node)) continue;
      // A timer that nothing here ever clears was not meant to be cleared here, unless its only name was taken from it.
      if (outcome.releases.length === 0 && !isReleasedByResult(outcome) && !isOverwritten(outcome)) continue;
      const report = leakReport(outcome, sourceCode, settings);
      told.add(outcome.obligation.node);
      if (report !== undefined) yield report;
    }
    for (const finding of ownerFindingsOf(analysis, 'timer', options)) {
      if (!told.has(finding.obligation.node)) yield ownerReport(finding, sourceCode);
    }
  },
});
