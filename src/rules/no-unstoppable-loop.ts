import type { UnstoppableLoop } from '../analysis/index.js';
import { LOOP_MESSAGES, loopReport, reschedulingReport, resetReport } from '../report/loop-report.js';
import { createRule } from './create-rule.js';

const OPTIONS = {
  everyFunction: {
    type: 'boolean',
    description: 'Also report endless loops in functions that somebody may be waiting for.',
  },
  entryPoints: {
    type: 'boolean',
    description: 'Also report endless loops of functions that only module code starts, such as the main function of a script.',
  },
  retries: {
    type: 'boolean',
    description: 'Also report loops that sleep and try again for as long as the work fails, with no count of the tries and no test of a state.',
  },
  openFields: {
    type: 'boolean',
    description: 'Also report a condition whose flag nothing in the file sets, although other files could, as the field is not private.',
  },
  guardedRestarts: {
    type: 'boolean',
    description: 'Also report a flag that is set back behind a test of that same flag.',
  },
};

export const noUnstoppableLoop = createRule({
  name: 'no-unstoppable-loop',
  docs: {
    description: 'disallow loops and self-starting timers that nothing can end',
    tier: 'recommended',
    why: 'A loop that nothing can end keeps its connections, its memory and often the process alive, and every start adds another one. Usually an end was meant: a flag that is never set, a `break` that leaves only a `switch`, a `catch` that takes the error which was to end it.',
    limits: [
      'A condition that reads a property of another object, or calls more than a predicate of the file, is taken to change.',
      'A rejection is no end that anybody asked for, unless the rejecting call was given a signal.',
    ],
    strictOptions: { everyFunction: true, entryPoints: true, retries: true, openFields: true, guardedRestarts: true },
  },
  messages: LOOP_MESSAGES,
  hasSuggestions: false,
  options: OPTIONS,
  defaults: { everyFunction: false, entryPoints: false, retries: false, openFields: false, guardedRestarts: false },
  *reports(analysis, options, sourceCode) {
    for (const found of analysis.unstoppableLoops()) if (isReported(found, options)) yield loopReport(found, sourceCode);
    for (const found of analysis.reschedulings()) if (!found.isEntryPoint || options.entryPoints) yield reschedulingReport(found);
    for (const found of analysis.flaggedLoops()) {
      if (found.reset !== undefined && (!found.reset.isGuarded || options.guardedRestarts)) yield resetReport(found, found.reset.node, sourceCode);
    }
  },
});

interface Options {
  readonly everyFunction: boolean;
  readonly entryPoints: boolean;
  readonly retries: boolean;
  readonly openFields: boolean;
  readonly guardedRestarts: boolean;
}

/** What is broken is a bug anywhere; what is only missing may be meant where somebody waits, and in scripts. */
function isReported({ fault, isTask, isEntryPoint, hasOtherExits }: UnstoppableLoop, options: Options): boolean {
  if (fault.kind === 'frozen' && fault.form === 'open') return options.openFields && !hasOtherExits;
  if (fault.kind === 'frozen') return !hasOtherExits || fault.form !== 'other' || options.everyFunction;
  if (fault.kind === 'endless-retry') return options.retries;
  if (fault.kind !== 'missing-exit') return true;
  return (isTask || options.everyFunction) && (!isEntryPoint || options.entryPoints);
}
