import type { Pending } from '../analysis/index.js';
import { PENDING_MESSAGES, pendingReport, uncalledReport } from '../report/wait-report.js';
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
    strictOptions: { abandoned: true, callbacks: true, explained: true, guessCallbacks: true, guessEmitters: true, guessRejections: true, loneEvents: true, neverSettled: true, testWaits: true },
  },
  messages: PENDING_MESSAGES,
  hasSuggestions: true,
  options: {
    abandoned: { type: 'boolean', description: 'Also report promises whose one settler a field or a timer keeps, where a teardown or a clear leaves that as it is.' },
    callbacks: { type: 'boolean', description: 'Also report callbacks that no type declares to take an error first, where only their calls tell so.' },
    explained: { type: 'boolean', description: 'Also report promises with a comment in the executor that speaks of their rejection.' },
    guessCallbacks: { type: 'boolean', description: 'Also take it that a callback is called once which is given to a function that is not known, where no name says that it is called whenever something happens.' },
    guessEmitters: { type: 'boolean', description: "Also take an event's name, such as `listening`, for evidence of what emits it, where its type is not known." },
    guessRejections: { type: 'boolean', description: 'Also take it that a promise may reject that is no result of a call, but a property: `dialog.closed`.' },
    loneEvents: { type: 'boolean', description: 'Also report promises that one event settles and nothing else, where nothing tells that the event comes.' },
    neverSettled: { type: 'boolean', description: 'Also report promises that are left pending on purpose, and those for which nobody waits.' },
    testWaits: { type: 'boolean', description: 'Also report promises in the callbacks of a test framework, whose time limit tells when one stays pending.' },
  },
  defaults: { abandoned: false, callbacks: false, explained: false, guessCallbacks: false, guessEmitters: false, guessRejections: false, loneEvents: false, neverSettled: false, testWaits: false },
  *reports(analysis, { abandoned, callbacks, explained, guessCallbacks, guessEmitters, guessRejections, loneEvents, neverSettled, testWaits }, sourceCode) {
    const guesses: Partial<Record<Pending['kind'], boolean>> = { exit: guessCallbacks, event: guessEmitters, lone: loneEvents, rejection: guessRejections, teardown: abandoned };
    const isTold = (pending: Pending): boolean => !('guessed' in pending) || !pending.guessed || guesses[pending.kind] === true;
    for (const wait of analysis.waits.promises()) {
      if (((wait.isEmpty || wait.isUnwatched) && !neverSettled) || (wait.isInTest && !testWaits) || (wait.isExplained() && !explained)) continue;
      const report = pendingReport(wait, wait.pending.filter(isTold), sourceCode);
      if (report !== undefined) yield report;
    }
    for (const wait of analysis.waits.callbacks()) {
      if (!wait.isTyped && !callbacks) continue;
      const report = uncalledReport(wait, sourceCode);
      if (report !== undefined) yield report;
    }
  },
});
