/** What the members of an owner reach: the functions that run when one of them is called. */
import { RELEASE_MEMBERS } from '../effects/capability.js';
import { isWithin, type Place } from '../effects/place.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { Bodies } from './bodies.js';
import type { Owner } from './owners.js';

export interface TeardownReach {
  /** The code at `node` runs when the owner is torn down. */
  includes(node: Node): boolean;
  /** What is kept at `place`, or around it, is closed. */
  ends(place: Place): boolean;
}

/** The teardowns of an owner, and every function of this file that they call, directly or not. */
export function teardownReach(owner: Owner, bodies: Bodies): TeardownReach {
  const reached = new Set<FunctionNode>(owner.teardowns.map(({ fn }) => fn));
  // A set grows while it is iterated: this is the transitive closure.
  for (const fn of reached) for (const callee of calleesOf(fn, owner, bodies)) reached.add(callee);
  const functions = [...reached];
  return {
    includes: (node) => functions.some((fn) => isInside(node, fn)),
    ends: (place) => functions.some((fn) => endsIn(fn, place, bodies)),
  };
}

function calleesOf(fn: FunctionNode, owner: Owner, bodies: Bodies): readonly FunctionNode[] {
  const body = bodies.bodyOf(fn);
  return body.graph.blocks.flatMap((block) =>
    block.steps.flatMap((step) =>
      body.effectsOf(step).flatMap((effect) => {
        if (effect.kind !== 'call') return [];
        const own = effect.receiver === 'this' ? owner.members.filter(({ name }) => name === effect.method).map((member) => member.fn) : [];
        return [...effect.targets, ...own];
      }),
    ),
  );
}

function endsIn(fn: FunctionNode, place: Place, bodies: Bodies): boolean {
  const body = bodies.bodyOf(fn);
  return body.graph.blocks.some((block) =>
    block.steps.some((step) =>
      body.effectsOf(step).some((effect) => effect.kind === 'call' && effect.receiver !== undefined && effect.method !== undefined && RELEASE_MEMBERS.includes(effect.method) && effect.receiver !== 'this' && isWithin(place, effect.receiver)),
    ),
  );
}

function isInside(node: Node, fn: FunctionNode): boolean {
  return node.range[0] >= fn.range[0] && node.range[1] <= fn.range[1];
}
