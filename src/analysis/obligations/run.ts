/** One obligation followed through its body: the transfer function as a path problem, and what became of it. */
import type { BasicBlock, Edge, Step, ThrowTier } from '../cfg/graph.js';
import { explore, limitsFor, type PathProblem, type Start, type Trail } from '../dataflow/explore.js';
import type { Effect } from '../effects/effect.js';
import type { Place } from '../effects/place.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { ResourceSpec } from '../../resources/spec.js';
import type { ExitPoint, Leak, Transfer, UnknownReason } from './obligation.js';
import { exitOf, HELD_BY_NONE, holds, joined, keyOf, lostExitOf, returnPlace, thrownExitOf, withoutOverridden, withFacts, withoutTemporaries, type Held } from './state.js';
import { nodeOf, noteRead } from './reads.js';
import type { Findings, Origin, Question } from './question.js';
import { contradicts, isErrorEdge, leavingBehind } from './refine.js';
import type { PlaceSummary, Surroundings } from './surroundings.js';
import { apply, lose } from './transfer.js';
import { witnessOf } from './witness.js';

const TIERS: Record<ThrowTier, ReadonlySet<ThrowTier>> = {
  explicit: new Set<ThrowTier>(['explicit']),
  await: new Set<ThrowTier>(['explicit', 'await']),
  call: new Set<ThrowTier>(['explicit', 'await', 'call']),
};

const NO_THROWS: ReadonlySet<ThrowTier> = new Set();

export function follow(question: Question): Findings {
  return new Run(question).findings();
}

class Run implements PathProblem<Held>, Surroundings {
  readonly tiers: ReadonlySet<ThrowTier>;
  readonly spec: ResourceSpec;
  readonly strict: boolean;
  readonly owner: Place | undefined;
  readonly property: string | undefined;
  readonly work: readonly Place[];
  at: Node;
  /** The block that the step ends, one of the copies that its node is in; undefined inside a block. */
  private from: BasicBlock | undefined;
  private readonly leaks: Leak[] = [];
  private readonly releases = new Set<Node>();
  private readonly transfers = new Map<Node, Transfer>();
  private readonly weakTransfers = new Map<Node, Transfer>();
  /** Calls and states from which every normal path is known to release. */
  private readonly lentCalls = new Set<string>();
  private doubtfulLeak = false;
  private heldNormally = false;
  private heldOnThrow = false;
  private overwritten = false;
  /** Set while only asking whether normal paths release: unknown calls borrow, nothing is recorded. */
  private probe: { readonly seen: Set<string>; released: boolean; held: boolean } | undefined;

  constructor(private readonly question: Question) {
    this.tiers = TIERS[question.tier];
    this.spec = question.spec;
    this.strict = question.tier === 'call';
    this.at = question.body.graph.root;
    const { origin } = question;
    this.owner = origin.kind === 'step' ? origin.owner : undefined;
    this.property = origin.kind === 'step' ? origin.property : undefined;
    this.work = origin.kind === 'step' ? (origin.work ?? []) : [];
  }

  findings(): Findings {
    const { graph } = this.question.body;
    if (graph.tooLarge) return this.result('graph too large');
    const starts = this.starts();
    if (starts === undefined) return this.result('too many states');
    const complete = explore(this, starts, limitsFor(graph), (trail) => {
      this.arrive(trail);
    });
    return this.result(complete ? undefined : 'too many states');
  }

  private result(failure: UnknownReason | undefined): Findings {
    // A listener for an event that may never come counts as the hand-over only where nothing else releases.
    const counted = this.releases.size === 0 ? [...this.transfers.values(), ...this.weakTransfers.values()] : [...this.transfers.values()];
    const excused = this.releases.size === 0 && this.weakTransfers.size > 0;
    const leaks = failure === undefined && !excused ? this.leaks : [];
    return {
      leaks,
      releases: [...this.releases],
      transfers: counted,
      heldAtNormalExit: this.heldNormally,
      heldAtThrowExit: this.heldOnThrow,
      overwritten: this.overwritten,
      unknown: failure ?? (leaks.length === 0 && this.doubtfulLeak ? 'untracked condition' : undefined),
    };
  }

