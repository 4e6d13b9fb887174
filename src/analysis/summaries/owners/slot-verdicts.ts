/**
 * What is wrong with what a slot holds: its teardown misses it, it is lost when it is set again, or it is released by
 * the wrong function. Everything that goes out of sight is silent.
 */
import { repeatingMembers, startEvents } from '../../../resources/lifecycles.js';
import { ancestors, isCallOrNew, isFunction, isInside, literalValue, methodCall, rootOf, type FunctionNode, type Node } from '../../syntax/ast.js';
import { armedLate } from './late-arming.js';
import { isReleasedElsewhere, type Arming, type Holding } from './holdings.js';
import type { Doubt, EndOfOwner, OwnerFinding } from './owner-finding.js';
import type { OwnerParts } from './owner-parts.js';
import { isDeferral } from './delays.js';
import { componentOf, hookOf } from './hooks.js';
import { isHarmlessAfter, isSetIn, namesIn } from './harmless-shots.js';
import { isWithinAny } from './reach.js';
import { replacedBeforeRelease } from './replaced.js';
import type { Use } from './slot-finding.js';
import type { VariableSlot } from './slots.js';
import { setsState } from './state-setters.js';
import { declaringScope, type Teardown } from './teardowns.js';

export function verdictsOn(holding: Holding, parts: OwnerParts): readonly OwnerFinding[] {
  const { uses } = holding;
  const wrong = wrongRelease(holding);
  if (wrong.length > 0) return wrong;
  const replaced = replacedBeforeRelease(holding, parts);
  if (replaced.length > 0) return replaced;
  if (uses.some((use) => use.kind === 'escape' && use.isWaiver !== true && !isShownToComponent(use, holding, parts)) || isReleasedElsewhere(holding, parts) || !isPlain(holding)) return [];
  if (uses.some(({ isWaiver }) => isWaiver)) return missedThoughWaived(holding, parts);
  const missed = missedByTeardown(holding, parts).filter((finding) => !holding.isByName || (finding.kind === 'missed' && isEndedForNextOnly(holding, parts)));
  if (missed.length > 0) return missed;
  const late = armedLate(holding, parts);
  return late.length > 0 || holding.isByName ? late : overwritten(holding, parts);
}

/** A timer that the process need not wait for still calls an owner that is over, where the owner clears it otherwise. */
function missedThoughWaived(holding: Holding, parts: OwnerParts): readonly OwnerFinding[] {
  if (holding.slot.base !== 'this' || !holding.uses.some(({ kind }) => kind === 'release')) return [];
  return missedByTeardown(holding, parts).flatMap((finding) => (finding.kind === 'missed' && finding.doubt === 'certain' ? [{ ...finding, doubt: 'one-shot' as const }] : []));
}

/** What a hook keeps in a ref and releases itself stays its own, though it returns it to the component as well. */
function isShownToComponent({ node }: Use, { slot, uses }: Holding, { file }: OwnerParts): boolean {
  return node.type === 'ReturnStatement' && uses.some(({ kind }) => kind === 'release') && hookOf(slot, file) !== undefined;
}

/** Ended where the next one is made, and nowhere else: any other place may be the end that its owner has. */
function isEndedForNextOnly({ armings, uses }: Holding, parts: OwnerParts): boolean {
  return uses.every(({ kind, node }) => kind !== 'release' || armings.some(({ outcome: { obligation } }) => isRearming(node, obligation.node, parts)));
}

/** Rows that end with the object that they came from are that object's business. */
function isPlain({ armings }: Holding): boolean {
  return armings.every(({ outcome }) => outcome.obligation.spec.release.every(({ by }) => by !== 'owner-method' && by !== 'owner-release'));
}

function wrongRelease({ slot, uses, armings }: Holding): readonly OwnerFinding[] {
  const [wrong] = uses.filter(({ kind }) => kind === 'wrong-release');
  const [first] = armings;
  if (wrong === undefined || first === undefined || uses.some(({ kind }) => kind === 'release')) return [];
  return [{ kind: 'wrong release', obligation: first.outcome.obligation, doubt: 'certain', holder: slot.name, release: wrong.node }];
}

