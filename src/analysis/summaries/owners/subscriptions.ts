/**
 * Subscriptions to observables that outlive the object which subscribes, and that nobody keeps: the observable calls a
 * dead object for as long as it lives itself.
 *
 * Not modelled: observables that are found by calls of anything but the injector, observables of own children and of
 * query lists, and whether an observable completes before its object ends.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { completingSources, endingOperators, mountedDecorators, observableModules, requestVerbs, routeNames, rxjsSubscription } from '../../../resources/reactive.js';
import type { Targets } from '../../effects/listener-target.js';
import { writtenName } from '../../effects/place.js';
import { ancestors, enclosingFunction, isCallOrNew, isDropped, isFunction, memberName, methodCall, rootOf, unwrapped, type Node } from '../../syntax/ast.js';
import { isClass } from '../../syntax/classes.js';
import type { FileContext } from '../../syntax/context.js';
import { lastName } from '../../syntax/words.js';
import { isNeverSet } from './never-set.js';
import type { Doubt, OwnerFinding } from './owner-finding.js';
import type { OwnerParts } from './owner-parts.js';
import type { Owner } from './owners.js';
import { isWithinAny } from './reach.js';

/** Where an observable comes from: the first name of its chain, and how it is got from there. */
interface Source {
  readonly base: Node;
  /** The last step gives a stream that was there before: a property, not the answer to a call. */
  readonly isStanding: boolean;
  /** The base is the target of an event: `fromEvent(window, 'resize')`. */
  readonly isEvent: boolean;
}

export function droppedSubscriptions(calls: readonly TSESTree.CallExpression[], targets: Targets, parts: OwnerParts): readonly OwnerFinding[] {
  if (calls.length === 0 || !usesObservables(parts.file)) return [];
  const dropped = calls.filter((call) => isDropped(call));
  return dropped.flatMap((call): readonly OwnerFinding[] => {
    const owner = parts.owners.ownerOf(call);
    const called = methodCall(call);
    if (owner?.kind !== 'class' || called === undefined) return [];
    const neverSet = endedAsAnother(call, dropped, parts);
    if (neverSet !== undefined) return [neverSet];
    const source = sourceOf(called.receiver, parts.file, 0);
    if (source === undefined) return [];
    const life = targets.lifeOf(source.base);
    if (life === 'kept' || (life === 'lasting' && source.isEvent)) return findingOn(call, owner, source, parts);
    return life !== 'own' && isEndedBeside(call, source, dropped, parts) ? findingOn(call, owner, { ...source, isStanding: false }, parts) : [];
  });
}

/** `this.changes.unsubscribe(); source.subscribe(f);` where nothing ever sets `this.changes`: the assignment is what is missing. */
function endedAsAnother(node: TSESTree.CallExpression, dropped: readonly TSESTree.CallExpression[], parts: OwnerParts): OwnerFinding | undefined {
  const around = enclosingFunction(node);
  if (dropped.some((other) => other !== node && enclosingFunction(other) === around)) return undefined;
  for (const release of parts.releaseCalls) {
    const called = methodCall(release);
    if (called?.method !== 'unsubscribe' || enclosingFunction(release) !== around || !isNeverSet(called.receiver, parts)) continue;
    return { kind: 'never set', obligation: { spec: rxjsSubscription, node, root: rootOf(node) }, doubt: 'certain', holder: parts.file.sourceCode.getText(called.receiver), release };
  }
  return undefined;
}

/** The same function ends another subscription to the same object with its owner: `control.changes.pipe(takeUntil(this.destroyed))`. */
function isEndedBeside(node: TSESTree.CallExpression, { base }: Source, dropped: readonly TSESTree.CallExpression[], { file }: OwnerParts): boolean {
  const name = writtenName(base);
  return name !== undefined && dropped.some((other) => {
    if (other === node || enclosingFunction(other) !== enclosingFunction(node)) return false;
    const pipe = methodCall(other)?.receiver;
    const piped = pipe === undefined ? undefined : methodCall(unwrapped(pipe));
    if (pipe === undefined || piped?.method !== 'pipe' || !endsWithOwner(unwrapped(pipe))) return false;
    const source = sourceOf(piped.receiver, file, 0);
    return source !== undefined && writtenName(source.base) === name;
  });
}

function endsWithOwner(pipe: Node): boolean {
  return isCallOrNew(pipe) && pipe.arguments.some((operator) => isCallOrNew(operator) && /^takeUntil/u.test(lastName(operator.callee) ?? ''));
}

