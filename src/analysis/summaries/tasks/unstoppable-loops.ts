/**
 * Loops that nothing can end: a condition that cannot change, a `break` that leaves only what is inside the loop, a
 * `catch` that takes the only exit, or no exit at all.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ControlFlowGraph } from '../../cfg/graph.js';
import { calledFunctions } from '../../effects/calls.js';
import { containsThrow } from '../../effects/call-facts.js';
import { inputsOf, isAlwaysTrue, isFrozen, isOpenFlag, type LoopInput } from '../../effects/loop-inputs.js';
import { hasWayOut, type ExitFacts } from '../../obligations/loop-exits.js';
import { handlerAround, isFunction, isInside, isLoop, rootOf, unwrapped, type LoopNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { functionName, lastName } from '../../syntax/words.js';
import type { Activity } from './activity.js';
import { endlessRetries } from './backoffs.js';
import type { Bodies } from '../bodies.js';
import { launchesOf, startOf, type Start } from './launches.js';
import { scannedFor } from './scans.js';
import { bareLength, unendedRead, unmovedIndex } from './sources.js';

/** Why nothing ends the loop, with the place that shows it. */
export type LoopFault =
  | { readonly kind: 'frozen'; readonly input: LoopInput; readonly form: FrozenForm; readonly at: Node | undefined }
  | { readonly kind: 'inner-break'; readonly at: TSESTree.BreakStatement; readonly inside: 'switch' | 'loop' }
  | { readonly kind: 'caught-exit'; readonly at: TSESTree.CatchClause }
  /** The end of what is scanned is not looked for. */
  | { readonly kind: 'unbounded-scan'; readonly sentinel: Node }
  /** A length is tested, and a counter that is not compared with it moves. */
  | { readonly kind: 'bare-length'; readonly length: Node }
  /** Nobody asks whether what is read has come to its end. */
  | { readonly kind: 'unended-read'; readonly read: Node }
  /** The work is tried again for as long as it fails. */
  | { readonly kind: 'endless-retry' }
  | { readonly kind: 'missing-exit' };

/** How a condition came to be frozen; `other` may be meant where the loop has other exits, and an `open` field may be set elsewhere. */
export type FrozenForm = 'snapshot' | 'shadowed' | 'counter' | 'flag' | 'field' | 'open' | 'other';

export interface UnstoppableLoop extends Start {
  readonly loop: LoopNode;
  readonly fault: LoopFault;
  /** The function that runs the loop, by the name that its reader knows. */
  readonly task: string | undefined;
  /** The loop can be left in another way than the one that is broken. */
  readonly hasOtherExits: boolean;
}

export interface TaskParts {
  readonly file: FileContext;
  readonly bodies: Bodies;
  readonly activity: Activity;
}

export function unstoppableLoops(parts: TaskParts): readonly UnstoppableLoop[] {
  const { activity, file } = parts;
  if (activity.loops.length === 0) return [];
  const retries = endlessRetries(activity, file);
  return activity.loops.flatMap((loop) => {
    const found = loop.type === 'ForOfStatement' || isCounted(loop) ? undefined : (sourceFault(loop, file) ?? faultOf(loop, loop.test, parts) ?? (retries.has(loop) ? ENDLESS_RETRY : undefined));
    return found === undefined ? [] : [{ loop, ...found, ...taskOf(loop, parts) }];
  });
}

const ENDLESS_RETRY = { fault: { kind: 'endless-retry' }, hasOtherExits: true } as const;

/** What is read has an end, and the loop does not look for it. */
function sourceFault(loop: LoopNode, file: FileContext): Pick<UnstoppableLoop, 'fault' | 'hasOtherExits'> | undefined {
  const length = bareLength(loop, file);
  const read = length === undefined ? unendedRead(loop, file) : undefined;
  if (length !== undefined) return { fault: { kind: 'bare-length', length }, hasOtherExits: false };
  const index = unmovedIndex(loop, file);
  if (index !== undefined) return { fault: { kind: 'frozen', input: { kind: 'variable', ...index }, form: 'counter', at: undefined }, hasOtherExits: false };
  return read === undefined ? undefined : { fault: { kind: 'unended-read', read }, hasOtherExits: false };
}

/** `for (...; i < n; i++)`: what most loops are. */
function isCounted(loop: LoopNode): boolean {
  if (loop.type !== 'ForStatement' || loop.update?.type !== 'UpdateExpression' || loop.test?.type !== 'BinaryExpression') return false;
  const { argument } = loop.update;
  return argument.type === 'Identifier' && [loop.test.left, loop.test.right].some((side) => side.type === 'Identifier' && side.name === argument.name) && /^[<>]=?$/u.test(loop.test.operator);
}

