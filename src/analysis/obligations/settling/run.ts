/**
 * One wait followed through one body: does every path settle, or hand the settling to somebody who will?
 *
 * A path that hands it to an event keeps that as a hope and goes on: at its end the hopes are weighed together, so
 * that a success event with its failure beside it is enough, and alone is not.
 */
import type { Edge, Step, ThrowTier } from '../../cfg/graph.js';
import { explore, limitsFor, type PathProblem, type Start, type Trail } from '../../dataflow/explore.js';
import { chainLink, handlerAssignment, invocationOf, isOnceByItsLooks, registrationOf, useOfPromise, type Invocation } from '../../effects/callbacks.js';
import type { ArgumentEffect, CallEffect, Effect } from '../../effects/effect.js';
import type { Place } from '../../effects/place.js';
import { handlerAround, isFunction, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Body, Position } from '../body.js';
import type { Facts } from '../facts.js';
import type { ExitPoint } from '../obligation.js';
import { leavingBehind } from '../refine.js';
import { exitOf, leavingKey, type Leaving } from '../state.js';
import { fatesOf, summaryOfCall, type SettleContext } from './chains.js';
import { endsProgram, isNavigation, leavesPage, testsDeparture } from './departures.js';
import { firstEmitter, pendingOf, type Hope } from './hopes.js';
import { asGuess, isLostValue, type Pending, type SettleSummary } from './pending.js';
import { isPresentBefore } from './presence.js';
import { contradictsSettlers, holdsSettler, isMentionedIn, isOwnPromise, isSettlerExpression, settles, type Settlers } from './settlers.js';
import { skipsRegistration, testsSharedState } from './shared-state.js';

export interface SettleQuestion {
  readonly body: Body;
  readonly settlers: Settlers;
  /** Where the wait begins; undefined: with the body. */
  readonly from: Position | undefined;
  /** Somebody else calls the body: neighbours may have settled before. */
  readonly isCallback: boolean;
  /** Where the promise is held; then the wait is only owed once the promise was given to somebody. */
  readonly promise: Place | undefined;
  /** Returning the holder hands nothing on: whoever gets it waits for this body. */
  readonly staysDue?: boolean;
  readonly context: SettleContext;
}

export interface SettleFindings {
  readonly returns: readonly Pending[];
  readonly throws: readonly Pending[];
  readonly maySettle: boolean;
  /** The first emitter for whose events some path waits. */
  readonly emitter: Node | undefined;
  /** Somebody has the settling in hand, and it is not known when he acts. */
  readonly isOpen: boolean;
  /** The body returns a promise whose chain settles. */
  readonly returnsPromise: boolean;
  /** A bound was met: nothing may be concluded. */
  readonly isUnknown: boolean;
}

interface Waiting {
  readonly facts: Facts;
  readonly leaving: readonly Leaving[];
  /** Positions in the run's list of hopes, sorted. */
  readonly hopes: readonly number[];
  readonly isFresh: boolean;
  /** Somebody else has the promise. */
  readonly isGiven: boolean;
}

/** The path settles, or hands the settling on: nothing is owed on it any more. */
const SETTLED = undefined;

/** Calls as well: who writes a `catch` around one says that it may throw. */
const TIERS: ReadonlySet<ThrowTier> = new Set<ThrowTier>(['explicit', 'await', 'call']);

export function followSettling(question: SettleQuestion): SettleFindings {
  return new SettleRun(question).findings();
}

class SettleRun implements PathProblem<Waiting> {
  readonly tiers = TIERS;
  private readonly returns: Pending[] = [];
  private readonly throws: Pending[] = [];
  private readonly hopes: Hope[] = [];
  private readonly hopeOf = new Map<Node, number>();
  private maySettle = false;
  private returnsPromise = false;
  private emitter: Node | undefined;
  private isOpen = false;
  private readonly settlers: Settlers;
  private readonly context: SettleContext;

