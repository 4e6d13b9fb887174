/** The rules, by the name that a config gives them. */
import type { LeaksRule } from './create-rule.js';
import { forwardAbortSignal } from './forward-abort-signal.js';
import { noFlagStoppedLoop } from './no-flag-stopped-loop.js';
import { noLeakyRace } from './no-leaky-race.js';
import { noLeakedListener } from './no-leaked-listener.js';
import { noMissedCancel } from './no-missed-cancel.js';
import { noSwallowedError } from './no-swallowed-error.js';
import { noUnawaitedShutdown } from './no-unawaited-shutdown.js';
import { noUnclosedAsyncIterator } from './no-unclosed-async-iterator.js';
import { noUnclearedTimer } from './no-uncleared-timer.js';
import { noUnclosedStream } from './no-unclosed-stream.js';
import { noUseAfterClose } from './no-use-after-close.js';
import { noUnreleasedResource } from './no-unreleased-resource.js';
import { noUnstoppableLoop } from './no-unstoppable-loop.js';
import { requireAbortSignal } from './require-abort-signal.js';
import { noUnsettledPromise } from './no-unsettled-promise.js';

export type { LeaksRule, LeaksRuleDocs } from './create-rule.js';

export const rules: Record<string, LeaksRule> = {
  'forward-abort-signal': forwardAbortSignal,
  'no-flag-stopped-loop': noFlagStoppedLoop,
  'no-leaky-race': noLeakyRace,
  'no-leaked-listener': noLeakedListener,
  'no-missed-cancel': noMissedCancel,
  'no-swallowed-error': noSwallowedError,
  'no-unawaited-shutdown': noUnawaitedShutdown,
  'no-uncleared-timer': noUnclearedTimer,
  'no-unclosed-async-iterator': noUnclosedAsyncIterator,
  'no-unclosed-stream': noUnclosedStream,
  'no-unreleased-resource': noUnreleasedResource,
  'no-unstoppable-loop': noUnstoppableLoop,
  'require-abort-signal': requireAbortSignal,
  'no-unsettled-promise': noUnsettledPromise,
  'no-use-after-close': noUseAfterClose,
};
