/**
 * Requests that begin with a subscription and do not end with it: the function that an `Observable` runs for every
 * subscriber starts work, and gives nothing back that would stop it.
 */
import { observableOrigin } from '../../../resources/cancellable-web.js';
import { isFetchName, operationOf } from '../../effects/cancellable-calls.js';
import { ancestors, isCallOrNew, isFunction, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import { someOwn } from '../../syntax/walk.js';
import { lastName } from '../../syntax/words.js';
import type { CallOrNew } from './activity.js';
import type { SignalParts } from './operations.js';

/** The subscriber function around a call, where ending the subscription cannot end the call. */
export function subscriberAround(call: CallOrNew, { file, operations }: SignalParts): FunctionNode | undefined {
  const subscriber = [...ancestors(call)].find((at): at is FunctionNode => isFunction(at) && isSubscriber(at, (callee) => file.origins.originOf(callee)));
  if (subscriber === undefined || givesTeardown(subscriber)) return undefined;
  const isRequest = operationOf(call, operations, file) !== undefined || isFetchName(lastName(call.callee) ?? '');
  return isRequest ? subscriber : undefined;
}

/** `new Observable((subscriber) => ...)`, `Observable.create((sink) => ...)` */
function isSubscriber(fn: FunctionNode, originOf: (callee: Node) => string | undefined): boolean {
  const { parent } = fn;
  if (!isCallOrNew(parent) || parent.arguments[0] !== fn || (parent.type === 'CallExpression' && lastName(parent.callee) !== 'create')) return false;
  const origin = originOf(unwrapped(parent.callee)) ?? '';
  return observableOrigin.test(parent.type === 'NewExpression' ? origin : origin.replace(/\.create$/u, ''));
}

/** It returns something, or tells its subscriber what to do at the end. */
function givesTeardown(fn: FunctionNode): boolean {
  if (fn.body.type !== 'BlockStatement') return true;
  return someOwn(fn.body, (node) => (node.type === 'ReturnStatement' && node.argument !== null) || (node.type === 'MemberExpression' && TELLING.has(lastName(node) ?? '')));
}

const TELLING = new Set(['add', 'addTeardown', 'signal', 'closed', 'onCancel']);