function faultOf(loop: LoopNode, test: TSESTree.Expression | null, parts: TaskParts): Pick<UnstoppableLoop, 'fault' | 'hasOtherExits'> | undefined {
  if (isAlwaysTrue(test, parts.file)) {
    const fault = exitlessFault(loop, parts);
    return fault === undefined ? undefined : { fault, hasOtherExits: false };
  }
  const sentinel = test === null ? undefined : scannedFor(test, loop, parts);
  const input = test === null || sentinel !== undefined ? undefined : (frozenInput(test, loop, parts) ?? openFlag(test, loop, parts));
  if (input === undefined && sentinel === undefined) return undefined;
  const graph = parts.bodies.bodyOf(rootOf(loop)).graph;
  if (input === undefined) return sentinel === undefined || leavesByItself(graph, loop, parts) ? undefined : { fault: { kind: 'unbounded-scan', sentinel }, hasOtherExits: false };
  const isOpen = frozenInput(test ?? loop, loop, parts) === undefined;
  if (isOpen) return { fault: { kind: 'frozen', input, form: 'open', at: undefined }, hasOtherExits: leavesByItself(graph, loop, parts) };
  return { fault: { kind: 'frozen', input, ...formOf(input, loop, parts.file) }, hasOtherExits: hasWayOut(graph, loop, exitFacts(loop, parts)) };
}

/** Beside its condition, the loop has another way out. */
function leavesByItself(graph: ControlFlowGraph, loop: LoopNode, parts: TaskParts): boolean {
  const own = loop.type === 'ForOfStatement' ? null : loop.test;
  return hasWayOut(graph, loop, { ...exitFacts(loop, parts), isFrozen: (test) => own !== null && isInside(test, own) });
}

/** The first name of a condition that nothing can change. */
function frozenInput(test: Node, loop: LoopNode, { file, activity }: TaskParts): LoopInput | undefined {
  const inputs = inputsOf(test, file);
  return inputs?.every((input) => isFrozen(input, loop, file, activity.memberWrites)) === true ? inputs.at(-1) : undefined;
}

/** The one flag of a condition, in a field that others could set as well. */
function openFlag(test: Node, loop: LoopNode, { file, activity }: TaskParts): LoopInput | undefined {
  const [input, ...others] = inputsOf(test, file) ?? [];
  const isOpen = input?.kind === 'field' && others.length === 0 && isInside(input.node, loop) && isOpenFlag(input, activity.memberWrites);
  return isOpen ? input : undefined;
}

export function exitFacts(loop: LoopNode, parts: TaskParts): ExitFacts {
  return {
    endsByThrowing: (node) => endsByThrowing(node, parts.file),
    isFrozen: (test) => frozenInput(test, loop, parts) !== undefined,
  };
}

const STOPPING = /signal|abort|cancel|\bopt(?:ion)?s\b|\binit\b|\bcontext\b|\bctx\b/iu;
const CHECKING = /^(?:throw|assert|check|ensure|invariant|raise|fail)/u;

/** The call is given something that can stop it, or is there to throw. */
function endsByThrowing(node: Node, file: FileContext): boolean {
  if (STOPPING.test(file.sourceCode.getText(node.type === 'ForOfStatement' ? node.right : node))) return true;
  const inner = unwrapped(node.type === 'AwaitExpression' ? node.argument : node);
  if (inner.type !== 'CallExpression') return false;
  if (CHECKING.test(lastName(inner.callee) ?? '')) return true;
  return calledFunctions(inner, file).functions.some((fn) => containsThrow(fn) && /\bthrow|signal|abort/u.test(file.sourceCode.getText(fn.body)));
}

function exitlessFault(loop: LoopNode, parts: TaskParts): LoopFault | undefined {
  const root = rootOf(loop);
  if (isFunction(root) && !root.async) return undefined;
  const { graph } = parts.bodies.bodyOf(root);
  if (!awaits(graph, loop) || hasWayOut(graph, loop, exitFacts(loop, parts))) return undefined;
  return frozenExit(graph, loop, parts) ?? caughtExit(graph, loop, parts.file) ?? innerBreak(graph, loop, parts.file) ?? { kind: 'missing-exit' };
}

/** A test that was to leave the loop, and whose outcome nothing in the loop can change. */
function frozenExit(graph: ControlFlowGraph, loop: LoopNode, parts: TaskParts): LoopFault | undefined {
  for (const block of graph.blocks) {
    for (const { test } of block.out) {
      const input = test?.kind !== 'truthy' || !isInside(test.node, loop.body) ? undefined : frozenInput(test.node, loop, parts);
      if (input !== undefined) return { kind: 'frozen', input, ...formOf(input, loop, parts.file) };
    }
  }
  return undefined;
}

