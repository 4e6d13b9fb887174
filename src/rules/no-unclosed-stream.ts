import type { Pending } from '../analysis/index.js';
import { openStreamReport, STREAM_MESSAGES, uncancelledReport } from '../report/wait-report.js';
import { createRule } from './create-rule.js';

export const noUnclosedStream = createRule({
  name: 'no-unclosed-stream',
  docs: {
    description: 'require a stream that is produced here to be closed or errored on every way out',
    tier: 'recommended',
    why: 'A stream ends when its producer says so. Where one way out forgets to, whoever reads gets the last chunk and then waits for the next one for ever. The other way round, a source without `cancel()` goes on producing for a reader that has left.',
    limits: [
      'A source that goes on in callbacks which never close it is taken to be endless on purpose.',
      'A controller, writer or response that is given to a function of another file is taken to be ended there.',
    ],
    strictOptions: { guessEmitters: true, upstreams: true },
  },
  messages: STREAM_MESSAGES,
  hasSuggestions: true,
  options: {
    guessEmitters: { type: 'boolean', description: "Also take an event's name for evidence of what emits it, where its type is not known." },
    upstreams: { type: 'boolean', description: 'Also report a source without `cancel()` that reads from an iterator or reader of somebody else.' },
  },
  defaults: { guessEmitters: false, upstreams: false },
  *reports(analysis, { guessEmitters, upstreams }, sourceCode) {
    for (const wait of analysis.waits.streams()) {
      const isSure = (pending: Pending): boolean => pending.kind !== 'event' || !pending.guessed;
      const open = openStreamReport(wait, guessEmitters ? wait.pending : wait.pending.filter(isSure), sourceCode);
      if (open !== undefined) yield open;
      else if (upstreams || wait.uncancelled?.kind !== 'upstream') {
        const uncancelled = uncancelledReport(wait, sourceCode);
        if (uncancelled !== undefined) yield uncancelled;
      }
    }
  },
});
