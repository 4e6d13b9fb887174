/** Waiting for events: which of an emitter's events end a wait, and which of its failures do not. */
import { emitterOutcomes, pieceEvents, type EmitterOutcome } from '../../../resources/outcomes.js';
import type { Places } from '../../effects/place.js';
import { literalValue, methodCall, unwrapped, wrappingParent, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Pending } from './pending.js';
import { unheardSource, type UnheardSource } from './pipes.js';

/** A handler that settles, on an event of an emitter. */
export interface AwaitedEvent {
  /** The registration, as messages show it. */
  readonly node: Node;
  readonly emitter: Node;
  readonly event: string | undefined;
  /** The emitter is an observer: it calls back where something changes. */
  readonly isObserver?: boolean;
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
  for (const awaited of emitters.values()) {
    const failure = failureOf(awaited, file) ?? (emitters.size === 1 ? loneEvent(awaited, file) : undefined);
    if (failure === undefined) return undefined;
    unpaired ??= failure;
  }
  return unpaired;
}

/** What the emitter gives piece by piece ends some day, and nobody listens for that. */
export function unheardEnd({ node, emitter, event }: AwaitedEvent, file: FileContext): Pending | undefined {
  const type = typeKeyOf(emitter, file);
  const row = pieceEvents.find(({ types, distinctive, pieces }) => event !== undefined && pieces.includes(event) && (type === undefined ? distinctive : types.includes(type)));
  return row === undefined ? undefined : { kind: 'event', node: emitter, event: row.end, guessed: type === undefined, registration: node };
}

/** A failure of the emitter, or of what is piped into it, of which the handlers do not hear. */
function failureOf({ first, names }: Awaited, file: FileContext): Pending | undefined {
  const source = unheardSource(first.emitter, file);
  const unheard: Pending | undefined = source === undefined ? undefined : { kind: 'event', node: source.node, event: 'error', guessed: !source.isOwn, ...pipedAt(source) };
  const found = outcomeOf(first.emitter, names, file);
  const failure = found?.row.failure[0];
  if (found === undefined || failure === undefined) return unheard;
  const alone = found.row.alone?.find((event) => !names.includes(event));
  if (names.some((name) => found.row.failure.includes(name))) return unheard ?? (alone === undefined ? undefined : { kind: 'event', node: first.emitter, event: alone, guessed: true });
  if (!names.some((name) => found.row.success.includes(name))) return undefined;
  if (names.some((name) => found.row.sureOnceStarted?.includes(name)) && !isMadeHere(first.emitter, file)) return unheard;
  // An event that is no such emitter's may be a failure of its own, or misspelt.
  const isStrange = !names.every((name) => found.row.success.includes(name));
  return { kind: 'event', node: first.emitter, event: failure, guessed: found.guessed || isStrange, ...(found.guessed ? {} : { registration: first.node }) };
}

/** A name of this code is given what a call makes: it may be that it never began. */
function isMadeHere(emitter: Node, file: FileContext): boolean {
  const value = file.bindings.valueBehind(emitter);
  const source = value.type === 'CallExpression' ? methodCall(value)?.receiver : undefined;
  return (value.type === 'CallExpression' || value.type === 'NewExpression') && source?.type !== 'ThisExpression';
}

/** A stream that is made here can be listened to where it is piped. */
function pipedAt({ node, isOwn }: UnheardSource): { registration?: Node } {
  const member = wrappingParent(node);
  const pipe = member === undefined ? undefined : wrappingParent(member);
  return isOwn && pipe !== undefined && methodCall(pipe)?.method === 'pipe' ? { registration: pipe } : {};
}

/** Events that come in any case, and those by which a person is waited for. */
const AWAITED_FOR_SURE = /^(?:error|close|exit|end|finish|abort|aborted|done|complete|completed|settled|disconnect|drain|beforeunload|unload|timeout|loadend)$/u;
const BY_HAND = /^(?:click|dblclick|submit|change|input|(?:key|mouse|pointer|touch|drag|focus|blur|paste|drop|cancel)\w*)$/u;

/** One event of something of which nothing else is known: it may never come. */
function loneEvent({ first, names }: Awaited, file: FileContext): Pending | undefined {
  const [name] = names;
  if (name === undefined || names.length > 1 || AWAITED_FOR_SURE.test(name) || BY_HAND.test(name)) return undefined;
  const isHost = file.origins.originOf(first.emitter)?.startsWith('global:') === true && unwrapped(first.emitter).type === 'Identifier';
  if (isHost && !first.isObserver) return undefined;
  return { kind: 'lone', node: first.emitter, event: name, guessed: first.isObserver !== true };
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
  const piped = methodCall(unwrapped(emitter));
  const [target] = piped?.method === 'pipe' && emitter.type === 'CallExpression' ? emitter.arguments : [];
  const type = file.types.typeOf(target ?? emitter);
  if (type?.kind === 'key') return type.key;
  return createdElement(emitter, file) ?? requestOf(emitter, file);
}

/** What `indexedDB.open(...)` and `db.transaction(names, 'readwrite')` give, by the calls that give it. */
function requestOf(emitter: Node, file: FileContext): string | undefined {
  const call = file.bindings.valueBehind(emitter);
  if (call.type !== 'CallExpression') return undefined;
  const origin = file.origins.originOf(call.callee);
  if (origin?.startsWith('global:indexedDB.') === true) return origin;
  const mode = call.arguments[1];
  const isTransaction = methodCall(call)?.method === 'transaction' && mode !== undefined && /^read(?:only|write)$/u.test(String(literalValue(mode)?.value));
  return isTransaction ? 'global:IDBTransaction' : undefined;
}

/** `element:img` for a name that is given `document.createElement('img')` and nothing else. */
function createdElement(emitter: Node, file: FileContext): string | undefined {
  const call = file.bindings.valueBehind(emitter);
  if (call.type !== 'CallExpression' || file.origins.originOf(call.callee) !== 'global:document.createElement') return undefined;
  const [tag] = call.arguments;
  const name = tag === undefined ? undefined : literalValue(tag)?.value;
  return typeof name === 'string' ? `element:${name}` : undefined;
}
