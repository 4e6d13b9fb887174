import type { Pending } from '../analysis/index.js';
import { PENDING_MESSAGES, pendingReport } from '../report/wait-report.js';
import { createRule } from './create-rule.js';

export const noUnsettledPromise = createRule({
  name: 'no-unsettled-promise',
  docs: {
    description: 'require a promise that is made here to be settled on every way out',
    tier: 'recommended',
    why: 'Whoever awaits a promise that nobody settles waits for ever, holds everything that it mentions, and shows up in no error log. It is one early `return`, one unhandled event, one rejection without a handler.',
    limits: [
      'A callback that is given to a function of another file is taken to be called, and once only if its first parameter is an error.',
      'A condition on what callbacks share, as in `if (settled) return;`, is taken to say that another one settled.',
      'What a call throws inside a callback is followed for `throw`, `await` and calls that throw on bad input only.',
    ],
    strictOptions: { guessEmitters: true, neverSettled: true },
  },
  messages: PENDING_MESSAGES,
  hasSuggestions: false,
  options: {
    guessEmitters: { type: 'boolean', description: "Also take an event's name, such as `listening`, for evidence of what emits it, where its type is not known." },
    neverSettled: { type: 'boolean', description: 'Also report promises that are left pending on purpose, and those for which nobody waits.' },
  },
  defaults: { guessEmitters: false, neverSettled: false },
  *reports(analysis, { guessEmitters, neverSettled }, sourceCode) {
    for (const wait of analysis.waits.promises()) {
      if ((wait.isEmpty || wait.isUnwatched) && !neverSettled) continue;
      const isSure = (pending: Pending): boolean => pending.kind !== 'event' || !pending.guessed;
      const report = pendingReport(wait, guessEmitters ? wait.pending : wait.pending.filter(isSure), sourceCode);
      if (report !== undefined) yield report;
    }
  },
});