  /** Undefined where there are too many ways to the origin. */
  private starts(): readonly Start<Held>[] | undefined {
    const { origin, body } = this.question;
    if (origin.kind === 'entry') {
      return [{ block: body.graph.entry, step: 0, state: { ...HELD_BY_NONE, facts: body.facts.none, places: [origin.place] } }];
    }
    const starts: Start<Held>[] = [];
    // Where the acquiring step stands in a `finally`, it is in each of its copies.
    for (const { block, step } of body.copiesOf(origin)) {
      const entries = body.entriesOf(block);
      if (entries === undefined) return undefined;
      for (const { facts: entry, leaving } of entries) {
        const facts = block.steps.slice(0, step).reduce((known, before) => body.facts.assign(before, known), entry);
        starts.push({ block, step, state: { ...HELD_BY_NONE, facts, leaving, fresh: true } });
      }
    }
    return starts;
  }

  key(state: Held): string {
    return keyOf(state, this.question.everyExit);
  }

  transfer(step: Step, state: Held, edge: Edge | undefined): readonly Held[] {
    const { body } = this.question;
    if (state.fresh) return this.acquire(step, state, edge);
    this.at = nodeOf(step) ?? this.at;
    this.from = edge?.from;
    const effects = body.effectsOf(step);
    let next: Held | undefined = state;
    const read: Place[] = [];
    for (const effect of effects) {
      const before: Held = next;
      next = apply(effect, before, edge, this);
      if (next === undefined) return [];
      next = this.coveredByClosure(effect, before, next, edge);
      if (next === undefined) return [];
      noteRead(effect, read);
    }
    next = this.dropRead(next, read, edge);
    if (edge?.kind !== 'throw') next = withFacts(next, body.facts.assign(step, next.facts));
    // A loss is reported where it happens. Whether its path ends normally matters to the oracle, and to law 11.
    return next.places.length > 0 || this.question.everyExit || this.probe !== undefined ? [next] : [];
  }

  private acquire(step: Step, state: Held, edge: Edge | undefined): readonly Held[] {
    const { origin, body } = this.question;
    if (edge?.kind === 'throw' || origin.kind !== 'step') return [];
    const held: Held = { ...state, fresh: false, places: this.placesAtBirth(origin), pending: origin.pending, armed: this.spec.armedBy === undefined, facts: body.facts.assign(step, state.facts) };
    return this.question.releasedByEarlierClosure(origin.place, origin.block) ? this.handedEarlier(step) : [held];
  }

  /** What is released through its owner needs no handle of its own: `await mutex.acquire(); ... mutex.release()`. */
  private placesAtBirth({ place, owner }: Extract<Origin, { kind: 'step' }>): readonly Place[] {
    const isHeldByOwner = owner !== undefined && this.spec.release.some(({ by }) => by === 'owner-method' || by === 'owner-release');
    return isHeldByOwner ? joined([place], [`${owner}#`]) : [place];
  }

  private handedEarlier(step: Step): readonly Held[] {
    this.transferred({ reason: 'captured', node: nodeOf(step) ?? this.at });
    return [];
  }

  /** Filling a variable that a closure releases which somebody already has. */
  private coveredByClosure(effect: Effect, before: Held, after: Held, edge: Edge | undefined): Held | undefined {
    if (effect.kind !== 'alias' || edge?.kind === 'throw') return after;
    const block = edge?.from ?? this.question.body.graph.entry;
    // What was held under this name before, the closure took where it was handed over.
    const filled = after.places.filter((place) => !before.places.includes(place));
    if (!filled.some((place) => this.question.releasedByEarlierClosure(place, block))) return after;
    this.transferred({ reason: 'captured', node: this.question.body.graph.root });
    return undefined;
  }

  /** Temporaries that a step has read are gone; what they alone held is kept by nobody. */
  private dropRead(state: Held, read: readonly Place[], edge: Edge | undefined): Held {
    const places = withoutTemporaries(state.places, read);
    if (places.length === state.places.length) return state;
    if (places.length > 0) return { ...state, places };
    const exit = edge?.abrupt?.by === 'throw' ? thrownExitOf(edge.abrupt, edge.tier) : lostExitOf('drop', this.at, undefined);
    this.lost(exit, state);
    return { ...state, places, lost: exit };
  }

