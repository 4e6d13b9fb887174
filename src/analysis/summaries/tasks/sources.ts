/** Loops that go on when what they read has come to its end: a bare `.length` for a bound, an index that stands still, a `done` that nobody reads. */
import type { TSESTree } from '@typescript-eslint/types';
import { isAlwaysTrue } from '../../effects/loop-inputs.js';
import { definitionName, isFunction, isInside, literalValue, memberName, methodCall, unwrapped, type LoopNode, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { nodesOutsideFunctions } from '../../syntax/walk.js';
import { lastName } from '../../syntax/words.js';

/** `for (let i = 0; items.length; i++) use(items[i]);`: the length, which nothing in the loop changes. */
export function bareLength(loop: LoopNode, { sourceCode }: FileContext): Node | undefined {
  if (loop.type !== 'ForStatement' || loop.update?.type !== 'UpdateExpression' || loop.test?.type !== 'MemberExpression') return undefined;
  const { test, update } = loop;
  const counter = lastName(update.argument);
  if (memberName(test) !== 'length' || counter === undefined) return undefined;
  const items = sourceCode.getText(test.object);
  const own = [...nodesOutsideFunctions(loop.body)];
  const uses = own.filter((node) => node.type === test.object.type && sourceCode.getText(node) === items);
  const isIndexed = uses.some(({ parent }) => parent?.type === 'MemberExpression' && parent.computed && lastName(parent.property) === counter);
  return isIndexed && uses.every(isOnlyIndexed) && !own.some(leaves) ? test : undefined;
}

/** `items[i]`, `items.length`: neither assigned, called upon nor handed to anybody. */
function isOnlyIndexed(items: Node): boolean {
  const { parent } = items;
  if (parent?.type !== 'MemberExpression' || parent.object !== items) return false;
  const isCalled = !parent.computed && parent.parent.type === 'CallExpression' && parent.parent.callee === parent;
  return !isCalled && !(parent.parent.type === 'AssignmentExpression' && parent.parent.left === parent);
}

/** `let i = 0; while (i < items.length) use(items[i]);`: the index, which nothing in the file moves. */
export function unmovedIndex(loop: LoopNode, { bindings, sourceCode }: FileContext): { readonly variable: Variable; readonly node: TSESTree.Identifier } | undefined {
  if (loop.type === 'ForOfStatement' || loop.test?.type !== 'BinaryExpression' || !/^(?:[<>]=?|!==?)$/u.test(loop.test.operator)) return undefined;
  const { left, right } = loop.test;
  const variable = left.type === 'Identifier' ? bindings.variableOf(left) : undefined;
  if (left.type !== 'Identifier' || variable === undefined || !isUnmovedCounter(variable, bindings) || right.type !== 'MemberExpression' || memberName(right) !== 'length') return undefined;
  const items = sourceCode.getText(right.object);
  const own = [...nodesOutsideFunctions(loop.body)];
  const uses = own.filter((node) => node.type === right.object.type && sourceCode.getText(node) === items);
  return uses.length > 0 && uses.every(isOnlyIndexed) && !own.some(isFunction) ? { variable, node: left } : undefined;
}

/** `let i = 0`, which nothing assigns again. */
function isUnmovedCounter(variable: Variable, bindings: FileContext['bindings']): boolean {
  const first = bindings.soleValue(variable)?.value;
  const declaration = variable.defs[0]?.parent;
  return first !== undefined && typeof literalValue(first)?.value === 'number' && declaration?.type === 'VariableDeclaration' && declaration.kind !== 'const';
}

function leaves({ type }: Node): boolean {
  return type === 'BreakStatement' || type === 'ReturnStatement' || type === 'ThrowStatement';
}

/** The read of an endless loop of whose result nobody asks whether it was the last. */
export function unendedRead(loop: LoopNode, file: FileContext): Node | undefined {
  if (loop.type === 'ForOfStatement' || !isAlwaysTrue(loop.test, file)) return undefined;
  const own = [...nodesOutsideFunctions(loop.body)];
  if (own.some(leaves)) return undefined;
  return own.find((node) => node.type === 'AwaitExpression' && isReadToTheEnd(node, file) && isDoneUnread(node, loop, file));
}

/** `await reader.read()`, `await iterator.next()` */
function isReadToTheEnd({ argument }: TSESTree.AwaitExpression, file: FileContext): boolean {
  const called = methodCall(unwrapped(argument));
  if (called === undefined) return false;
  const maker = methodCall(file.bindings.valueBehind(called.receiver))?.method;
  if (called.method === 'read') return maker === 'getReader';
  return called.method === 'next' && (maker === '@@asyncIterator' || maker === '@@iterator');
}

/** Only the value is taken from the result. */
function isDoneUnread(read: Node, loop: LoopNode, file: FileContext): boolean {
  const { parent } = read;
  if (parent?.type === 'MemberExpression') return memberName(parent) === 'value';
  if (parent?.type !== 'VariableDeclarator') return false;
  if (parent.id.type === 'ObjectPattern') return parent.id.properties.every((property) => property.type === 'Property' && definitionName(property) === 'value');
  const variable = parent.id.type === 'Identifier' ? file.bindings.variableOf(parent.id) : undefined;
  const uses = variable?.references.flatMap(({ init, identifier }) => (init === true ? [] : [identifier.parent])) ?? [];
  return uses.length > 0 && uses.every((use) => use.type === 'MemberExpression' && memberName(use) === 'value' && isInside(use, loop));
}
