/**
 * Which listeners stay on a target that outlives what they were added for, and how that can be seen.
 *
 * The order is that of certainty: a removal that some path misses, a removal that cannot match, work that ends, a loop,
 * a lifecycle, an owner that is torn down. What is left is a risk, and said to be one.
 */
import { endEvents, eventsOfAPage } from '../../../resources/lifecycles.js';
import { registeredListener, unsureEvents } from '../../../resources/listeners.js';
import type { ThrowTier } from '../../cfg/graph.js';
import { RELEASE_MEMBERS } from '../../effects/capability.js';
import { compareListeners } from '../../effects/listener-key.js';
import { compareTargets } from '../../effects/listener-match.js';
import type { TargetLife, Targets } from '../../effects/listener-target.js';
import type { Registration } from '../../effects/listeners.js';
import { memberPlace, type Place } from '../../effects/place.js';
import type { ObligationOutcome } from '../../obligations/obligation.js';
import { isReleasedByResult } from '../../obligations/returned-release.js';
import { isInside, methodCall, rootOf, type Node } from '../../syntax/ast.js';
import { isInTest } from '../../syntax/tests.js';
import { isEntryPoint, withoutFailedRuns } from '../entry-points.js';
import { followFrom, type FileParts } from '../file-obligations.js';
import type { OwnerParts } from '../owners/owner-parts.js';
import { isClosedIn } from '../owners/objects-of-this.js';
import { isWithinAny } from '../owners/reach.js';
import type { KnownListener } from './file-listeners.js';
import { composableAround } from './composables.js';
import { createListenerContext, type ListenerContext } from './listener-context.js';
import { certain, type LeakedListener, type ListenerAnswer } from './listener-evidence.js';
import { addedPerRequest, passedOnAbort, staysWhenSettled } from './listener-calls.js';
import { addsEachTurn, enclosingLoop, loserOfEachTurn } from './listener-loops.js';
import { mayRemoveIn } from './listener-paths.js';
import { isReplaced, whenOnlyReplaced, whenOwnerEnds } from './listener-owners.js';
import { namedForRemoval, removedByOpposite } from './listener-opposites.js';
import { lostAgainst, siblingRemoval } from './listener-siblings.js';
import { overwrittenListener } from './overwritten-listeners.js';
import { workAround } from './listener-work.js';

export function leakedListeners(parts: FileParts, owners: OwnerParts, tier: ThrowTier): readonly LeakedListener[] {
  const question = new ListenerQuestion(createListenerContext(parts, owners, tier));
  return parts.listeners.known.flatMap((known) => {
    const found = question.answer(known);
    return found === undefined ? [] : [{ registration: known.registration, ...found }];
  });
}

class ListenerQuestion {
  private readonly parts: FileParts;
  private readonly owners: OwnerParts;
  private readonly targets: Targets;

  constructor(private readonly context: ListenerContext) {
    this.parts = context.parts;
    this.owners = context.owners;
    this.targets = context.targets;
  }

  answer(known: KnownListener): ListenerAnswer | undefined {
    const { registration } = known;
    if (registration.isExcused || rootOf(registration.node).type === 'Program' || standsIn(registration, this.parts)) return undefined;
    const addedAnew = this.asNamed(registration) ?? staysWhenSettled(known, this.context) ?? loserOfEachTurn(known, this.context);
    if (addedAnew !== undefined) return addedAnew;
    const life = this.targets.lifeOf(registration.target);
    if (this.isOfSource(registration)) return undefined;
    if (life === 'own' || life === 'given' || (isInTest(registration.node) && endsWithTest(life))) return undefined;
    const perRequest = addedPerRequest(known, life, this.context);
    if (perRequest !== undefined) return this.besideSibling(known, life) ?? perRequest;
    return known.removals.length > 0 ? this.despiteRemovals(known, life) : this.withoutRemoval(known, life);
  }

  /** A function that is named for the removal adds. */
  private asNamed(registration: Registration): ListenerAnswer | undefined {
    const reversed = namedForRemoval(registration);
    return reversed === undefined ? undefined : certain({ kind: 'reversed', ...reversed });
  }

  private despiteRemovals(known: KnownListener, life: TargetLife): ListenerAnswer | undefined {
    return overwrittenListener(known, this.context) ?? this.missedPath(known) ?? this.besideOther(known) ?? strayed(known) ?? whenOnlyReplaced(known, life, this.context);
  }

