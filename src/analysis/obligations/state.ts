/** The state of one obligation on one path: where it is held, and what the path has learned. */
import type { Abrupt, ThrowTier } from '../cfg/graph.js';
import { isTemporary, isWithin, rootOfPlace, type Place } from '../effects/place.js';
import type { Node } from '../syntax/ast.js';
import type { Facts } from './facts.js';
import type { ExitPoint } from './obligation.js';

export interface Held {
  /** Every place that holds the resource, sorted; empty once the last one is lost. */
  readonly places: readonly Place[];
  readonly facts: Facts;
  /** The acquiring step itself is still to be run. */
  readonly fresh: boolean;
  /** The places hold a promise of the resource. */
  readonly pending: boolean;
  /** The resource owes something: true from the start, or from the call that arms it (`client.connect()`). */
  readonly armed: boolean;
  /** The result of the arming call: where awaiting it rejects, nothing is owed after all. */
  readonly arming: Place | undefined;
  /** The result of a call of an async helper that releases: awaiting it releases, its rejection does not. */
  readonly releasing: Place | undefined;
  /** The abrupt completions that wait for cleanups to end, one for each copy that the path is inside of. */
  readonly leaving: readonly Leaving[];
  readonly lost: ExitPoint | undefined;
  /** A condition was passed that is tested more than once and not tracked: nothing may be concluded. */
  readonly doubtful: boolean;
}

export interface Leaving {
  /** A `break` or `continue` leaves blocks, not the body. */
  readonly kind: 'return' | 'throw' | 'reject' | 'yield-return' | 'jump';
  readonly node: Node;
  readonly tier: ThrowTier | undefined;
}

export const HELD_BY_NONE: Omit<Held, 'facts'> = {
  places: [],
  fresh: false,
  pending: false,
  armed: true,
  arming: undefined,
  releasing: undefined,
  leaving: [],
  lost: undefined,
  doubtful: false,
};

/** The same state with other facts. */
export function withFacts(state: Held, facts: Facts): Held {
  return facts === state.facts ? state : { ...state, facts };
}

/** `everyExit` tells the exits apart that share a `finally` body. */
export function keyOf(state: Held, everyExit: boolean): string {
  const exit = leavingKey(state.leaving, everyExit);
  const flags = `${state.fresh ? 'f' : ''}${state.pending ? 'p' : ''}${state.armed ? '' : 'u'}${state.doubtful ? 'd' : ''}${state.lost === undefined ? '' : 'l'}`;
  return `${state.places.join(',')}|${state.facts.join(',')}|${flags}|${state.releasing ?? ''}|${state.arming ?? ''}|${exit}`;
}

export function leavingKey(leaving: readonly Leaving[], everyExit: boolean): string {
  return leaving.map(({ kind, node }) => (everyExit ? `${kind}${String(node.range[0])}:${String(node.range[1])}` : kind)).join(',');
}

/** Where the value of a `return` is held while cleanups run. */
export function returnPlace(node: Node): Place {
  return `return${String(node.range[0])}`;
}

/** `places` without the values of `return`s that something has overridden. */
export function withoutOverridden(places: readonly Place[], leaving: readonly Leaving[]): readonly Place[] {
  if (!places.some((place) => place.startsWith('return'))) return places;
  return places.filter((place) => !place.startsWith('return') || leaving.some(({ node }) => returnPlace(node) === place));
}

/** The places that hold the resource in `place` or inside what it holds; `v.*` means strictly inside. */
export function heldWithin(state: Held, place: Place): readonly Place[] {
  if (place.endsWith('.*')) {
    const container = place.slice(0, -2);
    return state.places.filter((held) => held !== container && isWithin(held, container));
  }
  return state.places.filter((held) => isWithin(held, place));
}

export function holds(state: Held, place: Place | undefined): boolean {
  return place !== undefined && state.places.includes(place);
}

/** `places` without those in or inside `place`. */
export function without(places: readonly Place[], place: Place): readonly Place[] {
  return places.some((held) => isWithin(held, place)) ? places.filter((held) => !isWithin(held, place)) : places;
}

/** Both sets of places, sorted, each once. */
export function joined(places: readonly Place[], more: readonly Place[]): readonly Place[] {
  return [...new Set([...places, ...more])].sort();
}

/** The held places whose variable is one of `variables`. */
export function withoutVariables(places: readonly Place[], variables: readonly Place[]): readonly Place[] {
  return places.filter((held) => !variables.includes(rootOfPlace(held)));
}

/** The same places without the temporaries that a step has read. */
export function withoutTemporaries(places: readonly Place[], read: readonly Place[]): readonly Place[] {
  return places.filter((held) => !(isTemporary(held) && read.some((place) => isWithin(held, place))));
}

/** The exit that a state leaves by when it arrives at the end of a body. */
export function exitOf(leaving: readonly Leaving[], root: Node): ExitPoint {
  const left = leaving.at(-1);
  return left === undefined || left.kind === 'jump' ? { kind: 'fall-through', node: root, tier: undefined } : { ...left, kind: left.kind };
}

/** An exit by losing the last name. Where a completion ends the name on its way out, that completion is the exit. */
export function lostExitOf(kind: 'scope-end' | 'overwrite' | 'drop', at: Node, leaving: Leaving | undefined): ExitPoint {
  if (leaving === undefined) return { kind, node: at, tier: undefined };
  const { node, tier } = leaving;
  return kind === 'scope-end' && leaving.kind !== 'jump' ? { ...leaving, kind: leaving.kind } : { kind, node, tier };
}

/** The exit by a throw edge that took the last name with it: a rejected `Promise.all` keeps what its siblings gave. */
export function thrownExitOf({ node }: Abrupt, tier: ThrowTier | undefined): ExitPoint {
  return { kind: throwKindOf(node, tier), node, tier };
}

/** A promise rejects, whichever tier says so; anything else throws. */
export function throwKindOf(node: Node, tier: ThrowTier | undefined): 'reject' | 'throw' {
  return tier === 'await' || node.type === 'AwaitExpression' ? 'reject' : 'throw';
}
