/** Names as the words that they are written with: evidence of what somebody meant (design law 21). */
import { isFunction, keyName, unwrapped, type Node } from './ast.js';

/** The words of a camelCase, snake_case or `_private` name, in lower case. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .split(/[^A-Za-z0-9]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** The last name of an identifier, a member or a callee: `aborted` of `this.signal?.aborted`. */
export function lastName(expression: Node): string | undefined {
  const node = unwrapped(expression);
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? keyName(node.property, node.computed) : undefined;
}

export function firstWord(name: string | undefined): string {
  return name === undefined ? '' : (wordsOf(name)[0] ?? '');
}

export function lastWord(name: string | undefined): string {
  return name === undefined ? '' : (wordsOf(name).at(-1) ?? '');
}

/** The name by which a reader knows a function: its own, or what it is assigned to. */
export function functionName(fn: Node | undefined): string | undefined {
  if (fn === undefined || !isFunction(fn)) return undefined;
  if (fn.id !== null) return fn.id.name;
  const owner = fn.parent;
  switch (owner.type) {
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property':
      return keyName(owner.key, owner.computed);
    case 'VariableDeclarator':
      return lastName(owner.id);
    case 'AssignmentExpression':
      return lastName(owner.left);
    default:
      return undefined;
  }
}