function findingOn(node: TSESTree.CallExpression, owner: Owner, { base, isStanding }: Source, { reach }: OwnerParts): readonly OwnerFinding[] {
  const [end] = owner.teardowns;
  const obligation = { spec: rxjsSubscription, node, root: rootOf(node) };
  if (end === undefined) {
    if (!isStanding || decorators(owner).length === 0) return [];
    const comesAndGoes = isMounted(owner) && !routeNames.test(lastName(base) ?? '');
    return [{ kind: 'unkept', obligation, doubt: comesAndGoes ? 'certain' : 'no teardown', end: undefined, life: comesAndGoes ? 'lifecycle' : 'owner' }];
  }
  if (isWithinAny(node, reach.from(owner.teardowns.map(({ fn }) => fn)))) return [];
  const doubt: Doubt = isStanding ? 'certain' : 'anywhere';
  return [{ kind: 'unkept', obligation, doubt, end: { name: end.name, node: end.fn }, life: 'owner' }];
}

/** A part of a page; a service lives as long as its injector, and the root of the page as long as the page. */
function isMounted(owner: Owner): boolean {
  const isRoot = isClass(owner.node) && /^App(?:Root)?(?:Component)?$/u.test(owner.node.id?.name ?? '');
  return !isRoot && decorators(owner).some(({ expression }) => expression.type === 'CallExpression' && mountedDecorators.includes(lastName(expression.callee) ?? ''));
}

/** The file imports a library of observables. */
export function usesObservables({ sourceCode }: FileContext): boolean {
  return sourceCode.ast.body.some((statement) => statement.type === 'ImportDeclaration' && observableModules.some((module) => statement.source.value === module || statement.source.value.startsWith(`${module}/`)));
}

function decorators({ node }: Owner): readonly TSESTree.Decorator[] {
  return isClass(node) ? node.decorators : [];
}

/** A field that is an observable made of another is followed this far. */
const MAX_DEPTH = 3;

/** @returns undefined where the observable ends by itself, or where its source is not visible. */
function sourceOf(observable: Node, file: FileContext, depth: number): Source | undefined {
  let node = unwrapped(observable);
  let isStanding: boolean | undefined;
  for (;;) {
    const called = methodCall(node);
    if (called !== undefined && node.type === 'CallExpression') {
      if (isEnded(called.method, node) || (isStanding === undefined && requestVerbs.test(called.method))) return undefined;
      if (!isAdapting(called.method)) isStanding ??= false;
      node = unwrapped(called.receiver);
    } else if (node.type === 'MemberExpression' && node.object.type !== 'ThisExpression') {
      isStanding ??= true;
      node = unwrapped(node.object);
    } else break;
  }
  const target = targetOfEvent(node, file);
  if (target !== undefined) return { base: target, isStanding: true, isEvent: true };
  const value = node.type === 'MemberExpression' && depth < MAX_DEPTH ? initialValueOf(node) : undefined;
  if (value !== undefined && methodCall(value) !== undefined) return sourceOf(value, file, depth + 1);
  return node.type === 'Identifier' || node.type === 'MemberExpression' ? { base: node, isStanding: isStanding ?? true, isEvent: false } : undefined;
}

/** `window` of `fromEvent(window, 'resize')`. */
function targetOfEvent(node: Node, { origins }: FileContext): Node | undefined {
  return node.type === 'CallExpression' && origins.originOf(node.callee) === 'rxjs#fromEvent' ? node.arguments[0] : undefined;
}

function isAdapting(method: string): boolean {
  return method === 'pipe' || method === 'asObservable';
}

/** An operator ends it with the object, a dialog's stream ends with the dialog. */
function isEnded(method: string, call: TSESTree.CallExpression): boolean {
  if (endingOperators.has(method) || completingSources.test(method)) return true;
  return method === 'pipe' && call.arguments.some(isEndingOperator);
}

function isEndingOperator(operator: TSESTree.CallExpressionArgument): boolean {
  const node = unwrapped(operator);
  if (node.type !== 'CallExpression') return true;
  const callee = unwrapped(node.callee);
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  return name === undefined || endingOperators.has(name) || /until(?!(?:Key)?Changed)|destroy|unsubscribe/iu.test(name);
}

/** `changes$ = this.router.events.pipe(...)`. */
function initialValueOf(field: TSESTree.MemberExpression): Node | undefined {
  const name = memberName(field);
  for (const at of ancestors(field)) {
    if (at.type !== 'ClassBody') continue;
    const definition = at.body.find((element) => element.type === 'PropertyDefinition' && element.key.type === 'Identifier' && element.key.name === name);
    return definition?.type === 'PropertyDefinition' && definition.value !== null && !isFunction(definition.value) ? unwrapped(definition.value) : undefined;
  }
  return undefined;
}
