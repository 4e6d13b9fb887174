import { endlessLoopReport, ITERATION_MESSAGES, openIteratorReport } from '../report/iteration-report.js';
import { createRule } from './create-rule.js';

export const noUnclosedAsyncIterator = createRule({
  name: 'no-unclosed-async-iterator',
  docs: {
    description: 'disallow `for await` loops that nothing ends, and iterators that nobody closes',
    tier: 'recommended',
    why: 'A `for await` loop ends when its source does. Over a generator without an end, or a channel whose close waits for the loop itself, it holds its function and all that it mentions for ever.',
    limits: ['Whether a source ends is known for async generators of the file only.', 'A source that is given anything named like a signal is taken to end with it.'],
    strictOptions: { everyLoop: true, manualSteps: true },
  },
  messages: ITERATION_MESSAGES,
  hasSuggestions: false,
  options: {
    everyLoop: { type: 'boolean', description: 'Also report an endless loop that its function is about: no code stands behind it, and its callers may wait.' },
    manualSteps: { type: 'boolean', description: 'Also report an async iterator on which only `next()` is called, wherever it is stepped.' },
  },
  defaults: { everyLoop: false, manualSteps: false },
  *reports(analysis, { everyLoop, manualSteps }, sourceCode) {
    for (const loop of analysis.waits.loops()) {
      if (loop.kind === 'circular' || loop.isTask || everyLoop) yield endlessLoopReport(loop, sourceCode);
    }
    for (const iterator of analysis.waits.iterators()) {
      if (iterator.leftAt !== undefined || manualSteps) yield openIteratorReport(iterator);
    }
  },
});
