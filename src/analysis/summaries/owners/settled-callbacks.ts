/**
 * Inside a promise's executor, and in a function that answers through a callback, every callback that settles is a way
 * out (design law 9): what one of them releases is due in all. `req.on('error', reject)` beside a response handler that
 * clears the timer leaves it running.
 *
 * Not modelled: settling functions that are kept elsewhere or handed on together; then nothing is said.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ObligationOutcome } from '../../obligations/obligation.js';
import type { ResourceSpec } from '../../../resources/spec.js';
import { endEvents } from '../../../resources/lifecycles.js';
import { ancestors, functionsBetween, isCallOrNew, isFunction, isInside, literalValue, memberName, methodCall, nameOfFunction, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf, type Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { callbackIn } from '../waits/callbacks.js';
import { holderOf } from './holders.js';
import type { OwnerFinding } from './owner-finding.js';
import type { OwnerParts } from './owner-parts.js';
import { isWithinAny } from './reach.js';
import type { Use } from './slot-finding.js';
import { usesOf } from './slot-uses.js';
import type { VariableSlot } from './slots.js';
import { promiseOfExecutor } from '../../syntax/promises.js';

/** A place where the promise settles. */
interface Settling {
  /** The call of `resolve` or `reject`, or what it is handed to as a callback. */
  readonly node: Node;
  /** The callbacks around it, the innermost first; empty where the settling function itself is the callback. */
  readonly callbacks: readonly FunctionNode[];
}

export function heldWhenSettled(outcomes: readonly ObligationOutcome[], parts: OwnerParts): readonly OwnerFinding[] {
  return outcomes.flatMap((outcome): readonly OwnerFinding[] => {
    const { obligation, leaks, releases, unknown } = outcome;
    const { root, node, spec } = obligation;
    // What the executor's own body releases on some of its ways is told as a missed way.
    if ((leaks.length > 0 && releases.length > 0) || unknown !== undefined || !isFunction(root)) return [];
    const settlers = settlersOf(root, parts);
    const slot = settlers.length === 0 ? undefined : holdingSlot(node, spec, parts);
    if (slot === undefined) return [];
    const uses = usesOf(slot, [spec], parts);
    const exit = releasedByAll(uses, root) ? undefined : missedSettling(settlingsIn(root, settlers, node)?.filter(isBeforeTheEnd(slot, parts)).filter((settling) => !leadsToRelease(settling, slot, uses)), uses, root, parts);
    return exit === undefined ? [] : [{ kind: 'settled', obligation, doubt: 'certain', exit }];
  });
}

/** The name that holds it first, or the property of a local that only looks it up: `image.src`. */
function holdingSlot(acquisition: Node, spec: ResourceSpec, { file }: OwnerParts): VariableSlot | undefined {
  const variable = holderOf(acquisition, file);
  if (variable !== undefined) return { base: 'variable', variable, path: [], isCollection: false, isPart: false, name: variable.name };
  const assignment = wrappingParent(acquisition);
  const target = assignment?.type === 'AssignmentExpression' && assignment.right === acquisition ? assignment.left : undefined;
  const property = target?.type === 'MemberExpression' && target.object.type === 'Identifier' ? memberName(target) : undefined;
  if (target?.type !== 'MemberExpression' || target.object.type !== 'Identifier' || property === undefined || spec.borrowingProperties?.includes(property) !== true) return undefined;
  const owner = file.bindings.variableOf(target.object);
  return owner === undefined ? undefined : { base: 'variable', variable: owner, path: [property], isCollection: false, isPart: false, name: `${owner.name}.${property}` };
}

/** What an executor is given, or the callback through which a function answers. */
export function settlersOf(fn: FunctionNode, { file }: OwnerParts): readonly Variable[] {
  const callback = callbackIn(fn);
  const names = promiseOfExecutor(fn, file) !== undefined ? fn.params.filter((parameter) => parameter.type === 'Identifier') : callback === undefined ? [] : [callback];
  return names.flatMap((name) => file.bindings.variableOf(name) ?? []);
}

