/**
 * Twins: fields of one owner that are each given a `new` value of the same class, or of two classes of one library side by
 * side and from the same arguments. Where the teardown ends one of them, the other one is owed the same.
 *
 * Not modelled: what factories give, and twins that a teardown ends under a condition of their own.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { writtenName } from '../../effects/place.js';
import { keptSpec } from '../../effects/typed-resources.js';
import { ancestors, definitionName, isFunction, methodCall, rootOf, unwrapped, wrappingParent, type Node } from '../../syntax/ast.js';
import { fieldOfThis, isClass } from '../../syntax/classes.js';
import { ENDING } from './kept-by-name.js';
import type { OwnerFinding } from './owner-finding.js';
import type { OwnerParts } from './owner-parts.js';
import type { Owner } from './owners.js';
import { isWithinAny } from './reach.js';
import { usesOf } from './slot-uses.js';
import type { Teardown } from './teardowns.js';

/** A field with the `new` expression that it is given. */
interface Making {
  readonly field: string;
  readonly made: TSESTree.NewExpression;
}

/** A field that a teardown ends. */
interface Ended {
  readonly owner: Owner;
  readonly field: string;
  /** The member that ends it. */
  readonly member: string;
  readonly teardown: Teardown;
}

export function forgottenTwins(parts: OwnerParts): readonly OwnerFinding[] {
  const ended = parts.releaseCalls.flatMap((call) => endedBy(call, parts));
  const owners = new Set(ended.map(({ owner }) => owner));
  return [...owners].flatMap((owner) => {
    const ofOwner = ended.filter((one) => one.owner === owner);
    const makings = makingsOf(owner, parts);
    const left = makings.filter(({ field }) => ofOwner.every((one) => one.field !== field));
    return left.flatMap((making) => {
      const twin = ofOwner.find(({ field }) => makings.some((other) => other.field === field && areAlike(other, making, parts)));
      return twin === undefined ? [] : missed(making, twin, parts);
    });
  });
}

/** `this.panel.dispose()` in what a teardown reaches, whatever else the owner holds. */
function endedBy(call: TSESTree.CallExpression, { owners, teardowns, reach }: OwnerParts): readonly Ended[] {
  const called = methodCall(call);
  const field = called === undefined || !(ENDING.has(called.method) || called.method === 'close') ? undefined : fieldOfThis(called.receiver);
  const owner = field === undefined ? undefined : owners.ownerOf(call);
  if (called === undefined || field === undefined || owner?.kind !== 'class' || isConditional(call, field)) return [];
  const teardown = teardowns.ofOwner(owner).functions.find(({ fn }) => isWithinAny(call, reach.from([fn])));
  return teardown === undefined ? [] : [{ owner, field, member: called.method, teardown }];
}

/** `if (this.ownsPanel) this.panel.dispose()`: not everything in the field is the owner's. */
function isConditional(call: Node, field: string): boolean {
  for (const at of ancestors(call)) {
    if (isFunction(at)) return false;
    if (at.type === 'IfStatement' && fieldOfThis(at.test) !== field) return true;
  }
  return false;
}

function makingsOf(owner: Owner, { owners, thisNodes }: OwnerParts): readonly Making[] {
  const { node } = owner;
  const elements = isClass(node) ? node.body.body : [];
  const initial = elements.flatMap((element) => (element.type === 'PropertyDefinition' && !element.static ? makingOf(definitionName(element), element.value) : []));
  const assigned = thisNodes.flatMap((at) => {
    const member = wrappingParent(at);
    const write = member?.type === 'MemberExpression' ? wrappingParent(member) : undefined;
    const isOwn = write?.type === 'AssignmentExpression' && write.left === member && owners.ownerOf(at) === owner;
    return isOwn ? makingOf(fieldOfThis(write.left), write.right) : [];
  });
  return [...initial, ...assigned];
}

function makingOf(field: string | undefined, value: Node | null): readonly Making[] {
  const made = value === null ? undefined : unwrapped(value);
  return field === undefined || made?.type !== 'NewExpression' ? [] : [{ field, made }];
}

function areAlike(a: Making, b: Making, { file: { sourceCode } }: OwnerParts): boolean {
  if (sourceCode.getText(a.made.callee) === sourceCode.getText(b.made.callee)) return true;
  const [argumentsOfA, argumentsOfB] = [a, b].map(({ made }) => made.arguments.map((argument) => sourceCode.getText(argument)).join());
  return rootOf(a.made) === rootOf(b.made) && argumentsOfA !== '' && argumentsOfA === argumentsOfB && isOfOneLibrary(a.made.callee, b.made.callee);
}

/** `new service.Reader(...)` beside `new service.Writer(...)`. */
function isOfOneLibrary(a: Node, b: Node): boolean {
  const [first, second] = [writtenName(a), writtenName(b)];
  return first?.includes('.') === true && second?.includes('.') === true && first.split('.')[0] === second.split('.')[0];
}

/** Nobody but the owner has ever seen what the field holds. */
function missed({ field, made }: Making, { owner, member, teardown }: Ended, parts: OwnerParts): readonly OwnerFinding[] {
  const spec = keptSpec(member);
  const holder = `this.${field}`;
  const uses = usesOf({ base: 'this', owner, path: [field], isCollection: false, isPart: false, name: holder }, [spec], parts);
  if (uses.some(({ kind }) => kind !== 'write' && kind !== 'test')) return [];
  // What is made of nothing holds on to nothing: it goes with its owner.
  const doubt = made.arguments.length === 0 ? 'one-shot' : 'certain';
  return [{ kind: 'missed', obligation: { spec, node: made, root: rootOf(made) }, doubt, holder, end: { name: teardown.name, node: teardown.fn } }];
}