  constructor(private readonly question: SettleQuestion) {
    this.settlers = question.settlers;
    this.context = question.context;
  }

  findings(): SettleFindings {
    const { graph } = this.question.body;
    const isComplete = !graph.tooLarge && explore(this, this.starts(), limitsFor(graph), (trail) => {
      this.arrive(trail);
    });
    const { returns, throws, maySettle, returnsPromise, emitter, isOpen } = this;
    return { returns, throws, maySettle, returnsPromise, emitter, isOpen, isUnknown: !isComplete };
  }

  private starts(): readonly Start<Waiting>[] {
    const { body, from } = this.question;
    const state = { leaving: [], hopes: [], isGiven: this.question.promise === undefined };
    if (from === undefined) return [{ block: body.graph.entry, step: 0, state: { ...state, facts: body.facts.none, isFresh: false } }];
    return (body.entriesOf(from.block) ?? []).map(({ facts: entry, leaving }) => {
      const facts = from.block.steps.slice(0, from.step).reduce((known, step) => body.facts.assign(step, known), entry);
      return { ...from, state: { ...state, leaving, facts, isFresh: true } };
    });
  }

  key({ facts, leaving, hopes, isFresh, isGiven }: Waiting): string {
    return `${facts.join(',')}|${hopes.join(',')}|${leavingKey(leaving, true)}|${String(isFresh)}${String(isGiven)}`;
  }

  transfer(step: Step, state: Waiting, edge: Edge | undefined): readonly Waiting[] {
    const { body } = this.question;
    const isThrow = edge?.kind === 'throw';
    let next: Waiting | undefined = state;
    if (state.isFresh) {
      if (isThrow) return [];
      next = { ...state, isFresh: false };
    } else {
      if (step.kind === 'evaluate' && isNavigation(step.node, this.context.file)) return [];
      for (const effect of body.effectsOf(step)) {
        next = this.apply(effect, step, next, isThrow);
        if (next === SETTLED) {
          this.maySettle = true;
          return [];
        }
      }
    }
    return [isThrow ? next : { ...next, facts: body.facts.assign(step, next.facts) }];
  }

  refine(edge: Edge, state: Waiting): Waiting | undefined {
    const { body } = this.question;
    if (edge.tier === 'call' && (edge.abrupt === undefined || handlerAround(edge.abrupt.node, body.graph.root) === undefined)) return undefined;
    const facts = body.facts.refine(edge, state.facts);
    if (facts === undefined || body.facts.isUntracked(edge) || contradictsSettlers(edge, this.settlers, body.places) || isPresentBefore(edge, body.graph.root, this.context.file)) return undefined;
    if (this.isUnknownBehind(edge, state)) {
      this.maySettle = true;
      return undefined;
    }
    const leaving = leavingBehind(edge, state.leaving);
    return facts === state.facts && leaving === state.leaving ? state : { ...state, facts, leaving };
  }

  /** Who settled before, or whether anybody still waits, is not known on this edge. */
  private isUnknownBehind(edge: Edge, state: Waiting): boolean {
    const { root } = this.question.body.graph;
    const { file } = this.context;
    if (this.question.isCallback && isFunction(root) && testsSharedState(edge, root, file.bindings)) return true;
    // `if (check()) return;`: what a helper that may settle gives back may say that it has.
    if (edge.test?.kind === 'truthy' && edge.kind === 'true' && this.hopeOf.has(edge.test.node)) return true;
    return testsDeparture(edge, file) || (state.hopes.length === 0 && skipsRegistration(edge, this.settlers));
  }

