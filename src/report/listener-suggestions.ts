/** Edits that take a listener off and change nothing else. Where its function has no name to remove it by, there are none. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type { LeakedListener, Node } from '../analysis/index.js';
import type { LeakMessage } from './leak-report.js';
import { releaseSuggestions } from './suggestions.js';

export const LISTENER_SUGGESTIONS = {
  sameCapture: 'Pass `true` for `capture` here as well.',
  removeThere: 'Remove it on line {{line}}.',
  returnCleanup: 'Return a cleanup that removes it.',
} as const;

type Suggestion = TSESLint.SuggestionReportDescriptor<keyof typeof LISTENER_SUGGESTIONS | LeakMessage>;

export function listenerSuggestions(leaked: LeakedListener, sourceCode: TSESLint.SourceCode): readonly Suggestion[] {
  const { evidence } = leaked;
  switch (evidence.kind) {
    case 'path':
      return releaseSuggestions(evidence.outcome, sourceCode);
    case 'mismatch':
      return evidence.miss.differsIn === 'other capture' ? sameCapture(leaked, evidence.miss.removal.node) : [];
    case 'sibling':
      return removeBeside(leaked, evidence.removal.node, sourceCode);
    case 'teardown':
      return removeIn(leaked, evidence.teardown, sourceCode);
    case 'lifecycle':
      return evidence.lifecycle.ignoresReturn || evidence.lifecycle.undoes.length > 0 ? [] : returnCleanup(leaked, evidence.lifecycle.setUp, sourceCode);
    default:
      return [];
  }
}

/** Added with `capture`, removed without: the removal gets it too. */
function sameCapture({ registration }: LeakedListener, removal: Node): readonly Suggestion[] {
  if (registration.capture !== true || removal.type !== 'CallExpression' || removal.arguments.length !== 2) return [];
  const [, last] = removal.arguments;
  return last === undefined ? [] : [{ messageId: 'sameCapture', fix: (fixer) => fixer.insertTextAfter(last, ', true') }];
}

/** The removal is written behind that of its sibling, in a member of the same class. */
function removeBeside(leaked: LeakedListener, removal: Node, sourceCode: TSESLint.SourceCode): readonly Suggestion[] {
  const statement = removal.parent;
  const method = removal.type === 'CallExpression' && removal.callee.type === 'MemberExpression' ? sourceCode.getText(removal.callee.property) : undefined;
  const code = removalCode(leaked, sourceCode, method);
  if (code === undefined || statement?.type !== 'ExpressionStatement' || statement.parent.type !== 'BlockStatement' || !isOfClass(leaked) || methodAround(statement) === undefined) return [];
  const text = `\n${' '.repeat(statement.loc.start.column)}${code}`;
  return [{ messageId: 'removeThere', data: { line: String(statement.loc.start.line + 1) }, fix: (fixer) => fixer.insertTextAfter(statement, text) }];
}

/** The removal is the first thing that the teardown does: later its fields may be gone. */
function removeIn(leaked: LeakedListener, teardown: Node, sourceCode: TSESLint.SourceCode): readonly Suggestion[] {
  const code = removalCode(leaked, sourceCode, undefined);
  const body = teardown.type === 'FunctionExpression' ? teardown.body : undefined;
  const [first] = body?.body ?? [];
  if (code === undefined || first === undefined || teardown.parent?.type !== 'MethodDefinition' || !isOfClass(leaked)) return [];
  const text = `${code}\n${' '.repeat(first.loc.start.column)}`;
  return [{ messageId: 'removeThere', data: { line: String(first.loc.start.line) }, fix: (fixer) => fixer.insertTextBefore(first, text) }];
}

/** An effect that returns nothing, and adds the listener whatever happens, returns what removes it. */
function returnCleanup(leaked: LeakedListener, setUp: Node, sourceCode: TSESLint.SourceCode): readonly Suggestion[] {
  const code = removalCode(leaked, sourceCode, undefined);
  const body = setUp.type === 'ArrowFunctionExpression' && !setUp.async && setUp.body.type === 'BlockStatement' ? setUp.body : undefined;
  const last = body?.body.at(-1);
  if (code === undefined || body === undefined || last === undefined || leaked.registration.node.parent.parent !== body) return [];
  if (body.body.some((statement) => statement.type !== 'ExpressionStatement' && statement.type !== 'VariableDeclaration')) return [];
  const indent = ' '.repeat(last.loc.start.column);
  return [{ messageId: 'returnCleanup', fix: (fixer) => fixer.insertTextAfter(last, `\n${indent}return () => {\n${indent}  ${code}\n${indent}};`) }];
}

/** The statement that takes the listener off; undefined where target, event or function cannot be written again. */
function removalCode({ registration }: LeakedListener, sourceCode: TSESLint.SourceCode, method: string | undefined): string | undefined {
  const { node, host, callback, capture } = registration;
  const object = node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && !node.callee.optional ? node.callee.object : undefined;
  const [event] = node.type === 'CallExpression' ? node.arguments : [];
  if (object === undefined || event?.type !== 'Literal' || capture === undefined || !isStable(object, sourceCode) || !isStable(callback, sourceCode)) return undefined;
  const name = method ?? (host === 'EventTarget' ? 'removeEventListener' : host === 'EventEmitter' ? 'off' : undefined);
  if (name === undefined) return undefined;
  return `${sourceCode.getText(object)}.${name}(${sourceCode.getText(event)}, ${sourceCode.getText(callback)}${capture ? ', true' : ''});`;
}

/** `window`, `this.bus`, `onMove`: it stands for the same thing wherever it is read. */
function isStable(expression: Node, sourceCode: TSESLint.SourceCode): boolean {
  if (expression.type === 'MemberExpression') return !expression.computed && !expression.optional && propertyName(expression) !== 'current' && isStable(expression.object, sourceCode);
  if (expression.type === 'ThisExpression') return true;
  if (expression.type !== 'Identifier') return false;
  const scope = sourceCode.getScope(expression);
  const variable = scope.references.find(({ identifier }) => identifier === expression)?.resolved;
  return variable == null || variable.defs.length === 0 || variable.references.filter((reference) => reference.isWrite()).length <= 1;
}

function propertyName({ property }: TSESTree.MemberExpression): string | undefined {
  return property.type === 'Identifier' ? property.name : undefined;
}

/** Target and function can be read in every member of the class. */
function isOfClass({ registration: { node, callback } }: LeakedListener): boolean {
  const object = node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? node.callee.object : undefined;
  return object !== undefined && (rootOf(object).type === 'ThisExpression' || GLOBALS.has(nameOf(rootOf(object)))) && rootOf(callback).type === 'ThisExpression' && methodAround(node) !== undefined;
}

const GLOBALS: ReadonlySet<string | undefined> = new Set(['window', 'document', 'process', 'globalThis']);

function nameOf(node: Node): string | undefined {
  return node.type === 'Identifier' ? node.name : undefined;
}

function rootOf(expression: Node): Node {
  let node = expression;
  while (node.type === 'MemberExpression') node = node.object;
  return node;
}

/** The method whose `this` stands at the node. */
function methodAround(node: Node): Node | undefined {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (at.type === 'MethodDefinition' || at.type === 'PropertyDefinition') return at;
    if (at.type === 'FunctionDeclaration' || (at.type === 'FunctionExpression' && at.parent.type !== 'MethodDefinition')) return undefined;
  }
  return undefined;
}
