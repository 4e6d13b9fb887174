import { LATE_USE_MESSAGES, lateUseReport } from '../report/late-use-report.js';
import { createRule } from './create-rule.js';

export const noUseAfterClose = createRule({
  name: 'no-use-after-close',
  docs: {
    description: 'disallow writing to, reading from or closing what is closed already',
    tier: 'recommended',
    why: 'What is sent on something closed is lost, or throws: `enqueue` after `close`, `push` after `push(null)`, a query on a client that has ended. It works in the test that sends one thing less.',
    limits: ['Only what one function does is followed: a close in one callback says nothing about another.', 'The type of what is closed has to be visible in the file.'],
    strictOptions: { onSomePath: true },
  },
  messages: LATE_USE_MESSAGES,
  hasSuggestions: false,
  options: {
    onSomePath: { type: 'boolean', description: 'Also report a use that only some of the paths that reach it have closed before.' },
  },
  defaults: { onSomePath: false },
  *reports(analysis, { onSomePath }, sourceCode) {
    for (const use of analysis.waits.usesAfterClose()) {
      if (use.isCertain || onSomePath) yield lateUseReport(use, sourceCode);
    }
  },
});
