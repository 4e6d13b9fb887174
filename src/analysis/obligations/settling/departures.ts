/** Ways on which nobody is left who waits: the page is another one, or the program ends. */
import { leavingPage } from '../../../resources/outcomes.js';
import type { Edge } from '../../cfg/graph.js';
import { calledFunctions } from '../../effects/calls.js';
import { isNamed } from '../../effects/custody.js';
import { isFunction, methodCall, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { nodesOutsideFunctions } from '../../syntax/walk.js';

export function leavesPage(origin: string | undefined): boolean {
  return origin !== undefined && origin in leavingPage;
}

const ADDRESSES = new Set(['global:location', 'global:location.href', 'global:document.location']);

/** `location.href = url`. */
export function isNavigation(node: Node, { origins }: FileContext): boolean {
  return node.type === 'AssignmentExpression' && ADDRESSES.has(origins.originOf(node.left) ?? '');
}

/** The edge tests what a function of this file says that leaves the page on some of its paths: `if (reloaded()) return;`. */
export function testsDeparture({ test }: Edge, file: FileContext): boolean {
  if (test?.kind !== 'truthy') return false;
  const call = unwrapped(test.node);
  if (call.type !== 'CallExpression') return false;
  return calledFunctions(call, file).functions.some((fn) => {
    for (const node of nodesOutsideFunctions(fn.body)) {
      if (node.type === 'CallExpression' && leavesPage(file.origins.originOf(node.callee))) return true;
    }
    return false;
  });
}

/** What programs call the function that says a last word and ends them. */
const LAST_WORDS = new Set(['fatal', 'exit', 'die', 'panic', 'bail', 'crash']);

/** The function ends the program, as far as names tell: `logger.fatal(error)`. */
export function endsProgram(fn: FunctionNode, { origins, conventions }: FileContext): boolean {
  for (const node of nodesOutsideFunctions(fn.body)) {
    if (isFunction(node) || node.type !== 'CallExpression') continue;
    const callee = unwrapped(node.callee);
    const name = callee.type === 'Identifier' ? callee.name : methodCall(node)?.method;
    if (LAST_WORDS.has(name ?? '') || isNamed(conventions.neverReturns, callee, origins.originOf(callee))) return true;
  }
  return false;
}