  private withoutRemoval(known: KnownListener, life: TargetLife): ListenerAnswer | undefined {
    const { registration } = known;
    const [miss] = known.nearMisses;
    if (miss !== undefined) return certain({ kind: 'mismatch', miss });
    if (this.isAbort(registration)) return this.afterAbort(known, life);
    if (endsItself(known) || (life === 'lasting' && eventsOfAPage.includes(registration.event ?? ''))) return this.besideSibling(known, life);
    return this.inLoop(registration) ?? this.inLifecycle(registration, life) ?? this.besideSibling(known, life) ?? this.besideOpposite(known) ?? passedOnAbort(registration, life, this.context) ?? whenOwnerEnds(registration, life, this.context) ?? this.perCall(registration, life);
  }

  private isAbort({ event, target }: Registration): boolean {
    return event === CANCELLATION || ((event === 'abort' || event === 'onabort') && this.targets.isSignal(target));
  }

  /** Two loops over the same list turn equally often, which no path knows: what a loop adds is not followed. */
  private missedPath(known: KnownListener): ListenerAnswer | undefined {
    const { node } = known.registration;
    if (enclosingLoop(node) !== undefined || !mayRemoveIn(rootOf(node), known.removals, this.context)) return undefined;
    const followed = this.followed(known);
    if (followed === undefined || followed.unknown !== undefined) return undefined;
    // What waits for its event, or for the target's end, is not over when the function is, unless that fails.
    const leaks = isOfAnEnd(known.registration) || (known.ownRemovals.length > 0 && endsItself(known)) ? followed.leaks.filter(({ exit }) => exit.tier !== undefined) : followed.leaks;
    if (leaks.length === 0) return undefined;
    // That the target is closed on another path does not show that the listener was to be removed.
    const isRemoved = followed.releases.some((release) => !RELEASE_MEMBERS.includes(methodCall(release)?.method ?? '') && !this.isOfAnother(release, known));
    const sure = isRemoved ? leaks : leaks.filter(({ exit }) => exit.tier !== 'call' && isReleasedByResult(followed));
    return sure.length > 0 ? certain({ kind: 'path', outcome: { ...followed, leaks: sure } }) : undefined;
  }

  /** `other.removeEventListener(event, f)` for the same function: perhaps this target, and perhaps the other half of a toggle. */
  private isOfAnother(release: Node, { registration, removals }: KnownListener): boolean {
    const { file, places } = this.parts;
    const removal = removals.find(({ node }) => node === release);
    return removal !== undefined && compareTargets(removal.target, registration.target, file, places) !== 'alike';
  }

  /** The obligation of the registration's key, through the body that registers. */
  private followed({ registration, place }: KnownListener): ObligationOutcome | undefined {
    const { node, target, callback } = registration;
    const { parts, tier } = this.context;
    const root = rootOf(node);
    const position = parts.bodies.bodyOf(root).positionOf(node);
    if (position === undefined) return undefined;
    const subject = parts.places.of(target);
    const over = this.isAbort(registration) ? memberPlace(subject, 'aborted') : undefined;
    const obligation = { spec: registeredListener, node, root };
    const known = { present: [subject, parts.places.of(callback)], over };
    const findings = followFrom({ obligation, origin: { kind: 'step', ...position, place, pending: false, known, ...(over === undefined ? { owner: subject } : {}) } }, parts, { tier, everyExit: false });
    const { leaks, releases, transfers, unknown } = findings;
    const outcome = { obligation, leaks, releases, transfers, unknown };
    return tier === 'call' ? outcome : withoutFailedRuns(outcome, parts.file, parts.calls);
  }

  /** An abort listener on a caller's signal, when the work has ended well: abort may never come. */
  private afterAbort(known: KnownListener, life: TargetLife): ListenerAnswer | undefined {
    const { registration } = known;
    const work = workAround(registration, this.parts.file, this.parts.bodies);
    if (work?.ends === false) return undefined;
    if (work?.node.type === 'NewExpression') return { evidence: { kind: 'work', work: work.node }, risk: registration.event === CANCELLATION ? 'everyCall' : undefined };
    const outcome = work === undefined ? undefined : this.followed(known);
    if (outcome !== undefined && outcome.leaks.length > 0) {
      // Editors make a cancellation token for each call: only what is taken off somewhere is sure to stay elsewhere.
      const isOfOneCall = registration.event === CANCELLATION && outcome.releases.length === 0;
      return { evidence: { kind: 'path', outcome }, risk: isOfOneCall ? 'everyCall' : undefined };
    }
    if (work !== undefined && outcome?.unknown !== undefined) return certain({ kind: 'work', work: work.node });
    return this.inLoop(registration) ?? this.inLifecycle(registration, life) ?? this.besideSibling(known, life) ?? passedOnAbort(registration, life, this.context) ?? whenOwnerEnds(registration, life, this.context) ?? this.perCall(registration, life);
  }