/** In an executor, the resource's own callback settles the promise: from then on it calls back for nobody. */
export function isDoneWhenSettled(acquisition: Node, { repeats }: ResourceSpec, parts: OwnerParts): boolean {
  const executor = rootOf(acquisition);
  const given = repeats === true && isCallOrNew(acquisition) ? acquisition.arguments[0] : undefined;
  const callback = given === undefined ? undefined : unwrapped(given);
  if (callback === undefined || !isFunction(executor) || mayEndItself(callback)) return false;
  return settlersOf(executor, parts).some(({ references }) => references.some(({ identifier }) => isInside(identifier, callback)));
}

/** `(entries, observer) => observer.disconnect()`, `function () { this.disconnect(); }`. */
function mayEndItself(callback: Node): boolean {
  return callback.type !== 'ArrowFunctionExpression' || callback.params.length > 1;
}

/** Nothing is released here, or a release outside the executor serves all its ways out, or some use is out of sight. */
function releasedByAll(uses: readonly Use[], executor: FunctionNode): boolean {
  const releases = uses.filter(({ kind }) => kind === 'release');
  return releases.length === 0 || uses.some(({ kind }) => kind === 'escape') || releases.some(({ node }) => !isInside(node, executor));
}

/** Where the executor's callbacks settle; undefined where a settling function goes out of sight. */
function settlingsIn(executor: FunctionNode, settlers: readonly Variable[], acquisition: Node): readonly Settling[] | undefined {
  const settlings: Settling[] = [];
  for (const { references } of settlers) {
    for (const { identifier } of references) {
      if (isInside(identifier, acquisition)) continue;
      const settling = settlingAt(identifier, executor);
      if (settling === 'out of sight') return undefined;
      if (settling !== undefined) settlings.push(settling);
    }
  }
  return settlings;
}

function settlingAt(name: Node, executor: FunctionNode): Settling | 'out of sight' | undefined {
  const use = wrappingParent(name);
  if (use?.type === 'AssignmentExpression' && use.right === name && isHandler(use.left)) return { node: use, callbacks: [] };
  const callbacks = functionsBetween(name, executor);
  if (use?.type === 'CallExpression' && use.callee !== name && isRegistration(use)) return { node: use, callbacks: [] };
  if (callbacks.length > 0) return { node: use ?? name, callbacks };
  // What the executor settles itself is a path of its own body.
  return use?.type === 'CallExpression' && use.callee === name ? undefined : 'out of sight';
}

/** `image.onerror = reject`. */
function isHandler(target: Node): boolean {
  return target.type === 'MemberExpression' && target.property.type === 'Identifier' && target.property.name.startsWith('on');
}

