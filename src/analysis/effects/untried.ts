/**
 * A cheap look at a function before its graph is built: where something in it may throw, and whether a `try` of its own
 * stands around that. Most functions call something unknown outside every `try`, and then no graph has to be asked.
 */
import type { CallFacts, ThrowTier } from '../cfg/graph.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { remembered } from '../syntax/memo.js';
import { nodesOutsideFunctions } from '../syntax/walk.js';

/** `tried`: only the graph knows whether what is thrown gets past the `catch` or the `finally`. */
export type ThrowLook = 'openly' | 'tried' | 'nowhere';

export interface ThrowLooks {
  /** Whether a call of the function may throw. */
  throws(fn: FunctionNode): ThrowLook;
  /** Whether the promise of the async function may reject by more than an ordinary call. */
  rejects(fn: FunctionNode): ThrowLook;
}

type TiersOfCalls = Pick<CallFacts, 'throwTier' | 'rejectTier'>;

/** Calls of calls of calls deeper than this are not looked through. */
const MAX_DEPTH = 16;

export function createThrowLooks(calls: () => TiersOfCalls): ThrowLooks {
  const asking = new Set<FunctionNode>();
  const look = (fn: FunctionNode, counts: (tier: ThrowTier) => boolean): ThrowLook => {
    // A function that calls itself without end throws in the end, too.
    if (asking.has(fn) || asking.size >= MAX_DEPTH) return 'openly';
    asking.add(fn);
    const found = lookAt(fn, calls(), counts);
    asking.delete(fn);
    return found;
  };
  return {
    throws: remembered((fn: FunctionNode) => look(fn, () => true)),
    rejects: remembered((fn: FunctionNode) => look(fn, (tier) => tier !== 'call')),
  };
}

function lookAt(fn: FunctionNode, calls: TiersOfCalls, counts: (tier: ThrowTier) => boolean): ThrowLook {
  let found: ThrowLook = 'nowhere';
  for (const region of [...fn.params, fn.body]) {
    for (const node of nodesOutsideFunctions(region)) {
      const tier = tierOf(node, calls);
      if (tier === undefined || !counts(tier)) continue;
      if (!isTried(node, fn)) return 'openly';
      found = 'tried';
    }
  }
  return found;
}

function tierOf(node: Node, calls: TiersOfCalls): ThrowTier | undefined {
  switch (node.type) {
    case 'ThrowStatement':
      return 'explicit';
    case 'YieldExpression':
      return 'await';
    case 'AwaitExpression':
      return calls.rejectTier(node.argument);
    case 'ForOfStatement':
      return node.await ? 'await' : 'call';
    case 'VariableDeclaration':
      return node.kind === 'await using' ? 'call' : undefined;
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
    case 'ImportExpression':
      return calls.throwTier(node);
    default:
      return undefined;
  }
}

/** A `try` of the function stands around the node; its `catch` and its `finally` stand around nothing. */
function isTried(node: Node, fn: FunctionNode): boolean {
  for (let at: Node = node; at.parent !== undefined && at.parent !== fn; at = at.parent) {
    if (at.parent.type === 'TryStatement' && at.parent.block === at) return true;
  }
  return false;
}
