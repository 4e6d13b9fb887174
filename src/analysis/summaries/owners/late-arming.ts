/**
 * What is set after an `await`, when the cleanup may have run already: it clears what is there, and what comes later
 * stays. A test between the two that the cleanup can turn is the repair.
 */
import { ancestors, isFunction, isInside, memberName, methodCall, rootOf, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { isInTest } from '../../syntax/tests.js';
import { nodesOutsideFunctions } from '../../syntax/walk.js';
import { isSetIn, namesIn } from './harmless-shots.js';
import type { Arming, Holding } from './holdings.js';
import type { OwnerFinding } from './owner-finding.js';
import type { OwnerParts } from './owner-parts.js';
import { isWithinAny } from './reach.js';

export function armedLate({ slot, uses, armings }: Holding, parts: OwnerParts): readonly OwnerFinding[] {
  // Who calls a method may know that its object has ended; set-up code runs on by itself.
  if (slot.isCollection || slot.base === 'this') return [];
  const { functions } = parts.teardowns.ofSlot(slot);
  const releases = uses.filter(({ kind }) => kind === 'release');
  const [end] = functions.filter(({ fn }) => releases.some(({ node }) => isWithinAny(node, parts.reach.from([fn]))));
  if (end === undefined) return [];
  const ended = parts.reach.from(functions.map(({ fn }) => fn));
  return armings.flatMap((arming): readonly OwnerFinding[] => {
    const { obligation } = arming.outcome;
    const target = arming.transfer.node;
    // A test runner waits for the set-up before it tears anything down.
    const wait = startsBySetUp(target, parts) && !isWithinAny(target, ended) && !isInTest(target) ? waitBefore(arming) : undefined;
    if (wait === undefined || isTestedSince(wait, target, ended, parts)) return [];
    return [{ kind: 'late', obligation, doubt: end.name === undefined ? 'certain' : 'overwrite', holder: slot.name, wait, end: { name: end.name, node: end.fn } }];
  });
}

/** The last `await` in front of the assignment in its function, or the `then` whose callback it stands in. */
function waitBefore({ transfer: { node }, outcome: { obligation } }: Arming): Node | undefined {
  const root = rootOf(node);
  if (!isFunction(root)) return undefined;
  const waits = [...nodesOutsideFunctions(root.body)].filter((at) => at.type === 'AwaitExpression' && (at.range[1] <= node.range[0] || isInside(obligation.node, at)));
  return waits.at(-1) ?? thenAround(root);
}

function thenAround(fn: FunctionNode): Node | undefined {
  const call = wrappingParent(fn);
  const called = call?.type === 'CallExpression' && call.callee !== fn ? methodCall(call) : undefined;
  return called !== undefined && (called.method === 'then' || called.method === 'finally') ? call : undefined;
}

/** What set-up code starts runs on by itself; what an object or a hook offers is called by somebody who knows of its end. */
function startsBySetUp(target: Node, { lifecycles }: OwnerParts): boolean {
  const root = rootOf(target);
  return lifecycles.enclosingLifecycle(target) !== undefined || (isFunction(root) && thenAround(root) !== undefined);
}

/** A condition behind the wait asks for something that the teardown sets, or for an abort. */
function isTestedSince(wait: Node, target: Node, ended: ReadonlySet<FunctionNode>, parts: OwnerParts): boolean {
  const root = rootOf(target);
  const isBehind = (at: Node): boolean => at.range[0] >= wait.range[0] || isInside(target, at);
  for (const at of isFunction(root) ? nodesOutsideFunctions(root.body) : []) {
    if (!isBehind(at)) continue;
    if (at.type === 'MemberExpression' && /^(?:aborted|throwIfAborted|cancell?ed|closed|disposed|destroyed)$/u.test(memberName(at) ?? '')) return true;
    const test = at.type === 'IfStatement' || at.type === 'ConditionalExpression' ? at.test : at.type === 'LogicalExpression' ? at.left : undefined;
    if (test !== undefined && namesIn(test).some((name) => isSetIn(ended, name, parts))) return true;
  }
  return [...ancestors(target)].some((at) => at.type === 'IfStatement' && isBehind(at) && namesIn(at.test).some((name) => isSetIn(ended, name, parts)));
}
