/** Which variable a name stands for, by ESLint's scopes. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type { GraphRoot } from '../cfg/graph.js';
import { isFunction, parentOf, unwrapped, type FunctionNode, type Node } from './ast.js';

export type Variable = TSESLint.Scope.Variable;
export type Scope = TSESLint.Scope.Scope;

/** The value that a variable gets at one place, and the property path inside it (`const { a: [b] } = v` reads `a`, `0` of `v`). */
export interface WrittenValue {
  readonly value: TSESTree.Expression | undefined;
  readonly path: readonly string[];
}

export interface Bindings {
  /** The variable of a name in value position; undefined for an undeclared global. */
  variableOf(name: TSESTree.Identifier | TSESTree.JSXIdentifier): Variable | undefined;
  /** The variables that a scope-making node (block, loop, switch, catch, class, function) declares itself. */
  variablesOf(node: Node): readonly Variable[];
  /** True where the variable is declared inside `root` and not in a function nested in it. */
  belongsTo(variable: Variable, root: GraphRoot): boolean;
  /** The only value that the variable ever gets, if it is assigned exactly once, at its declaration. */
  soleValue(variable: Variable): WrittenValue | undefined;
  /** `soleValue` of the variable that an expression names; undefined where it names none. */
  writtenTo(expression: Node): WrittenValue | undefined;
  /** What a name stands for: the value that it was given whole, once, at its declaration; any other expression itself. */
  valueBehind(expression: Node): Node;
  /** Every expression that is assigned to the variable; undefined where one is not visible (a parameter, a loop). */
  allValues(variable: Variable): readonly TSESTree.Expression[] | undefined;
}

export function createBindings(sourceCode: TSESLint.SourceCode): Bindings {
  const manager = sourceCode.scopeManager;
  const memo = new Map<Node, Variable | undefined>();
  const values = new Map<Variable, readonly TSESTree.Expression[] | undefined>();
  const resolve = (name: TSESTree.Identifier | TSESTree.JSXIdentifier): Variable | undefined => {
    let scope: TSESLint.Scope.Scope | null = null;
    // A class has its name inside as well, where hardly anybody mentions it.
    const isOwnName = (name.parent.type === 'FunctionDeclaration' || name.parent.type === 'ClassDeclaration') && name.parent.id === name;
    let at: Node | undefined = isOwnName ? name.parent.parent : name;
    for (; at !== undefined && scope === null; at = parentOf(at)) scope = manager?.acquire(at, true) ?? null;
    for (; scope !== null; scope = scope.upper) {
      const found = scope.set.get(name.name);
      if (found !== undefined) return found.defs.length > 0 ? found : undefined;
    }
    return undefined;
  };
  const variableOf = (name: TSESTree.Identifier | TSESTree.JSXIdentifier): Variable | undefined => {
    if (!memo.has(name)) memo.set(name, resolve(name));
    return memo.get(name);
  };
  const writtenTo = (expression: Node): WrittenValue | undefined => {
    const name = unwrapped(expression);
    const variable = name.type === 'Identifier' ? variableOf(name) : undefined;
    return variable === undefined ? undefined : soleValue(variable);
  };
  return {
    variableOf,
    variablesOf: (node) => scopesOf(manager, node).flatMap((scope) => scope.variables),
    belongsTo: (variable, root) => declaringRoot(variable) === root,
    soleValue,
    writtenTo,
    valueBehind(expression) {
      const written = writtenTo(expression);
      return unwrapped(written?.value === undefined || written.path.length > 0 ? expression : written.value);
    },
    allValues(variable) {
      if (!values.has(variable)) values.set(variable, allValues(variable));
      return values.get(variable);
    },
  };
}

function scopesOf(manager: TSESLint.Scope.ScopeManager | null, node: Node): readonly TSESLint.Scope.Scope[] {
  const inner = manager?.acquire(node, true) ?? null;
  const outer = manager?.acquire(node) ?? null;
  if (inner === null) return [];
  return outer === null || outer === inner ? [inner] : [inner, outer];
}

function declaringRoot(variable: Variable): Node {
  let scope: TSESLint.Scope.Scope | null = variable.scope;
  while (scope !== null && !isFunction(scope.block) && scope.block.type !== 'Program') scope = scope.upper;
  return (scope ?? variable.scope).block;
}

function soleValue(variable: Variable): WrittenValue | undefined {
  const definition = variable.defs[0];
  if (variable.defs.length !== 1 || definition?.type !== 'Variable') return undefined;
  const declarator = definition.node;
  if (declarator.init === null) return undefined;
  const isConst = declarator.parent.kind !== 'let' && declarator.parent.kind !== 'var';
  if (!isConst && variable.references.some((reference) => reference.isWrite() && !reference.init)) return undefined;
  const path = pathInPattern(declarator.id, definition.name);
  return path === undefined ? undefined : { value: declarator.init, path };
}