function missedByTeardown(holding: Holding, parts: OwnerParts): readonly OwnerFinding[] {
  const { slot, uses, armings } = holding;
  const { functions: named, complete, isLifecycle } = parts.teardowns.ofSlot(slot);
  const releases = uses.filter(({ kind }) => kind === 'release');
  // What only sets the slot is not what ends its owner, whatever it is called.
  const functions = slot.base === 'this' ? named : named.filter(({ fn }) => !onlyArms(fn, armings, releases, parts) && isAbout(slot, fn, armings, parts));
  const reached = parts.reach.from(functions.map(({ fn }) => fn));
  const kept = armings.filter((arming) => isOwed(arming, holding) && !isSetByCleanup(arming, named));
  if (!complete || (releases.some(({ node }) => parts.reach.runsAtAnEnd(node)) && !parts.reach.takesOffEndHandler(reached))) return [];
  if (releases.some(({ node }) => isWithinAny(node, reached))) return isLeftToCallers(holding, functions, parts) ? kept.map(outlivingItsComponent) : [];
  const end = endOf(functions, parts);
  if (end === undefined && (hookOf(slot, parts.file) ?? componentOf(slot, parts.file)) !== undefined) return kept.map((arming) => withoutCleanup(arming, releases, parts));
  if (end === undefined) return isLifecycle ? [] : kept.flatMap((arming) => unowned(holding, arming, releases, parts));
  // A handle that is kept where nobody ever looks at it was meant to be released.
  const isForgotten = slot.base === 'this' && (uses.every(({ kind }) => kind === 'write') || (slot.isCollection && uses.some(({ kind, node }) => kind === 'write' && isWithinAny(node, reached))));
  const isEvident = releases.length > 0 || isForgotten || freesSiblings(reached, uses, parts);
  return kept.flatMap((arming): readonly OwnerFinding[] => {
    const { obligation } = arming.outcome;
    const isMeant = (isEvident && !isSingleFrame(arming, parts)) || (obligation.spec.life === 'endless' && slot.base === 'this');
    const doubt: Doubt = isMeant && !isHarmlessAfter(reached, functions.map(({ fn }) => fn), obligation, parts) ? 'certain' : 'one-shot';
    return [{ kind: 'missed', obligation, doubt, holder: slot.name, end }];
  });
}

/** One frame, one idle moment: it comes at once, and asks for no other. */
function isSingleFrame(arming: Arming, parts: OwnerParts): boolean {
  const { spec } = arming.outcome.obligation;
  return spec.family === 'timer' && spec.life === 'one-shot' && spec.delayArgument === undefined && !isSetByOwnCallback(arming, parts);
}

/** `return () => { ref.current = setTimeout(end) }`: what a cleanup sets for later is the end itself. */
function isSetByCleanup({ transfer }: Arming, functions: readonly Teardown[]): boolean {
  return functions.some(({ name, fn }) => name === undefined && isInside(transfer.node, fn));
}

/** What a hook gives to its component to end it with, no framework calls when the component goes. */
function isLeftToCallers({ slot, uses }: Holding, functions: readonly Teardown[], { reach, file }: OwnerParts): boolean {
  if (hookOf(slot, file) === undefined) return false;
  const called = reach.from(functions.flatMap(({ name, fn }) => (name === undefined ? [fn] : [])));
  return !uses.some(({ kind, node }) => kind === 'release' && isWithinAny(node, called));
}

/** A hook has no teardown of its own: what nothing cleans up stays when the component goes, and a timer for a while. */
function outlivingItsComponent({ outcome: { obligation } }: Arming): OwnerFinding {
  const { family, life } = obligation.spec;
  return { kind: 'unkept', obligation, doubt: family === 'handle' || life === 'endless' ? 'certain' : 'no teardown', end: undefined, life: 'lifecycle' };
}

