/** Bodies whose failure ends what they run in: nobody gathers what they leave behind (design law 7). */
import { exitOrigins } from '../../resources/closings.js';
import { testRunnerModules } from '../../resources/test-tools.js';
import type { GraphRoot } from '../cfg/graph.js';
import type { ObligationOutcome } from '../obligations/obligation.js';
import { isExported, isFunction, isLoop, methodCall, nameOfFunction, rootOf, unwrapped, type FunctionNode, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { isInTest } from '../syntax/tests.js';
import type { Activity } from './tasks/activity.js';

/** The outcome without the ways out right behind an abort, where that ends what is held. */
export function withoutAborted(outcome: ObligationOutcome): ObligationOutcome {
  const { leaks, obligation } = outcome;
  return obligation.spec.endsWithAbort === true && leaks.length > 0 ? { ...outcome, leaks: leaks.filter(({ exit }) => !isBehindAbort(exit.node)) } : outcome;
}

/** `controller.abort(); return;` */
function isBehindAbort(exit: Node): boolean {
  const block = exit.parent?.type === 'BlockStatement' ? exit.parent : undefined;
  return block?.body.some((statement) => statement.range[1] <= exit.range[0] && statement.type === 'ExpressionStatement' && methodCall(unwrapped(statement.expression))?.method === 'abort') === true;
}

/** The outcome without the leaks that only a failing test, a failing program or the end of the process leaves behind. */
export function withoutFailedRuns(outcome: ObligationOutcome, file: FileContext, calls: Activity['calls']): ObligationOutcome {
  const { leaks, obligation } = outcome;
  if (isLeftToProcess(outcome) && isShortLived(obligation.root, file, calls)) return { ...outcome, leaks: [] };
  if (!leaks.some(({ exit }) => isFailure(exit.kind)) || !(isInTest(obligation.root) || isEntryPoint(obligation.root, file))) return outcome;
  return { ...outcome, leaks: leaks.filter(({ exit }) => !isFailure(exit.kind)) };
}

function isFailure(kind: ObligationOutcome['leaks'][number]['exit']['kind']): boolean {
  return kind === 'throw' || kind === 'reject';
}

/** Nothing here ends what goes with the process anyway. */
function isLeftToProcess({ leaks, releases, obligation: { spec } }: ObligationOutcome): boolean {
  return spec.diesWithProcess === true && leaks.length > 0 && releases.length === 0;
}

/** A test's file, a script, or a program that ends itself. */
function isShortLived(root: GraphRoot, file: FileContext, calls: Activity['calls']): boolean {
  const { sourceCode, origins } = file;
  if (sourceCode.text.startsWith('#!') || isInTest(root) || isEntryPoint(root, file)) return true;
  if ((calls.get('exit') ?? []).some(({ callee }) => exitOrigins.includes(origins.originOf(callee) ?? ''))) return true;
  return sourceCode.ast.body.some((statement) => statement.type === 'ImportDeclaration' && testRunnerModules.includes(statement.source.value));
}

/** A function that only the module itself calls, `main().catch(report)`, or a step of such a one. */
function isEntryPoint(root: GraphRoot, file: FileContext, depth = 0): boolean {
  if (!isFunction(root) || depth > MAX_STEPS) return false;
  if (isCalledAtOnce(root)) return isModuleCode(root.parent);
  const name = nameOfFunction(root);
  const variable = name === undefined ? undefined : file.bindings.variableOf(name);
  if (variable === undefined || isExported(root)) return false;
  const mentions = variable.references.filter(({ init }) => init !== true);
  return mentions.length > 0 && mentions.every(({ identifier }) => identifier.parent.type === 'CallExpression' && identifier.parent.callee === identifier && endsWith(identifier, root, file, depth));
}

/** Steps of steps further than this are taken to be called by anybody. */
const MAX_STEPS = 3;

/** Where the call fails, the program does: nothing around it tries again, or goes on without it. */
function endsWith(call: Node, callee: FunctionNode, file: FileContext, depth: number): boolean {
  const root = rootOf(call);
  if (root.type === 'Program') return true;
  for (let at = call.parent; at != null && at !== root; at = at.parent) if (at.type === 'TryStatement' || isLoop(at)) return false;
  return root !== callee && isEntryPoint(root, file, depth + 1);
}

function isCalledAtOnce(fn: FunctionNode): boolean {
  return fn.parent.type === 'CallExpression' && fn.parent.callee === fn;
}

function isModuleCode(node: Node): boolean {
  return rootOf(node).type === 'Program';
}
