/** What every question about a file's listeners may ask. */
import type { ThrowTier } from '../../cfg/graph.js';
import { createTargets, type Targets } from '../../effects/listener-target.js';
import type { Registration } from '../../effects/listeners.js';
import { memberName, unwrapped, type FunctionNode } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileParts } from '../file-obligations.js';
import { objectsOfThis } from '../owners/objects-of-this.js';
import type { OwnerParts } from '../owners/owner-parts.js';
import type { Owner } from '../owners/owners.js';

export interface ListenerContext {
  readonly parts: FileParts;
  readonly owners: OwnerParts;
  readonly tier: ThrowTier;
  readonly targets: Targets;
  /** The functions that an owner's teardowns reach. */
  teardownReach(owner: Owner): ReadonlySet<FunctionNode>;
}

export function createListenerContext(parts: FileParts, owners: OwnerParts, tier: ThrowTier): ListenerContext {
  const reaches = new Map<Owner, ReadonlySet<FunctionNode>>();
  return {
    parts,
    owners,
    tier,
    targets: createTargets(parts.file, objectsOfThis(owners)),
    teardownReach(owner) {
      let reached = reaches.get(owner);
      if (reached === undefined) {
        reached = owners.reach.from(owner.teardowns.map(({ fn }) => fn));
        reaches.set(owner, reached);
      }
      return reached;
    },
  };
}

/** The functions that run when the event comes: written in place, by name, bound, or a member of the same owner. */
export function functionsOfListener({ callback, node }: Registration, { parts, owners }: ListenerContext): readonly FunctionNode[] {
  const value = unwrapped(callback);
  const bound = value.type === 'CallExpression' && value.callee.type === 'MemberExpression' ? unwrapped(value.callee.object) : value;
  if (bound.type !== 'MemberExpression') return functionsOf(parts.file.bindings, callback).functions;
  const name = bound.object.type === 'ThisExpression' ? memberName(bound) : undefined;
  return (owners.owners.ownerOf(node)?.members ?? []).flatMap((member) => (member.name === name ? [member.fn] : []));
}