  private apply(effect: Effect, step: Step, state: Waiting, isThrow: boolean): Waiting | undefined {
    switch (effect.kind) {
      case 'call':
        return isThrow && !settles(this.settlers, effect, this.context.places) ? state : this.called(effect, state);
      case 'await':
        return this.awaited(effect.operand, effect.from, state, isThrow);
      case 'alias':
      case 'escape': {
        const from = effect.kind === 'alias' ? effect.from : effect.place;
        if (from === this.question.promise) return { ...state, isGiven: true };
        if (effect.kind === 'escape' && effect.reason === 'returned' && this.question.staysDue === true) return state;
        return isThrow || !holdsSettler(this.settlers, from) ? state : this.moved(step, state);
      }
      case 'closure':
        return isThrow ? state : this.closureGiven(effect.functions, step, state);
      default:
        return state;
    }
  }

  /** `x.onload = resolve` waits for an event; any other new name of a settler hands it on. */
  private moved(step: Step, state: Waiting): Waiting | undefined {
    const node = step.kind === 'evaluate' ? step.node : undefined;
    const handler = node?.type === 'AssignmentExpression' ? handlerAssignment(node.left) : undefined;
    this.isOpen = true;
    return node === undefined || handler === undefined ? SETTLED : this.hoping(node, { kind: 'event', event: { node, ...handler } }, state);
  }

  private closureGiven(functions: readonly FunctionNode[], step: Step, state: Waiting): Waiting | undefined {
    const isHeard = functions.some((fn) => this.summary(fn).maySettle || endsProgram(fn, this.context.file));
    return isHeard ? this.moved(step, state) : state;
  }

  private summary(fn: FunctionNode): SettleSummary {
    return this.context.summaryOf(fn, this.settlers);
  }

  private hoping(node: Node, hope: Hope, state: Waiting): Waiting {
    let position = this.hopeOf.get(node);
    if (position === undefined) {
      position = this.hopes.length;
      this.hopes.push(hope);
      this.hopeOf.set(node, position);
    }
    return state.hopes.includes(position) ? state : { ...state, hopes: [...state.hopes, position].sort((a, b) => a - b) };
  }

  private called(effect: CallEffect, state: Waiting): Waiting | undefined {
    if (leavesPage(effect.origin) || settles(this.settlers, effect, this.context.places)) return SETTLED;
    const next = effect.args.some((argument) => argument.place === this.question.promise) ? { ...state, isGiven: true } : state;
    if (chainLink(effect.node) !== undefined) return this.promised(effect.node, next);
    // An emitter of this file keeps its listeners; what its `on` does with one is not what becomes of it.
    const summary = registrationOf(effect.node) === undefined ? summaryOfCall(effect.node, this.settlers, this.context) : undefined;
    if (summary !== undefined && !summary.isSilent) return summary.isAsync ? this.promised(effect.node, next) : this.ran(effect.node, summary, next);
    for (const argument of effect.args) {
      const after = this.given(argument, effect, next);
      if (after !== next) return after;
    }
    return next;
  }

  /** A promise whose chain may settle: what is done with it decides. */
  private promised(node: Node, state: Waiting): Waiting | undefined {
    const use = useOfPromise(node);
    if (use === 'chained' || use === 'awaited') return state;
    const fates = fatesOf(node, this.settlers, this.context);
    if (fates === undefined) return state;
    const { fulfilled = [], rejected = [] } = fates;
    if (use === 'kept' || fulfilled.length + rejected.length === 0) return SETTLED;
    if (use === 'returned' && this.question.isCallback && state.hopes.length === 0) {
      this.returnsPromise = true;
      this.returns.push(...fulfilled);
      this.throws.push(...rejected);
      return SETTLED;
    }
    return this.hoping(node, { kind: 'callback', pending: [...fulfilled, ...rejected] }, state);
  }

  /** A function of this file ran to its end. */
  private ran(node: Node, summary: SettleSummary, state: Waiting): Waiting | undefined {
    if (summary.returns.length === 0) return SETTLED;
    return summary.maySettle ? this.hoping(node, { kind: 'callback', pending: summary.returns }, state) : state;
  }

