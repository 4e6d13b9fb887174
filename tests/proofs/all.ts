/** The proofs of all rules. */
import { noLeakyRace } from './no-leaky-race.js';
import { noUnawaitedShutdown } from './no-unawaited-shutdown.js';
import { noUnclosedAsyncIterator } from './no-unclosed-async-iterator.js';
import { noUnclosedStream } from './no-unclosed-stream.js';
import { noUnsettledPromise } from './no-unsettled-promise.js';
import { noUseAfterClose } from './no-use-after-close.js';
import type { Proofs } from './proof.js';

export const proofs: Readonly<Record<string, Proofs>> = {
  'no-leaky-race': noLeakyRace,
  'no-unawaited-shutdown': noUnawaitedShutdown,
  'no-unclosed-async-iterator': noUnclosedAsyncIterator,
  'no-unclosed-stream': noUnclosedStream,
  'no-unsettled-promise': noUnsettledPromise,
  'no-use-after-close': noUseAfterClose,
};
