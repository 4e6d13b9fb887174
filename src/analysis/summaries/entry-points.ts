/** Bodies whose failure ends what they run in: nobody gathers what they leave behind (design law 7). */
import type { GraphRoot } from '../cfg/graph.js';
import type { ObligationOutcome } from '../obligations/obligation.js';
import { ancestors, isFunction, memberName, nameOfFunction, rootOf, selfAndAncestors, unwrapped, wrappingParent, type FunctionNode, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';

/** Functions of test runners that take a title and a test. https://vitest.dev/api/#test, https://nodejs.org/api/test.html#testname-options-fn */
const TESTS = new Set(['it', 'test', 'specify', 'fit', 'bench']);

/** The outcome without the leaks that only a failing test, or a failing program, leaves behind. */
export function withoutFailedRuns(outcome: ObligationOutcome, file: FileContext): ObligationOutcome {
  const { leaks, obligation } = outcome;
  if (!leaks.some(({ exit }) => isFailure(exit.kind)) || !(isInTest(obligation.root) || isEntryPoint(obligation.root, file))) return outcome;
  return { ...outcome, leaks: leaks.filter(({ exit }) => !isFailure(exit.kind)) };
}

function isFailure(kind: ObligationOutcome['leaks'][number]['exit']['kind']): boolean {
  return kind === 'throw' || kind === 'reject';
}

/** The node stands in a test, which ends soon and on its own. */
export function isInTest(node: Node): boolean {
  for (const at of selfAndAncestors(node)) if (isFunction(at) && isTest(at)) return true;
  return false;
}

/** `it('reads', async () => { ... })`, `test.only(...)`, `test.each(rows)('%s', ...)`. */
function isTest(fn: FunctionNode): boolean {
  const call = wrappingParent(fn);
  return call?.type === 'CallExpression' && call.arguments[0] !== fn && call.callee !== fn && TESTS.has(firstName(call.callee) ?? '');
}

/** `test` of `test.only` and of `test.each(rows)`. */
function firstName(callee: Node): string | undefined {
  let at = unwrapped(callee);
  for (;;) {
    if (at.type === 'MemberExpression') {
      if (memberName(at) === 'test') return 'test';
      at = unwrapped(at.object);
    } else if (at.type === 'CallExpression') at = unwrapped(at.callee);
    else return at.type === 'Identifier' ? at.name : undefined;
  }
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

function isExported(fn: FunctionNode): boolean {
  for (const at of ancestors(fn)) {
    if (at.type.startsWith('Export')) return true;
    if (at.type === 'Program' || isFunction(at)) return false;
  }
  return false;
}
