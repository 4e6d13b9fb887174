/** Every obligation of a file, and what became of each: the knot of bodies, summaries and the catalogue. */
import type { TSESTree } from '@typescript-eslint/types';
import type { GraphRoot, ThrowTier } from '../cfg/graph.js';
import { acquiredBy, givenToCallback, type CatalogueIndex } from '../effects/acquire.js';
import { annotatedRelease, capabilitiesOf } from '../effects/capability.js';
import { memberPlace, type Place, type Places } from '../effects/place.js';
import { releasedByEarlierClosure } from '../obligations/closures.js';
import type { Findings, Origin } from '../obligations/question.js';
import type { Obligation, ObligationOutcome } from '../obligations/obligation.js';
import { follow } from '../obligations/run.js';
import { definitionName, enclosingClass, isFunction, methodCall, nameOfFunction, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import type { ResourceSpec } from '../../resources/spec.js';
import { abortedWork } from './aborted-work.js';
import type { Bodies } from './bodies.js';
import { withoutAborted, withoutFailedRuns } from './entry-points.js';
import type { Collected } from './collector.js';
import type { FileListeners } from './listeners/file-listeners.js';
import type { Summaries } from './functions.js';
import { holderOf } from './owners/holders.js';
import type { Activity } from './tasks/activity.js';
import { typedBirths } from './typed-births.js';
import { partOfResult, returnedValues, type PartOfResult } from './returned-values.js';
import { promiseOfExecutor } from '../syntax/promises.js';

export interface FileParts {
  readonly file: FileContext;
  readonly places: Places;
  readonly index: CatalogueIndex;
  readonly bodies: Bodies;
  readonly summaries: Summaries;
  readonly collected: Collected;
  /** Every call of the file, by the last name of its callee. */
  readonly calls: Activity['calls'];
  readonly listeners: FileListeners;
}

export interface OutcomeOptions {
  readonly tier: ThrowTier;
  readonly everyExit: boolean;
}

/** A resource to follow, from where it comes into being. */
export interface Beginning {
  readonly obligation: Obligation;
  readonly origin: Origin;
  /** Asks TypeScript's checker whether this is a resource at all, and which: asked last, of what leaks. */
  readonly decide?: () => ResourceSpec | undefined;
}

export function outcomesOf(parts: FileParts, options: OutcomeOptions): readonly ObligationOutcome[] {
  const followed: Followed[] = [];
  const agenda = [...beginnings(parts)];
  const begun = new Set<string>();
  for (let next = 0; next < agenda.length; next++) {
    const beginning = agenda[next];
    if (beginning === undefined || isKnown(beginning, begun)) continue;
    const findings = followFrom(beginning, parts, options);
    const obligation = decided(beginning, findings);
    if (obligation === undefined) continue;
    const { leaks, releases, transfers, unknown } = findings;
    followed.push({ beginning, outcome: { obligation, leaks, releases, transfers, unknown } });
    agenda.push(...continuations(beginning, findings, parts));
  }
  const outcomes = followed.map((one) => (isToldByOwner(one, followed, parts) ? { ...one.outcome, leaks: [] } : one.outcome));
  return options.everyExit || options.tier === 'call' ? outcomes : outcomes.map((outcome) => withoutAborted(withoutFailedRuns(outcome, parts.file, parts.calls)));
}

/** The obligation, once a type has confirmed what needs one; undefined where none does, and where nothing hangs on it. */
function decided({ obligation, decide }: Beginning, { leaks, releases }: Findings): Obligation | undefined {
  if (decide === undefined) return obligation;
  const hangsOnIt = leaks.length > 0 && (obligation.spec.life === 'endless' || releases.length > 0);
  const spec = hangsOnIt ? decide() : undefined;
  return spec === undefined ? undefined : { ...obligation, spec };
}

interface Followed {
  readonly beginning: Beginning;
  readonly outcome: ObligationOutcome;
}

/** A page goes with its browser: where the browser leaks, it is what has to be closed. */
function isToldByOwner({ beginning: { origin }, outcome: { obligation, leaks } }: Followed, others: readonly Followed[], { file, places }: FileParts): boolean {
  if (leaks.length === 0 || origin.kind !== 'step' || origin.owner === undefined || !obligation.spec.release.some(({ by }) => by === 'owner-release')) return false;
  return others.some(({ outcome: owner }) => {
    const holder = owner.leaks.length === 0 ? undefined : holderOf(owner.obligation.node, file);
    return holder !== undefined && places.ofVariable(holder) === origin.owner;
  });
}

function isKnown({ obligation, origin }: Beginning, begun: Set<string>): boolean {
  const at = obligation.node.range;
  const key = `${String(at[0])}:${String(at[1])}|${obligation.spec.id}|${origin.place}|${String(obligation.root.range[0])}`;
  if (begun.has(key)) return true;
  begun.add(key);
  return false;
}

export function followFrom({ obligation, origin }: Beginning, parts: FileParts, options: OutcomeOptions): Findings {
  const { spec, root } = obligation;
  const { tier, everyExit } = options;
  const body = parts.bodies.bodyOf(root);
  return follow({
    body,
    spec,
    tier,
    everyExit,
    origin,
    effectOn: (fn, place) => parts.summaries.effectOn({ fn, place, spec, tier }),
    effectOnArgument: (fn, index, inside) => parts.summaries.effectOnArgument(fn, index, inside, spec, tier),
    releasedByEarlierClosure: releasedByEarlierClosure(body, (fn, place) => parts.summaries.effectOn({ fn, place, spec, tier }), spec.family === 'timer' && spec.life === 'one-shot' ? obligation.node : undefined),
  });
}

/** What the collected nodes acquire. Module code owes nothing at its end (law 7). */
function* beginnings(parts: FileParts): Generator<Beginning> {
  const { collected, file, index } = parts;
  for (const node of collected.acquisitions) {
    for (const { spec, acquisition } of acquiredBy(node, index, file)) {
      if (acquisition.callbackParameter !== undefined) continue;
      const result = parts.places.of(node);
      const place = acquisition.property === undefined ? result : memberPlace(result, acquisition.property);
      yield* atStep(parts, node, { spec, place, pending: acquisition.awaited === true, owner: ownerOf(node, parts), property: acquisition.property });
    }
    if (node.type === 'CallExpression') yield* inCallbacks(node, parts);
    const annotated = annotatedRelease(node, file);
    if (annotated !== undefined) yield* atStep(parts, node, { spec: annotated.spec, place: parts.places.of(node), pending: annotated.awaited });
  }
  yield* byName(parts);
  yield* abortedWork(parts);
  for (const { at, birth, decide } of typedBirths(parts)) {
    for (const beginning of atStep(parts, at, birth)) yield decide === undefined ? beginning : { ...beginning, decide };
  }
}

function* inCallbacks(node: TSESTree.CallExpression, parts: FileParts): Generator<Beginning> {
  for (const { spec, callback, parameter, error } of givenToCallback(node, parts.index, parts.file)) {
    const name = callback.params[parameter];
    const errorName = error === undefined ? undefined : callback.params[error];
    if (name?.type !== 'Identifier') continue;
    yield {
      obligation: { spec, node: name, root: callback },
      origin: { kind: 'entry', place: parts.places.of(name), error: errorName?.type === 'Identifier' ? parts.places.of(errorName) : undefined },
    };
  }
}

function* byName(parts: FileParts): Generator<Beginning> {
  for (const declarator of parts.collected.capabilities) {
    if (declarator.init === null || isKnownAcquisition(declarator.init, parts)) continue;
    for (const { spec, name, beside } of capabilitiesOf(declarator.id, declarator.init, parts.file)) {
      const work = beside.map((one) => parts.places.of(one));
      yield* atStep(parts, declarator.id, { spec, place: parts.places.of(name), pending: false, reported: name, work });
    }
  }
}

/** What the catalogue knows better is not judged by its name. */
function isKnownAcquisition(value: TSESTree.Expression, parts: FileParts): boolean {
  const source = unwrapped(value);
  const call = source.type === 'AwaitExpression' ? unwrapped(source.argument) : source;
  return call.type === 'CallExpression' && (acquiredBy(call, parts.index, parts.file).length > 0 || annotatedRelease(call, parts.file) !== undefined);
}

/** The place of what an acquiring method is called on. */
function ownerOf(node: Node, parts: FileParts): Place | undefined {
  const called = methodCall(node);
  return called === undefined ? undefined : parts.places.of(called.receiver);
}

/** A resource that comes into being at a step. */
export interface Birth {
  readonly spec: ResourceSpec;
  readonly place: Place;
  readonly pending: boolean;
  /** Where the report goes, if not on the acquiring node. */
  readonly reported?: Node;
  readonly owner?: Place | undefined;
  readonly property?: string | undefined;
  readonly work?: readonly Place[];
}

export function* atStep(parts: FileParts, at: Node, birth: Birth): Generator<Beginning> {
  const root = rootOf(at);
  if (root.type === 'Program') return;
  const body = parts.bodies.bodyOf(root);
  const position = body.positionOf(at);
  if (position === undefined) return;
  const { spec, place, pending, reported = at, owner, property, work = [] } = birth;
  const origin: Origin = { kind: 'step', ...position, place, pending, work, ...(owner === undefined ? {} : { owner }), ...(property === undefined ? {} : { property }) };
  yield { obligation: { spec, node: reported, root, ...(property === undefined ? {} : { property }) }, origin };
}

/** Where an obligation goes on in another body: at the callers of a function that returns it, around an executor. */
function* continuations({ obligation, origin }: Beginning, findings: Findings, parts: FileParts): Generator<Beginning> {
  const { root, spec } = obligation;
  if (!isFunction(root)) return;
  yield* inNextCallback(obligation, origin, findings, parts);
  const fresh = freshResult(root, obligation, findings, parts.file);
  for (const call of fresh === undefined ? [] : [...callsOf(root, parts.file), ...ownCallsOf(root, parts)]) {
    const result = parts.places.of(call);
    const place = fresh?.property === undefined ? result : memberPlace(result, fresh.property);
    yield* atStep(parts, call, { spec, place, pending: root.async, property: fresh?.property });
  }
  yield* aroundExecutor(root, spec, findings, parts, obligation);
}

/** `fs.fstat(fd, (err, info) => ...)`: the callback is called once, and has what only it can release now. */
function* inNextCallback(obligation: Obligation, { place }: Origin, { transfers: [only, ...others], releases }: Findings, { file, places }: FileParts): Generator<Beginning> {
  if (only?.reason !== 'captured' || others.length + releases.length > 0) return;
  const call = only.node.type === 'CallExpression' ? only.node : wrappingParent(only.node);
  const callback = call?.type === 'CallExpression' ? call.arguments.at(-1) : undefined;
  const isOfNode = call?.type === 'CallExpression' && file.origins.originOf(call.callee)?.startsWith('node:fs#') === true;
  if (callback === undefined || !isFunction(callback) || !isOfNode) return;
  const holder = holderOf(obligation.node, file);
  const held = places.variableAt(place) !== undefined ? place : holder === undefined ? undefined : places.ofVariable(holder);
  if (held !== undefined) yield { obligation: { ...obligation, root: callback }, origin: { kind: 'entry', place: held, error: undefined } };
}

/** Every value that the function returns is the resource that it acquired, or has it as the same property. */
function freshResult(fn: FunctionNode, { node }: Obligation, findings: Findings, file: FileContext): PartOfResult | undefined {
  const returned = findings.transfers.filter((transfer) => transfer.reason === 'returned').map((transfer) => transfer.node);
  if (returned.length === 0 || findings.transfers.some((transfer) => transfer.reason !== 'returned')) return undefined;
  const given = returnedValues(fn);
  if (fn.body.type === 'BlockStatement' && !given.every((value) => returned.includes(value))) return undefined;
  const [first, ...others] = given.map((value) => partOfResult(value, holderOf(node, file), file));
  return others.every((other) => other !== undefined && other.property === first?.property) ? first : undefined;
}

/** The calls of a named function of this file, where every mention is a call. */
function callsOf(fn: FunctionNode, file: FileContext): readonly TSESTree.CallExpression[] {
  const name = nameOfFunction(fn);
  const variable = name === undefined ? undefined : file.bindings.variableOf(name);
  return (variable?.references ?? []).flatMap((reference) => {
    const call = reference.identifier.parent;
    return call.type === 'CallExpression' && call.callee === reference.identifier ? [call] : [];
  });
}

/** `this.createView()`: the calls of a method in its own class. */
function ownCallsOf({ parent }: FunctionNode, { calls }: FileParts): readonly TSESTree.CallExpression[] {
  if ((parent.type !== 'MethodDefinition' && parent.type !== 'PropertyDefinition') || parent.static) return [];
  return (calls.get(definitionName(parent) ?? '') ?? []).flatMap((call) => {
    const callee = unwrapped(call.callee);
    const isOwn = callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression' && enclosingClass(call) === parent.parent.parent;
    return isOwn && call.type === 'CallExpression' ? [call] : [];
  });
}

/** What an executor stores in a variable of the body around it, that body holds from there on. */
function* aroundExecutor(fn: FunctionNode, spec: ResourceSpec, findings: Findings, parts: FileParts, obligation: Obligation): Generator<Beginning> {
  const call = promiseOfExecutor(fn, parts.file);
  if (call === undefined) return;
  const outer: GraphRoot = rootOf(call);
  for (const { reason, node } of findings.transfers) {
    if (reason !== 'stored' || node.type !== 'Identifier') continue;
    const variable = parts.file.bindings.variableOf(node);
    if (variable === undefined || !parts.file.bindings.belongsTo(variable, outer)) continue;
    yield* atStep(parts, call, { spec, place: parts.places.ofVariable(variable), pending: false, reported: obligation.node });
  }
}

