/**
 * Which listeners stay on a target that outlives what they were added for, and how that can be seen.
 *
 * The order is that of certainty: a removal that some path misses, a removal that cannot match, work that ends, a loop,
 * a lifecycle, an owner that is torn down. What is left is a risk, and said to be one.
 */
import { registeredListener, unsureEvents } from '../../resources/listeners.js';
import type { ThrowTier } from '../cfg/graph.js';
import { isMadeOnTheSpot } from '../effects/listener-key.js';
import { createTargets, type TargetLife, type Targets } from '../effects/listener-target.js';
import type { Registration, Removal } from '../effects/listeners.js';
import { memberPlace } from '../effects/place.js';
import type { ObligationOutcome } from '../obligations/obligation.js';
import { rootOf, type Node } from '../syntax/ast.js';
import type { NearMiss, KnownListener } from './file-listeners.js';
import { followFrom, type FileParts } from './file-obligations.js';
import type { Lifecycle } from './lifecycles.js';
import { enclosingLoop, workAround } from './listener-work.js';
import { addsEachTurn } from './listener-loops.js';
import { teardownReach, type TeardownReach } from './owner-reach.js';
import type { Member, Owner } from './owners.js';

/** What shows that the listener stays. */
export type ListenerEvidence =
  /** A way out of the function leaves it there. */
  | { readonly kind: 'path'; readonly outcome: ObligationOutcome }
  | { readonly kind: 'mismatch'; readonly miss: NearMiss }
  /** Other listeners on the same target are removed, this one is not. */
  | { readonly kind: 'sibling'; readonly removal: Removal }
  | { readonly kind: 'loop'; readonly loop: Node }
  | { readonly kind: 'lifecycle'; readonly lifecycle: Lifecycle }
  | { readonly kind: 'teardown'; readonly teardown: Member }
  /** Whoever calls or constructs this adds another one. */
  | { readonly kind: 'call'; readonly root: Node };

/** Why it may be deliberate: the rule's option that asks for such reports. */
export type ListenerRisk = 'classesWithoutTeardown' | 'everyCall';

export interface LeakedListener {
  readonly registration: Registration;
  readonly evidence: ListenerEvidence;
  readonly risk: ListenerRisk | undefined;
}

export function leakedListeners(parts: FileParts, tier: ThrowTier): readonly LeakedListener[] {
  const question = new ListenerQuestion(parts, tier);
  return parts.listeners.known.flatMap((known) => {
    const found = question.answer(known);
    return found === undefined ? [] : [{ registration: known.registration, ...found }];
  });
}

type Answer = Pick<LeakedListener, 'evidence' | 'risk'>;

const sure = (evidence: ListenerEvidence): Answer => ({ evidence, risk: undefined });

class ListenerQuestion {
  private readonly targets: Targets;
  private readonly reaches = new Map<Owner, TeardownReach>();

  constructor(
    private readonly parts: FileParts,
    private readonly tier: ThrowTier,
  ) {
    this.targets = createTargets(parts.file, parts.collected.fieldWrites);
  }

  answer(known: KnownListener): Answer | undefined {
    const { registration } = known;
    if (registration.isExcused || rootOf(registration.node).type === 'Program') return undefined;
    const life = this.targets.lifeOf(registration.target);
    if (life === 'own' || life === 'given') return undefined;
    if (known.removals.length > 0) return this.missedPath(known);
    const [miss] = known.nearMisses;
    if (miss !== undefined) return sure({ kind: 'mismatch', miss });
    if (this.isAbort(registration)) return this.abortAnswer(known, life);
    if (endsItself(known)) return this.besideSibling(known, life);
    return this.inLoop(registration) ?? this.inLifecycle(known, life) ?? this.besideSibling(known, life) ?? this.ofOwner(known, life) ?? this.perCall(known, life);
  }

  private isAbort({ event, target }: Registration): boolean {
    return (event === 'abort' || event === 'onabort') && this.targets.isSignal(target);
  }

  private missedPath(known: KnownListener): Answer | undefined {
    const outcome = this.followed(known);
    if (outcome === undefined || outcome.unknown !== undefined || outcome.leaks.length === 0 || outcome.releases.length === 0) return undefined;
    return sure({ kind: 'path', outcome });
  }

