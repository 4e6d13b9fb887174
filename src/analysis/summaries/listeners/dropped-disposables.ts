/**
 * Registrations whose result is the only thing that ends them, and is dropped: `model.onDidChange(f)` as a statement of
 * its own in an object that is torn down, `store.subscribe(f)` in an effect that returns no cleanup.
 *
 * A name proves nothing: it takes a sibling of the same owner whose result is kept, a registry of the owner, a convention
 * that everybody keeps to, or an effect.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { endEvents, undoneHooks } from '../../../resources/lifecycles.js';
import { createTargets, type Targets } from '../../effects/listener-target.js';
import { writtenName } from '../../effects/place.js';
import { definitionName, enclosingClass, isDropped, isFunction, memberName, methodCall, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { assignmentTo, isClass } from '../../syntax/classes.js';
import { functionsOf } from '../../syntax/bindings.js';
import { lastWord } from '../../syntax/words.js';
import type { FileParts } from '../file-obligations.js';
import { isClosedIn, objectsOfThis } from '../owners/objects-of-this.js';
import type { OwnerParts } from '../owners/owner-parts.js';
import type { Owner } from '../owners/owners.js';
import { isWithinAny } from '../owners/reach.js';
import { usesObservables } from '../owners/subscriptions.js';
import type { ListenerRisk } from './listener-evidence.js';
import { registryOf } from './registries.js';

type Call = TSESTree.CallExpression;

export interface DroppedDisposable {
  readonly node: Call;
  /** What it is registered with. */
  readonly target: Node;
  /** What ought to end it: the owner's teardown, its registry, or the effect; undefined where the owner may only inherit one. */
  readonly end: { readonly name: string; readonly node: Node } | undefined;
  readonly risk: Extract<ListenerRisk, 'classesWithoutTeardown'> | undefined;
}

interface Question {
  /** Every call that subscribes. */
  readonly calls: readonly Call[];
  readonly parts: FileParts;
  readonly owners: OwnerParts;
  readonly targets: Targets;
}

export function droppedDisposables(calls: readonly Call[], parts: FileParts, owners: OwnerParts): readonly DroppedDisposable[] {
  const dropped = calls.filter((call) => isRegistering(call) && !isCollected(call) && (isDropped(call) || isNeverRead(call, owners)));
  if (dropped.length === 0) return [];
  const question: Question = { calls, parts, owners, targets: createTargets(parts.file, objectsOfThis(owners)) };
  return dropped.flatMap((node) => {
    const called = methodCall(node);
    if (called === undefined) return [];
    const found = called.method === 'subscribe' ? (endOfEffect(node, called.receiver, question) ?? endBesideKept(node, called.receiver, question)) : endOfOwner(node, question);
    return found === undefined ? [] : [{ node, target: called.receiver, ...found }];
  });
}

/** It is given a function, or a member of the same object, and nothing before that. */
function isRegistering({ arguments: [first] }: Call): boolean {
  const given = first === undefined ? undefined : unwrapped(first);
  if (given === undefined) return false;
  return isFunction(given) || (given.type === 'MemberExpression' && given.object.type === 'ThisExpression') || methodCall(given)?.method === 'bind';
}

/** `this.listener = model.onDidChange(f)` where nothing of the class ever reads the private field. */
function isNeverRead(call: Call, { thisNodes, owners }: OwnerParts): boolean {
  const assignment = wrappingParent(call);
  const field = assignment?.type === 'AssignmentExpression' && assignment.right === call && isDropped(assignment) ? unwrapped(assignment.left) : undefined;
  if (field?.type !== 'MemberExpression' || field.object.type !== 'ThisExpression' || !isHidden(field)) return false;
  const owner = owners.ownerOf(field);
  return !thisNodes.some(({ parent }) => (parent.type === 'MemberExpression' ? memberName(parent) === memberName(field) && assignmentTo(parent)?.operator !== '=' : isUsedWhole(parent)) && owners.ownerOf(parent) === owner);
}

/** Declared as `private`, `protected` or `#field`: nobody but the class reads it. */
function isHidden(field: TSESTree.MemberExpression): boolean {
  const name = memberName(field);
  const body = enclosingClass(field)?.body.body ?? [];
  return body.some((element) => element.type === 'PropertyDefinition' && definitionName(element) === name && (element.key.type === 'PrivateIdentifier' || element.accessibility === 'private' || element.accessibility === 'protected'));
}

/** `const { listener } = this`, `({ ...this })`: any field may be read. */
function isUsedWhole({ type }: Node): boolean {
  return type === 'VariableDeclarator' || type === 'SpreadElement' || type === 'AssignmentPattern';
}

