/**
 * Registrations whose result is the only thing that ends them, and is dropped: `model.onDidChange(f)` as a statement of
 * its own in an object that is torn down, `store.subscribe(f)` in an effect that returns no cleanup.
 *
 * A name proves nothing: it takes a sibling of the same owner whose result is kept, or an effect.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { endEvents } from '../../../resources/lifecycles.js';
import { createTargets, type Targets } from '../../effects/listener-target.js';
import { isDropped, isFunction, methodCall, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import { lastWord } from '../../syntax/words.js';
import type { FileParts } from '../file-obligations.js';
import { objectsOfThis } from '../owners/objects-of-this.js';
import type { OwnerParts } from '../owners/owner-parts.js';
import type { Owner } from '../owners/owners.js';
import { isWithinAny } from '../owners/reach.js';

type Call = TSESTree.CallExpression;

export interface DroppedDisposable {
  readonly node: Call;
  /** What it is registered with. */
  readonly target: Node;
  /** What ought to end it: the owner's teardown, or the effect. */
  readonly end: { readonly name: string; readonly node: Node };
}

export function droppedDisposables(calls: readonly Call[], parts: FileParts, owners: OwnerParts): readonly DroppedDisposable[] {
  const dropped = calls.filter((call) => isDropped(call) && isRegistering(call));
  if (dropped.length === 0) return [];
  const targets = createTargets(parts.file, objectsOfThis(owners));
  return dropped.flatMap((node) => {
    const called = methodCall(node);
    if (called === undefined) return [];
    const end = called.method === 'subscribe' ? endOfEffect(node, called.receiver, targets, owners) : endOfOwner(node, calls, targets, owners);
    return end === undefined ? [] : [{ node, target: called.receiver, end }];
  });
}

/** It is given a function, or a member of the same object, and nothing before that. */
function isRegistering({ arguments: [first] }: Call): boolean {
  const given = first === undefined ? undefined : unwrapped(first);
  if (given === undefined) return false;
  return isFunction(given) || (given.type === 'MemberExpression' && given.object.type === 'ThisExpression') || methodCall(given)?.method === 'bind';
}

function endOfEffect(node: Call, receiver: Node, targets: Targets, { lifecycles }: OwnerParts): DroppedDisposable['end'] | undefined {
  const lifecycle = lifecycles.enclosingLifecycle(node);
  if (lifecycle === undefined || lifecycle.setUp !== rootOf(node) || lifecycle.ignoresReturn || !lifecycle.complete || lifecycle.undoes.length > 0) return undefined;
  const life = targets.lifeOf(receiver);
  return life === 'module' || life === 'lasting' || life === 'parameter' ? { name: lifecycle.name, node: lifecycle.setUp } : undefined;
}

function endOfOwner(node: Call, calls: readonly Call[], targets: Targets, owners: OwnerParts): DroppedDisposable['end'] | undefined {
  const owner = owners.owners.ownerOf(node);
  const [teardown] = owner?.teardowns ?? [];
  const receiver = methodCall(node)?.receiver;
  if (owner === undefined || teardown === undefined || receiver === undefined || isAboutAnEnd(node)) return undefined;
  const life = targets.lifeOf(receiver);
  if ((life !== 'kept' && life !== 'module') || !calls.some((other) => isKept(other) && owners.owners.ownerOf(other) === owner)) return undefined;
  const ends = new Set(owner.teardowns.map(({ fn }) => fn));
  return isWithinAny(node, owners.reach.from([...ends])) || runsAny(ends, node, owner, owners) ? undefined : { name: teardown.name, node: teardown.fn };
}

/** `onDidDispose`, `onDisconnect`: what is over tells nobody any more. */
function isAboutAnEnd(node: Call): boolean {
  const word = lastWord(methodCall(node)?.method);
  return word === 'error' || word === 'closed' || endEvents.includes(word);
}

/** What is registered ends the owner itself. */
function runsAny(ends: ReadonlySet<FunctionNode>, { arguments: [callback] }: Call, owner: Owner, { file, reach }: OwnerParts): boolean {
  const functions = callback === undefined ? [] : functionsOf(file.bindings, callback).functions;
  return owner.members.length > 0 && [...reach.from(functions)].some((fn) => ends.has(fn));
}

/** Assigned, returned, or given to what collects such. */
function isKept(call: Call): boolean {
  if (methodCall(call)?.method === 'subscribe' || !isRegistering(call)) return false;
  const parent = wrappingParent(call);
  return parent !== undefined && ['AssignmentExpression', 'VariableDeclarator', 'PropertyDefinition', 'ReturnStatement', 'ArrayExpression', 'CallExpression'].includes(parent.type);
}
