import { recastReports, SWALLOW_MESSAGES, swallowReport } from '../report/swallow-report.js';
import { createRule } from './create-rule.js';
import { recasts, swallowedErrors, SWALLOW_DEFAULTS, SWALLOW_OPTIONS, SWALLOW_STRICT } from './swallowed-errors.js';

export const noSwallowedError = createRule({
  name: 'no-swallowed-error',
  docs: {
    description: 'require a caught error to be rethrown, reported or explained on every way on',
    tier: 'recommended',
    why: 'An error that nobody hears of is the hardest one to find: the program goes on with a result that is not there, and the first symptom appears somewhere else. A `catch` owes a word to somebody on every path, also on those behind a test of the error.',
    limits: [
      'Any call that is given the error is taken to tell somebody, and so is any other call that is no cleanup.',
      'Handlers that are imported are not looked into.',
      'What is read from a promise of `Promise.any` or of an event is not followed.',
    ],
    strictOptions: SWALLOW_STRICT,
  },
  messages: SWALLOW_MESSAGES,
  hasSuggestions: true,
  options: SWALLOW_OPTIONS,
  defaults: SWALLOW_DEFAULTS,
  *reports(analysis, options, sourceCode, { reporters }) {
    for (const { caught, loss } of swallowedErrors(analysis, options)) yield swallowReport(caught, loss, sourceCode, reporters);
    for (const caught of recasts(analysis, options)) yield* recastReports(caught);
  },
});