/**
 * The component is sure to go, and no cleanup clears its timer. What is cleared before it is set again, or sets a state,
 * was meant to be cleared; what only moves the focus may go on.
 */
function withoutCleanup(arming: Arming, releases: readonly Use[], { file }: OwnerParts): OwnerFinding {
  const { node, spec, root } = arming.outcome.obligation;
  if (spec.family !== 'timer') return outlivingItsComponent(arming);
  const isReplaced = releases.some((release) => rootOf(release.node) === root && release.node.range[0] < node.range[0]);
  const isMeant = isReplaced || (releases.length > 0 && setsState(node, file));
  const isOwed = isMeant && spec.delayArgument !== undefined && !isDeferral(node, spec, file);
  return { ...outlivingItsComponent(arming), doubt: isOwed ? 'certain' : 'no teardown' };
}

function onlyArms(fn: FunctionNode, armings: readonly Arming[], releases: readonly Use[], { reach }: OwnerParts): boolean {
  const reached = reach.from([fn]);
  return armings.some(({ transfer }) => isWithinAny(transfer.node, reached)) && !releases.some(({ node }) => isWithinAny(node, reached));
}

/** A function of a module ends what it shares state with: `closeScope` may close anything. */
function isAbout(slot: VariableSlot, fn: FunctionNode, armings: readonly Arming[], { reach, file }: OwnerParts): boolean {
  const scope = declaringScope(slot.variable);
  if (isFunction(scope)) return true;
  const ended = reach.from([fn]);
  const armed = reach.from(armings.flatMap(({ outcome: { obligation } }) => (isFunction(obligation.root) ? [obligation.root] : [])));
  return file.bindings.variablesOf(scope).some(({ references, defs }) => {
    const isState = defs.some(({ type, node }) => type === 'Variable' && !isFunction(node.init));
    return isState && [ended, armed].every((functions) => references.some(({ identifier }) => isWithinAny(identifier, functions)));
  });
}

/** Of several teardowns the one that frees the most is where the line is missing. */
function endOf(functions: readonly Teardown[], parts: OwnerParts): EndOfOwner | undefined {
  const freed = functions.map((teardown) => ({ teardown, count: releasesWithin(parts.reach.from([teardown.fn]), parts) }));
  const [best] = freed.sort((a, b) => b.count - a.count);
  return best === undefined ? undefined : { name: best.teardown.name, node: best.teardown.fn };
}

function releasesWithin(reached: ReadonlySet<FunctionNode>, parts: OwnerParts): number {
  return parts.releaseCalls.filter((call) => isWithinAny(call, reached)).length;
}

function freesSiblings(reached: ReadonlySet<FunctionNode>, uses: readonly Use[], parts: OwnerParts): boolean {
  const own = new Set<Node>(uses.map(({ node }) => node));
  return parts.releaseCalls.some((call) => !own.has(call) && !own.has(call.callee) && isWithinAny(call, reached));
}

/** No teardown at all: a field whose method releases it without setting it again has one by another name. */
function unowned({ slot }: Holding, { outcome }: Arming, releases: readonly Use[], parts: OwnerParts): readonly OwnerFinding[] {
  if (slot.base !== 'this' || releases.some(({ node }) => !isRearming(node, outcome.obligation.node, parts))) return [];
  return [{ kind: 'unowned', obligation: outcome.obligation, doubt: 'no teardown', holder: slot.name }];
}

/** The release stands in a function that arms again. */
function isRearming(release: Node, acquisition: Node, parts: OwnerParts): boolean {
  const root = rootOf(release);
  return isFunction(root) && isWithinAny(acquisition, parts.reach.from([root]));
}

/** Not owed: what nobody is seen to arm, and what a module keeps for as long as the process lives. */
function isOwed({ outcome: { unknown, obligation } }: Arming, { slot, uses }: Holding): boolean {
  const { spec } = obligation;
  if (unknown !== undefined || (spec.armedBy !== undefined && !uses.some(({ kind }) => kind === 'release'))) return false;
  return spec.processLifetime !== true || spec.family === 'timer' || slot.base === 'this';
}

