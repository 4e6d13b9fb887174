/** What a path counts on at its end, where it has not settled itself. */
import type { Node } from '../../syntax/ast.js';
import type { SettleContext } from './chains.js';
import { unheardEnd, unpairedEvent, type AwaitedEvent } from './events.js';
import type { Pending } from './pending.js';

/** Something that may settle later, and may not. */
export type Hope =
  | { readonly kind: 'event'; readonly event: AwaitedEvent }
  | { readonly kind: 'callback'; readonly pending: readonly Pending[]; /** It may be called again. */ readonly isGuess?: boolean }
  /** A field or a collection keeps what settles. */
  | { readonly kind: 'kept' }
  /** Callbacks go on producing, with no end in sight: what waits was not promised one, unless the event's emitter has an end. */
  | { readonly kind: 'endless'; readonly event: AwaitedEvent | undefined };

/** The ways on which none of the hopes comes true. */
export function pendingOf(hopes: readonly Hope[], context: SettleContext): readonly Pending[] {
  const events = hopes.flatMap((hope) => (hope.kind === 'event' ? [hope.event] : []));
  if (events.length > 0 && hopes.some((hope) => hope.kind === 'callback' && hope.isGuess === true)) return [];
  const sources = hopes.flatMap((hope) => (hope.kind === 'endless' ? [hope.event] : []));
  const unpaired = unpairedEvent(events, context.file, context.places);
  if (unpaired !== undefined) return [unpaired];
  if (events.length === 0 && hopes.some((hope) => hope.kind === 'kept')) return [];
  if (sources.length > 0) return endsOf(sources, events, context);
  return events.length > 0 ? [] : hopes.flatMap((hope) => (hope.kind === 'callback' ? hope.pending : []));
}

/** Everything that feeds has an end of which nobody hears: at most its failures are listened for. */
function endsOf(sources: readonly (AwaitedEvent | undefined)[], events: readonly AwaitedEvent[], { file, places }: SettleContext): readonly Pending[] {
  const emitters = new Set(sources.map((source) => (source === undefined ? '' : places.of(source.emitter))));
  if (!events.every(({ emitter, event }) => event === 'error' && emitters.has(places.of(emitter)))) return [];
  const ends = sources.map((source) => (source === undefined ? undefined : unheardEnd(source, file)));
  return ends.every((end) => end !== undefined) ? ends.slice(0, 1) : [];
}

export function firstEmitter(hopes: readonly Hope[]): Node | undefined {
  return hopes.flatMap((hope) => (hope.kind === 'event' ? [hope.event.emitter] : []))[0];
}
