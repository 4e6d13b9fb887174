/**
 * Chains that settle when they are fulfilled, and whose rejection nobody takes: `load().then(resolve)` in a listener.
 * Whatever else may settle, on this way somebody was to and does not.
 */
import type { Fates, SettleContext } from './chains.js';
import type { Pending } from './pending.js';

export function lostOf({ fulfilled, rejected }: Fates): readonly Pending[] {
  return fulfilled === undefined ? (rejected ?? []).filter((way) => way.kind === 'rejection' && !way.guessed) : [];
}

/** The same context, with what the functions that are asked about lose added to `lost`. */
export function collectingLost(context: SettleContext, lost: Set<Pending>): SettleContext {
  return {
    file: context.file,
    places: context.places,
    mayReject: (promise) => context.mayReject(promise),
    summaryOf(fn, settlers) {
      const summary = context.summaryOf(fn, settlers);
      for (const way of summary.lost) lost.add(way);
      return summary;
    },
  };
}
