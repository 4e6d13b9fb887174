/** What a path counts on at its end, where it has not settled itself. */
import type { Node } from '../../syntax/ast.js';
import type { SettleContext } from './chains.js';
import { unheardEnd, unpairedEvent, type AwaitedEvent } from './events.js';
import type { Pending } from './pending.js';

/** Something that may settle later, and may not. */
export type Hope =
  | { readonly kind: 'event'; readonly event: AwaitedEvent }
  | { readonly kind: 'callback'; readonly pending: readonly Pending[]; /** It may be called again. */ readonly isGuess?: boolean }
  /** Callbacks go on producing, with no end in sight: what waits was not promised one, unless the event's emitter has an end. */
  | { readonly kind: 'endless'; readonly event: AwaitedEvent | undefined };

/** The ways on which none of the hopes comes true. */
export function pendingOf(hopes: readonly Hope[], { file, places }: SettleContext): readonly Pending[] {
  const events = hopes.flatMap((hope) => (hope.kind === 'event' ? [hope.event] : []));
  if (events.length > 0) {
    if (hopes.some((hope) => hope.kind === 'callback' && hope.isGuess === true)) return [];
    const unpaired = unpairedEvent(events, file, places);
    return unpaired === undefined ? [] : [unpaired];
  }
  const endless = hopes.flatMap((hope) => (hope.kind === 'endless' ? [hope.event] : []));
  if (endless.length > 0) {
    const ends = endless.map((event) => (event === undefined ? undefined : unheardEnd(event, file)));
    return ends.every((end) => end !== undefined) ? ends.slice(0, 1) : [];
  }
  return hopes.flatMap((hope) => (hope.kind === 'callback' ? hope.pending : []));
}

export function firstEmitter(hopes: readonly Hope[]): Node | undefined {
  return hopes.flatMap((hope) => (hope.kind === 'event' ? [hope.event.emitter] : []))[0];
}