/** `onDidChange(listener, this, this.toDispose)`: the event itself puts what it returns into the list. */
function isCollected(call: Call): boolean {
  return call.arguments.length > 2;
}

function endOfEffect(node: Call, receiver: Node, { targets, owners: { lifecycles } }: Question): Pick<DroppedDisposable, 'end' | 'risk'> | undefined {
  const lifecycle = lifecycles.enclosingLifecycle(node);
  if (lifecycle === undefined || lifecycle.setUp !== rootOf(node) || lifecycle.ignoresReturn || !lifecycle.complete || lifecycle.undoes.length > 0) return undefined;
  const life = targets.lifeOf(receiver);
  return life === 'module' || life === 'lasting' || life === 'parameter' ? { end: { name: lifecycle.name, node: lifecycle.setUp }, risk: undefined } : undefined;
}

/** The same owner keeps what the same object returned for another subscription, and has an end. */
function endBesideKept(node: Call, receiver: Node, { calls, parts, owners }: Question): Pick<DroppedDisposable, 'end' | 'risk'> | undefined {
  const owner = owners.owners.ownerOf(node);
  const [teardown] = owner?.teardowns ?? [];
  const name = writtenName(receiver);
  if (owner === undefined || teardown === undefined || name === undefined || usesObservables(parts.file) || isWithinAny(node, owners.reach.from(owner.teardowns.map(({ fn }) => fn)))) return undefined;
  const isShown = calls.some((other) => {
    const called = methodCall(other);
    return other !== node && called?.method === 'subscribe' && isTaken(other) && writtenName(called.receiver) === name && owners.owners.ownerOf(other) === owner;
  });
  return isShown ? { end: { name: teardown.name, node: teardown.fn }, risk: undefined } : undefined;
}

/** `onAfterDetach` undoes `onAfterAttach`, and comes as often: what a constructor registers is no business of it. */
function endsWhatBeganAt(node: Call, end: string, { members }: Owner, { reach }: OwnerParts): boolean {
  const beginning = undoneHooks[end];
  return beginning === undefined || isWithinAny(node, reach.from(members.flatMap(({ name, fn }) => (name === beginning ? [fn] : []))));
}

function endOfOwner(node: Call, { calls, parts, owners, targets }: Question): Pick<DroppedDisposable, 'end' | 'risk'> | undefined {
  const owner = owners.owners.ownerOf(node);
  const called = methodCall(node);
  if (owner === undefined || called === undefined || isAboutAnEnd(node)) return undefined;
  const teardown = owner.teardowns.find(({ name }) => endsWhatBeganAt(node, name, owner, owners));
  if (teardown === undefined && !mayInherit(owner, parts)) return undefined;
  const life = targets.lifeOf(called.receiver);
  if (life !== 'kept' && life !== 'module') return undefined;
  const ends = new Set(owner.teardowns.map(({ fn }) => fn));
  const reached = owners.reach.from([...ends]);
  if (isWithinAny(node, reached) || isClosedIn(reached, called.receiver, owners) || runsAny(ends, node, owner, owners)) return undefined;
  const registry = registryOf(owner, parts, owners);
  const isConventional = DISPOSABLE_BY_NAME.test(called.method);
  if (teardown === undefined) return registry === undefined && !isConventional ? undefined : { end: registry, risk: registry === undefined ? 'classesWithoutTeardown' : undefined };
  const isShown = registry !== undefined || (isConventional && /dispose$/iu.test(teardown.name)) || calls.some((other) => isKept(other) && owners.owners.ownerOf(other) === owner);
  return isShown ? { end: { name: teardown.name, node: teardown.fn }, risk: undefined } : undefined;
}

/** Events that are functions and answer with a disposable. https://github.com/microsoft/vscode/wiki/Extension-API-guidelines#events */
const DISPOSABLE_BY_NAME = /^on(?:Did|Will)[A-Z]/u;

/** The owner extends what this file does not show: it may inherit its teardown. */
function mayInherit({ node }: Owner, { file }: FileParts): boolean {
  let at: Node | undefined = node;
  while (at !== undefined && isClass(at)) {
    if (at.superClass === null) return false;
    at = at.superClass.type === 'Identifier' ? file.bindings.variableOf(at.superClass)?.defs[0]?.node : undefined;
  }
  return isClass(node);
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
  return isCollected(call) || isTaken(call);
}

function isTaken(call: Call): boolean {
  const parent = wrappingParent(call);
  return parent !== undefined && ['AssignmentExpression', 'VariableDeclarator', 'PropertyDefinition', 'ReturnStatement', 'ArrayExpression', 'CallExpression'].includes(parent.type);
}
