import { SHUTDOWN_MESSAGES, shutdownReport } from '../report/shutdown-report.js';
import { createRule } from './create-rule.js';

export const noUnawaitedShutdown = createRule({
  name: 'no-unawaited-shutdown',
  docs: {
    description: 'require closing calls to have finished before their function reports success or the process exits',
    tier: 'recommended',
    why: 'A server that is closed still answers, a stream that is ended still writes, a task that is stopped still runs its last turn. Who does not wait for them reports a shutdown that has not happened, or cuts it off with `process.exit()`.',
    limits: ['Whether a call goes on after it returns is known for the catalogue and for async functions of the file.', 'A deadline on the wait, and the order of closing calls, are not asked for.'],
    strictOptions: { guessPromises: true },
  },
  messages: SHUTDOWN_MESSAGES,
  hasSuggestions: true,
  options: {
    guessPromises: {
      type: 'boolean',
      description: 'Also report closing calls that probably give a promise: of what was opened with `await`, on each element of a list, before `process.exit()`, and in functions that are not async.',
    },
  },
  defaults: { guessPromises: false },
  *reports(analysis, { guessPromises }, sourceCode) {
    for (const shutdown of analysis.waits.shutdowns()) {
      if (shutdown.isSure || guessPromises) yield shutdownReport(shutdown, sourceCode);
    }
  },
});
