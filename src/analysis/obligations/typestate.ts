/**
 * Typestate (design law 17): what is done to something after it was closed, on all paths or on some.
 *
 * One holder is followed through one body. A test of the holder, or of what callbacks share with it, ends what is known.
 */
import type { Edge, Step, ThrowTier } from '../cfg/graph.js';
import { explore, limitsFor, type PathProblem } from '../dataflow/explore.js';
import type { CallEffect } from '../effects/effect.js';
import { isWithin, type Place } from '../effects/place.js';
import { isFunction, literalValue, methodCall, unwrapped, type Node } from '../syntax/ast.js';
import { nodesOutsideFunctions } from '../syntax/walk.js';
import type { FileContext } from '../syntax/context.js';
import type { Typestate } from '../../resources/typestate.js';
import type { Body } from './body.js';
import type { Facts } from './facts.js';
import { testsSharedState } from './settling/shared-state.js';

/** A use of something that was closed before it. */
export interface LateUse {
  readonly node: Node;
  readonly close: Node;
  readonly method: string;
  /** Every path that reaches the use has closed before. */
  readonly isCertain: boolean;
}

interface State {
  readonly facts: Facts;
  /** The call that closed it, on this path. */
  readonly close: Node | undefined;
}

interface Seen {
  readonly method: string;
  open: boolean;
  close: Node | undefined;
}

export function lateUses(body: Body, place: Place, row: Typestate, file: FileContext): readonly LateUse[] {
  const problem = new TypestateProblem(body, place, row, file);
  const { graph } = body;
  const isComplete = !graph.tooLarge && explore(problem, [{ block: graph.entry, step: 0, state: { facts: body.facts.none, close: undefined } }], limitsFor(graph), () => undefined);
  if (!isComplete) return [];
  return [...problem.seen].flatMap(([node, { method, open, close }]) => (close === undefined || isGuarded(node) ? [] : [{ node, close, method, isCertain: !open }]));
}

/** A `try` around the use with a `catch` of its own: that it may fail is known. */
function isGuarded(node: Node): boolean {
  let child = node;
  for (let at = node.parent; at !== undefined && !isFunction(at); child = at, at = at.parent) {
    if (at.type === 'TryStatement' && at.block === child && at.handler !== null) return true;
  }
  return false;
}

class TypestateProblem implements PathProblem<State> {
  readonly tiers: ReadonlySet<ThrowTier> = new Set<ThrowTier>(['explicit', 'await']);
  readonly seen = new Map<Node, Seen>();

  constructor(
    private readonly body: Body,
    private readonly place: Place,
    private readonly row: Typestate,
    private readonly file: FileContext,
  ) {}

  key({ facts, close }: State): string {
    return `${facts.join(',')}|${close === undefined ? '' : String(close.range[0])}`;
  }

  transfer(step: Step, state: State, edge: Edge | undefined): readonly State[] {
    let { close } = state;
    for (const effect of this.body.effectsOf(step)) {
      if (effect.kind === 'call') close = this.called(effect, close);
      else if (effect.kind === 'alias' && isWithin(this.place, effect.to)) close = undefined;
      else if (effect.kind === 'rebind' && isWithin(this.place, effect.place)) close = undefined;
      else if (effect.kind === 'scope-end' && effect.variables.some((variable) => isWithin(this.place, variable))) close = undefined;
    }
    const facts = edge?.kind === 'throw' ? state.facts : this.body.facts.assign(step, state.facts);
    return facts === state.facts && close === state.close ? [state] : [{ facts, close }];
  }

  refine(edge: Edge, state: State): State | undefined {
    const facts = this.body.facts.refine(edge, state.facts);
    if (facts === undefined) return undefined;
    if (state.close !== undefined && (this.body.facts.isUntracked(edge) || this.isTested(edge))) return undefined;
    return facts === state.facts ? state : { ...state, facts };
  }

  private called(effect: CallEffect, close: Node | undefined): Node | undefined {
    const { method } = effect;
    if (method === undefined || effect.receiver === undefined || this.rootReceiver(effect) !== this.place) return close;
    const isClose = this.row.closes.some(({ name, argument }) => name === method && (argument === undefined || isLiteral(effect.args[0]?.node, argument.value)));
    if (isClose ? this.row.closesOnce.includes(method) : this.row.uses.includes(method)) this.note(effect.node, method, close);
    return isClose ? (close ?? effect.node) : close;
  }

  /** The holder under a chain of its own calls: `res` of `res.writeHead(200).end()`. */
  private rootReceiver(effect: CallEffect): Place | undefined {
    let called = methodCall(effect.node);
    for (let inner = called; inner !== undefined; inner = methodCall(unwrapped(inner.receiver))) called = inner;
    return called === undefined ? undefined : this.body.places.of(called.receiver);
  }

  private note(node: Node, method: string, close: Node | undefined): void {
    const seen = this.seen.get(node) ?? { method, open: false, close: undefined };
    this.seen.set(node, seen);
    if (close === undefined) seen.open = true;
    else seen.close ??= close;
  }

  private isTested(edge: Edge): boolean {
    const { test } = edge;
    if (test === undefined || test.kind === 'next') return false;
    const { root } = this.body.graph;
    if (isFunction(root) && testsSharedState(edge, root, this.file.bindings)) return true;
    for (const node of nodesOutsideFunctions(test.kind === 'case' ? test.discriminant : test.node)) {
      if ((node.type === 'Identifier' || node.type === 'MemberExpression') && isWithin(this.body.places.of(node), this.place)) return true;
    }
    return false;
  }
}

function isLiteral(node: Node | undefined, value: unknown): boolean {
  const literal = node === undefined ? undefined : literalValue(node);
  return literal !== undefined && literal.value === value;
}