/** `request.on('error', reject)`. */
function isRegistration({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && ['on', 'once', 'addEventListener', 'catch'].includes(callee.property.name);
}

/**
 * What listens to the end of the resource itself, or to its failure, finds it ended or never begun: `server.on('error')`
 * after `listen`, a child's 'close'. So does what tests a flag that such a listener sets.
 */
function isBeforeTheEnd({ variable, path }: VariableSlot, { file }: OwnerParts): (settling: Settling) => boolean {
  if (path.length > 0) return () => true;
  const ends = variable.references.flatMap(({ identifier }) => endListenersOf(identifier, file));
  const flags = new Set(ends.flatMap(({ functions }) => functions.flatMap((fn) => variablesSetIn(fn, file))));
  return ({ node, callbacks }) => {
    if (ends.some(({ call, functions }) => call === node || callbacks.some((fn) => functions.includes(fn)))) return false;
    return ![...flags].some((flag) => isTestedAround(flag, node, callbacks.at(-1)));
  };
}

/** `picker.hide()` beside the settling, and `picker.onDidHide(() => picker.dispose())`. */
function leadsToRelease({ callbacks }: Settling, { variable }: VariableSlot, uses: readonly Use[]): boolean {
  const calls = variable.references.flatMap(({ identifier }) => {
    const call = identifier.parent.type === 'MemberExpression' ? wrappingParent(identifier.parent) : undefined;
    const method = call?.type === 'CallExpression' ? methodCall(call)?.method : undefined;
    return call?.type === 'CallExpression' && method !== undefined ? [{ call, method }] : [];
  });
  const isReleasing = (listener: Node): boolean => uses.some(({ kind, node }) => kind === 'release' && isInside(node, listener));
  const events = new Set(calls.flatMap(({ call, method }) => (/^on[A-Z]/u.test(method) && call.arguments.some(isReleasing) ? [method.replace(/^on(?:Did|Will)?/u, '').toLowerCase()] : [])));
  return calls.some(({ call, method }) => events.has(method.toLowerCase()) && isWithinAny(call, new Set(callbacks)));
}

interface EndListener {
  readonly call: Node;
  readonly event: string;
  readonly functions: readonly FunctionNode[];
}

/** The listeners to its end or failure that are added to what a name stands for. */
export function endListenersOf(name: Node, { bindings }: FileContext): readonly EndListener[] {
  const found: EndListener[] = [];
  let member = wrappingParent(name);
  // `child.on('error', f).on('close', g)`: each call gives the emitter back.
  while (member?.type === 'MemberExpression') {
    const call = wrappingParent(member);
    if (call?.type !== 'CallExpression' || !isRegistration(call)) break;
    const [event, listener] = call.arguments;
    const name = event === undefined ? undefined : literalValue(event)?.value;
    if (listener !== undefined && typeof name === 'string' && (name === 'error' || endEvents.includes(name))) found.push({ call, event: name, functions: functionsOf(bindings, listener).functions });
    member = wrappingParent(call);
  }
  return found;
}

/** Variables of outer bodies that a function assigns. */
function variablesSetIn(fn: FunctionNode, { sourceCode, bindings }: FileContext): readonly Variable[] {
  const references = sourceCode.scopeManager?.acquire(fn)?.through ?? [];
  return references.flatMap((reference) => {
    const variable = reference.isWrite() && reference.identifier.type === 'Identifier' ? bindings.variableOf(reference.identifier) : undefined;
    return variable === undefined ? [] : [variable];
  });
}

function isTestedAround(flag: Variable, node: Node, within: Node | undefined): boolean {
  for (const at of ancestors(node)) {
    if (at === within) return false;
    if (at.type === 'IfStatement' && flag.references.some(({ identifier }) => isInside(identifier, at.test))) return true;
  }
  return false;
}

/** The first settling that does not release, where another one does. */
function missedSettling(settlings: readonly Settling[] | undefined, uses: readonly Use[], executor: FunctionNode, parts: OwnerParts): Node | undefined {
  const releases = uses.filter(({ kind }) => kind === 'release');
  if (settlings === undefined || releases.some(({ node }) => functionsBetween(node, executor).length === 0)) return undefined;
  const missed = settlings.filter((settling) => !releasesIn(settling.callbacks, releases, parts));
  return missed.length < settlings.length ? missed[0]?.node : undefined;
}

/** The callbacks, what they call, whoever calls them by name, and the functions of this file that they are given to. */
function releasesIn(callbacks: readonly FunctionNode[], releases: readonly Use[], parts: OwnerParts): boolean {
  const callers = callbacks.flatMap((fn) => [...callersOf(fn, parts), ...takersOf(fn, parts)]);
  const reached = parts.reach.from([...callbacks, ...callers]);
  return releases.some(({ node }) => isWithinAny(node, reached));
}

/** `settle(() => reject(error))`: what `settle` does, it does around the callback. */
function takersOf(fn: FunctionNode, { file }: OwnerParts): readonly FunctionNode[] {
  const call = wrappingParent(fn);
  return call?.type === 'CallExpression' && call.callee !== fn ? functionsOf(file.bindings, call.callee).functions : [];
}

function callersOf(fn: FunctionNode, { file }: OwnerParts): readonly FunctionNode[] {
  const name = nameOfFunction(fn);
  const variable = name === undefined ? undefined : file.bindings.variableOf(name);
  return (variable?.references ?? []).flatMap(({ identifier }) => {
    for (const at of ancestors(identifier)) if (isFunction(at)) return at === fn || isInside(fn, at) ? [] : [at];
    return [];
  });
}
