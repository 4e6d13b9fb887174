/** What a call does to a holder: releases it, borrows it, gives it another name, or takes it over. */
import type { Release } from '../../resources/spec.js';
import type { ArgumentEffect, CallEffect } from '../effects/effect.js';
import { RELEASE_MEMBERS } from '../effects/capability.js';
import { callKindOf, isWeakRegistration, runsCallbackAtOnce } from '../effects/known-calls.js';
import { memberPlace, type Place } from '../effects/place.js';
import { wrappingParent, type FunctionNode } from '../syntax/ast.js';
import { closureHandedOver } from './closures.js';
import { heldWithin, holds, joined, type Held } from './state.js';
import { ENDED, type PlaceSummary, type Surroundings } from './surroundings.js';

export function applyCall(effect: CallEffect, state: Held, isThrow: boolean, around: Surroundings): Held | undefined {
  if (state.places.length === 0) return state;
  if (arms(effect, state, around)) return isThrow ? ENDED : armed(effect, state, around);
  if (releases(effect, state, around)) {
    around.released(effect.node);
    return ENDED;
  }
  if (isTakenOver(effect, state)) return handedOn(effect, state, isThrow, around);
  const ran = runTargets(effect, state, isThrow, around);
  if (ran !== 'not known') return ran;
  const handed = handClosures(effect, state, isThrow, around);
  if (handed === ENDED) return ENDED;
  return takeArguments(effect, handed, isThrow, around);
}

/** Somebody says that the callee owns an argument that holds it. */
function isTakenOver(effect: CallEffect, state: Held): boolean {
  return effect.args.some((argument, index) => heldWithin(state, argument.place).length > 0 && effect.custodyOf(index) === 'owns');
}

/** Law 10: a transfer happens on normal return. */
function handedOn(effect: CallEffect, state: Held, isThrow: boolean, around: Surroundings): Held | undefined {
  if (isThrow) return state;
  around.transferred({ reason: 'taken', node: effect.node });
  return ENDED;
}

/** The call is one of the resource's own releases, of this holder. */
function releases(effect: CallEffect, state: Held, around: Surroundings): boolean {
  const { spec } = around;
  if (effect.method !== undefined && spec.waive?.includes(effect.method) === true && holds(state, effect.receiver)) return true;
  return spec.release.some((release) => isRelease(release, effect, state, around));
}

/** The call that makes the resource owe something: where it fails, nothing was acquired (law 1). */
function arms(effect: CallEffect, state: Held, around: Surroundings): boolean {
  return !state.armed && effect.method !== undefined && around.spec.armedBy?.includes(effect.method) === true && holds(state, effect.receiver);
}

/** Where the arming member gives the holder again, so does its promise: `const client = await createClient().connect()`. */
function armed(effect: CallEffect, state: Held, { spec }: Surroundings): Held {
  const isFluent = effect.method !== undefined && spec.fluent?.includes(effect.method) === true;
  return { ...state, armed: true, arming: effect.result, places: isFluent ? joined(state.places, [effect.result]) : state.places };
}

function isRelease(release: Release, effect: CallEffect, state: Held, around: Surroundings): boolean {
  switch (release.by) {
    case 'function':
      return effect.origin === release.of && holds(state, effect.args[release.argument]?.place);
    case 'method':
      return effect.method === release.name && holds(state, effect.receiver);
    case 'whole-method':
      return effect.method === release.name && effect.receiver !== undefined && heldWithin(state, effect.receiver).length > 0;
    case 'call':
      return holds(state, effect.callee) || (holds(state, effect.receiver) && (effect.method === 'call' || effect.method === 'apply'));
    case 'method-argument':
      return effect.method === release.name && holds(state, effect.args[release.argument]?.place);
    case 'owner-method':
      return effect.method === release.name && effect.receiver !== undefined && effect.receiver === around.owner;
    case 'owner-release':
      return effect.method !== undefined && RELEASE_MEMBERS.includes(effect.method) && effect.receiver !== undefined && effect.receiver === around.owner;
    case 'iterated':
    case 'iteration-end':
      return false;
  }
}

/** The functions of this file that the call runs, by their summaries; `not known` where somebody else runs. */
function runTargets(effect: CallEffect, state: Held, isThrow: boolean, around: Surroundings): Held | undefined | 'not known' {
  const targets = targetsOf(effect);
  if (targets.length === 0) return 'not known';
  const summaries = targets.flatMap((fn) => summariesOfCall(effect, fn, state, around));
  const first = summaries[0];
  if (first === undefined) return state;
  const same = summaries.every((other) => outcomeOf(other, isThrow) === outcomeOf(first, isThrow) && other.isAsync === first.isAsync);
  const isCertain = same && (effect.complete || effect.targets.length === 0);
  return settle(isCertain ? first : { ...first, normal: 'escaped', throws: 'escaped' }, effect, state, isThrow, around);
}

/** What runs at once: the callee, or the callback of an executor, `forEach` and their like. */
function targetsOf(effect: CallEffect): readonly FunctionNode[] {
  if (effect.targets.length > 0) return effect.targets;
  return runsCallbackAtOnce(effect) ? (effect.args[0]?.functions ?? []) : [];
}

