/** Bodies whose failure ends what they run in: nobody gathers what they leave behind (design law 7). */
import type { GraphRoot } from '../cfg/graph.js';
import type { ObligationOutcome } from '../obligations/obligation.js';
import { isExported, isFunction, nameOfFunction, rootOf, type FunctionNode, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { isInTest } from '../syntax/tests.js';

/** The outcome without the leaks that only a failing test, or a failing program, leaves behind. */
export function withoutFailedRuns(outcome: ObligationOutcome, file: FileContext): ObligationOutcome {
  const { leaks, obligation } = outcome;
  if (!leaks.some(({ exit }) => isFailure(exit.kind)) || !(isInTest(obligation.root) || isEntryPoint(obligation.root, file))) return outcome;
  return { ...outcome, leaks: leaks.filter(({ exit }) => !isFailure(exit.kind)) };
}

function isFailure(kind: ObligationOutcome['leaks'][number]['exit']['kind']): boolean {
  return kind === 'throw' || kind === 'reject';
}

/** A function that only the module itself calls: `main().catch(report)`. */
function isEntryPoint(root: GraphRoot, file: FileContext): boolean {
  if (!isFunction(root)) return false;
  if (isCalledAtOnce(root)) return isModuleCode(root.parent);
  const name = nameOfFunction(root);
  const variable = name === undefined ? undefined : file.bindings.variableOf(name);
  if (variable === undefined || isExported(root)) return false;
  const mentions = variable.references.filter(({ init }) => init !== true);
  return mentions.length > 0 && mentions.every(({ identifier }) => identifier.parent.type === 'CallExpression' && identifier.parent.callee === identifier && isModuleCode(identifier));
}

function isCalledAtOnce(fn: FunctionNode): boolean {
  return fn.parent.type === 'CallExpression' && fn.parent.callee === fn;
}

function isModuleCode(node: Node): boolean {
  return rootOf(node).type === 'Program';
}
