/** Closures that somebody else may call later. */
import type { BasicBlock } from '../cfg/graph.js';
import { isWeakRegistration, runsCallbackAtOnce } from '../effects/known-calls.js';
import { isKeyPlace } from '../effects/keyed.js';
import type { Place } from '../effects/place.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { Body } from './body.js';
import type { Transfer } from './obligation.js';
import type { Held } from './state.js';
import { ENDED, type PlaceSummary, type Surroundings } from './surroundings.js';

/** Design law 9: a closure that releases and is handed over takes the obligation with it. */
export function closureHandedOver(
  functions: readonly FunctionNode[],
  effect: { readonly node: Node; readonly weak: boolean },
  state: Held,
  around: Surroundings,
): Held | undefined {
  if (!takesOver(functions, state, around)) return state;
  const transfer: Transfer = { reason: 'captured', node: effect.node };
  if (effect.weak) {
    around.maybeTransferred(transfer);
    return state;
  }
  around.transferred(transfer);
  return ENDED;
}

/** One of the functions releases what is held, or does something with it that nobody knows. */
export function takesOver(functions: readonly FunctionNode[], state: Held, around: Surroundings): boolean {
  return functions.some((fn) => state.places.some((place) => isTaken(around.effectOn(fn, place))));
}

function isTaken(summary: PlaceSummary): boolean {
  return !(summary.normal === 'held' || summary.normal === 'never') || summary.throws === 'released';
}

/**
 * Closures of a body that were handed to somebody before a place was filled (law 9): they release what is put there
 * later. `() => stop(t)` is returned or registered first, `t = setInterval(...)` comes after it.
 *
 * @param spent a call whose callback comes when nothing is left to release.
 */
export function releasedByEarlierClosure(
  body: Body,
  effectOn: (fn: FunctionNode, place: Place) => PlaceSummary,
  spent: Node | undefined,
): (place: Place, at: BasicBlock) => boolean {
  let handed: readonly { readonly functions: readonly FunctionNode[]; readonly block: BasicBlock }[] | undefined;
  return (place, at) => {
    if (body.places.variableAt(place) === undefined && !isKeyPlace(place)) return false;
    handed ??= handedClosures(body, spent);
    return handed.some(({ functions, block }) => functions.some((fn) => isTaken(effectOn(fn, place))) && reaches(block, at));
  };
}

function handedClosures(body: Body, spent: Node | undefined): readonly { functions: readonly FunctionNode[]; block: BasicBlock }[] {
  return body.graph.blocks.flatMap((block) =>
    block.steps.flatMap((step) =>
      body.effectsOf(step).flatMap((effect) => {
        if (effect.kind === 'closure' && !effect.weak) return [{ functions: effect.functions, block }];
        if (effect.kind !== 'call' || effect.node === spent || runsCallbackAtOnce(effect) || isWeakRegistration(effect)) return [];
        const functions = effect.args.flatMap((argument) => argument.functions);
        return functions.length === 0 ? [] : [{ functions, block }];
      }),
    ),
  );
}

function reaches(from: BasicBlock, to: BasicBlock): boolean {
  const seen = new Set([from]);
  const agenda = [from];
  for (let block = agenda.pop(); block !== undefined; block = agenda.pop()) {
    if (block === to) return true;
    for (const edge of block.out) {
      if (seen.has(edge.to)) continue;
      seen.add(edge.to);
      agenda.push(edge.to);
    }
  }
  return false;
}
