/**
 * Timers that the listeners of one emitter clear, all but the one that hears of its failure or its end, although that one
 * answers the same callback: `socket.once('connect', ...)` clears the limit, and `socket.on('error', ...)` leaves it.
 *
 * Not modelled: a release anywhere but in listeners of that emitter; then nothing is said.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { endEvents } from '../../../resources/lifecycles.js';
import { registeringMembers } from '../../effects/callbacks.js';
import { ancestors, isFunction, isInside, literalValue, methodCall, nameOfFunction, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf, type Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { promiseOfExecutor } from '../../syntax/promises.js';
import type { ObligationOutcome } from '../../obligations/obligation.js';
import { holderOf } from './holders.js';
import type { OwnerFinding } from './owner-finding.js';
import type { OwnerParts } from './owner-parts.js';
import { isWithinAny } from './reach.js';
import { usesOf } from './slot-uses.js';

interface Listener {
  readonly event: string;
  readonly functions: readonly FunctionNode[];
}

export function heldWhenFailed(outcomes: readonly ObligationOutcome[], parts: OwnerParts): readonly OwnerFinding[] {
  return outcomes.flatMap((outcome): readonly OwnerFinding[] => {
    const { obligation, unknown } = outcome;
    const { node, spec, root } = obligation;
    if (spec.family !== 'timer' || unknown !== undefined || !isFunction(root) || promiseOfExecutor(root, parts.file) !== undefined) return [];
    const holder = holderOf(node, parts.file);
    if (holder === undefined) return [];
    const uses = usesOf({ base: 'variable', variable: holder, path: [], isCollection: false, isPart: false, name: holder.name }, [spec], parts);
    const releases = uses.flatMap(({ kind, node: at }) => (kind === 'release' ? [at] : []));
    if (releases.length === 0 || uses.some(({ kind }) => kind === 'escape')) return [];
    const exit = failureWithout(releases, root, parts);
    return exit === undefined ? [] : [{ kind: 'settled', obligation, doubt: 'certain', exit }];
  });
}

/** Where a listener to a failure answers what the releasing listeners answer, and does not release. */
function failureWithout(releases: readonly Node[], root: FunctionNode, parts: OwnerParts): Node | undefined {
  const emitter = releases.map((release) => emitterOf(release, root, parts.file)).find((one) => one !== undefined);
  if (emitter === undefined) return undefined;
  const listeners = emitter.references.flatMap(({ identifier }) => (isInside(identifier, root) ? listenersAdded(identifier, parts.file) : []));
  const isReleasing = ({ functions }: Listener): boolean => {
    const reached = parts.reach.from(functions);
    return releases.some((release) => isWithinAny(release, reached));
  };
  const releasing = listeners.filter(isReleasing);
  const reached = parts.reach.from(releasing.flatMap(({ functions }) => functions));
  if (releasing.some(({ event }) => endEvents.includes(event)) || !releases.every((release) => isWithinAny(release, reached))) return undefined;
  const answered = new Set(releasing.flatMap(({ functions }) => functions.flatMap((fn) => parametersUsed(fn, root, parts.file))).map(({ resolved }) => resolved));
  answered.delete(emitter);
  const failing = listeners.filter((listener) => (listener.event === 'error' || endEvents.includes(listener.event)) && !releasing.includes(listener));
  const answers = failing.flatMap(({ functions }) => functions.flatMap((fn) => parametersUsed(fn, root, parts.file))).filter(({ resolved }) => answered.has(resolved));
  const names = answers.map(({ identifier }) => identifier);
  const call = names.map((name) => wrappingParent(name)).find((at) => at?.type === 'CallExpression');
  return call ?? names[0];
}

/** The variable on which the callback around a release is registered. */
function emitterOf(release: Node, root: FunctionNode, file: FileContext): Variable | undefined {
  for (const at of ancestors(release)) {
    if (at === root) break;
    if (!isFunction(at)) continue;
    const call = registrationOf(at, file);
    const base = call === undefined ? undefined : chainBase(call);
    if (base?.type === 'Identifier') return file.bindings.variableOf(base);
  }
  return undefined;
}

/** `socket` of `socket.setNoDelay().once('connect', f)`. */
function chainBase(call: Node): Node {
  let base = call;
  for (let called = methodCall(base); called !== undefined; called = methodCall(base)) base = unwrapped(called.receiver);
  return base;
}

/** The call that a function is given to as a listener, in place or by its name. */
function registrationOf(fn: FunctionNode, { bindings }: FileContext): TSESTree.CallExpression | undefined {
  const named = nameOfFunction(fn);
  const places: readonly Node[] = named === undefined ? [fn] : (bindings.variableOf(named)?.references ?? []).map(({ identifier }) => identifier);
  for (const place of places) {
    const call = wrappingParent(place);
    if (call?.type === 'CallExpression' && eventOf(call) !== undefined) return call;
  }
  return undefined;
}

/** The event of a registration; empty where it is not written down. */
function eventOf(call: TSESTree.CallExpression): string | undefined {
  const [first, listener] = call.arguments;
  if (first === undefined || listener === undefined || !registeringMembers.has(methodCall(call)?.method ?? '')) return undefined;
  const event = literalValue(first)?.value;
  return typeof event === 'string' ? event : '';
}

/** The listeners that a chain of calls on a name adds: `socket.setNoDelay().once('connect', f).on('error', g)`. */
function listenersAdded(name: Node, { bindings }: FileContext): readonly Listener[] {
  const found: Listener[] = [];
  for (let member = wrappingParent(name); member?.type === 'MemberExpression'; ) {
    const call = wrappingParent(member);
    if (call?.type !== 'CallExpression' || unwrapped(call.callee) !== member) break;
    const event = eventOf(call);
    const listener = call.arguments[1];
    if (event !== undefined && listener !== undefined) found.push({ event, functions: functionsOf(bindings, listener).functions });
    member = wrappingParent(call);
  }
  return found;
}

/** What a function mentions of the parameters of the functions around it. */
function parametersUsed(fn: FunctionNode, root: FunctionNode, { sourceCode }: FileContext): readonly { readonly identifier: Node; readonly resolved: Variable }[] {
  const through = sourceCode.scopeManager?.acquire(fn)?.through ?? [];
  return through.flatMap(({ identifier, resolved }) => {
    const definition = resolved?.defs[0];
    return resolved !== null && definition?.type === 'Parameter' && isInside(root, definition.node) ? [{ identifier, resolved }] : [];
  });
}
