/** Waiting for events: which of an emitter's events end a wait, and which of its failures do not. */
import { emitterOutcomes, type EmitterOutcome } from '../../../resources/outcomes.js';
import type { Places } from '../../effects/place.js';
import { literalValue, unwrapped, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Pending } from './pending.js';

/** A handler that settles, on an event of an emitter. */
export interface AwaitedEvent {
  /** The registration, as messages show it. */
  readonly node: Node;
  readonly emitter: Node;
  readonly event: string | undefined;
}

interface Awaited {
  readonly first: AwaitedEvent;
  readonly names: string[];
}

/** The failure that nobody listens for, where every emitter that is waited for has told of success only. */
export function unpairedEvent(events: readonly AwaitedEvent[], file: FileContext, places: Places): Pending | undefined {
  const emitters = new Map<string, Awaited>();
  for (const event of events) {
    if (event.event === undefined) return undefined;
    const place = places.of(event.emitter);
    const known = emitters.get(place);
    if (known === undefined) emitters.set(place, { first: event, names: [event.event] });
    else known.names.push(event.event);
  }
  let unpaired: Pending | undefined;
  for (const { first, names } of emitters.values()) {
    const found = outcomeOf(first.emitter, names, file);
    const failure = found?.row.failure[0];
    if (found === undefined || failure === undefined || names.some((name) => found.row.failure.includes(name))) return undefined;
    // An event that is no such emitter's may be a failure of its own, or misspelt.
    const isStrange = !names.every((name) => found.row.success.includes(name));
    if (!names.some((name) => found.row.success.includes(name))) return undefined;
    unpaired ??= { kind: 'event', node: first.emitter, event: failure, guessed: found.guessed || isStrange };
  }
  return unpaired;
}

/** The emitter's row: by its type or, as a guess, by an event that only such emitters have. */
function outcomeOf(emitter: Node, names: readonly string[], file: FileContext): { row: EmitterOutcome; guessed: boolean } | undefined {
  const type = typeKeyOf(emitter, file);
  const typed = type === undefined ? undefined : emitterOutcomes.find(({ types }) => types.includes(type));
  if (typed !== undefined) return { row: typed, guessed: false };
  if (type !== undefined) return undefined;
  const row = emitterOutcomes.find(({ distinctive = [] }) => names.some((name) => distinctive.includes(name)));
  return row === undefined ? undefined : { row, guessed: true };
}

function typeKeyOf(emitter: Node, file: FileContext): string | undefined {
  const type = file.types.typeOf(emitter);
  if (type?.kind === 'key') return type.key;
  return createdElement(emitter, file);
}

/** `element:img` for a name that is given `document.createElement('img')` and nothing else. */
function createdElement(emitter: Node, file: FileContext): string | undefined {
  const node = unwrapped(emitter);
  const variable = node.type === 'Identifier' ? file.bindings.variableOf(node) : undefined;
  const value = variable === undefined ? node : file.bindings.soleValue(variable)?.value;
  const call = value === undefined ? undefined : unwrapped(value);
  if (call?.type !== 'CallExpression' || file.origins.originOf(call.callee) !== 'global:document.createElement') return undefined;
  const [tag] = call.arguments;
  const name = tag === undefined ? undefined : literalValue(tag)?.value;
  return typeof name === 'string' ? `element:${name}` : undefined;
}
