/** Why an error may be lost without a word: what failed was a probe, or cleanup, or somebody else is told. */
import type { TSESTree } from '@typescript-eslint/types';
import { attemptWords, backendWords, cleanupWords, plainMethods, probes, removalWords } from '../../../resources/failures.js';
import type { ControlFlowGraph } from '../../cfg/graph.js';
import { enclosingFunction, isFunction, isInside, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { isInTest } from '../../syntax/tests.js';
import { firstWord, functionName, lastName, lastWord } from '../../syntax/words.js';
import type { FailureParts } from './failure.js';

export type Excuse =
  /** Something is ended or freed, and may be gone already. */
  | 'cleanup'
  /** The error is the answer to a question. */
  | 'probe'
  /** A test makes something fail, and looks at what comes of it. */
  | 'expected'
  /** The promise has a name, under which somebody else waits for it. */
  | 'awaited elsewhere';

/** The names of a file, and its calls that are releases. */
type Risks = Pick<FailureParts, 'file' | 'bodies'>;

export function excuseOfClause(clause: TSESTree.CatchClause, graph: ControlFlowGraph, risks: Risks): Excuse | undefined {
  const attempt = clause.parent;
  const mayThrow = riskyNodes(graph, attempt.block);
  const around = excuseOfRegion(attempt, !mayThrow.some(isBackendRemoval));
  if (around !== undefined) return around;
  // What only reads and yet is tried: somebody knows that it throws, and says nothing where it does.
  if (mayThrow.length === 0 && clause.body.body.length === 0) return undefined;
  const risky = mayThrow.filter((node) => !isPlain(node, risks));
  // What goes on with a module that may not be installed fails with it.
  if (risky.some(loadsModule)) return 'probe';
  const found = risky.map((node) => excuseOfRisk(node, risks));
  if (found.includes(undefined)) return undefined;
  return found.includes('cleanup') ? 'cleanup' : 'probe';
}

/** What the code around says: a `finally`, a `catch`, a test, a function for cleanup. */
export function excuseOfRegion(node: Node, asksName = true): Excuse | undefined {
  if (isSecondary(node)) return 'cleanup';
  if (isInTest(node)) return 'expected';
  return asksName ? excuseOfFunction(enclosingFunction(node)) : undefined;
}

/** `await api.deleteUser(id)`: others will look for what is to go; it is no cleanup of one's own. */
export function isBackendRemoval(risk: Node): boolean {
  const call = risk.type === 'AwaitExpression' ? methodCall(unwrapped(risk.argument)) : methodCall(risk);
  return call !== undefined && removalWords.includes(firstWord(call.method)) && backendWords.includes(lastWord(lastName(call.receiver)));
}

export function excuseOfHandler(registration: TSESTree.CallExpression | TSESTree.AssignmentExpression, risks: Risks): Excuse | undefined {
  const call = registration.type === 'CallExpression' ? methodCall(registration) : undefined;
  if (call === undefined) return undefined;
  const source = unwrapped(call.receiver);
  if (isEndedAtOnce(registration)) return 'cleanup';
  if (call.method === 'catch' && isKept(source)) return 'awaited elsewhere';
  if (registration.type === 'CallExpression' && isBarrier(registration, risks.file)) return 'awaited elsewhere';
  const around = excuseOfRegion(registration);
  if (around !== undefined) return around;
  return call.method === 'catch' || call.method === 'then' ? excuseOfRisk(source, risks) : undefined;
}

/** `socket.on('error', noop).destroy()`, `destroy(body.on('error', noop))`: whose errors are ignored is ended here. */
function isEndedAtOnce(registration: Node): boolean {
  const around = wrappingParent(registration);
  const call = around?.type === 'MemberExpression' ? wrappingParent(around) : around;
  return call?.type === 'CallExpression' && cleanupWords.includes(firstWord(lastName(call.callee)));
}

/** A promise that has a name: whoever has the name can wait for it. */
function isKept(promise: Node): boolean {
  return promise.type === 'Identifier' || promise.type === 'MemberExpression';
}

/** `p.then(next, next)`: what follows waits for the end of `p`, whatever it is. */
function isBarrier(call: TSESTree.CallExpression, file: FileContext): boolean {
  const [fulfilled, rejected] = call.arguments;
  return fulfilled !== undefined && rejected !== undefined && file.sourceCode.getText(fulfilled) === file.sourceCode.getText(rejected);
}

/** Inside a `finally` or another `catch`: what happened first is on its way already. */
function isSecondary(node: Node): boolean {
  let child = node;
  for (let at = node.parent; at != null; child = at, at = at.parent) {
    if (at.type === 'CatchClause' || (at.type === 'TryStatement' && at.finalizer === child)) return true;
    if (isFunction(at)) return false;
  }
  return false;
}

/** Functions whose name says that they clean up, or that they may fail. */
function excuseOfFunction(fn: FunctionNode | undefined): Excuse | undefined {
  const word = firstWord(functionName(fn));
  if (cleanupWords.includes(word)) return 'cleanup';
  return attemptWords.includes(word) ? 'probe' : undefined;
}

/** The calls and awaits of a `try` block that may throw. */
function riskyNodes(graph: ControlFlowGraph, block: TSESTree.BlockStatement): readonly Node[] {
  const risky = new Set<Node>();
  for (const { out } of graph.blocks) {
    for (const { abrupt } of out) {
      if (abrupt?.by === 'throw' && abrupt.node.type !== 'ThrowStatement' && isInside(abrupt.node, block)) risky.add(abrupt.node);
    }
  }
  return [...risky];
}

/** What the clause was written for: the names of the calls in its `try` that may throw. */
export function attemptedIn(clause: TSESTree.CatchClause, graph: ControlFlowGraph): readonly (string | undefined)[] {
  return riskyNodes(graph, clause.parent.block).map(nameOfRisk);
}

/** The name under which something is called that may fail: of `api.save(x)`, and of `await api.save(x)`. */
export function nameOfRisk(node: Node): string | undefined {
  const inner = node.type === 'AwaitExpression' ? unwrapped(node.argument) : unwrapped(node);
  if (inner.type !== 'CallExpression' && inner.type !== 'NewExpression') return undefined;
  const name = lastName(inner.callee);
  const source = methodCall(inner)?.receiver;
  return (name === 'catch' || name === 'then' || name === 'finally') && source !== undefined ? nameOfRisk(source) : name;
}

/** What the call's name says: that it frees something, or asks. */
export function excuseOfRisk(node: Node, risks: Risks): Excuse | undefined {
  const inner = node.type === 'AwaitExpression' ? unwrapped(node.argument) : unwrapped(node);
  if (inner.type === 'ImportExpression') return 'probe';
  if (inner.type !== 'CallExpression' && inner.type !== 'NewExpression') return undefined;
  const origin = risks.file.origins.originOf(inner.callee);
  if (origin !== undefined && isProbe(origin)) return 'probe';
  if (inner.type === 'NewExpression') return undefined;
  if (isBackendRemoval(inner)) return undefined;
  const word = firstWord(lastName(inner.callee));
  if (risks.bodies.isRelease(inner) || cleanupWords.includes(word)) return 'cleanup';
  return attemptWords.includes(word) ? 'probe' : undefined;
}

/** `import('x')`, `require('x')`, also under the names that bundlers give it. */
function loadsModule(node: Node): boolean {
  const inner = node.type === 'AwaitExpression' ? unwrapped(node.argument) : node;
  return inner.type === 'ImportExpression' || (inner.type === 'CallExpression' && lastWord(lastName(inner.callee)) === 'require');
}

/** A call that takes strings and lists apart: it is not what the clause was written for. */
function isPlain(node: Node, { file }: Risks): boolean {
  if (node.type !== 'CallExpression') return false;
  if (file.origins.originOf(node.callee)?.startsWith('node:path#') === true) return true;
  const called = methodCall(node);
  return called !== undefined && plainMethods.includes(called.method);
}

const EXACT = new Set(probes.flatMap(({ of }) => of.filter((key) => !/[.#]$/u.test(key))));
const BEGINNINGS = probes.flatMap(({ of }) => of.filter((key) => /[.#]$/u.test(key)));

function isProbe(origin: string): boolean {
  return EXACT.has(origin.replace(/\.native$/u, '')) || BEGINNINGS.some((beginning) => origin.startsWith(beginning));
}
