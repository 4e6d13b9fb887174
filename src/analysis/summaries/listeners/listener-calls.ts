/** Listeners of which every call adds another one, although the target seems to be the call's own. */
import { endEvents } from '../../../resources/lifecycles.js';
import { oneTimeEvents } from '../../../resources/listeners.js';
import type { TargetLife } from '../../effects/listener-target.js';
import { enclosingFunction, isFunction, isInside, isParameterOf, literalValue, memberName, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { assignmentTo, isConstructor } from '../../syntax/classes.js';
import { writtenName } from '../../effects/place.js';
import { promiseOfExecutor } from '../../syntax/promises.js';
import type { KnownListener } from './file-listeners.js';
import type { ListenerAnswer } from './listener-evidence.js';
import type { ListenerContext } from './listener-context.js';

/**
 * `req.socket.once('close', f)`: the next request of a kept-alive connection has the same socket. That the function listens
 * to the request itself as well shows that it serves one request.
 */
export function addedPerRequest({ registration: { node, target, once, event }, removals, ownRemovals }: KnownListener, life: TargetLife, { parts }: ListenerContext): ListenerAnswer | undefined {
  // Once is enough for what comes with every request; the end of the socket does not.
  if ((once || ownRemovals.length > 0) && !endEvents.includes(event ?? '')) return undefined;
  const socket = unwrapped(target);
  const root = rootOf(node);
  if (life !== 'pooled' || removals.length > 0 || socket.type !== 'MemberExpression' || !isFunction(root) || takesOver(root)) return undefined;
  const request = writtenName(socket.object);
  const isServing = isGivenByEvent(root) || parts.listeners.known.some((other) => rootOf(other.registration.node) === root && isMessage(other.registration.target, request, root));
  return { evidence: { kind: 'call', root }, risk: isServing ? undefined : 'everyCall' };
}

/** The request whose socket it is, or the response beside it. */
function isMessage(target: Node, request: string | undefined, { params }: FunctionNode): boolean {
  const name = writtenName(target);
  return name !== undefined && (name === request || params.some((parameter) => parameter.type === 'Identifier' && parameter.name === name));
}

/** `server.on('request', (req) => ...)`. */
function isGivenByEvent(fn: FunctionNode): boolean {
  const call = wrappingParent(fn);
  const event = call?.type === 'CallExpression' ? call.arguments[0] : undefined;
  const name = event === undefined || event === fn ? undefined : literalValue(event)?.value;
  return name === 'request' || name === 'response';
}

/** `(req, socket, head)`: who is given the socket beside the request keeps it for itself. */
function takesOver({ params }: FunctionNode): boolean {
  return params.some((parameter) => parameter.type === 'Identifier' && /^(?:head|socket|upgradeHead)$/u.test(parameter.name));
}

/** `new Promise((resolve) => this.on('done', resolve))`: the promise is settled once, and the listener stays for good. */
export function staysWhenSettled({ registration, removals, ownRemovals }: KnownListener, { parts: { file }, owners }: ListenerContext): ListenerAnswer | undefined {
  const { node, callback, target, event, once, host } = registration;
  if (host !== 'EventEmitter' || once || event === undefined || removals.length + ownRemovals.length > 0 || isOneTime(event)) return undefined;
  const executor = enclosingFunction(node);
  const promise = executor === undefined ? undefined : promiseOfExecutor(executor, file);
  if (executor === undefined || promise === undefined || !isParameterOf(callback, executor)) return undefined;
  const root = rootOf(promise);
  const field = fieldOf(target);
  if (!isFunction(root) || field === undefined || isConstructor(root)) return undefined;
  const isSetHere = owners.thisNodes.some(({ parent }) => parent.type === 'MemberExpression' && memberName(parent) === field && assignmentTo(parent) !== undefined && isInside(parent, root));
  return isSetHere ? undefined : { evidence: { kind: 'settled', promise }, risk: undefined };
}

function isOneTime(event: string): boolean {
  const name = event.split('.').at(-1) ?? event;
  return endEvents.includes(name) || oneTimeEvents.test(name);
}

/** The field of `this` that a target is, or is part of; empty for `this` itself. */
function fieldOf(target: Node): string | undefined {
  const [base, field] = writtenName(target)?.split('.') ?? [];
  return base === 'this' ? (field ?? '') : undefined;
}
