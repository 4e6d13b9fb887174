import { SHUTDOWN_MESSAGES, shutdownReport, shutdownRiskReport } from '../report/shutdown-report.js';
import { createRule } from './create-rule.js';

export const noUnawaitedShutdown = createRule({
  name: 'no-unawaited-shutdown',
  docs: {
    description: 'require closing calls to have finished before their function reports success or the process exits',
    tier: 'recommended',
    why: 'A server that is closed still answers, a stream that is ended still writes, a task that is stopped still runs its last turn. Who does not wait for them reports a shutdown that has not happened, or cuts it off with `process.exit()`.',
    limits: [
      'Whether a call goes on after it returns is known for the catalogue and for async functions of the file.',
      'What is a server and what is a store that it uses is read off their names.',
    ],
    strictOptions: { guessPromises: true, repeatedSignals: true, unboundedShutdowns: true, closingOrder: true, keptConnections: true },
  },
  messages: SHUTDOWN_MESSAGES,
  hasSuggestions: true,
  options: {
    guessPromises: {
      type: 'boolean',
      description: 'Also report closing calls that probably give a promise: of what was opened with `await`, on each element of a list, before `process.exit()`, and in functions that are not async.',
    },
    repeatedSignals: { type: 'boolean', description: 'Also report signal handlers that a second signal runs while the first run still waits for a closing call.' },
    unboundedShutdowns: { type: 'boolean', description: 'Also report closing calls that a signal handler awaits without a time after which the process ends all the same.' },
    keptConnections: { type: 'boolean', description: 'Also report HTTP servers whose close is awaited while nothing ends the connections that clients keep alive.' },
    closingOrder: { type: 'boolean', description: 'Also report a store, such as a database pool, that is closed before the server that uses it.' },
  },
  defaults: { guessPromises: false, repeatedSignals: false, unboundedShutdowns: false, closingOrder: false, keptConnections: false },
  *reports(analysis, { guessPromises, repeatedSignals, unboundedShutdowns, closingOrder, keptConnections }, sourceCode) {
    for (const shutdown of analysis.waits.shutdowns()) {
      if (shutdown.isSure || guessPromises) yield shutdownReport(shutdown, sourceCode);
    }
    const asked = { repeated: repeatedSignals, unbounded: unboundedShutdowns, order: closingOrder, connections: keptConnections };
    if (!Object.values(asked).includes(true)) return;
    for (const risk of analysis.waits.shutdownRisks()) if (asked[risk.kind]) yield shutdownRiskReport(risk, sourceCode);
  },
});
