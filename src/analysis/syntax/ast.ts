/** Questions about the shape of single nodes; nothing here resolves a name. */
import type { TSESTree } from '@typescript-eslint/types';
import type { GraphRoot } from '../cfg/graph.js';

export type Node = TSESTree.Node;
export type FunctionNode =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression;

/** The node around `node`; undefined around the program, whose parent ESLint sets to null. */
export function parentOf(node: Node): Node | undefined {
  const parent: Node | null | undefined = node.parent;
  return parent ?? undefined;
}

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

/** A loop whose turns the program decides on: every one but `for-in`. */
export type LoopNode = TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement | TSESTree.ForOfStatement;

export function isLoop(node: Node): node is LoopNode {
  return node.type === 'WhileStatement' || node.type === 'DoWhileStatement' || node.type === 'ForStatement' || node.type === 'ForOfStatement';
}

/** True where `inner` is `outer` or written inside it. */
export function isInside(inner: Node | TSESTree.JSXIdentifier, outer: Node): boolean {
  return inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1];
}

/** The expression under `as`, `satisfies`, `!`, `<T>`, type arguments and an optional chain's outer node. */
export function unwrapped(node: Node): Node {
  let inner = node;
  for (;;) {
    switch (inner.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        inner = inner.expression;
        break;
      default:
        return inner;
    }
  }
}

/** The first ancestor that is not a transparent wrapper (see `unwrapped`). */
export function wrappingParent(node: Node): Node | undefined {
  let parent = parentOf(node);
  while (parent !== undefined && unwrapped(parent) !== parent) parent = parentOf(parent);
  return parent;
}

/** The text of a key that is known without running: `a`, `'a'`, `1`, `#a`. */
export function keyName(key: Node, computed: boolean): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number')) return String(key.value);
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? undefined;
  return wellKnownSymbolKey(key);
}

/** `@@dispose` for `Symbol.dispose`, so that symbols can stand in tables of names. */
function wellKnownSymbolKey(key: Node): string | undefined {
  if (key.type !== 'MemberExpression' || key.computed || key.object.type !== 'Identifier') return undefined;
  if (key.object.name !== 'Symbol' || key.property.type !== 'Identifier') return undefined;
  return `@@${key.property.name}`;
}

/** The name of the member that is read, where it is known without running. */
export function memberName(node: TSESTree.MemberExpression): string | undefined {
  return keyName(node.property, node.computed);
}

/** The name of a property, method or field definition. */
export function definitionName(node: { key: Node; computed: boolean }): string | undefined {
  return keyName(node.key, node.computed);
}

/** The method of a call `receiver.method(...)`: its receiver and name. */
export function methodCall(node: Node): { receiver: TSESTree.Expression; method: string } | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrapped(node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const method = memberName(callee);
  return method === undefined ? undefined : { receiver: callee.object, method };
}

/** The `catch` that takes what `node` throws, inside `outer`. */
export function handlerAround(node: Node, outer: Node): TSESTree.CatchClause | undefined {
  let child = node;
  for (const at of ancestors(node)) {
    if (at === outer) return undefined;
    if (at.type === 'TryStatement' && at.block === child && at.handler !== null) return at.handler;
    child = at;
  }
  return undefined;
}

/** The nearest function around `node`, not `node` itself. */
export function enclosingFunction(node: Node): FunctionNode | undefined {
  for (const at of ancestors(node)) if (isFunction(at)) return at;
  return undefined;
}

/** The functions around `node` that are inside `outer`, the nearest first. */
export function functionsBetween(node: Node, outer: Node): readonly FunctionNode[] {
  const found: FunctionNode[] = [];
  for (const at of ancestors(node)) {
    if (at === outer) break;
    if (isFunction(at)) found.push(at);
  }
  return found;
}

/** The expression names a plain parameter of the function. */
export function isParameterOf(expression: Node, { params }: FunctionNode): boolean {
  const name = unwrapped(expression);
  return name.type === 'Identifier' && params.some((parameter) => parameter.type === 'Identifier' && parameter.name === name.name);
}

