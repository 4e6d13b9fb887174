import { FLAG_MESSAGES, flagReport } from '../report/loop-report.js';
import { createRule } from './create-rule.js';

export const noFlagStoppedLoop = createRule({
  name: 'no-flag-stopped-loop',
  docs: {
    description: 'disallow boolean flags as the only way to stop a loop that sleeps',
    tier: 'strict',
    why: 'A flag is looked at between two sleeps. Whoever sets it waits for the rest of the present one, and a shutdown waits with it. An AbortSignal ends the sleep as well.',
    limits: ['A stop function that also clears a timer or wakes somebody up is taken to end the sleep.'],
  },
  messages: FLAG_MESSAGES,
  hasSuggestions: true,
  options: {},
  defaults: {},
  *reports(analysis, _options, sourceCode) {
    for (const found of analysis.flaggedLoops()) {
      // A flag that is set back is no-unstoppable-loop's subject.
      if (found.sleep !== undefined && found.reset === undefined) yield flagReport(found, found.sleep, sourceCode);
    }
  },
});
