/** The streams of a file that something here has to end, and the ways on which nothing does. */
import type { TSESTree } from '@typescript-eslint/types';
import { controllerAnswers, controllerEnds, producers, writerEnds, type EndingMember, type Producer } from '../../../resources/producers.js';
import type { Place } from '../../effects/place.js';
import type { Pending } from '../../obligations/settling/pending.js';
import type { SettleFindings } from '../../obligations/settling/pending.js';
import { isMentionedIn, settlersIn } from '../../obligations/settling/settlers.js';
import { definitionName, isFunction, memberName, methodCall, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import { nodesOutsideFunctions, someOwn } from '../../syntax/walk.js';
import { lastName } from '../../syntax/words.js';
import { isKeptOpen, uncancelledIn, type Source, type Uncancelled } from './uncancelled.js';
import type { WaitNodes } from './wait-collector.js';
import type { WaitParts } from './waits.js';

/** A stream, and the ways on which its other side waits for ever. */
export interface StreamWait {
  /** Where the stream is made. */
  readonly node: Node;
  /** The name of what would end it. */
  readonly holder: string;
  /** What messages say of it: "is neither closed nor errored", and who waits. */
  readonly whileOpen: string;
  readonly waits: string;
  readonly pending: readonly Pending[];
  /** What goes on after the reader has cancelled, where the source has no `cancel()`. */
  readonly uncancelled: Uncancelled | undefined;
}

export function streamWaits(streams: WaitNodes['streams'], parts: WaitParts): readonly StreamWait[] {
  return streams.flatMap((node) => {
    const origin = parts.file.origins.originOf(node.callee);
    if (node.type === 'NewExpression' && (origin === 'global:ReadableStream' || origin === 'node:stream/web#ReadableStream')) return sourceWait(node, parts);
    if (methodCall(node)?.method === 'getWriter') return writerWait(node, parts);
    const row = origin === undefined ? undefined : producers.find(({ of }) => of.includes(origin));
    if (row === undefined) return [];
    return row.by.kind === 'callback' ? givenWait(node, row, row.by.parameter, parts) : madeWait(node, row, parts);
  });
}

function sourceWait(node: TSESTree.NewExpression, parts: WaitParts): readonly StreamWait[] {
  const source = sourceOf(node, parts);
  if (source === undefined) return [];
  const { start, pull } = source;
  const begun = start === undefined ? undefined : followController(start, controllerEnds, parts);
  const pulled = pull === undefined ? undefined : followController(pull, controllerEnds, parts);
  const isEnded = begun?.found.maySettle === true || (pulled?.found.maySettle === true && start !== undefined);
  const unanswered = pull === undefined || asksWhetherCancelled(pull, source.cancel) ? [] : unansweredPulls(pull, parts);
  const pending = pull === undefined ? startedPending(source, begun, parts) : isEnded ? unanswered.filter(isRejection) : unanswered;
  const holder = (pull === undefined ? begun : pulled)?.name ?? 'controller';
  const uncancelled = source.hasCancel ? undefined : uncancelledIn(source, parts);
  return [{ node, holder, whileOpen: 'is neither closed nor errored', waits: 'its reader', pending, uncancelled }];
}

/** Ways on which `start` ends nothing; where it hands the controller on, what is done with that. */
function startedPending(source: Source, begun: Followed | undefined, parts: WaitParts): readonly Pending[] {
  const found = begun?.found.returns ?? [];
  const { start } = source;
  if (found.length > 0 || start === undefined || source.hasCancel || !isKeptOpen(start, parts)) return found;
  return [{ kind: 'exit', exit: { kind: 'fall-through', node: start, tier: undefined } }];
}

/** Work that nobody waits for fails, and the reader never hears of it. */
function isRejection(way: Pending): boolean {
  return way.kind === 'rejection' || (way.kind === 'exit' && way.exit.kind === 'reject');
}

/** The functions of an underlying source that is written in place; undefined where a part of it is not. */
function sourceOf(node: TSESTree.NewExpression, { file }: WaitParts): Source | undefined {
  const [given] = node.arguments;
  const object = given === undefined ? undefined : unwrapped(given);
  if (object?.type !== 'ObjectExpression') return undefined;
  const members = new Map<string, FunctionNode | undefined>();
  for (const property of object.properties) {
    const name = property.type === 'Property' ? definitionName(property) : undefined;
    if (property.type !== 'Property' || name === undefined) return undefined;
    const { functions } = functionsOf(file.bindings, property.value);
    if (functions.length !== 1 && (name === 'start' || name === 'pull')) return undefined;
    members.set(name, functions[0]);
  }
  const cancel = members.get('cancel');
  const hasCancel = members.has('cancel') && (cancel === undefined || cancel.body.type !== 'BlockStatement' || cancel.body.body.length > 0);
  return { start: members.get('start'), pull: members.get('pull'), cancel, hasCancel };
}

interface Followed {
  readonly found: SettleFindings;
  readonly name: string;
}

/** What becomes of a controller in a function of the source; what that throws errors the stream. */
function followController(fn: FunctionNode, members: readonly EndingMember[], { places, bodies, settling }: WaitParts): Followed | undefined {
  const [controller] = fn.params;
  if (controller?.type !== 'Identifier') return undefined;
  const settlers = settlersIn([places.of(controller)], members, places);
  const found = settling.follow({ body: bodies.bodyOf(fn), settlers, from: undefined, isCallback: false, promise: undefined });
  const returns = found.isUnknown ? [] : givesItsPromise(fn) ? found.returns.filter(({ kind }) => kind !== 'rejection') : found.returns;
  return { found: { ...found, returns, maySettle: found.isUnknown || found.maySettle }, name: controller.name };
}

/** `start(controller) { return pump(); }`: what `start` and `pull` give rejects for the stream. https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller */
function givesItsPromise({ body }: FunctionNode): boolean {
  if (body.type !== 'BlockStatement') return unwrapped(body).type === 'CallExpression';
  return someOwn(body, (node) => node.type === 'ReturnStatement' && node.argument !== null && unwrapped(node.argument).type === 'CallExpression');
}

/** Ways through `pull` that give the reader nothing: it is not called again for the same read. */
function unansweredPulls(pull: FunctionNode, parts: WaitParts): readonly Pending[] {
  return followController(pull, controllerAnswers, parts)?.found.returns ?? [];
}

/** `pull` looks at what `cancel` sets: the stream is over when it finds that. */
function asksWhetherCancelled(pull: FunctionNode, cancel: FunctionNode | undefined): boolean {
  const set = cancel === undefined ? [] : [...nodesOutsideFunctions(cancel.body)].flatMap((node) => (node.type === 'AssignmentExpression' ? (lastName(node.left) ?? []) : []));
  return set.length > 0 && someOwn(pull.body, (node) => (node.type === 'Identifier' || node.type === 'MemberExpression') && set.includes(lastName(node) ?? ''));
}

/** A writer of a stream that is made here, and whose writable side goes nowhere else. */
function writerWait(node: TSESTree.Node, parts: WaitParts): readonly StreamWait[] {
  const declarator = wrappingParent(node);
  const called = methodCall(node);
  if (called === undefined || declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return [];
  if (!isOwnWritable(called.receiver, parts)) return [];
  const pending = pendingFrom(node, parts.places.of(declarator.id), writerEnds, parts);
  return [{ node, holder: declarator.id.name, whileOpen: 'is neither closed nor aborted', waits: 'its reader', pending, uncancelled: undefined }];
}

const PIPES = new Set(['TransformStream', 'CompressionStream', 'DecompressionStream', 'TextEncoderStream', 'TextDecoderStream']);

function isOwnWritable(writable: Node, { file }: WaitParts): boolean {
  const node = unwrapped(writable);
  const name = node.type === 'MemberExpression' ? unwrapped(node.object) : node;
  if (name.type === 'NewExpression') return isPipe(name, file);
  const variable = name.type === 'Identifier' ? file.bindings.variableOf(name) : undefined;
  const value = variable === undefined ? undefined : file.bindings.soleValue(variable);
  const made = value?.value === undefined ? undefined : unwrapped(value.value);
  if (variable === undefined || made === undefined || !isPipe(made, file)) return false;
  // Under its own name the writable side is asked for this writer only; `pipe.readable` may go where it likes.
  return node === name ? variable.references.filter((reference) => reference.isRead()).length === 1 : variable.references.every((reference) => isReadOf(reference.identifier));
}

function isPipe(made: Node, { origins }: WaitParts['file']): boolean {
  if (made.type !== 'NewExpression') return false;
  const origin = origins.originOf(made.callee);
  return origin?.startsWith('global:') === true && PIPES.has(origin.slice('global:'.length));
}

function isReadOf(name: Node | TSESTree.JSXIdentifier): boolean {
  const parent = name.parent;
  return parent?.type === 'MemberExpression' || parent?.type === 'VariableDeclarator';
}

/** A Node stream that is made here, and written to here. */
function madeWait(node: TSESTree.NewExpression | TSESTree.CallExpression, row: Producer, parts: WaitParts): readonly StreamWait[] {
  const declarator = wrappingParent(node);
  if (node.type !== 'NewExpression' || declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return [];
  if (row.id === 'readable with push' && (!hasIdleRead(node) || isGivenRead(declarator.id, parts))) return [];
  if (!isWrittenTo(declarator.id, row, parts)) return [];
  const pending = pendingFrom(node, parts.places.of(declarator.id), row.ends, parts);
  return [{ node, holder: declarator.id.name, whileOpen: row.whileOpen, waits: row.waits, pending, uncancelled: undefined }];
}

/** `read() {}`: whatever is read was pushed from outside. */
function hasIdleRead(node: TSESTree.NewExpression): boolean {
  const [given] = node.arguments;
  if (given === undefined) return true;
  if (given.type !== 'ObjectExpression') return false;
  return given.properties.every((property) => {
    if (property.type !== 'Property') return false;
    if (definitionName(property) !== 'read') return true;
    return isFunction(property.value) && property.value.body.type === 'BlockStatement' && property.value.body.body.length === 0;
  });
}

/** `stream._read = () => ...`: what is read is pushed from there. */
function isGivenRead(name: TSESTree.Identifier, { file }: WaitParts): boolean {
  const references = file.bindings.variableOf(name)?.references ?? [];
  return references.some(({ identifier: { parent } }) => parent.type === 'MemberExpression' && memberName(parent) === '_read');
}

function isWrittenTo(name: TSESTree.Identifier, row: Producer, { file }: WaitParts): boolean {
  const variable = file.bindings.variableOf(name);
  return (variable?.references ?? []).some(({ identifier }) => {
    const call = wrappingParent(identifier.parent);
    return identifier.parent.type === 'MemberExpression' && call !== undefined && row.writes.includes(methodCall(call)?.method ?? '');
  });
}

function pendingFrom(node: Node, place: Place, ends: readonly EndingMember[], { bodies, places, settling }: WaitParts): readonly Pending[] {
  const root = rootOf(node);
  if (!isFunction(root)) return [];
  const body = bodies.bodyOf(root);
  const from = body.positionOf(node);
  if (from === undefined) return [];
  const found = settling.follow({ body, settlers: settlersIn([place], ends, places), from, isCallback: false, promise: undefined, staysDue: true });
  return found.isUnknown ? [] : found.returns;
}

/** A stream that a callback is given, to be ended on every way through it. */
function givenWait(node: TSESTree.NewExpression | TSESTree.CallExpression, row: Producer, parameter: number, parts: WaitParts): readonly StreamWait[] {
  const last = node.arguments.at(-1);
  const [handler] = last === undefined ? [] : functionsOf(parts.file.bindings, last).functions;
  const holder = handler?.params[parameter];
  if (handler === undefined || holder?.type !== 'Identifier') return [];
  const settlers = settlersIn([parts.places.of(holder)], row.ends, parts.places);
  const found = parts.settling.follow({ body: parts.bodies.bodyOf(handler), settlers, from: undefined, isCallback: false, promise: undefined });
  if (found.isUnknown || !isMentionedIn(settlers, handler)) return [];
  const [request] = handler.params;
  const ways = handler.async ? [...found.returns, ...found.throws] : found.returns;
  // Where the request fails, its client is gone.
  const pending = ways.filter((way) => way.kind !== 'event' || request === undefined || parts.places.of(way.node) !== parts.places.of(request));
  return [{ node: holder, holder: holder.name, whileOpen: row.whileOpen, waits: row.waits, pending, uncancelled: undefined }];
}
