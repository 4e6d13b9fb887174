/** Listeners of which every call adds another one, although the target seems to be the call's own. */
import { endEvents } from '../../../resources/lifecycles.js';
import { oneTimeEvents } from '../../../resources/listeners.js';
import type { TargetLife } from '../../effects/listener-target.js';
import type { Registration } from '../../effects/listeners.js';
import { enclosingFunction, isFunction, isInside, isParameterOf, literalValue, memberName, methodCall, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { assignmentTo, fieldOfThis, isConstructor } from '../../syntax/classes.js';
import { writtenName } from '../../effects/place.js';
import { promiseOfExecutor } from '../../syntax/promises.js';
import type { KnownListener } from './file-listeners.js';
import { certain, type ListenerAnswer } from './listener-evidence.js';
import { functionsOfListener, type ListenerContext } from './listener-context.js';
import { objectsOfThis } from '../owners/objects-of-this.js';
import { isWithinAny } from '../owners/reach.js';

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

/**
 * `signal.addEventListener('abort', () => controller.abort())`: the controller is made for one call or one instance, and
 * whoever gave the signal may have given it to many.
 */
export function passedOnAbort(registration: Registration, life: TargetLife, context: ListenerContext): ListenerAnswer | undefined {
  if (registration.event !== 'abort' || (life !== 'parameter' && life !== 'kept')) return undefined;
  const { parts, owners } = context;
  const root = rootOf(registration.node);
  const handlers = new Set(functionsOfListener(registration, context));
  const values = (holder: Node): readonly Node[] => {
    const name = fieldOfThis(holder);
    if (name !== undefined) return objectsOfThis(owners).fieldValues(holder, name);
    const variable = holder.type === 'Identifier' ? parts.file.bindings.variableOf(holder) : undefined;
    return variable === undefined ? [] : (parts.file.bindings.allValues(variable) ?? []);
  };
  const isMadeHere = (value: Node): boolean => value.type === 'NewExpression' && rootOf(value) === root && parts.file.origins.originOf(value.callee) === 'global:AbortController';
  const aborts = (parts.calls.get('abort') ?? []).filter((call) => isWithinAny(call, handlers));
  const isPassedOn = aborts.some((call) => values(unwrapped(methodCall(call)?.receiver ?? call)).some((value) => isMadeHere(unwrapped(value))));
  return isPassedOn ? certain({ kind: 'call', root }) : undefined;
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
