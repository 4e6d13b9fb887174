/** Closures that somebody else may call later. */
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { Transfer } from './obligation.js';
import type { Held } from './state.js';
import { ENDED, type PlaceSummary, type Surroundings } from './surroundings.js';

/** Design law 9: a closure that releases and is handed over takes the obligation with it. */
export function closureHandedOver(
  functions: readonly FunctionNode[],
  effect: { readonly node: Node; readonly weak: boolean },
  state: Held,
  around: Surroundings,
): Held | undefined {
  const touches = functions.some((fn) => state.places.some((place) => isTaken(around.effectOn(fn, place))));
  if (!touches) return state;
  const transfer: Transfer = { reason: 'captured', node: effect.node };
  if (effect.weak) {
    around.maybeTransferred(transfer);
    return state;
  }
  around.transferred(transfer);
  return ENDED;
}

function isTaken(summary: PlaceSummary): boolean {
  return summary.normal === 'released' || summary.normal === 'escaped' || summary.normal === 'returned' || summary.throws === 'released';
}