function outcomeOf(summary: PlaceSummary, isThrow: boolean): PlaceSummary['normal'] {
  return isThrow ? summary.throws : summary.normal;
}

/** One summary for each held place that the function can see: as an argument, or as a captured variable. */
function summariesOfCall(effect: CallEffect, fn: FunctionNode, state: Held, around: Surroundings): readonly PlaceSummary[] {
  const seen = state.places.map((place) => around.effectOn(fn, place)).filter((summary) => summary.normal !== 'held' || summary.throws !== 'held');
  if (effect.targets.length === 0) return seen;
  const given = effect.args.flatMap((argument, index) =>
    (effect.custodyOf(index) === 'borrows' ? [] : heldWithin(state, argument.place)).map((held) =>
      argument.isSpread ? ESCAPED : around.effectOnArgument(fn, index, held.slice(argument.place.length)),
    ),
  );
  return [...given, ...seen];
}

const ESCAPED: PlaceSummary = { normal: 'escaped', throws: 'escaped', isAsync: false };

function settle(summary: PlaceSummary, effect: CallEffect, state: Held, isThrow: boolean, around: Surroundings): Held | undefined {
  switch (outcomeOf(summary, isThrow)) {
    case 'never':
      return ENDED;
    case 'held':
      return state;
    case 'returned':
      return { ...state, places: joined(state.places, [effect.result]) };
    case 'released':
      if (summary.isAsync && summary.throws === 'held' && !isThrow) return { ...state, releasing: effect.result };
      around.released(effect.node);
      return ENDED;
    case 'passed':
      return passed(effect, state, isThrow, around);
    case 'escaped':
      return handedOn(effect, state, isThrow, around);
  }
}

/** Closures among the arguments of a call that somebody else answers. */
function handClosures(effect: CallEffect, state: Held, isThrow: boolean, around: Surroundings): Held | undefined {
  const functions = effect.args.flatMap((argument) => argument.functions);
  if (functions.length === 0 || isThrow || runsCallbackAtOnce(effect)) return state;
  return closureHandedOver(functions, { node: effect.node, weak: isWeakRegistration(effect) }, state, around);
}

/** The holder among the arguments of a call that somebody else answers (law 11), or as its receiver. */
function takeArguments(effect: CallEffect, state: Held, isThrow: boolean, around: Surroundings): Held | undefined {
  if (holds(state, effect.receiver) && state.pending) return chained(effect, state, isThrow, around);
  if (holds(state, effect.receiver)) {
    if (!isThrow && readsInChain(effect, around)) {
      around.transferred({ reason: 'unmodelled', node: effect.node });
      return ENDED;
    }
    const given = isThrow ? [] : givenBack(effect, around);
    return given.length === 0 ? state : { ...state, places: joined(state.places, given) };
  }
  const given = effect.args.filter((argument, index) => heldWithin(state, argument.place).length > 0 && effect.custodyOf(index) !== 'borrows');
  if (given.length === 0) return state;
  switch (callKindOf(effect, around.spec)) {
    case 'borrows':
      return state;
    case 'combines':
      return isThrow ? state : { ...state, places: joined(state.places, combined(given, effect, state)) };
    case 'unknown':
      return passed(effect, state, isThrow, around);
  }
}

/** Law 11: an unknown call takes the holder over, unless everything that follows says that it only borrowed. */
function passed(effect: CallEffect, state: Held, isThrow: boolean, around: Surroundings): Held | undefined {
  if (isThrow || around.isLent(effect.node, state)) return state;
  around.transferred({ reason: 'passed', node: effect.node });
  return ENDED;
}

/** `reader.read().then(({ done }) => ...)`: what is done at the end is done in a callback that nobody follows. */
function readsInChain({ node, method }: CallEffect, { spec }: Surroundings): boolean {
  const isRead = spec.release.some((release) => release.by === 'iteration-end' && release.method === method);
  return isRead && wrappingParent(node)?.type === 'MemberExpression';
}

/** Where the result of a member holds the resource: it is the resource, or it knows it, alone or as an element. */
function givenBack({ method, result }: CallEffect, { spec }: Surroundings): readonly Place[] {
  if (method === undefined) return [];
  if (spec.fluent?.includes(method) === true) return [result];
  return spec.carriedBy?.includes(method) === true ? [memberPlace(result, CARRIED), memberPlace(memberPlace(result, '0'), CARRIED)] : [];
}

/** The path under which a part holds what it is a part of: no property has this name. */
const CARRIED = '@@owner';

/** A promise of the resource: `then` gives it to the callback, `catch` and `finally` pass it on. */
function chained(effect: CallEffect, state: Held, isThrow: boolean, around: Surroundings): Held | undefined {
  if (isThrow) return state;
  if (effect.method === 'catch' || effect.method === 'finally') return { ...state, places: joined(state.places, [effect.result]) };
  around.transferred({ reason: 'passed', node: effect.node });
  return ENDED;
}

/** `Promise.all([a, b])`: the result holds what the elements hold, at their places. */
function combined(given: readonly ArgumentEffect[], effect: CallEffect, state: Held): readonly Place[] {
  return given.flatMap((argument) =>
    heldWithin(state, argument.place).map((held) => {
      const path = held.slice(argument.place.length + 1);
      return path === '' ? effect.result : memberPlace(effect.result, path);
    }),
  );
}