  private awaited(operand: Node, from: Place, state: Waiting, isThrow: boolean): Waiting | undefined {
    if (from === this.question.promise) {
      if (!isThrow) this.returns.push(...this.weighed(state, { kind: 'return', node: operand, tier: undefined }));
      return SETTLED;
    }
    if (isThrow && isOwnPromise(this.settlers, operand, this.context.places)) return SETTLED;
    const fates = fatesOf(operand, this.settlers, this.context);
    if (fates === undefined) return state;
    return (isThrow ? fates.rejected : fates.fulfilled) === undefined ? SETTLED : state;
  }

  /** A settler, or a closure that may settle, is given to somebody. */
  private given(argument: ArgumentEffect, effect: CallEffect, state: Waiting): Waiting | undefined {
    const isSettler = isSettlerExpression(this.settlers, argument.node, this.context.places) || this.settlers.places.has(argument.place);
    const functions = argument.functions.filter((fn) => isMentionedIn(this.settlers, fn));
    const [callback] = functions;
    if (!isSettler && callback === undefined) return this.silently(argument, effect, state);
    const summaries = functions.map((fn) => this.summary(fn));
    const invocation = invocationOf(effect, callback ?? argument.node);
    if (!isSettler && !summaries.some((summary) => summary.maySettle)) return this.producing(effect.node, invocation, state);
    const isCalledOnce = invocation.by === 'once' || invocation.by === 'now';
    this.isOpen ||= !isCalledOnce;
    if (invocation.by === 'event') this.returns.push(...summaries.flatMap(({ returns, isAsync }) => (isAsync ? returns.filter(isLostValue) : [])));
    if (invocation.by === 'event') return this.hoping(effect.node, { kind: 'event', event: { node: effect.node, ...invocation } }, state);
    const isGuess = !isCalledOnce && this.settlers.members === undefined && (invocation.by === 'each' || isOnceByItsLooks(effect, functions));
    if (isSettler || !(isCalledOnce || isGuess)) return SETTLED;
    const ways = summaries.flatMap(({ returns, throws }) => (invocation.by === 'now' || invocation.by === 'each' ? returns : [...returns, ...throws]));
    const pending = isGuess ? ways.map(asGuess) : ways;
    return pending.length === 0 ? SETTLED : this.hoping(effect.node, { kind: 'callback', pending, isGuess }, state);
  }

  /** A listener that settles nothing, but says a last word: behind its event nobody waits. */
  private silently({ functions }: ArgumentEffect, { node }: CallEffect, state: Waiting): Waiting {
    const registration = functions.length === 0 ? undefined : registrationOf(node);
    if (registration === undefined || !functions.some((fn) => endsProgram(fn, this.context.file))) return state;
    return this.hoping(node, { kind: 'event', event: { node, ...registration } }, state);
  }

  /** Callbacks that only produce: called again and again, they are a source without an end. */
  private producing(node: Node, invocation: Invocation, state: Waiting): Waiting {
    const isRepeated = this.settlers.members !== undefined && (invocation.by === 'event' || invocation.by === 'unknown');
    return isRepeated ? this.hoping(node, { kind: 'endless', event: invocation.by === 'event' ? { node, ...invocation } : undefined }, state) : state;
  }

  private arrive({ state, block }: Trail<Waiting>): void {
    const { graph } = this.question.body;
    if (!state.isGiven || (block !== graph.normalExit && block !== graph.throwExit)) return;
    const ways = block === graph.normalExit ? this.returns : this.throws;
    ways.push(...this.weighed(state, exitOf(state.leaving, graph.root)));
  }

  private weighed(state: Waiting, exit: ExitPoint): readonly Pending[] {
    const hopes = state.hopes.flatMap((position) => this.hopes[position] ?? []);
    if (hopes.length === 0) return [{ kind: 'exit', exit }];
    this.maySettle = true;
    this.emitter ??= firstEmitter(hopes);
    return pendingOf(hopes, this.context);
  }
}
