/** The bodies of one file: a graph for each, built when it is first asked for, and what the graphs say of functions. */
import { buildGraph } from '../cfg/build.js';
import type { GraphRoot } from '../cfg/graph.js';
import { createCallFacts, isKnownNever, type FunctionFacts } from '../effects/call-facts.js';
import { calledFunctions } from '../effects/calls.js';
import type { KeyedReleases } from '../effects/keyed.js';
import type { Places } from '../effects/place.js';
import { createThrowLooks, type ThrowLook } from '../effects/untried.js';
import { createBody, type Body } from '../obligations/body.js';
import { methodCall, type FunctionNode, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import type { TSESTree } from '@typescript-eslint/types';

export interface Bodies {
  bodyOf(root: GraphRoot): Body;
  /** The call is one of the catalogue's releases, or of a name that releases. */
  isRelease(call: TSESTree.CallExpression): boolean;
  /** Awaiting the value may throw, beyond what any call may do. */
  mayReject(promise: Node): boolean;
}

/** @param releaseMembers names of methods whose failure only strict questions follow. */
export function createBodies(file: FileContext, places: Places, releaseMembers: ReadonlySet<string>, releaseOrigins: ReadonlySet<string>, keyed: KeyedReleases): Bodies {
  const bodies = new Map<GraphRoot, Body>();
  const open = new Set<GraphRoot>();
  const bodyOf = (root: GraphRoot): Body => {
    let body = bodies.get(root);
    if (body === undefined) {
      open.add(root);
      body = createBody(buildGraph(root, callFacts), { file, places, root, keyed });
      open.delete(root);
      bodies.set(root, body);
    }
    return body;
  };
  // While a function's own graph is being built, nothing is known of it: it may return, and it may reject.
  const graphSays = (fn: FunctionNode, says: (body: Body) => boolean): boolean => !open.has(fn) && open.size < MAX_DEPTH && says(bodyOf(fn));
  const alwaysThrows = (fn: FunctionNode): boolean =>
    !fn.async && !fn.generator && endsAbruptly(fn.body, file) && graphSays(fn, ({ graph }) => graph.normalExit.in.length === 0);
  const looks = createThrowLooks(() => callFacts);
  const keepsIn = (fn: FunctionNode, look: ThrowLook, says: (body: Body) => boolean): boolean => look === 'nowhere' || (look === 'tried' && graphSays(fn, says));
  const neverThrows = (fn: FunctionNode): boolean =>
    // Calling an async function gives a promise, calling a generator function an iterator.
    fn.async || fn.generator || keepsIn(fn, looks.throws(fn), ({ graph }) => graph.throwExit.in.length === 0);
  const functions: FunctionFacts = {
    alwaysThrows,
    throwTier(fn) {
      if (neverThrows(fn)) return undefined;
      if (!alwaysThrows(fn)) return 'call';
      const body = bodyOf(fn);
      if (body.graph.throwExit.in.length === 0) return undefined;
      return throwsByCallsOnly(body) ? 'call' : 'explicit';
    },
    neverRejects: (fn) => fn.async && keepsIn(fn, looks.rejects(fn), (body) => body.graph.throwExit.in.length === 0 || throwsByCallsOnly(body)),
    isRelease: (call) => isRelease(call, file, releaseMembers, releaseOrigins),
  };
  const callFacts = createCallFacts(file, functions);
  const mayReject = (promise: Node): boolean => (callFacts.rejectTier(promise as TSESTree.Expression) ?? 'call') !== 'call';
  return { bodyOf, isRelease: (call) => functions.isRelease(call), mayReject };
}

const MAX_DEPTH = 16;

/** A cheap look before a graph is built: some statement may keep control from falling off the end. */
function endsAbruptly(statement: Node | undefined, file: FileContext, depth = 0): boolean {
  switch (statement?.type) {
    case 'ThrowStatement':
      return true;
    case 'BlockStatement':
      return statement.body.some((part) => endsAbruptly(part, file, depth));
    case 'IfStatement':
      return endsAbruptly(statement.consequent, file, depth) && endsAbruptly(statement.alternate ?? undefined, file, depth);
    case 'LabeledStatement':
    case 'DoWhileStatement':
      return endsAbruptly(statement.body, file, depth);
    case 'SwitchStatement':
      return statement.cases.at(-1)?.consequent.some((part) => endsAbruptly(part, file, depth)) === true;
    case 'ForStatement':
      return !statement.test;
    case 'WhileStatement':
      return statement.test.type === 'Literal' && statement.test.value === true;
    case 'TryStatement':
      return endsAbruptly(statement.block, file, depth) || endsAbruptly(statement.finalizer ?? undefined, file, depth);
    case 'ExpressionStatement':
      return statement.expression.type === 'CallExpression' && isAbruptCall(statement.expression, file, depth);
    default:
      return false;
  }
}

function isAbruptCall(call: TSESTree.CallExpression, file: FileContext, depth: number): boolean {
  const origin = file.origins.originOf(call.callee);
  if (isKnownNever(call, origin, file)) return true;
  return origin === undefined && depth < 3 && calledFunctions(call, file).functions.some((fn) => endsAbruptly(fn.body, file, depth + 1));
}

/** Every way to the throw exit begins with an ordinary call that throws. */
function throwsByCallsOnly({ graph }: Body): boolean {
  const seen = new Set([graph.throwExit]);
  const agenda = [graph.throwExit];
  for (let block = agenda.pop(); block !== undefined; block = agenda.pop()) {
    for (const edge of block.in) {
      if (edge.abrupt?.by === 'throw') {
        if (edge.tier !== 'call') return false;
      } else if (!seen.has(edge.from)) {
        seen.add(edge.from);
        agenda.push(edge.from);
      }
    }
  }
  return true;
}

function isRelease(call: TSESTree.CallExpression, file: FileContext, members: ReadonlySet<string>, origins: ReadonlySet<string>): boolean {
  const called = methodCall(call);
  if (called !== undefined && members.has(called.method)) return true;
  const origin = file.origins.originOf(call.callee);
  return origin !== undefined && origins.has(origin);
}
