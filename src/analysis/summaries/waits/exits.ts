/** Leaving the process: what is still at work when it ends. */
import type { TSESTree } from '@typescript-eslint/types';
import { exitOrigins } from '../../../resources/closings.js';
import type { Step, ThrowTier } from '../../cfg/graph.js';
import { explore, limitsFor, type PathProblem } from '../../dataflow/explore.js';
import { chainLink } from '../../effects/callbacks.js';
import { calledFunctions } from '../../effects/calls.js';
import type { Body } from '../../obligations/body.js';
import { isFunction, rootOf, unwrapped, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { nodesOutsideFunctions, someOwn } from '../../syntax/walk.js';
import type { UnawaitedShutdown } from './shutdowns.js';
import type { WaitParts } from './waits.js';

/** Async functions of this file that are called and not awaited, with `process.exit()` behind: their first `await` is their end. */
export function cutOffByExits(exits: readonly TSESTree.CallExpression[], { file, bodies }: WaitParts, isClosing: (call: Node) => boolean): readonly UnawaitedShutdown[] {
  const roots = new Set(exits.map(rootOf));
  return [...roots].flatMap((root) => {
    if (!isFunction(root)) return [];
    const calls = [...nodesOutsideFunctions(root.body)].flatMap((node) => (node.type === 'ExpressionStatement' ? (droppedCall(node.expression) ?? []) : []));
    return calls.flatMap((node): readonly UnawaitedShutdown[] => {
      const exit = isClosing(node) || !waits(node, file) ? undefined : exitBehind(node, bodies.bodyOf(root), file);
      return exit === undefined ? [] : [{ node, unfinished: node, next: exit, kind: 'next', isSure: true, ...(root.async ? { repair: 'await' } : {}) }];
    });
  });
}

/** `work()` of `work().catch(log)`. */
function droppedCall(expression: Node): TSESTree.CallExpression | undefined {
  let node = unwrapped(expression);
  for (let link = chainLink(node); link !== undefined; link = chainLink(node)) node = unwrapped(link.on);
  return node.type === 'CallExpression' ? node : undefined;
}

function waits(call: TSESTree.CallExpression, file: FileContext): boolean {
  const { functions, complete } = calledFunctions(call, file);
  return complete && functions.length > 0 && functions.every((fn) => fn.async && someOwn(fn.body, ({ type }) => type === 'AwaitExpression'));
}

/** The `process.exit()` that some path reaches from a call without waiting for anything. */
export function exitBehind(node: Node, body: Body, file: FileContext): Node | undefined {
  const from = body.positionOf(node);
  if (from === undefined) return undefined;
  let found: Node | undefined;
  const problem: PathProblem<number> = {
    transfer: (step) => (step.kind === 'evaluate' && step.node.type === 'AwaitExpression' ? [] : [0]),
    refine: () => 0,
    key: () => '',
    tiers: new Set<ThrowTier>(),
  };
  explore(problem, [{ ...from, state: 0 }], limitsFor(body.graph), ({ block }) => {
    const start = block === from.block ? from.step : 0;
    found ??= block.steps.slice(start).map((step) => exitIn(step, file)).find((exit) => exit !== undefined);
  });
  return found;
}

function exitIn(step: Step, file: FileContext): Node | undefined {
  if (step.kind !== 'evaluate' || step.node.type !== 'CallExpression') return undefined;
  const origin = file.origins.originOf(step.node.callee);
  return origin !== undefined && exitOrigins.includes(origin) ? step.node : undefined;
}
