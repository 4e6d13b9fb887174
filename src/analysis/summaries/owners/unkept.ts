/**
 * Resources that no slot keeps: the handle is dropped, or has a name that nothing releases. Whether that is a leak
 * depends on whose life they outlive: a request's, a mount's, an owner's.
 */
import type { Obligation, ObligationOutcome } from '../../obligations/obligation.js';
import { runningMembers } from '../../../resources/lifecycles.js';
import { ancestors, isCallOrNew, isDropped, isFunction, isInside, methodCall, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import { someOwn } from '../../syntax/walk.js';
import { lastName } from '../../syntax/words.js';
import { hearsAnEnd } from './connections.js';
import { isDeferral, isKeepAlive, mayLast } from './delays.js';
import { isHarmlessAfter } from './harmless-shots.js';
import type { Doubt, EndOfOwner, Life, OwnerFinding } from './owner-finding.js';
import type { OwnerParts } from './owner-parts.js';
import { isWithinAny } from './reach.js';
import { isDoneWhenSettled } from './settled-callbacks.js';
import { setsState } from './state-setters.js';
import { frees } from './teardowns.js';
import { isTimeLimit } from './time-limits.js';
import { promiseOfExecutor } from '../../syntax/promises.js';

/** Whose life a resource outlives, and where it would have to end. */
interface Outlived {
  readonly life: Life;
  readonly end: EndOfOwner | undefined;
  /** What an endless resource, and what a one-shot, is there. */
  readonly endless: Doubt;
  readonly oneShot: Doubt;
  /** What a timer of a long delay is there, where that makes a difference. */
  readonly lasting?: Doubt;
}

export function unkept(outcomes: readonly ObligationOutcome[], parts: OwnerParts): readonly OwnerFinding[] {
  return outcomes.flatMap((outcome): readonly OwnerFinding[] => {
    const { obligation } = outcome;
    if (!(isUnkept(outcome) || isPassedThrough(outcome) || isReturnedToNobody(outcome, parts)) || isKeepAlive(obligation.node, obligation.spec, parts.file)) return [];
    const isLimit = isOverdue(outcome, parts);
    if (!isLimit && isDelay(obligation, parts)) return [];
    const outlived = outlivedBy(obligation, parts);
    const doubt = isUnkept(outcome) || isPassedThrough(outcome) ? doubtOf(outcome, outlived, parts) : 'certain';
    if (doubt !== 'certain' && isLimit) return [{ kind: 'unkept', obligation, doubt: 'certain', end: undefined, life: 'function' }];
    return doubt === undefined ? [] : [{ kind: 'unkept', obligation, doubt, end: outlived.end, life: outlived.life }];
  });
}

/** A one-shot in a function of no known life is meant as it is. */
function doubtOf({ obligation }: ObligationOutcome, { life, endless, oneShot, lasting }: Outlived, parts: OwnerParts): Doubt | undefined {
  const { node, spec } = obligation;
  if (isDoneWhenSettled(node, spec, parts)) return 'certain';
  if (spec.life === 'endless') return endless;
  if (life === 'function') return undefined;
  if (isDeferral(node, spec, parts.file)) return 'one-shot';
  return lasting !== undefined && mayLast(node, spec, parts.file) ? lasting : oneShot;
}

/** It outlives the work of the function that sets it. */
function isOverdue(outcome: ObligationOutcome, parts: OwnerParts): boolean {
  return outcome.obligation.spec.life === 'one-shot' && isUnkept(outcome) && isTimeLimit(outcome.obligation, parts);
}

/** `zone.run(() => setTimeout(f, ms));`: what the callback gives goes nowhere. */
function isPassedThrough({ obligation: { node }, transfers }: ObligationOutcome): boolean {
  const fn = wrappingParent(node);
  const call = isFunction(fn) && fn.body === node ? wrappingParent(fn) : undefined;
  const isRunner = call?.type === 'CallExpression' && runningMembers.includes(methodCall(call)?.method ?? '');
  return isRunner && isDropped(call) && transfers.every(({ reason }) => reason === 'returned');
}

/** An effect of a framework that throws away what its callback returns: the cleanup never runs. */
function isReturnedToNobody({ obligation: { root }, leaks, releases, transfers, unknown }: ObligationOutcome, { lifecycles }: OwnerParts): boolean {
  if (!isFunction(root) || leaks.length > 0 || releases.length > 0 || transfers.length === 0 || unknown !== undefined) return false;
  return lifecycles.lifecycleOf(root)?.ignoresReturn === true && transfers.every(({ node }) => wrappingParent(node)?.type === 'ReturnStatement');
}

function isUnkept({ leaks, releases, transfers, unknown }: ObligationOutcome): boolean {
  return unknown === undefined && leaks.length > 0 && releases.length === 0 && transfers.length === 0;
}

/** `new Promise((resolve) => { setTimeout(resolve, ms); })`: whoever waits for it is what ends it. */
function isDelay({ node, spec }: Obligation, { file }: OwnerParts): boolean {
  if (spec.repeats === true) return false;
  const executor = rootOf(node);
  if (!isCallOrNew(node) || promiseOfExecutor(executor, file) === undefined) return false;
  const callback = node.arguments[0] === undefined ? undefined : unwrapped(node.arguments[0]);
  return callback?.type === 'Identifier' || (callback?.type === 'ArrowFunctionExpression' && callback.body.type === 'CallExpression');
}

function outlivedBy(obligation: Obligation, parts: OwnerParts): Outlived {
  const { node } = obligation;
  return perCall(node, parts) ?? mounted(obligation, parts) ?? owned(node, parts) ?? enclosed(obligation, parts) ?? ANYWHERE;
}

const ANYWHERE: Outlived = { life: 'function', end: undefined, endless: 'anywhere', oneShot: 'anywhere' };

function perCall(node: Node, { lifecycles, file }: OwnerParts): Outlived | undefined {
  const callback = lifecycles.enclosingPerCall(node);
  if (callback === undefined) return undefined;
  return { life: 'call', end: undefined, endless: 'certain', oneShot: 'one-shot', lasting: hearsAnEnd(callback, node, file) ? 'certain' : 'one-shot' };
}

/** An effect's own timer is due in its cleanup, where it has one; what its callbacks start may be meant to go on. */
function mounted({ node, root, spec }: Obligation, { lifecycles, file }: OwnerParts): Outlived | undefined {
  const lifecycle = lifecycles.enclosingLifecycle(node);
  // A class's own set-up is judged with its class.
  if (lifecycle === undefined || lifecycle.setUp.parent.type === 'MethodDefinition' || lifecycle.setUp.parent.type === 'PropertyDefinition') return undefined;
  const [first] = lifecycle.undoes;
  const isSource = lifecycle.isSource === true;
  const end = first === undefined ? undefined : { name: isSource ? 'cancel' : undefined, node: first };
  const isOwn = root === lifecycle.setUp;
  const oneShot = isOwn && (first !== undefined || (spec.family === 'handle' && (isSource || spec.repeats === true))) ? 'certain' : 'one-shot';
  return { life: isSource ? 'stream' : 'lifecycle', end, endless: isOwn || first !== undefined ? 'certain' : 'anywhere', oneShot, lasting: isOwn && setsState(node, file) ? 'certain' : oneShot };
}

function owned(node: Node, parts: OwnerParts): Outlived | undefined {
  const owner = parts.owners.ownerOf(node);
  if (owner === undefined) return undefined;
  const { functions } = parts.teardowns.ofOwner(owner);
  const [first] = functions;
  const isState = setsState(node, parts.file);
  if (first === undefined) return { life: 'owner', end: undefined, endless: 'no teardown', oneShot: 'anywhere', lasting: isState ? 'certain' : 'anywhere' };
  const freeing = isDropped(node) ? functions.find((teardown) => frees(teardown, parts)) : undefined;
  const { name, fn } = freeing ?? first;
  return { life: 'owner', end: { name, node: fn }, endless: 'certain', oneShot: 'one-shot', lasting: freeing !== undefined && touchesThis(node, parts) ? 'certain' : 'one-shot' };
}

/** Its callback has to do with the object, or fails what waits: what only puts out a message does no harm when the object has gone. */
function touchesThis(node: Node, { file, thisNodes }: OwnerParts): boolean {
  const callback = isCallOrNew(node) ? node.arguments[0] : undefined;
  const code: readonly Node[] = callback === undefined ? [] : [callback, ...functionsOf(file.bindings, callback).functions.map(({ body }) => body)];
  return code.some((one) => thisNodes.some((mention) => isInside(mention, one)) || someOwn(one, isNewError));
}

function isNewError(node: Node): boolean {
  return node.type === 'NewExpression' && /(?:Error|Exception)$/u.test(lastName(node.callee) ?? '');
}

/** A function around it that gives back, or names, an end which frees other things. */
function enclosed(obligation: Obligation, parts: OwnerParts): Outlived | undefined {
  const { node } = obligation;
  for (const at of ancestors(node)) {
    if (!isFunction(at)) continue;
    const end = parts.teardowns.ofFunction(at).functions.find((teardown) => teardown.name === undefined || frees(teardown, parts));
    if (end === undefined || isWithin(node, end.fn)) continue;
    const isOwed = isDropped(node) && frees(end, parts) && !isHarmlessAfter(parts.reach.from([end.fn]), [end.fn], obligation, parts);
    const lasting = isOwed ? 'certain' : 'one-shot';
    return { life: 'owner', end: { name: end.name, node: end.fn }, endless: 'certain', oneShot: 'one-shot', lasting };
  }
  return undefined;
}

function isWithin(node: Node, fn: FunctionNode): boolean {
  return isWithinAny(node, new Set([fn]));
}
