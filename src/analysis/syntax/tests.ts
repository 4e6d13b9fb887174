/** Code that a test framework runs. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunction, memberName, methodCall, selfAndAncestors, unwrapped, wrappingParent, type FunctionNode, type Node } from './ast.js';
import { remembered } from './memo.js';

/** Functions of test frameworks that take what they run. https://vitest.dev/api/#test, https://nodejs.org/api/test.html, https://jasmine.github.io/api */
const TEST_FUNCTIONS: ReadonlySet<string> = new Set(
  ['after', 'afterAll', 'afterEach', 'before', 'beforeAll', 'beforeEach', 'bench', 'describe', 'fit', 'it', 'specify', 'suite', 'test'],
);

/** The node is, or stands in, a callback of a test framework's function. */
export function isInTest(node: Node): boolean {
  for (const at of selfAndAncestors(node)) {
    const call = isFunction(at) ? wrappingParent(at) : undefined;
    if (call?.type === 'CallExpression' && call.callee !== at && TEST_FUNCTIONS.has(firstName(call.callee) ?? '')) return true;
    if (isFunction(at) && isTestFixture(at)) return true;
  }
  return false;
}

/** `test.extend({ client: async ({}, use) => { ... } })`. https://playwright.dev/docs/test-fixtures, https://vitest.dev/guide/test-context */
function isTestFixture(fn: FunctionNode): boolean {
  const listed = fn.parent.type === 'ArrayExpression' ? fn.parent.parent : fn.parent;
  const fixtures = listed.type === 'Property' && fn.params.length > 1 ? wrappingParent(listed.parent) : undefined;
  return fixtures?.type === 'CallExpression' && methodCall(fixtures)?.method === 'extend';
}

/** The file hands callbacks to a test framework: what else is in it helps the tests. */
export const isTestFile = remembered((program: TSESTree.Program) =>
  program.body.some(
    (statement) =>
      statement.type === 'ExpressionStatement' &&
      statement.expression.type === 'CallExpression' &&
      TEST_FUNCTIONS.has(firstName(statement.expression.callee) ?? '') &&
      statement.expression.arguments.some((argument) => isFunction(argument)),
  ),
);

/** `test` of `test.only`, of `test.each(rows)` and of `Deno.test`. */
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