/** Set while it may run: neither this method nor what it calls looks at it before. */
function overwritten(holding: Holding, parts: OwnerParts): readonly OwnerFinding[] {
  const { slot, armings, uses } = holding;
  if (slot.isCollection || !uses.some(({ kind }) => kind === 'release')) return [];
  const careless = armings.filter((arming) => isCareless(arming, uses, parts) && !isSetByOwnCallback(arming, parts));
  return careless.flatMap(({ outcome: { obligation }, transfer }): readonly OwnerFinding[] => {
    if (obligation.spec.life === 'one-shot' && (armings.length < 2 || obligation.spec.family !== 'timer')) return [];
    const doubt: Doubt = careless.length < armings.length ? 'certain' : 'overwrite';
    return [{ kind: 'overwritten', obligation, doubt, holder: slot.name, again: transfer.node }];
  });
}

/** A method that may be called twice and sets the slot whatever it holds. */
function isCareless({ outcome: { obligation }, transfer }: Arming, uses: readonly Use[], parts: OwnerParts): boolean {
  const { root } = obligation;
  if (!isFunction(root) || runsOnce(root, parts)) return false;
  const written = new Set([root, ...parts.reach.from([root])]);
  if (guardsOf(transfer.node, root).some((test) => test === undefined || namesIn(test).some((name) => isSetIn(written, name, parts)))) return false;
  const reached = parts.reach.from([root]);
  return !uses.some(({ kind, node }) => (kind === 'release' || kind === 'test') && isWithinAny(node, reached));
}

/** A one-shot that sets itself again is over by then. */
function isSetByOwnCallback({ outcome: { obligation } }: Arming, { reach }: OwnerParts): boolean {
  const { node, root, spec } = obligation;
  const callback = spec.life === 'one-shot' && isCallOrNew(node) ? node.arguments[0] : undefined;
  return callback !== undefined && isFunction(root) && reach.from(reach.functionsAt(callback)).has(root);
}

/** A constructor, a callback that is not known by name, set-up code of a framework. */
function runsOnce(root: FunctionNode, parts: OwnerParts): boolean {
  const holder = root.parent;
  if (holder.type === 'MethodDefinition' && holder.kind === 'constructor') return true;
  if (holder.type === 'MethodDefinition' || holder.type === 'Property') return parts.lifecycles.lifecycleOf(root) !== undefined;
  if (isRepeatedListener(root)) return false;
  return holder.type !== 'PropertyDefinition' && holder.type !== 'AssignmentExpression' && root.type !== 'FunctionDeclaration';
}

/** `client.on('close', () => { ... })`: it runs whenever the event comes, unless that comes once only. */
function isRepeatedListener(fn: FunctionNode): boolean {
  const call = fn.parent.type === 'CallExpression' && fn.parent.callee !== fn ? fn.parent : undefined;
  const event = call?.arguments[0] === undefined ? undefined : literalValue(call.arguments[0])?.value;
  return call !== undefined && typeof event === 'string' && repeatingMembers.includes(methodCall(call)?.method ?? '') && !startEvents.includes(event);
}

/** The conditions between the method's entry and the assignment; undefined for one that is no test. */
function guardsOf(target: Node, root: FunctionNode): readonly (Node | undefined)[] {
  const guards: (Node | undefined)[] = [];
  let child: Node = target;
  for (const at of ancestors(target)) {
    if (at === root) break;
    if (at.type === 'IfStatement' || at.type === 'ConditionalExpression') guards.push(at.test);
    else if (at.type === 'LogicalExpression') guards.push(at.left);
    else if (at.type === 'SwitchCase' || (at.type === 'AssignmentExpression' && at.operator !== '=')) guards.push(undefined);
    else if (at.type === 'BlockStatement') guards.push(...at.body.flatMap((one) => (one.type === 'IfStatement' && one.range[1] <= child.range[0] ? [one.test] : [])));
    child = at;
  }
  return guards;
}
