/** What one effect does to one obligation on one path. */
import type { Abrupt, Edge } from '../cfg/graph.js';
import type { Effect } from '../effects/effect.js';
import { isWithin, memberPlace, type Place } from '../effects/place.js';
import { memberName, methodCall } from '../syntax/ast.js';
import { applyCall } from './calls.js';
import { closureHandedOver, takesOver } from './closures.js';
import type { ExitPoint } from './obligation.js';
import { heldWithin, holds, joined, lostExitOf, returnPlace, without, withoutVariables, type Held } from './state.js';
import { ENDED, type Surroundings } from './surroundings.js';

/** @returns the state behind the effect, or `ENDED`. `edge` is the way out of the block for its last step. */
export function apply(effect: Effect, state: Held, edge: Edge | undefined, around: Surroundings): Held | undefined {
  if (state.releasing === undefined || edge?.kind === 'throw') return applied(effect, state, edge, around);
  if (leavesTaskAlone(effect, state.releasing)) {
    around.transferred({ reason: 'captured', node: around.at });
    return ENDED;
  }
  const isRenamed = effect.kind === 'alias' && effect.from === state.releasing;
  return applied(effect, isRenamed ? { ...state, releasing: effect.to } : state, edge, around);
}

/** Law 8: the promise of a task that releases is awaited by nobody here, so the task has the obligation. */
function leavesTaskAlone(effect: Effect, task: Place): boolean {
  switch (effect.kind) {
    case 'discard':
    case 'read':
      return effect.place === task;
    case 'escape':
      return isWithin(task, effect.place);
    case 'call':
      return effect.receiver === task || effect.args.some(({ place }) => isWithin(task, place));
    default:
      return false;
  }
}

function applied(effect: Effect, state: Held, edge: Edge | undefined, around: Surroundings): Held | undefined {
  const isThrow = edge?.kind === 'throw';
  switch (effect.kind) {
    case 'alias':
      return isThrow ? state : alias(state, effect, around);
    case 'rebind':
      return isThrow ? state : renamed(state, without(state.places, effect.place), 'overwrite', around);
    case 'escape':
      return escape(effect, state, edge, around);
    case 'closure':
      if (isThrow) return state;
      if (!returnThatWaits(edge)) return closureHandedOver(effect.functions, effect, state, around);
      return takesOver(effect.functions, state, around) ? returning(state, edge) : state;
    case 'read':
      return state;
    case 'discard':
      return renamed(state, without(state.places, effect.place), 'drop', around);
    case 'await':
      return awaited(effect, state, isThrow, around);
    case 'scope-end':
      return renamed(state, withoutVariables(state.places, effect.variables), 'scope-end', around);
    case 'iterated':
      if (!holds(state, effect.place) || !around.spec.release.some(({ by }) => by === 'iterated')) return state;
      around.released(effect.node);
      return ENDED;
    case 'release':
      if (!effect.places.some((place) => holds(state, place))) return state;
      around.released(effect.node);
      return ENDED;
    case 'dispose':
      if (!holds(state, effect.place)) return state;
      around.released(effect.node);
      return ENDED;
    case 'call':
      return applyCall(effect, state, isThrow, around);
  }
}

function alias(state: Held, effect: Extract<Effect, { kind: 'alias' }>, around: Surroundings): Held | undefined {
  const moved = heldWithin(state, effect.from).map((held) => effect.to + held.slice(effect.from.length));
  const kept = effect.keeps === true ? state.places : state.places.filter((held) => !isWithin(held, effect.to) || isWithin(held, effect.from));
  if (moved.length === 0 && kept.length === state.places.length) return state;
  return renamed(state, joined(kept, moved), 'overwrite', around);
}