  private besideOther(known: KnownListener): ListenerAnswer | undefined {
    // What adds it takes it off again on its other branch: the handlers need not.
    if (known.removals.some(({ node }) => rootOf(node) === rootOf(known.registration.node))) return undefined;
    const removal = lostAgainst(known, this.context);
    return removal === undefined ? undefined : certain({ kind: 'sibling', removal });
  }

  private besideSibling(known: KnownListener, life: TargetLife): ListenerAnswer | undefined {
    const removal = siblingRemoval(known, life, this.isAbort(known.registration), this.context);
    return removal === undefined ? undefined : certain({ kind: 'sibling', removal });
  }

  /** What undoes the others leaves this one. Some functions end a phase only, so it takes many to be sure. */
  private besideOpposite(known: KnownListener): ListenerAnswer | undefined {
    const opposite = removedByOpposite(known, this.context);
    if (opposite === undefined) return undefined;
    return { evidence: { kind: 'sibling', removal: opposite.removal }, risk: opposite.isSure ? undefined : 'everyCall' };
  }

  private inLoop(registration: Registration): ListenerAnswer | undefined {
    const loop = enclosingLoop(registration.node);
    if (loop === undefined || registration.once || !addsEachTurn(registration, loop, this.isAbort(registration), this.parts.file)) return undefined;
    return certain({ kind: 'loop', loop });
  }

  private inLifecycle(registration: Registration, life: TargetLife): ListenerAnswer | undefined {
    const { node } = registration;
    const lifecycle = this.owners.lifecycles.enclosingLifecycle(node) ?? (life === 'lasting' ? composableAround(node, this.parts.file) : undefined);
    if (lifecycle === undefined || !lifecycle.complete || life === 'unseen' || isReplaced(registration, life)) return undefined;
    return isWithinAny(node, new Set(lifecycle.undoes)) ? undefined : certain({ kind: 'lifecycle', lifecycle });
  }

  /** In the `start` of a stream's source whose `cancel` ends the target. Where there is no `cancel`, that is what is wrong with the source. */
  private isOfSource({ node, target }: Registration): boolean {
    const lifecycle = this.owners.lifecycles.enclosingLifecycle(node);
    if (lifecycle?.isSource !== true) return false;
    return lifecycle.undoes.length === 0 || isClosedIn(this.owners.reach.from(lifecycle.undoes), target, this.owners);
  }

  private perCall({ node, listener, once, event }: Registration, life: TargetLife): ListenerAnswer | undefined {
    const root = rootOf(node);
    if (isEntryPoint(root, this.parts.file)) return undefined;
    if (life === 'unseen' || (once && event !== 'abort') || event === CANCELLATION || listener.kind !== 'made' || !isInside(listener.node, root)) return undefined;
    // Every request, and every connection, adds one to what is there for all of them.
    const isServing = (life === 'module' || life === 'lasting') && this.owners.lifecycles.enclosingPerCall(node) !== undefined;
    return { evidence: { kind: 'call', root }, risk: isServing ? undefined : 'everyCall' };
  }
}

/** The `abort` of an editor's cancellation token. */
const CANCELLATION = 'onCancellationRequested';

/** Of the bodies that take it off, one takes its function off another event. */
function strayed({ strayRemoval }: KnownListener): ListenerAnswer | undefined {
  return strayRemoval === undefined ? undefined : certain({ kind: 'mismatch', miss: strayRemoval });
}

/** `else signal.onabort = f`: for hosts that know no other way, which the branch beside it takes. */
function standsIn({ node, host, event, target, listener }: Registration, { file, listeners, places }: FileParts): boolean {
  if (host !== 'property') return false;
  const root = rootOf(node);
  const objectOf = (expression: Node): Place => places.of(file.bindings.valueBehind(expression));
  return listeners.known.some(({ registration: other }) => `on${other.event ?? ''}` === event && rootOf(other.node) === root && objectOf(other.target) === objectOf(target) && compareListeners(other.listener, listener) === 'same');
}

/** What a test makes, or is given, is gone when it has ended. */
function endsWithTest(life: TargetLife): boolean {
  return life !== 'lasting' && life !== 'module';
}

/** `stream.on('close', f)`: there is no stream any more when it has been called. */
function isOfAnEnd({ event, host }: Registration): boolean {
  return host === 'EventEmitter' && event !== undefined && endEvents.includes(event);
}

/** It is called once, and that is sure to happen. */
function endsItself({ registration, ownRemovals }: KnownListener): boolean {
  const { event, once } = registration;
  return (once || ownRemovals.length > 0) && event !== undefined && !unsureEvents.includes(event) && !event.startsWith('SIG');
}