  /** The obligation of the registration's key, through the body that registers. */
  private followed({ registration, place }: KnownListener): ObligationOutcome | undefined {
    const { node, target, callback } = registration;
    const { parts, tier } = this;
    const root = rootOf(node);
    const position = parts.bodies.bodyOf(root).positionOf(node);
    if (position === undefined) return undefined;
    const subject = parts.places.of(target);
    const over = this.isAbort(registration) ? memberPlace(subject, 'aborted') : undefined;
    const obligation = { spec: registeredListener, node, root };
    const known = { present: [subject, parts.places.of(callback)], over };
    const findings = followFrom({ obligation, origin: { kind: 'step', ...position, place, pending: false, known } }, parts, { tier, everyExit: false });
    const { leaks, releases, transfers, unknown } = findings;
    return { obligation, leaks, releases, transfers, unknown };
  }

  /** An abort listener on a caller's signal, when the work has ended well: abort may never come. */
  private abortAnswer(known: KnownListener, life: TargetLife): Answer | undefined {
    const { registration } = known;
    const work = workAround(registration, this.parts.file, this.parts.bodies);
    if (work === 'lasts') return undefined;
    const outcome = work === 'ends' ? this.followed(known) : undefined;
    if (outcome?.unknown === undefined && outcome !== undefined && outcome.leaks.length > 0) return sure({ kind: 'path', outcome });
    return this.inLoop(registration) ?? this.inLifecycle(known, life) ?? this.ofOwner(known, life) ?? this.perCall(known, life);
  }

  private inLoop(registration: Registration): Answer | undefined {
    const loop = enclosingLoop(registration.node);
    if (loop === undefined || registration.once || !addsEachTurn(registration, loop, this.isAbort(registration), this.parts.file)) return undefined;
    return sure({ kind: 'loop', loop });
  }

  private inLifecycle({ registration }: KnownListener, life: TargetLife): Answer | undefined {
    const lifecycle = this.parts.lifecycles.enclosingLifecycle(registration.node);
    if (lifecycle === undefined || !lifecycle.complete || life === 'unseen') return undefined;
    return sure({ kind: 'lifecycle', lifecycle });
  }

  /** The teardown, or this function, removes other listeners from the same target. */
  private besideSibling({ registration }: KnownListener, life: TargetLife): Answer | undefined {
    const owner = this.parts.owners.ownerOf(registration.node);
    const reach = owner === undefined ? undefined : this.reachOf(owner);
    const root = rootOf(registration.node);
    const target = this.parts.places.of(registration.target);
    const sibling = this.parts.listeners.removals.find((removal) => {
      if (this.parts.places.of(removal.target) !== target || removal.host === 'property') return false;
      if (reach?.includes(removal.node) === true) return true;
      return life !== 'unseen' && life !== 'lasting' && isInside(removal.node, root) && this.isRegisteredIn(removal, root);
    });
    return sibling === undefined ? undefined : sure({ kind: 'sibling', removal: sibling });
  }

  /** The removal is of a listener that the same body adds. */
  private isRegisteredIn(removal: Removal, root: Node): boolean {
    return this.parts.listeners.known.some(({ registration, removals }) => removals.includes(removal) && rootOf(registration.node) === root);
  }

  private ofOwner({ registration }: KnownListener, life: TargetLife): Answer | undefined {
    const owner = this.parts.owners.ownerOf(registration.node);
    if (owner === undefined || life === 'parameter' || life === 'unseen') return undefined;
    const [teardown] = owner.teardowns;
    if (teardown === undefined) return { evidence: { kind: 'call', root: owner.node }, risk: 'classesWithoutTeardown' };
    if (this.reachOf(owner).ends(this.parts.places.of(registration.target))) return undefined;
    return { evidence: { kind: 'teardown', teardown }, risk: life === 'kept' && !this.isAbort(registration) ? 'everyCall' : undefined };
  }

  private perCall({ registration }: KnownListener, life: TargetLife): Answer | undefined {
    if (life === 'unseen' || registration.once || !isMadeOnTheSpot(registration.listener)) return undefined;
    return { evidence: { kind: 'call', root: rootOf(registration.node) }, risk: 'everyCall' };
  }

  private reachOf(owner: Owner): TeardownReach {
    let reach = this.reaches.get(owner);
    if (reach === undefined) {
      reach = teardownReach(owner, this.parts.bodies);
      this.reaches.set(owner, reach);
    }
    return reach;
  }
}

/** It is called once, and that is sure to happen. */
function endsItself({ registration, removesItself }: KnownListener): boolean {
  const { event, once } = registration;
  return (once || removesItself) && event !== undefined && !unsureEvents.includes(event) && !event.startsWith('SIG');
}

function isInside(inner: Node, outer: Node): boolean {
  return inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1];
}
