/**
 * Which listeners stay on a target that outlives what they were added for, and how that can be seen.
 *
 * The order is that of certainty: a removal that some path misses, a removal that cannot match, work that ends, a loop,
 * a lifecycle, an owner that is torn down. What is left is a risk, and said to be one.
 */
import { registeredListener, unsureEvents } from '../../../resources/listeners.js';
import type { ThrowTier } from '../../cfg/graph.js';
import { RELEASE_MEMBERS } from '../../effects/capability.js';
import { compareListeners } from '../../effects/listener-key.js';
import { createTargets, type TargetLife, type Targets } from '../../effects/listener-target.js';
import type { Registration, Removal } from '../../effects/listeners.js';
import { memberPlace } from '../../effects/place.js';
import type { ObligationOutcome } from '../../obligations/obligation.js';
import { enclosingFunction, isInside, literalValue, methodCall, rootOf, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { NearMiss, KnownListener } from './file-listeners.js';
import { followFrom, type FileParts } from '../file-obligations.js';
import type { Lifecycle } from '../owners/lifecycles.js';
import { addsEachTurn, enclosingLoop } from './listener-loops.js';
import { promiseWork, workAround } from './listener-work.js';
import { isClosedIn, isForgottenIn, nameInOwner, objectsOfThis } from '../owners/objects-of-this.js';
import type { OwnerParts } from '../owners/owner-parts.js';
import type { Owner } from '../owners/owners.js';
import { isWithinAny } from '../owners/reach.js';
import { returnedValues } from '../returned-values.js';

/** What shows that the listener stays. */
export type ListenerEvidence =
  /** A way out of the function leaves it there. */
  | { readonly kind: 'path'; readonly outcome: ObligationOutcome }
  /** The work ends, and nothing removes it: an async function, or `new Promise`. */
  | { readonly kind: 'work'; readonly work: Node }
  | { readonly kind: 'mismatch'; readonly miss: NearMiss }
  /** Other listeners on the same target are removed, this one is not. */
  | { readonly kind: 'sibling'; readonly removal: Removal }
  | { readonly kind: 'loop'; readonly loop: Node }
  | { readonly kind: 'lifecycle'; readonly lifecycle: Lifecycle }
  | { readonly kind: 'teardown'; readonly name: string; readonly teardown: Node }
  /** Whoever calls or constructs this adds another one. */
  | { readonly kind: 'call'; readonly root: Node };

/** Why it may be deliberate: the rule's option that asks for such reports. */
export type ListenerRisk = 'classesWithoutTeardown' | 'everyCall';

export interface LeakedListener {
  readonly registration: Registration;
  readonly evidence: ListenerEvidence;
  readonly risk: ListenerRisk | undefined;
}

export function leakedListeners(parts: FileParts, owners: OwnerParts, tier: ThrowTier): readonly LeakedListener[] {
  const question = new ListenerQuestion(parts, owners, tier);
  return parts.listeners.known.flatMap((known) => {
    const found = question.answer(known);
    return found === undefined ? [] : [{ registration: known.registration, ...found }];
  });
}

type Answer = Pick<LeakedListener, 'evidence' | 'risk'>;

const sure = (evidence: ListenerEvidence): Answer => ({ evidence, risk: undefined });

class ListenerQuestion {
  private readonly targets: Targets;
  private readonly reaches = new Map<Owner, ReadonlySet<FunctionNode>>();

  constructor(
    private readonly parts: FileParts,
    private readonly owners: OwnerParts,
    private readonly tier: ThrowTier,
  ) {
    this.targets = createTargets(parts.file, objectsOfThis(owners));
  }

  answer(known: KnownListener): Answer | undefined {
    const { registration } = known;
    if (registration.isExcused || rootOf(registration.node).type === 'Program') return undefined;
    const life = this.targets.lifeOf(registration.target);
    if (life === 'own' || life === 'given') return undefined;
    if (known.removals.length > 0) return this.missedPath(known);
    const [miss] = known.nearMisses;
    if (miss !== undefined) return sure({ kind: 'mismatch', miss });
    if (this.isAbort(registration)) return this.afterAbort(known, life);
    if (endsItself(known)) return this.besideSibling(known, life);
    return this.inLoop(registration) ?? this.inLifecycle(registration, life) ?? this.besideSibling(known, life) ?? this.whenOwnerEnds(registration, life) ?? this.perCall(registration, life);
  }

  private isAbort({ event, target }: Registration): boolean {
    return (event === 'abort' || event === 'onabort') && this.targets.isSignal(target);
  }

  /** Two loops over the same list turn equally often, which no path knows: what a loop adds is not followed. */
  private missedPath(known: KnownListener): Answer | undefined {
    if (enclosingLoop(known.registration.node) !== undefined) return undefined;
    const outcome = this.followed(known);
    if (outcome === undefined || outcome.unknown !== undefined || outcome.leaks.length === 0) return undefined;
    // That the target is closed on another path does not show that the listener was to be removed.
    const isRemoved = outcome.releases.some((release) => !RELEASE_MEMBERS.includes(methodCall(release)?.method ?? ''));
    return isRemoved ? sure({ kind: 'path', outcome }) : undefined;
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
    const findings = followFrom({ obligation, origin: { kind: 'step', ...position, place, pending: false, known, ...(over === undefined ? { owner: subject } : {}) } }, parts, { tier, everyExit: false });
    const { leaks, releases, transfers, unknown } = findings;
    return { obligation, leaks, releases, transfers, unknown };
  }

  /** An abort listener on a caller's signal, when the work has ended well: abort may never come. */
  private afterAbort(known: KnownListener, life: TargetLife): Answer | undefined {
    const { registration } = known;
    const work = workAround(registration, this.parts.file, this.parts.bodies);
    if (work?.ends === false) return undefined;
    if (work?.node.type === 'NewExpression') return sure({ kind: 'work', work: work.node });
    const outcome = work === undefined ? undefined : this.followed(known);
    if (outcome !== undefined && outcome.leaks.length > 0) return sure({ kind: 'path', outcome });
    if (work !== undefined && outcome?.unknown !== undefined) return sure({ kind: 'work', work: work.node });
    return this.inLoop(registration) ?? this.inLifecycle(registration, life) ?? this.whenOwnerEnds(registration, life) ?? this.perCall(registration, life);
  }

  private inLoop(registration: Registration): Answer | undefined {
    const loop = enclosingLoop(registration.node);
    if (loop === undefined || registration.once || !addsEachTurn(registration, loop, this.isAbort(registration), this.parts.file)) return undefined;
    return sure({ kind: 'loop', loop });
  }

  private inLifecycle({ node }: Registration, life: TargetLife): Answer | undefined {
    const lifecycle = this.owners.lifecycles.enclosingLifecycle(node);
    if (lifecycle === undefined || !lifecycle.complete || life === 'unseen') return undefined;
    return isWithinAny(node, new Set(lifecycle.undoes)) ? undefined : sure({ kind: 'lifecycle', lifecycle });
  }

  /** The teardown, or a handler of the same promise, removes other listeners from the same target. */
  private besideSibling({ registration }: KnownListener, life: TargetLife): Answer | undefined {
    const { file, listeners } = this.parts;
    const owner = this.owners.owners.ownerOf(registration.node);
    const reached = owner === undefined ? undefined : this.reachOf(owner);
    const target = nameInOwner(registration.target);
    const work = promiseWork(registration.node, file);
    const sibling = listeners.removals.find((removal) => {
      if (removal.isForAll || target === undefined || nameInOwner(removal.target) !== target) return false;
      const added = listeners.known.filter(({ removals }) => removals.includes(removal));
      if (reached !== undefined && isWithinAny(removal.node, reached)) return added.length > 0 && (!registration.once || compareListeners(removal.listener, registration.listener) === 'same');
      return life !== 'unseen' && work !== undefined && added.some((other) => promiseWork(other.registration.node, file) === work);
    });
    return sibling === undefined ? undefined : sure({ kind: 'sibling', removal: sibling });
  }

  /**
   * What an object adds to a target that outlives it, its teardown has to remove. An emitter that it was given may well
   * live as long as the object, unless the teardown lets go of it.
   */
  private whenOwnerEnds(registration: Registration, life: TargetLife): Answer | undefined {
    if (life === 'unseen') return undefined;
    const owner = this.owners.owners.ownerOf(registration.node);
    const [teardown] = owner?.teardowns ?? [];
    if (owner === undefined || life === 'parameter') return life === 'lasting' ? this.whenFactoryEnds(registration) : undefined;
    if (teardown === undefined) return { evidence: { kind: 'call', root: owner.node }, risk: 'classesWithoutTeardown' };
    const reached = this.reachOf(owner);
    if (isWithinAny(registration.node, reached) || isClosedIn(reached, registration.target, this.owners)) return undefined;
    const isSure = life !== 'kept' || registration.host !== 'EventEmitter' || isForgottenIn(reached, registration.target, this.owners);
    return { evidence: { kind: 'teardown', name: teardown.name, teardown: teardown.fn }, risk: isSure ? undefined : 'everyCall' };
  }

  /** A function that returns what ends its doings: `return { close() {} }`. */
  private whenFactoryEnds({ node }: Registration): Answer | undefined {
    const fn = enclosingFunction(node);
    if (fn === undefined || !returnedValues(fn).some((value) => literalValue(value) === undefined)) return undefined;
    const ending = this.owners.teardowns.ofFunction(fn).functions.find(({ name }) => name !== undefined);
    return ending?.name === undefined ? undefined : sure({ kind: 'teardown', name: ending.name, teardown: ending.fn });
  }

  private perCall({ node, listener, once, event }: Registration, life: TargetLife): Answer | undefined {
    const root = rootOf(node);
    if (life === 'unseen' || (once && event !== 'abort') || listener.kind !== 'made' || !isInside(listener.node, root)) return undefined;
    return { evidence: { kind: 'call', root }, risk: 'everyCall' };
  }

  private reachOf(owner: Owner): ReadonlySet<FunctionNode> {
    let reached = this.reaches.get(owner);
    if (reached === undefined) {
      reached = this.owners.reach.from(owner.teardowns.map(({ fn }) => fn));
      this.reaches.set(owner, reached);
    }
    return reached;
  }
}

/** It is called once, and that is sure to happen. */
function endsItself({ registration, removesItself }: KnownListener): boolean {
  const { event, once } = registration;
  return (once || removesItself) && event !== undefined && !unsureEvents.includes(event) && !event.startsWith('SIG');
}
