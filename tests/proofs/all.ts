/** The proofs of all rules. */
import { forwardAbortSignal } from './forward-abort-signal.js';
import { noFlagStoppedLoop } from './no-flag-stopped-loop.js';
import { noLeakedListener } from './no-leaked-listener.js';
import { noLeakyRace } from './no-leaky-race.js';
import { noMissedCancel } from './no-missed-cancel.js';
import { noSwallowedError } from './no-swallowed-error.js';
import { noUnawaitedShutdown } from './no-unawaited-shutdown.js';
import { noUnclearedTimer } from './no-uncleared-timer.js';
import { noUnclosedAsyncIterator } from './no-unclosed-async-iterator.js';
import { noUnclosedStream } from './no-unclosed-stream.js';
import { noUnreleasedResource } from './no-unreleased-resource.js';
import { noUnsettledPromise } from './no-unsettled-promise.js';
import { noUnstoppableLoop } from './no-unstoppable-loop.js';
import { noUseAfterClose } from './no-use-after-close.js';
import { requireAbortSignal } from './require-abort-signal.js';
import type { Proofs } from './proof.js';

export const proofs: Readonly<Record<string, Proofs>> = {
  'forward-abort-signal': forwardAbortSignal,
  'no-flag-stopped-loop': noFlagStoppedLoop,
  'no-leaked-listener': noLeakedListener,
  'no-leaky-race': noLeakyRace,
  'no-missed-cancel': noMissedCancel,
  'no-swallowed-error': noSwallowedError,
  'no-unawaited-shutdown': noUnawaitedShutdown,
  'no-uncleared-timer': noUnclearedTimer,
  'no-unclosed-async-iterator': noUnclosedAsyncIterator,
  'no-unclosed-stream': noUnclosedStream,
  'no-unreleased-resource': noUnreleasedResource,
  'no-unsettled-promise': noUnsettledPromise,
  'no-unstoppable-loop': noUnstoppableLoop,
  'no-use-after-close': noUseAfterClose,
  'require-abort-signal': requireAbortSignal,
};