/** The name to which a function is bound: its own, or the variable that it is assigned to. */
export function nameOfFunction(fn: FunctionNode): TSESTree.Identifier | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id ?? undefined;
  const parent = wrappingParent(fn);
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id : undefined;
  return parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier' ? parent.left : undefined;
}

/** The class whose member `node` is in, not looking past a function with a `this` of its own. */
export function enclosingClass(node: Node): TSESTree.ClassDeclaration | TSESTree.ClassExpression | undefined {
  for (let at = parentOf(node); at !== undefined; at = parentOf(at)) {
    if (at.type === 'ClassBody') return at.parent;
    if (at.type === 'FunctionDeclaration') return undefined;
    if (at.type === 'FunctionExpression' && at.parent.type !== 'MethodDefinition') return undefined;
  }
  return undefined;
}

/** The constructor of a class, with a body. */
export function constructorOf(body: TSESTree.ClassBody): TSESTree.FunctionExpression | undefined {
  for (const member of body.body) {
    if (member.type === 'MethodDefinition' && member.kind === 'constructor' && member.value.type === 'FunctionExpression') {
      return member.value;
    }
  }
  return undefined;
}

/** The body of code that evaluates `node`: design law 8 puts instance fields into the constructor. */
export function rootOf(node: Node): GraphRoot {
  let child = node;
  for (let at = parentOf(node); at !== undefined; child = at, at = parentOf(at)) {
    if (isFunction(at) && child !== (at as { id?: Node | null }).id) return at;
    if (at.type === 'Program') return at;
    if (at.type !== 'PropertyDefinition' && at.type !== 'AccessorProperty') continue;
    if (!at.static && at.value === child) {
      return constructorOf(at.parent) ?? at.parent;
    }
  }
  return node as TSESTree.Program;
}

/** `callee(...)` or `new callee(...)`. */
export function isCallOrNew(node: Node): node is TSESTree.CallExpression | TSESTree.NewExpression {
  return node.type === 'CallExpression' || node.type === 'NewExpression';
}

/** An expression whose value nobody takes: a statement of its own, or under `void`. */
export function isDropped(node: Node): boolean {
  const parent = wrappingParent(node);
  return parent?.type === 'ExpressionStatement' || (parent?.type === 'UnaryExpression' && parent.operator === 'void');
}

/** The literal value of an expression, in an object so that null and undefined can be told from "not known". */
export function literalValue(node: Node): { value: unknown } | undefined {
  const inner = unwrapped(node);
  if (inner.type === 'Literal') return 'regex' in inner ? undefined : { value: inner.value };
  if (inner.type === 'Identifier' && inner.name === 'undefined') return { value: undefined };
  if (inner.type === 'UnaryExpression' && inner.operator === 'void') return { value: undefined };
  if (inner.type === 'TemplateLiteral' && inner.expressions.length === 0) return { value: inner.quasis[0]?.value.cooked };
  if (inner.type === 'UnaryExpression' && inner.operator === '-') {
    const operand = literalValue(inner.argument);
    return typeof operand?.value === 'number' ? { value: -operand.value } : undefined;
  }
  return undefined;
}

/** The nodes around `node`, the nearest first. (ESLint gives the program a null for its parent.) */
export function* ancestors(node: Node): Generator<Node> {
  for (let at = parentOf(node); at !== undefined; at = parentOf(at)) yield at;
}

/** `node` and the nodes around it. */
export function* selfAndAncestors(node: Node): Generator<Node> {
  yield node;
  yield* ancestors(node);
}

/** The function is exported, alone or as a part of what is. */
export function isExported(fn: FunctionNode): boolean {
  for (const at of ancestors(fn)) {
    if (at.type.startsWith('Export')) return true;
    if (isFunction(at)) return false;
  }
  return false;
}
