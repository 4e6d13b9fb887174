/** The slots of a file that hold resources: what was stored in each, what is done with it, and who has to release it. */
import type { ObligationOutcome, Transfer } from '../../obligations/obligation.js';
import { memberName, unwrapped, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import type { OwnerParts } from './owner-parts.js';
import type { Owner } from './owners.js';
import type { Use } from './slot-finding.js';
import { usesOf } from './slot-uses.js';
import { slotOf, type Slot } from './slots.js';

export interface Arming {
  readonly outcome: ObligationOutcome;
  readonly transfer: Transfer;
}

export interface Holding {
  readonly slot: Slot;
  /** Where resources are stored in it. */
  readonly armings: readonly Arming[];
  readonly uses: readonly Use[];
  /** Only the name of a member that ends it shows that it is owed. */
  readonly isByName: boolean;
}

export function holdingsOf(outcomes: readonly ObligationOutcome[], parts: OwnerParts): readonly Holding[] {
  const slots = new SlotTable();
  for (const outcome of outcomes) {
    if (!outcome.transfers.every(({ reason }) => reason === 'stored' || reason === 'passed' || reason === 'taken')) continue;
    for (const transfer of outcome.transfers) {
      const slot = slotOf(transfer, parts.file, parts.owners);
      if (slot !== undefined && slot !== 'registered') slots.add(slot, { outcome, transfer });
    }
  }
  return slots.all().map(({ slot, armings }) => {
    const specs = [...new Set(armings.map(({ outcome }) => outcome.obligation.spec))];
    return { slot, armings, uses: usesOf(slot, specs, parts), isByName: false };
  });
}

/** Slots by their base and path. */
class SlotTable {
  private readonly byBase = new Map<Owner | Variable, Map<string, { slot: Slot; armings: Arming[] }>>();

  add(slot: Slot, arming: Arming): void {
    const base = slot.base === 'this' ? slot.owner : slot.variable;
    const byPath = this.byBase.get(base) ?? new Map<string, { slot: Slot; armings: Arming[] }>();
    this.byBase.set(base, byPath);
    const key = slot.path.join('.');
    const known = byPath.get(key);
    if (known === undefined) byPath.set(key, { slot, armings: [arming] });
    else known.armings.push(arming);
  }

  all(): readonly { readonly slot: Slot; readonly armings: readonly Arming[] }[] {
    return [...this.byBase.values()].flatMap((byPath) => [...byPath.values()]);
  }
}

/** Somebody else's release of a field of this name: `clearTimeout(client.timer)` outside the owner. */
export function isReleasedElsewhere({ slot, uses }: Holding, { releaseCalls, file }: OwnerParts): boolean {
  const last = slot.path.at(-1);
  if (last === undefined) return false;
  const known = new Set<Node>(uses.map(({ node }) => node));
  return releaseCalls.some((call) => {
    const callee = unwrapped(call.callee);
    const holders = callee.type === 'MemberExpression' ? [...call.arguments, callee.object] : call.arguments;
    if (known.has(call) || known.has(callee)) return false;
    return holders.some((holder) => {
      const member = unwrapped(holder);
      return member.type === 'MemberExpression' && memberName(member) === last && mayBeOwner(member.object, slot, file);
    });
  });
}

/** Anything but `this`, and but an object that this file is seen to make under another name: `otherRef.current`. */
function mayBeOwner(object: Node, slot: Slot, { bindings }: FileContext): boolean {
  const node = unwrapped(object);
  const variable = node.type === 'Identifier' ? bindings.variableOf(node) : undefined;
  const made = variable === undefined ? undefined : bindings.soleValue(variable)?.value;
  const isOther = slot.base === 'variable' && variable !== slot.variable && made !== undefined && unwrapped(made).type === 'CallExpression';
  return node.type !== 'ThisExpression' && !isOther;
}
