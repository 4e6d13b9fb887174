/** The listeners of one file: every registration, with the removals that can end it and those that only look like it. */
import { keyPlace, type KeyedReleases } from '../../effects/keyed.js';
import { compareListeners } from '../../effects/listener-key.js';
import { matchOf, type Match } from '../../effects/listener-match.js';
import { assignedListener, registrationOf, removalOf, type Registration, type Removal } from '../../effects/listeners.js';
import type { Place, Places } from '../../effects/place.js';
import { rootOf, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Collected } from '../collector.js';

export interface NearMiss {
  readonly removal: Removal;
  readonly differsIn: Exclude<Match, 'removes'>;
}

export interface KnownListener {
  readonly registration: Registration;
  /** The place under which the obligation is followed. */
  readonly place: Place;
  /** Removals that end it, but for those of the listener itself. */
  readonly removals: readonly Removal[];
  /** Removals inside the listener: it takes itself off when it is called. */
  readonly ownRemovals: readonly Removal[];
  /** Removals that are meant for it and do not match, where none does. */
  readonly nearMisses: readonly NearMiss[];
  /** A removal that was written for it and names another event or function, while others may end it. */
  readonly strayRemoval: NearMiss | undefined;
}

export interface FileListeners extends KeyedReleases {
  readonly known: readonly KnownListener[];
  readonly removals: readonly Removal[];
}

/** Read when it is first asked for: by then the whole file has been seen. */
export function createFileListeners(collected: Collected, file: FileContext, places: Places): FileListeners {
  let found: Found | undefined;
  const read = (): Found => (found ??= readListeners(collected, file, places));
  return {
    get known() {
      return read().known;
    },
    get removals() {
      return read().removals;
    },
    releasedBy: (node) => read().released.get(node) ?? NOTHING,
    hasRelease: (place) => read().releasable.has(place),
  };
}

const NOTHING: readonly Place[] = [];

interface Found {
  readonly known: readonly KnownListener[];
  readonly removals: readonly Removal[];
  readonly released: ReadonlyMap<Node, readonly Place[]>;
  readonly releasable: ReadonlySet<Place>;
}

function readListeners(collected: Collected, file: FileContext, places: Places): Found {
  const registrations: Registration[] = [];
  const removals: Removal[] = [];
  for (const call of collected.listenerCalls) {
    const registration = registrationOf(call, file, places);
    const removal = registration === undefined ? removalOf(call, file, places) : undefined;
    if (registration !== undefined) registrations.push(registration);
    if (removal !== undefined) removals.push(removal);
  }
  for (const node of collected.handlerAssignments) {
    const assigned = assignedListener(node, file, places);
    if (assigned === undefined) continue;
    if ('isForAll' in assigned) removals.push(assigned);
    else registrations.push(assigned);
  }
  const pairs = pairsOf(removals, registrations, (removal, registration) => matchOf(removal, registration, file, places));
  const paired = registrations.map((registration, index) => knownListener(registration, keyPlace(index), pairs.get(registration) ?? []));
  const known = paired.map((one) => withTwin(one, paired, removals, places));
  const released = new Map<Node, Place[]>();
  for (const { place, removals: ending } of known) for (const { node } of ending) released.set(node, [...(released.get(node) ?? []), place]);
  return { known, removals, released, releasable: new Set([...released.values()].flat()) };
}

/**
 * `off('end', onEnd); off('start', onEnd);` where `on('start', onStart)` has no removal: what is removed twice, and from
 * an event to which nobody added it, was written for the function of that event.
 */
function withTwin(known: KnownListener, all: readonly KnownListener[], removals: readonly Removal[], places: Places): KnownListener {
  const { registration, nearMisses, strayRemoval } = known;
  const isRemoved = [...known.removals, ...known.ownRemovals].some(({ listener }) => compareListeners(listener, registration.listener) === 'same');
  if (isRemoved || registration.event === undefined || nearMisses.length > 0 || strayRemoval !== undefined) return known;
  const twin = removals.find((removal) => {
    if (removal.event !== registration.event || removal.isForAll || compareListeners(removal.listener, registration.listener) !== 'different') return false;
    return places.of(removal.target) === places.of(registration.target) && all.some((other) => isRemovedBeside(other, removal, places));
  });
  if (twin === undefined) return known;
  const miss: NearMiss = { removal: twin, differsIn: 'other function' };
  return known.removals.length + known.ownRemovals.length > 0 ? { ...known, strayRemoval: miss } : { ...known, nearMisses: [miss] };
}

/** The function of the removal belongs to another event, from which the same body takes it off as well. */
function isRemovedBeside({ registration, removals }: KnownListener, removal: Removal, places: Places): boolean {
  if (registration.event === removal.event || compareListeners(registration.listener, removal.listener) !== 'same') return false;
  return removals.some(({ node }) => rootOf(node) === rootOf(removal.node)) && places.of(registration.target) === places.of(removal.target);
}

/** A removal with what it means for one registration. */
interface Pair {
  readonly removal: Removal;
  readonly match: Match;
}

/** From the most to the least that a removal has in common with a registration. */
const NEARNESS: readonly Match[] = ['removes', 'other capture', 'other function', 'other event'];

/** For each registration, the removals that end it and those that end nothing in this file and come nearest to it. */
function pairsOf(removals: readonly Removal[], registrations: readonly Registration[], compare: (removal: Removal, registration: Registration) => Match | undefined): ReadonlyMap<Registration, readonly Pair[]> {
  const pairs = new Map<Registration, Pair[]>();
  for (const removal of removals) {
    const matches = registrations.map((registration) => compare(removal, registration));
    const nearest = NEARNESS.find((match) => matches.includes(match));
    for (const [index, registration] of registrations.entries()) {
      const match = matches[index];
      if (match !== undefined && match === nearest) pairs.set(registration, [...(pairs.get(registration) ?? []), { removal, match }]);
    }
  }
  return pairs;
}

function knownListener(registration: Registration, place: Place, pairs: readonly Pair[]): KnownListener {
  const ending = pairs.flatMap(({ removal, match }) => (match === 'removes' ? [removal] : []));
  const nearMisses = pairs.flatMap(({ removal, match }) => (match === 'removes' ? [] : [{ removal, differsIn: match }]));
  const ownRemovals = ending.filter((removal) => isInsideListener(removal, registration));
  const removals = ending.filter((removal) => !ownRemovals.includes(removal));
  return { registration, place, removals, ownRemovals, nearMisses: ending.length > 0 ? [] : nearMisses, strayRemoval: nearMisses.find((miss) => isStray(miss, ending)) };
}

/** What removes more than was added may be careful; what removes it nowhere else in the same body has the wrong name. */
function isStray({ removal, differsIn }: NearMiss, ending: readonly Removal[]): boolean {
  return differsIn === 'other event' && !ending.some(({ node }) => rootOf(node) === rootOf(removal.node));
}

function isInsideListener({ node }: Removal, { listener, callback }: Registration): boolean {
  const own = listener.kind === 'made' ? listener.node : callback;
  return node.range[0] >= own.range[0] && node.range[1] <= own.range[1];
}