function awaits(graph: ControlFlowGraph, loop: LoopNode): boolean {
  return graph.blocks.some((block) =>
    block.steps.some(
      (step) => (step.kind === 'evaluate' && step.node.type === 'AwaitExpression' && isInside(step.node, loop)) || (step.kind === 'iterate' && step.node.type === 'ForOfStatement' && step.node.await && isInside(step.node, loop)),
    ),
  );
}

/** A `throw` or a call that ends with the signal, caught inside the loop. */
function caughtExit(graph: ControlFlowGraph, loop: LoopNode, file: FileContext): LoopFault | undefined {
  for (const block of graph.blocks) {
    for (const { abrupt } of block.out) {
      if (abrupt?.by !== 'throw' || !isInside(abrupt.node, loop)) continue;
      if (abrupt.node.type !== 'ThrowStatement' && !/signal|throwIf/iu.test(file.sourceCode.getText(abrupt.node))) continue;
      const clause = handlerAround(abrupt.node, loop);
      if (clause !== undefined) return { kind: 'caught-exit', at: clause };
    }
  }
  return undefined;
}

/** Words that say that what follows is meant to be the end. */
const ENDING = /stop|end\b|ended|quit|exit|clos|done|abort|cancel|shut|finish|kill|term/iu;

/** A `break` that is there to end the loop, by its case or its condition, and ends something inside it. */
function innerBreak(graph: ControlFlowGraph, loop: LoopNode, file: FileContext): LoopFault | undefined {
  for (const block of graph.blocks) {
    for (const { abrupt } of block.out) {
      if (abrupt?.node.type !== 'BreakStatement' || !isInside(abrupt.node, loop)) continue;
      const at = abrupt.node;
      if (at.label !== null || brokenBy(at) === loop) continue;
      const owner = at.parent.type === 'BlockStatement' ? at.parent.parent : at.parent;
      if (owner.type === 'SwitchCase' && isEndingCase(owner, file)) return { kind: 'inner-break', at, inside: 'switch' };
      if (owner.type === 'IfStatement' && ENDING.test(file.sourceCode.getText(owner.test))) {
        return { kind: 'inner-break', at, inside: brokenBy(at)?.type === 'SwitchStatement' ? 'switch' : 'loop' };
      }
    }
  }
  return undefined;
}

function isEndingCase(node: TSESTree.SwitchCase, file: FileContext): boolean {
  return node.test !== null && ENDING.test(file.sourceCode.getText(node.test));
}

/** What an unlabelled `break` ends: the nearest loop or switch around it. */
function brokenBy(statement: Node): Node | undefined {
  for (let at = statement.parent; at !== undefined; at = at.parent) {
    if (at.type === 'SwitchStatement' || at.type === 'ForInStatement' || isLoop(at)) return at;
  }
  return undefined;
}

function formOf(input: LoopInput, loop: LoopNode, file: FileContext): { form: FrozenForm; at: Node | undefined } {
  if (input.kind === 'field') return { form: 'field', at: undefined };
  const { variable, node } = input;
  const shadow = shadowIn(loop, node.name, file);
  if (shadow !== undefined) return { form: 'shadowed', at: shadow };
  const definition = variable.defs[0];
  const written = file.bindings.soleValue(variable);
  const value = written?.value === undefined ? undefined : unwrapped(written.value);
  const isLocal = definition?.type === 'Variable';
  if (isLocal && isPartOfObject(value, written?.path ?? [])) return { form: 'snapshot', at: definition.node };
  if (isOrdered(node)) return { form: 'counter', at: undefined };
  return { form: isLocal && value?.type === 'Literal' ? 'flag' : 'other', at: undefined };
}

/** The value was read from an object, whose own value may change later. */
function isPartOfObject(value: Node | undefined, path: readonly string[]): boolean {
  return value?.type === 'MemberExpression' || path.length > 0;
}

/** `i < n`: a comparison that only counting can end. */
function isOrdered(name: Node): boolean {
  return name.parent?.type === 'BinaryExpression' && /^[<>]=?$/u.test(name.parent.operator);
}

/** A variable of the same name that is declared in the loop. */
function shadowIn(loop: LoopNode, name: string, file: FileContext): Node | undefined {
  const scopes = file.sourceCode.scopeManager?.scopes ?? [];
  for (const scope of scopes) {
    if (!isInside(scope.block, loop.body)) continue;
    const definition = scope.set.get(name)?.defs[0];
    if (definition?.type === 'Variable') return definition.name;
  }
  return undefined;
}

function taskOf(loop: LoopNode, { file, activity }: TaskParts): Start & Pick<UnstoppableLoop, 'task'> {
  const root = rootOf(loop);
  if (!isFunction(root)) return { task: undefined, isTask: false, isEntryPoint: true };
  return { task: functionName(root), ...startOf(launchesOf(root, file, activity)) };
}