  refine(edge: Edge, state: Held): Held | undefined {
    const { body, origin } = this.question;
    const facts = body.facts.refine(edge, state.facts);
    if (facts === undefined || contradicts(edge, state, body.places, origin.kind === 'step' ? origin.known : undefined)) return undefined;
    if (origin.kind === 'entry' && origin.error !== undefined && isErrorEdge(edge, origin.error, body.places)) return undefined;
    if (this.endsIteration(edge, state)) return undefined;
    const doubtful = state.doubtful || body.facts.isUntracked(edge);
    const leaving = leavingBehind(edge, state.leaving);
    const places = withoutOverridden(state.places, leaving);
    if (facts === state.facts && doubtful === state.doubtful && leaving === state.leaving && places === state.places) return state;
    const next = { ...state, facts, doubtful, leaving };
    return places.length === 0 && state.places.length > 0 ? lose(next, lostExitOf('drop', this.at, leaving.at(-1)), this) : { ...next, places };
  }

  /** `done` of the holder's own `read()`: what was lent for the iteration is over. */
  private endsIteration(edge: Edge, state: Held): boolean {
    if (edge.kind !== 'true' || edge.test?.kind !== 'truthy') return false;
    for (const release of this.spec.release) {
      if (release.by !== 'iteration-end') continue;
      const receiver = this.question.body.iterationEnd(edge.test.node, release.method, release.property);
      if (receiver === undefined || !holds(state, receiver)) continue;
      this.released(edge.test.node);
      return true;
    }
    return false;
  }

  effectOn(fn: FunctionNode, place: Place): PlaceSummary {
    return this.question.effectOn(fn, place);
  }

  effectOnArgument(fn: FunctionNode, index: number, inside: string): PlaceSummary {
    return this.question.effectOnArgument(fn, index, inside);
  }

  isLent(call: Node, state: Held): boolean {
    const key = `${String(call.range[0])}:${String(call.range[1])}|${this.key(state)}`;
    if (this.probe !== undefined) {
      this.probe.seen.add(key);
      return true;
    }
    if (this.lentCalls.has(key)) return true;
    return this.everyNormalPathReleases(call, state, key);
  }

  /** Design law 11, asked by a run of its own without throw edges, in which unknown calls borrow. */
  private everyNormalPathReleases(call: Node, state: Held, key: string): boolean {
    const { from } = this;
    const at = from === undefined ? this.question.body.positionOf(call) : { block: from, step: from.steps.length - 1 };
    if (at === undefined) return false;
    const asking = new Run({ ...this.question, everyExit: false });
    const probe = { seen: new Set([key]), released: false, held: false };
    asking.probe = probe;
    const problem: PathProblem<Held> = {
      transfer: (step, held, edge) => asking.transfer(step, held, edge),
      refine: (edge, held) => asking.refine(edge, held),
      key: (held) => asking.key(held),
      tiers: NO_THROWS,
    };
    const complete = explore(problem, [{ ...at, state }], limitsFor(this.question.body.graph), (trail) => {
      const { places, lost } = trail.state;
      if (trail.block === this.question.body.graph.normalExit && (places.length > 0 || lost !== undefined)) probe.held = true;
    });
    if (!complete || probe.held || asking.transfers.size > 0 || !probe.released) return false;
    for (const seen of probe.seen) this.lentCalls.add(seen);
    return true;
  }

  released(node: Node): void {
    if (this.probe !== undefined) this.probe.released = true;
    this.releases.add(node);
  }

  transferred(transfer: Transfer): void {
    this.transfers.set(transfer.node, transfer);
  }

  maybeTransferred(transfer: Transfer): void {
    this.weakTransfers.set(transfer.node, transfer);
  }

  lost(exit: ExitPoint, state: Held): void {
    if (exit.kind === 'overwrite') this.overwritten = true;
    if (!state.armed) return;
    if (state.doubtful) this.doubtfulLeak = true;
    else if (!this.question.everyExit) this.leaks.push({ exit, path: [] });
  }

  private arrive(trail: Trail<Held>): void {
    const { graph } = this.question.body;
    const { state, block } = trail;
    if ((block !== graph.normalExit && block !== graph.throwExit) || !state.armed) return;
    const left = state.leaving.at(-1);
    if (left !== undefined && holds(state, returnPlace(left.node))) {
      this.transferred({ reason: 'returned', node: left.node });
      return;
    }
    if (block === graph.normalExit) this.heldNormally = true;
    else this.heldOnThrow = true;
    if (state.doubtful) {
      this.doubtfulLeak = true;
      return;
    }
    this.leaks.push({ exit: exitOf(state.leaving, graph.root), path: witnessOf(trail) });
  }
}
