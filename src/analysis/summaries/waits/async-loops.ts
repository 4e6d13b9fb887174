/** `for await` loops that nothing ends: over what never ends by itself, or whose end waits for the loop. */
import type { TSESTree } from '@typescript-eslint/types';
import { calledFunctions } from '../../effects/calls.js';
import { writtenName } from '../../effects/place.js';
import { ancestors, enclosingFunction, isCallOrNew, isFunction, isInside, isLoop, methodCall, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { nodesOutsideFunctions, someOwn } from '../../syntax/walk.js';
import { launchesOf } from '../tasks/launches.js';
import type { WaitParts } from './waits.js';

/** A loop, and why it goes on. */
export type EndlessLoop =
  /** Its source yields for ever. `isTask`: somebody started it and does not wait, or code stands behind it. */
  | { readonly kind: 'endless'; readonly node: TSESTree.ForOfStatement; readonly source: Node; readonly isTask: boolean }
  /** The source is closed only after everybody has waited for the loop. */
  | { readonly kind: 'circular'; readonly node: TSESTree.ForOfStatement; readonly source: Node; readonly wait: Node; readonly close: Node };

export function endlessLoops(loops: readonly TSESTree.ForOfStatement[], parts: WaitParts): readonly EndlessLoop[] {
  return loops.flatMap((loop) => {
    const [endless] = [...circularLoop(loop, parts), ...overEndlessSource(loop, parts)];
    return endless === undefined || leavesByItself(loop, parts) ? [] : [endless];
  });
}

/** Some path out of the loop's body leaves it: `break`, `return`, `throw`. */
function leavesByItself(loop: TSESTree.ForOfStatement, { bodies }: WaitParts): boolean {
  const root = rootOf(loop);
  if (!isFunction(root) || root.generator) return true;
  const closing = bodies.bodyOf(root).graph.blocks.filter((block) => block.steps.some((step) => step.kind === 'close-iterator' && step.node === loop));
  return closing.some((block) => beginningsOf(block).edges.some((edge) => edge.abrupt?.by !== 'throw' || edge.tier === 'explicit'));
}

type Block = ReturnType<WaitParts['bodies']['bodyOf']>['graph']['entry'];

/** The abrupt completions that lead to a block, and whether plain sequence does as well. */
function beginningsOf(block: Block): { readonly edges: readonly Block['in'][number][]; readonly isPlain: boolean } {
  const agenda = new Set([block]);
  const edges: Block['in'][number][] = [];
  let isPlain = false;
  for (const at of agenda) {
    if (at.in.length === 0 && at.id === 0) isPlain = true;
    for (const edge of at.in) {
      if (edge.abrupt === undefined) agenda.add(edge.from);
      else edges.push(edge);
    }
  }
  return { edges, isPlain };
}

function* overEndlessSource(loop: TSESTree.ForOfStatement, parts: WaitParts): Generator<EndlessLoop> {
  const call = parts.file.bindings.valueBehind(loop.right);
  if (isCallOrNew(call) && call.arguments.some((argument) => mayStop(argument))) return;
  const generator = (call.type === 'CallExpression' ? generatorCalled(call, parts.file) : undefined) ?? ownIteration(loop.right, parts.file);
  if (generator?.generator !== true || !neverEnds(generator, parts)) return;
  yield { kind: 'endless', node: loop, source: loop.right, isTask: isStartedAsTask(loop, parts) || hasCodeBehind(loop) };
}

/** The one function of this file that the call runs. */
function generatorCalled(call: TSESTree.CallExpression, file: FileContext): FunctionNode | undefined {
  const { functions, complete } = calledFunctions(call, file);
  return complete && functions.length === 1 ? functions[0] : undefined;
}

/** The `async *[Symbol.asyncIterator]()` of the class of this file whose instance the source is. */
function ownIteration(source: Node, { types }: FileContext): FunctionNode | undefined {
  const type = types.typeOf(source);
  const member = type?.kind === 'node' ? types.memberType(type, '@@asyncIterator') : undefined;
  return member?.kind === 'node' && isFunction(member.node) ? member.node : undefined;
}

/** A signal, or an object that may hold one. */
function mayStop(argument: Node): boolean {
  const node = unwrapped(argument);
  const name = writtenName(node) ?? '';
  return node.type === 'ObjectExpression' || node.type === 'SpreadElement' || /signal|abort|cancel|token|stop/iu.test(name);
}

/** No path of the generator returns or throws by itself, but where its consumer breaks off. */
function neverEnds(generator: FunctionNode, { bodies }: WaitParts): boolean {
  const { graph } = bodies.bodyOf(generator);
  const { edges, isPlain } = beginningsOf(graph.normalExit);
  const throws = graph.blocks.some((block) => block.out.some((edge) => edge.kind === 'throw' && edge.tier === 'explicit'));
  return !isPlain && !throws && edges.every((edge) => edge.abrupt?.by === 'yield-return');
}

/** Nobody waits for the function around the loop. */
function isStartedAsTask(loop: Node, { file, activity }: WaitParts): boolean {
  const fn = enclosingFunction(loop);
  return fn !== undefined && launchesOf(fn, file, activity).some(({ by }) => by === 'dropped');
}

function nameOf(fn: FunctionNode, bindings: FileContext['bindings']): Variable | undefined {
  const name = fn.id ?? (fn.parent.type === 'VariableDeclarator' && fn.parent.id.type === 'Identifier' ? fn.parent.id : undefined);
  return name == null ? undefined : bindings.variableOf(name);
}

/** Statements that only run once the loop has ended. */
function hasCodeBehind(loop: TSESTree.ForOfStatement): boolean {
  const block = loop.parent;
  return block.type === 'BlockStatement' && block.body.at(-1) !== loop;
}

const CLOSING = new Set(['close', 'end', 'return', 'stop', 'finish', 'complete', 'done', 'destroy', 'shutdown']);

/** The workers wait for the close, and whoever closes waits for the workers first. */
function* circularLoop(loop: TSESTree.ForOfStatement, parts: WaitParts): Generator<EndlessLoop> {
  const source = unwrapped(loop.right);
  const worker = enclosingFunction(loop);
  const channel = source.type === 'Identifier' ? parts.file.bindings.variableOf(source) : undefined;
  if (worker === undefined || channel === undefined) return;
  const closes = channel.references.flatMap(({ identifier }) => {
    const call = wrappingParent(identifier.parent);
    return call !== undefined && CLOSING.has(methodCall(call)?.method ?? '') ? [call] : [];
  });
  const [close] = closes;
  const outer = close === undefined ? undefined : enclosingFunction(close);
  if (close === undefined || outer === undefined || outer === worker || closes.some((one) => enclosingFunction(one) !== outer)) return;
  const wait = waitFor(worker, outer, parts.file);
  const isBehind = wait !== undefined && closes.every((one) => one.range[0] > wait.range[1]) && !isInside(close, worker);
  if (isBehind) yield { kind: 'circular', node: loop, source: loop.right, wait, close };
}

/** The `await` of the function for what the worker gives, under whatever name. */
function waitFor(worker: FunctionNode, outer: FunctionNode, { bindings }: FileContext): Node | undefined {
  const name = nameOf(worker, bindings);
  const names = new Set(name === undefined ? [] : [name]);
  for (const node of [...nodesOutsideFunctions(outer)].sort((a, b) => a.range[0] - b.range[0])) {
    if (node.type === 'VariableDeclarator' && node.init !== null && !isFunction(node.init) && mentionsAny(node.init, names, worker)) {
      if (node.id.type === 'Identifier') addVariable(names, bindings.variableOf(node.id));
    }
    if (node.type === 'AwaitExpression' && mentionsAny(node.argument, names, worker)) return node;
  }
  return undefined;
}

function addVariable(names: Set<Variable>, variable: Variable | undefined): void {
  if (variable !== undefined) names.add(variable);
}

function mentionsAny(node: Node, names: ReadonlySet<Variable>, worker: FunctionNode): boolean {
  if (isInside(worker, node)) return true;
  return [...names].some((name) => name.references.some(({ identifier }) => isInside(identifier, node)));
}

/** An iterator that is stepped by hand and never told that nobody goes on. */
export interface OpenIterator {
  readonly node: Node;
  readonly name: string;
  readonly next: Node;
  /** Where the reader of the generator around it may break off, and nothing tells the iterator. */
  readonly leftAt: Node | undefined;
}

/** `const it = source[Symbol.asyncIterator]()` with `next()`, no `return()`, no test of `done`, kept to itself. */
export function openIterators(calls: readonly TSESTree.CallExpression[], parts: WaitParts): readonly OpenIterator[] {
  const { file } = parts;
  const own = steppedGenerators(parts);
  return [...new Set([...calls, ...own])].flatMap((node) => {
    const declarator = wrappingParent(node);
    if ((methodCall(node)?.method !== '@@asyncIterator' && !own.includes(node)) || declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || !isFunction(rootOf(node))) return [];
    const references = file.bindings.variableOf(declarator.id)?.references.filter((reference) => reference.isRead()) ?? [];
    const used = references.map(({ identifier }) => methodCall(wrappingParent(identifier.parent) ?? identifier)?.method);
    const [next] = references.flatMap(({ identifier }) => wrappingParent(identifier.parent) ?? []);
    const isOwn = used.includes('next') && used.every((method) => method === 'next' || method === 'return' || method === 'throw');
    const leftAt = isOwn ? yieldInLoopOf(references.map(({ identifier }) => identifier), rootOf(node)) : undefined;
    const isStepped = isOwn && used.every((method) => method === 'next');
    // A few steps outside of any loop come to no end, whatever they ask.
    const isBrief = own.includes(node) && !references.some(({ identifier }) => isInLoop(identifier, rootOf(node)));
    if (next === undefined || (leftAt === undefined && (!isStepped || (testsDone(rootOf(node)) && !isAbandoned(next) && !isBrief)))) return [];
    return [{ node, name: declarator.id.name, next, leftAt }];
  });
}

/** A generator hands on what the iterator gives, and no `finally` tells the iterator that the reader has broken off. */
function yieldInLoopOf(uses: readonly Node[], root: Node): Node | undefined {
  if (!isFunction(root) || !root.generator) return undefined;
  const isUsedIn = (at: Node): boolean => uses.some((use) => isInside(use, at));
  return [...nodesOutsideFunctions(root.body)].find((node) => {
    if (node.type !== 'YieldExpression' || node.delegate) return false;
    const around = [...ancestors(node)].filter((at) => isInside(at, root));
    const isTold = around.some((at) => at.type === 'TryStatement' && at.finalizer !== null && isUsedIn(at.finalizer));
    return !isTold && around.some((at) => isLoop(at) && isUsedIn(at));
  });
}

/** Calls of async generators of this file that hold something until they end, under a name on which `next()` is called. */
function steppedGenerators({ file, activity }: WaitParts): readonly TSESTree.CallExpression[] {
  return (activity.calls.get('next') ?? []).flatMap((step) => {
    const receiver = methodCall(step)?.receiver;
    const made = receiver?.type === 'Identifier' ? file.bindings.valueBehind(receiver) : undefined;
    const generator = made?.type === 'CallExpression' ? generatorCalled(made, file) : undefined;
    return made?.type === 'CallExpression' && generator?.generator === true && generator.async && holdsSomething(generator) ? [made] : [];
  });
}

/** A `finally`, a `using`, or a loop over another iterator: whoever stops asking leaves that undone. */
function holdsSomething({ body }: FunctionNode): boolean {
  return someOwn(body, (node) => (node.type === 'TryStatement' && node.finalizer !== null) || (node.type === 'VariableDeclaration' && node.kind.endsWith('using')) || (node.type === 'ForOfStatement' && node.await));
}

function testsDone(root: Node): boolean {
  return someOwn(root, (node) => node.type === 'Identifier' && node.name === 'done');
}

function isInLoop(node: Node, root: Node): boolean {
  for (const at of ancestors(node)) {
    if (at === root) return false;
    if (isLoop(at)) return true;
  }
  return false;
}

/** The loop of the steps is left where nothing asks whether the iterator is done: there is more, and nobody comes for it. */
function isAbandoned(next: Node): boolean {
  const loop = [...ancestors(next)].find((at) => isLoop(at) || isFunction(at));
  if (loop === undefined || !isLoop(loop)) return false;
  return someOwn(loop.body, (node) => {
    const isExit = node.type === 'ReturnStatement' || (node.type === 'BreakStatement' && leavesLoop(node, loop));
    return isExit && ![...ancestors(node)].some((at) => at.type === 'IfStatement' && isInside(at, loop) && testsDone(at.test));
  });
}

function leavesLoop(jump: TSESTree.BreakStatement, loop: Node): boolean {
  const target = [...ancestors(jump)].find((at) => isLoop(at) || at.type === 'SwitchStatement');
  return jump.label !== null || target === loop;
}
