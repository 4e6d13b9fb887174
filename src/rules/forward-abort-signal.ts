import type { DroppedSignal } from '../analysis/index.js';
import { droppedReport, keptReport, SIGNAL_MESSAGES } from '../report/signal-report.js';
import { createRule } from './create-rule.js';

export const forwardAbortSignal = createRule({
  name: 'forward-abort-signal',
  docs: {
    description: 'require a signal that is at hand to be passed to every call that takes one',
    tier: 'recommended',
    why: 'A signal stops only what it is given to. A function that takes a signal and forgets to hand it to one of its calls looks cancellable and is not: after the abort, that call goes on, and everything waits for it.',
    limits: [
      'Functions of other files are known by the catalogue only.',
      'Options whose origin is not visible may hold the signal, and are left alone.',
    ],
    strictOptions: { bounded: true, distant: true, likely: true },
  },
  messages: SIGNAL_MESSAGES,
  hasSuggestions: true,
  options: {
    bounded: {
      type: 'boolean',
      description: 'Also report operations that end soon by themselves, such as reading a file.',
    },
    distant: {
      type: 'boolean',
      description: 'Also report signals that may have another purpose or lifetime: of fields, requests, controllers, and functions further out.',
    },
    likely: {
      type: 'boolean',
      description: 'Also report awaited calls of functions that are known by a name such as `download` or `sleep` only, where the function gives its signal to nothing else, and timers that a promise waits for.',
    },
  },
  defaults: { bounded: false, distant: false, likely: false },
  *reports(analysis, options, sourceCode) {
    for (const dropped of analysis.droppedSignals()) if (isReported(dropped, options)) yield droppedReport(dropped, sourceCode);
    for (const kept of analysis.keptSignals()) yield keptReport(kept, sourceCode);
  },
});

interface Options {
  readonly bounded: boolean;
  readonly distant: boolean;
  readonly likely: boolean;
}

function isReported({ duration, isMeant, isGuessed, isTimer, isShared }: DroppedSignal, options: Options): boolean {
  if (isGuessed && (isTimer || !isShared) && !options.likely) return false;
  return (isMeant || options.distant) && (duration !== 'bounded' || options.bounded);
}
