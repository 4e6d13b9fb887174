/**
 * Waiters: promises whose settlers are kept, in a field of a class or in a local collection, until somebody has
 * something for them. Whoever ends that somebody has to settle what still waits.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { callingOnce } from '../../../resources/outcomes.js';
import { registrationOf } from '../../effects/callbacks.js';
import { unpairedEvent, type AwaitedEvent } from '../../obligations/settling/events.js';
import type { Pending } from '../../obligations/settling/pending.js';
import { ancestors, definitionName, enclosingClass, enclosingFunction, functionsBetween, isFunction, isInside, memberName, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import { functionName } from '../../syntax/words.js';
import { isTeardownName } from '../owners/owners.js';
import { bodiesRunBy } from './tasks.js';
import type { WaitParts } from './waits.js';

/** The ways on which what an executor keeps is never taken out again. */
export function forgottenWaiters(executor: FunctionNode, parts: WaitParts): readonly Pending[] {
  const settlers = executor.params.flatMap((name) => (name.type === 'Identifier' ? (parts.file.bindings.variableOf(name) ?? []) : []));
  const mentions = settlers.flatMap(({ references }) => references.map(({ identifier }): Node => identifier));
  if (mentions.some((mention) => isInTimer(mention, executor, parts))) return [];
  const holders = mentions.flatMap((mention) => holderOf(mention, executor) ?? []);
  const found = holders.map((holder) => (isField(holder) ? leftByTeardown(holder, parts) : leftByEvents(holder, executor, parts)));
  const [first] = found;
  // Where one of the holders is looked after, its settlers serve the whole promise.
  return first === undefined || found.includes(undefined) ? [] : [first];
}

/** A time limit settles as well. */
function isInTimer(mention: Node, executor: FunctionNode, { file }: WaitParts): boolean {
  for (const at of ancestors(mention)) {
    if (at === executor) return false;
    if (at.type === 'CallExpression' && (file.origins.originOf(at.callee) ?? '') in callingOnce) return true;
  }
  return false;
}

const KEEPING = new Set(['push', 'unshift', 'set', 'add', 'enqueue']);

/** What a settler, or a closure or object with one, is put into: `this.waiting` of `this.waiting.set(id, { resolve })`. */
function holderOf(mention: Node, executor: FunctionNode): Node | undefined {
  for (const at of ancestors(mention)) {
    if (at === executor) return undefined;
    const called = methodCall(at);
    if (called !== undefined) return KEEPING.has(called.method) && !isInside(mention, called.receiver) ? unwrapped(called.receiver) : undefined;
    if (at.type === 'AssignmentExpression') return isInside(mention, at.right) ? collectionOf(at.left) : undefined;
  }
  return undefined;
}

/** `this.waiting` of `this.waiting[id]`. */
function collectionOf(target: Node): Node {
  const node = unwrapped(target);
  return node.type === 'MemberExpression' && node.computed ? unwrapped(node.object) : node;
}

function isField(holder: Node): holder is TSESTree.MemberExpression {
  return holder.type === 'MemberExpression' && holder.object.type === 'ThisExpression';
}

/** Functions and events whose name says that something ends or goes wrong. */
const ENDING = /close|end|error|fail|disconnect|exit|abort|cancel|destroy|dispose|reset|reject|clear|flush|drain|shutdown|stop|terminat|teardown|cleanup|settle/iu;

/** The class has a teardown, and neither that nor anything that ends its work looks at the field again. */
function leftByTeardown(field: TSESTree.MemberExpression, { file, activity }: WaitParts): Pending | undefined {
  const owner = enclosingClass(field);
  const name = memberName(field);
  const teardowns = owner?.body.body.filter((element) => 'key' in element && isTeardownName(definitionName(element) ?? '', file)) ?? [];
  if (owner === undefined || name === undefined || teardowns.length === 0) return undefined;
  const run = new Set(teardowns.flatMap(functionsOf).flatMap((fn) => bodiesRunBy(fn, file)));
  const uses = (activity.ownMembers.get(name) ?? []).filter((use) => isInside(use, owner));
  const isSettled = uses.some((use) => !isForgetting(use) && (isIterated(use) || functionsBetween(use, owner).some((fn) => run.has(fn) || ENDING.test(wordFor(fn)))));
  const [teardown] = teardowns;
  if (isSettled || teardown === undefined || !('key' in teardown)) return undefined;
  return { kind: 'teardown', node: teardown.key, holder: field, guessed: wrappingParent(field)?.type === 'AssignmentExpression' };
}

/** The field is emptied, or asked how much it keeps: nobody hears of it. */
function isForgetting(use: Node): boolean {
  const parent = wrappingParent(use);
  if (parent?.type === 'AssignmentExpression') return parent.left === use;
  const member = parent?.type === 'MemberExpression' && parent.object === use ? memberName(parent) : undefined;
  return /^(?:clear|delete|length|size)$/u.test(member ?? '');
}

/** The field is the settler itself: `this.resolve()`. */
function isCallee(use: Node): boolean {
  const parent = wrappingParent(use);
  return parent?.type === 'CallExpression' && unwrapped(parent.callee) === use;
}

function functionsOf(element: TSESTree.ClassElement): readonly FunctionNode[] {
  return 'value' in element && isFunction(element.value) ? [element.value] : [];
}

/** All that is kept is gone through: `for (const settle of this.waiting)`, `this.waiting.forEach(...)`. */
function isIterated(use: Node): boolean {
  const parent = wrappingParent(use);
  if (parent?.type === 'ForOfStatement' || parent?.type === 'SpreadElement') return true;
  const called = parent === undefined ? undefined : wrappingParent(parent);
  const method = called === undefined ? undefined : methodCall(called)?.method;
  return parent?.type === 'MemberExpression' ? /^(?:forEach|values|entries|splice|map)$/u.test(method ?? '') : parent?.type === 'CallExpression' && !isCallee(use);
}

/** The name of a function, or of the event that it handles. */
function wordFor(fn: FunctionNode): string {
  const parent = wrappingParent(fn);
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition' || parent?.type === 'Property') return definitionName(parent) ?? '';
  if (parent?.type === 'AssignmentExpression') return parent.left.type === 'MemberExpression' ? (memberName(parent.left) ?? '') : '';
  return parent === undefined ? '' : (registrationOf(parent)?.event ?? functionName(fn) ?? '');
}

/** A local collection that handlers of events take from: which of them do not come where the emitter fails? */
function leftByEvents(holder: Node, executor: FunctionNode, { file, places }: WaitParts): Pending | undefined {
  const variable = holder.type === 'Identifier' ? file.bindings.variableOf(holder) : undefined;
  if (variable === undefined || variable.scope.type === 'module' || variable.scope.type === 'global') return undefined;
  const events: AwaitedEvent[] = [];
  for (const { identifier } of variable.references) {
    if (enclosingFunction(identifier) === executor || variable.identifiers.some((name) => name === identifier)) continue;
    const event = eventAround(identifier, variable);
    if (event === undefined) return undefined;
    events.push(event);
  }
  const found = events.length === 0 ? undefined : unpairedEvent(events, file, places);
  return found?.kind === 'lone' ? undefined : found;
}

function eventAround(use: Node, variable: Variable): AwaitedEvent | undefined {
  for (const at of ancestors(use)) {
    if (at === variable.scope.block) return undefined;
    const registration = isFunction(at) ? registrationOf(wrappingParent(at) ?? at) : undefined;
    if (registration !== undefined) return { node: at, ...registration };
  }
  return undefined;
}