/** Where `name` stands in a destructuring pattern; undefined where that is not known without running (rest, computed). */
export function pathInPattern(pattern: Node, name: Node): readonly string[] | undefined {
  switch (pattern.type) {
    case 'Identifier':
      return pattern === name ? [] : undefined;
    case 'AssignmentPattern':
      return pathInPattern(pattern.left, name);
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type !== 'Property' || property.computed) continue;
        const rest = pathInPattern(property.value, name);
        if (rest !== undefined) return [property.key.type === 'Identifier' ? property.key.name : String((property.key as TSESTree.Literal).value), ...rest];
      }
      return undefined;
    case 'ArrayPattern':
      for (const [index, element] of pattern.elements.entries()) {
        const rest = element === null ? undefined : pathInPattern(element, name);
        if (rest !== undefined) return [String(index), ...rest];
      }
      return undefined;
    default:
      return undefined;
  }
}

function allValues(variable: Variable): readonly TSESTree.Expression[] | undefined {
  const values: TSESTree.Expression[] = [];
  for (const definition of variable.defs) {
    if (definition.type === 'Variable' && definition.node.id.type === 'Identifier') continue;
    if (definition.type !== 'FunctionName') return undefined;
  }
  for (const reference of variable.references) {
    if (!reference.isWrite()) continue;
    const parent = reference.identifier.parent;
    const isPlain =
      (parent.type === 'VariableDeclarator' && parent.id === reference.identifier) ||
      (parent.type === 'AssignmentExpression' && parent.left === reference.identifier && parent.operator !== '+=');
    if (!isPlain || reference.writeExpr === null || reference.writeExpr === undefined) return undefined;
    values.push(reference.writeExpr as TSESTree.Expression);
  }
  return values;
}

/** The functions that an expression may evaluate to, and whether that is all that it may be. */
export interface FunctionCandidates {
  readonly functions: readonly FunctionNode[];
  readonly complete: boolean;
}

const NONE: FunctionCandidates = { functions: [], complete: false };

/** Follows names, `bind`, conditionals, `useCallback`-like wrappers of one function, and methods of `this`. */
export function functionsOf(bindings: Bindings, expression: Node, depth = 0): FunctionCandidates {
  const node = unwrapped(expression);
  if (isFunction(node)) return { functions: [node], complete: true };
  if (depth > 8) return NONE;
  switch (node.type) {
    case 'Identifier':
      return functionsOfName(bindings, node, depth);
    case 'ConditionalExpression':
      return union(functionsOf(bindings, node.consequent, depth + 1), functionsOf(bindings, node.alternate, depth + 1));
    case 'LogicalExpression':
      return union(functionsOf(bindings, node.left, depth + 1), functionsOf(bindings, node.right, depth + 1));
    case 'CallExpression': {
      const callee = unwrapped(node.callee);
      if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return NONE;
      return callee.property.name === 'bind' ? functionsOf(bindings, callee.object, depth + 1) : NONE;
    }
    default:
      return NONE;
  }
}

function functionsOfName(bindings: Bindings, name: TSESTree.Identifier, depth: number): FunctionCandidates {
  const variable = bindings.variableOf(name);
  if (variable === undefined) return NONE;
  const known = candidatesOf.get(variable);
  if (known !== undefined) return known;
  // While a name's own values are being looked through, nothing is known of it.
  candidatesOf.set(variable, NONE);
  const candidates = functionsOfVariable(bindings, variable, depth);
  candidatesOf.set(variable, candidates);
  return candidates;
}

/** Each name is looked through once, however often it is mentioned. */
const candidatesOf = new WeakMap<Variable, FunctionCandidates>();

function functionsOfVariable(bindings: Bindings, variable: Variable, depth: number): FunctionCandidates {
  const found: FunctionNode[] = [];
  let complete = true;
  for (const definition of variable.defs) {
    if (definition.type === 'FunctionName' && isFunction(definition.node)) found.push(definition.node);
    else if (definition.type !== 'Variable') complete = false;
  }
  const values = bindings.allValues(variable);
  if (values === undefined) return { functions: found, complete: false };
  for (const value of values) {
    const candidates = functionsOf(bindings, value, depth + 1);
    found.push(...candidates.functions);
    complete &&= candidates.complete;
  }
  return { functions: found, complete: complete && found.length > 0 };
}

function union(a: FunctionCandidates, b: FunctionCandidates): FunctionCandidates {
  return { functions: [...a.functions, ...b.functions], complete: a.complete && b.complete };
}
