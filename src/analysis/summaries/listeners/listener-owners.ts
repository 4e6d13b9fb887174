/** Listeners that an owner adds to what outlives it: its teardown has to remove them. */
import { phaseBeginnings } from '../../../resources/lifecycles.js';
import type { TargetLife } from '../../effects/listener-target.js';
import type { Registration } from '../../effects/listeners.js';
import { enclosingFunction, isInside, literalValue, nameOfFunction, rootOf, wrappingParent, type FunctionNode } from '../../syntax/ast.js';
import { isClosedIn, isForgottenIn } from '../owners/objects-of-this.js';
import type { Owner } from '../owners/owners.js';
import { isWithinAny } from '../owners/reach.js';
import { frees, isNamedEnd } from '../owners/teardowns.js';
import { returnedValues } from '../returned-values.js';
import type { KnownListener } from './file-listeners.js';
import { certain, type ListenerAnswer } from './listener-evidence.js';
import { functionsOfListener, type ListenerContext } from './listener-context.js';

/**
 * What an object adds to a target that outlives it, its teardown has to remove. An emitter that it was given may well
 * live as long as the object, unless the teardown lets go of it.
 */
export function whenOwnerEnds(registration: Registration, life: TargetLife, context: ListenerContext): ListenerAnswer | undefined {
  if (life === 'unseen' || isReplaced(registration, life)) return undefined;
  const owner = context.owners.owners.ownerOf(registration.node);
  if (owner === undefined || life === 'parameter') return life === 'lasting' ? whenFactoryEnds(registration, context) : undefined;
  const [teardown] = owner.teardowns;
  if (teardown !== undefined && isOfAnotherPhase(registration, owner, context)) return undefined;
  if (teardown === undefined) return { evidence: { kind: 'call', root: owner.node }, risk: 'classesWithoutTeardown' };
  const reached = context.teardownReach(owner);
  if (isWithinAny(registration.node, reached) || isClosedIn(reached, registration.target, context.owners) || isRunByItsListener(registration, owner, context)) return undefined;
  if (isSingleton(owner, teardown.name)) return { evidence: { kind: 'teardown', name: teardown.name, teardown: teardown.fn }, risk: 'everyCall' };
  const isSure = life !== 'kept' || registration.host !== 'EventEmitter' || isForgottenIn(reached, registration.target, context.owners) || freesBeside(reached, registration, context);
  return { evidence: { kind: 'teardown', name: teardown.name, teardown: teardown.fn }, risk: isSure ? undefined : 'everyCall' };
}

/** The teardown takes off what the same function added to another emitter that the owner was given. */
function freesBeside(reached: ReadonlySet<FunctionNode>, { node }: Registration, { parts, targets }: ListenerContext): boolean {
  return parts.listeners.known.some(({ registration: other, removals }) => {
    const isBeside = other.host === 'EventEmitter' && other.node !== node && rootOf(other.node) === rootOf(node);
    return isBeside && targets.lifeOf(other.target) === 'kept' && removals.some((removal) => isWithinAny(removal.node, reached));
  });
}

/** `const pad = { dispose() {} }` of a module: there is one, for as long as the page. What a framework ends, it makes as well. */
function isSingleton({ kind, node }: Owner, end: string): boolean {
  const declarator = kind === 'object' ? wrappingParent(node) : undefined;
  return declarator?.type === 'VariableDeclarator' && declarator.parent.parent.type === 'Program' && !FRAMEWORK_ENDS.test(end);
}

/** `unmounted`, `beforeUnmount`, `componentWillUnmount`, `disconnectedCallback`: nobody but a framework calls them. */
const FRAMEWORK_ENDS = /^(?:before|component|ng)[A-Z]|Callback$|ed$/u;

/** `disconnect` ends what `connect` began, and the owner may well connect again: what something else added is none of its business. */
function isOfAnotherPhase({ node }: Registration, { members, teardowns }: Owner, { owners }: ListenerContext): boolean {
  const begins = teardowns.map(({ name }) => members.filter((member) => member.name === phaseBeginnings[name]));
  if (begins.some((found) => found.length === 0)) return false;
  return !isWithinAny(node, owners.reach.from(begins.flat().map(({ fn }) => fn)));
}

/** Removed before it is added again, and not when its owner ends. */
export function whenOnlyReplaced(known: KnownListener, life: TargetLife, context: ListenerContext): ListenerAnswer | undefined {
  const { registration, removals } = known;
  const fn = enclosingFunction(registration.node);
  const isReplacing = removals.every(({ node }) => enclosingFunction(node) === fn && node.range[0] < registration.node.range[0]);
  return isReplacing && known.ownRemovals.length === 0 && life !== 'parameter' ? whenOwnerEnds(registration, life, context) : undefined;
}

/** `canvas.onpaint = f`: there is never more than one, and what it serves is seldom shared. */
export function isReplaced({ host, event }: Registration, life: TargetLife): boolean {
  return host === 'property' && event !== 'onabort' && life !== 'lasting';
}

/** `process.once('exit', () => this.dispose())` where `dispose` is private: nobody else ends the owner, and nothing is left behind. */
function isRunByItsListener(registration: Registration, owner: Owner, context: ListenerContext): boolean {
  const reached = context.owners.reach.from(functionsOfListener(registration, context));
  return owner.teardowns.every(({ fn }) => isPrivate(fn) && reached.has(fn));
}

function isPrivate({ parent }: FunctionNode): boolean {
  if (parent.type !== 'MethodDefinition' && parent.type !== 'PropertyDefinition') return false;
  return parent.accessibility === 'private' || parent.key.type === 'PrivateIdentifier';
}

/** A function that returns what ends its doings: `return { close() {} }`. */
function whenFactoryEnds(registration: Registration, context: ListenerContext): ListenerAnswer | undefined {
  const fn = enclosingFunction(registration.node);
  if (fn === undefined || !returnedValues(fn).some((value) => literalValue(value) === undefined)) return undefined;
  // A function that is given back is an end if it says so, or ends something.
  const ending = context.owners.teardowns.ofFunction(fn).functions.find((teardown) => teardown.name !== undefined && (isNamedEnd(teardown.name, context.parts.file) || frees(teardown, context.owners)));
  if (ending?.name === undefined) return undefined;
  const runsIt = context.owners.reach.from(functionsOfListener(registration, context)).has(ending.fn);
  if (runsIt && !isHandedOut(ending.fn, context)) return undefined;
  return certain({ kind: 'teardown', name: ending.name, teardown: ending.fn });
}

/** A member of an object, or what the function around it returns: others may call it as well. */
function isHandedOut(fn: FunctionNode, { parts: { file } }: ListenerContext): boolean {
  if (fn.parent.type === 'Property') return true;
  const name = nameOfFunction(fn);
  const variable = name === undefined ? undefined : file.bindings.variableOf(name);
  const outer = enclosingFunction(fn);
  const values = outer === undefined ? [] : returnedValues(outer);
  return values.some((value) => fn === value || variable?.references.some(({ identifier }) => isInside(identifier, value)) === true);
}
