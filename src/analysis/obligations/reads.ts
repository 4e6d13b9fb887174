/** What a step is about, and which places its effects only read. */
import type { Step } from '../cfg/graph.js';
import type { Effect } from '../effects/effect.js';
import type { Place } from '../effects/place.js';
import type { Node } from '../syntax/ast.js';

/** The node that a report about a step would point at. */
export function nodeOf(step: Step): Node | undefined {
  return step.kind === 'bind' ? step.pattern : step.node;
}

/** Adds the places whose values the effect takes out of temporaries. */
export function noteRead(effect: Effect, read: Place[]): void {
  if (effect.kind === 'alias' || effect.kind === 'await') read.push(effect.from);
  else if (effect.kind === 'read') read.push(effect.place);
  else if (effect.kind === 'call') {
    if (effect.receiver !== undefined) read.push(effect.receiver);
    for (const argument of effect.args) read.push(argument.place);
  }
}