/** The state with other places; where none is left, the holder was lost. */
function renamed(state: Held, places: readonly Place[], loss: 'overwrite' | 'drop' | 'scope-end', around: Surroundings): Held {
  if (places.length === state.places.length) return places === state.places ? state : { ...state, places };
  if (places.length > 0 || state.places.length === 0) return { ...state, places };
  return lose(state, lostExitOf(loss, around.at, state.leaving.at(-1)), around);
}

/** Nobody can reach the resource any more. */
export function lose(state: Held, exit: ExitPoint, around: Surroundings): Held {
  around.lost(exit, state);
  return { ...state, places: [], lost: exit };
}

function escape(effect: Extract<Effect, { kind: 'escape' }>, state: Held, edge: Edge | undefined, around: Surroundings): Held | undefined {
  const goesWithOwner = around.owner !== undefined && effect.place === around.owner && around.spec.release.some(({ by }) => by === 'owner-release');
  if (heldWithin(state, effect.place).length === 0 && !goesWithOwner) return state;
  if (returnThatWaits(edge)) return returning(state, edge);
  const isThrow = edge?.kind === 'throw';
  // Ownership moves on normal return only (law 10). What is thrown moves by throwing, and the consumer of a generator
  // has what was yielded before it sends an error.
  if (isThrow && effect.reason !== 'thrown' && effect.reason !== 'yielded') return state;
  if (isLookedUp(effect, around)) {
    around.maybeTransferred({ reason: effect.reason, node: effect.node });
    return state;
  }
  around.transferred({ reason: effect.reason, node: effect.node });
  return ENDED;
}

/** `image.src = url`: what is only looked up there is still ours, if something here releases it. */
function isLookedUp({ reason, node }: Extract<Effect, { kind: 'escape' }>, { spec }: Surroundings): boolean {
  const property = reason === 'stored' && node.type === 'MemberExpression' ? memberName(node) : undefined;
  return property !== undefined && spec.borrowingProperties?.includes(property) === true;
}

/** A `return` from inside a `try` or a `using`: a throw or another `return` on the way out may still override it. */
function returnThatWaits(edge: Edge | undefined): edge is Edge & { readonly abrupt: Abrupt } {
  return edge?.abrupt?.by === 'return' && edge.to.isCleanup;
}

/** What is returned is held by the waiting completion until that arrives. */
function returning(state: Held, { abrupt: { node } }: { readonly abrupt: Abrupt }): Held {
  return { ...state, places: joined(state.places, [returnPlace(node)]) };
}

function awaited(effect: Extract<Effect, { kind: 'await' }>, state: Held, isThrow: boolean, around: Surroundings): Held | undefined {
  if (state.releasing !== undefined && state.releasing === effect.from) {
    if (isThrow) return { ...state, releasing: undefined };
    around.released(effect.operand);
    return ENDED;
  }
  if (around.work.includes(effect.from)) return ENDED;
  if (isThrow) return rejected(effect, state, around);
  const arrived = state.arming === effect.from ? { ...state, arming: undefined } : state;
  const moved = alias(arrived, { kind: 'alias', from: effect.from, to: effect.to }, around);
  return moved === undefined || !moved.pending || heldWithin(state, effect.from).length === 0 ? moved : { ...moved, pending: false };
}

/** Law 1: what rejects acquired nothing. Law 13: what a rejected `Promise.all` had acquired is stranded. */
function rejected(effect: Extract<Effect, { kind: 'await' }>, state: Held, around: Surroundings): Held | undefined {
  if (state.arming !== undefined && state.arming === effect.from) return ENDED;
  if (state.pending && holds(state, around.property === undefined ? effect.from : memberPlace(effect.from, around.property))) return ENDED;
  const read = methodCall(effect.operand);
  const ends = read !== undefined && around.spec.endsWhenRejects?.includes(read.method) === true;
  const endsIteration = ends || around.spec.release.some((release) => release.by === 'iteration-end' && release.method === read?.method);
  // A reader whose own read() rejected reads from an errored stream: the lock keeps nobody else out of anything.
  if (endsIteration && !around.strict) return ENDED;
  return state;
}
