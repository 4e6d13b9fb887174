/** Why an error may be lost without a word: what failed was a probe, or cleanup, or somebody else is told. */
import type { TSESTree } from '@typescript-eslint/types';
import { attemptWords, cleanupWords, probes } from '../../resources/failures.js';
import type { ControlFlowGraph } from '../cfg/graph.js';
import { isInside } from '../effects/error-names.js';
import { enclosingFunction, isDropped, methodCall, unwrapped, type FunctionNode, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { firstWord, lastName } from '../syntax/words.js';

export type Excuse =
  /** Something is ended or freed, and may be gone already. */
  | 'cleanup'
  /** The error is the answer to a question. */
  | 'probe'
  /** The promise has a name, under which somebody else waits for it. */
  | 'awaited elsewhere';

export interface Risks {
  readonly file: FileContext;
  /** The call is one of the catalogue's releases. */
  isRelease(call: TSESTree.CallExpression): boolean;
}

export function excuseOfClause(clause: TSESTree.CatchClause, graph: ControlFlowGraph, risks: Risks): Excuse | undefined {
  const attempt = clause.parent;
  if (isSecondary(attempt)) return 'cleanup';
  const named = excuseOfFunction(enclosingFunction(clause));
  if (named !== undefined) return named;
  const found = riskyNodes(graph, attempt.block).map((node) => excuseOfRisk(node, risks));
  if (found.includes(undefined)) return undefined;
  return found.includes('cleanup') ? 'cleanup' : 'probe';
}

export function excuseOfHandler(registration: TSESTree.CallExpression | TSESTree.AssignmentExpression, risks: Risks): Excuse | undefined {
  const call = registration.type === 'CallExpression' ? methodCall(registration) : undefined;
  if (call === undefined) return undefined;
  if (isSecondary(registration)) return 'cleanup';
  const source = unwrapped(call.receiver);
  if (call.method === 'catch' && isDropped(registration) && source.type !== 'CallExpression' && source.type !== 'NewExpression') return 'awaited elsewhere';
  const named = excuseOfFunction(enclosingFunction(registration));
  if (named !== undefined) return named;
  return call.method === 'catch' || call.method === 'then' ? excuseOfRisk(source, risks) : undefined;
}

/** Inside a `finally` or another `catch`: what happened first is on its way already. */
function isSecondary(node: Node): boolean {
  let child = node;
  for (let at = node.parent; at !== undefined; child = at, at = at.parent) {
    if (at.type === 'CatchClause' || (at.type === 'TryStatement' && at.finalizer === child)) return true;
    if (at.type === 'FunctionDeclaration' || at.type === 'FunctionExpression' || at.type === 'ArrowFunctionExpression') return false;
  }
  return false;
}

/** Functions whose name says that they clean up, or that they may fail. */
function excuseOfFunction(fn: FunctionNode | undefined): Excuse | undefined {
  const word = firstWord(functionName(fn));
  if (cleanupWords.includes(word)) return 'cleanup';
  return attemptWords.includes(word) ? 'probe' : undefined;
}

function functionName(fn: FunctionNode | undefined): string | undefined {
  if (fn === undefined) return undefined;
  if (fn.id !== null) return fn.id.name;
  const { parent } = fn;
  switch (parent.type) {
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property':
      return lastName(parent.key);
    case 'VariableDeclarator':
      return lastName(parent.id);
    case 'AssignmentExpression':
      return lastName(parent.left);
    default:
      return undefined;
  }
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

function excuseOfRisk(node: Node, risks: Risks): Excuse | undefined {
  const inner = node.type === 'AwaitExpression' ? unwrapped(node.argument) : unwrapped(node);
  if (inner.type === 'ImportExpression') return 'probe';
  if (inner.type !== 'CallExpression' && inner.type !== 'NewExpression') return undefined;
  const origin = risks.file.origins.originOf(inner.callee);
  if (origin !== undefined && isProbe(origin)) return 'probe';
  if (inner.type === 'NewExpression') return undefined;
  const word = firstWord(lastName(inner.callee));
  if (risks.isRelease(inner) || cleanupWords.includes(word)) return 'cleanup';
  return attemptWords.includes(word) ? 'probe' : undefined;
}

const EXACT = new Set(probes.flatMap(({ of }) => of.filter((key) => !/[.#]$/u.test(key))));
const BEGINNINGS = probes.flatMap(({ of }) => of.filter((key) => /[.#]$/u.test(key)));

function isProbe(origin: string): boolean {
  return EXACT.has(origin) || BEGINNINGS.some((beginning) => origin.startsWith(beginning));
}
