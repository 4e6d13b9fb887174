/** Code that a test framework runs: what goes wrong there is told by the framework, if only by its time limit. */
import { isFunction, unwrapped, type Node } from '../syntax/ast.js';

const TEST_FUNCTIONS = new Set(['after', 'afterAll', 'afterEach', 'before', 'beforeAll', 'beforeEach', 'bench', 'describe', 'it', 'suite', 'test']);

/** Inside a callback of a test framework's function. */
export function isInTest(node: Node): boolean {
  for (let at = node.parent; at != null; at = at.parent) {
    if (!isFunction(at) || at.parent.type !== 'CallExpression') continue;
    let callee = unwrapped(at.parent.callee);
    while (callee.type === 'MemberExpression') callee = unwrapped(callee.object);
    if (callee.type === 'Identifier' && TEST_FUNCTIONS.has(callee.name)) return true;
  }
  return false;
}
