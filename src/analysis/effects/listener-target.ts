/**
 * How long the target of a listener lives, seen from the code that registers there. What dies with that code takes its
 * listeners along; what outlives it keeps them.
 *
 * Not modelled: what calls return, elements of containers, fields of other objects. Their life is unseen.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { lastingResults, lastingTargets, signalMakers, signalTypes } from '../../resources/listeners.js';
import { constructorOf, definitionName, enclosingClass, isCallOrNew, isFunction, memberName, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../syntax/ast.js';
import type { Variable } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';
import { writtenName } from './place.js';

export type TargetLife =
  /** As long as the page or the process: `window`, `process`. */
  | 'lasting'
  /** As long as the module: an import, a module-level value. */
  | 'module'
  /** Given to a constructor. */
  | 'kept'
  /** Given to a function by its callers. */
  | 'parameter'
  /** Given to a callback for this one call: the `req` of a request. */
  | 'given'
  /** Made here, or by the object that registers. */
  | 'own'
  | 'unseen';

export interface Targets {
  lifeOf(target: Node): TargetLife;
  /** The target is an AbortSignal, by its type or by what everybody calls one. */
  isSignal(target: Node): boolean;
}

type Class = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** @param fieldWrites the assignments to members of `this` in the file. */
export function createTargets(file: FileContext, fieldWrites: readonly TSESTree.AssignmentExpression[]): Targets {
  const reader = new TargetReader(file, fieldWrites);
  return { lifeOf: (target) => reader.lifeOf(target, 0), isSignal: (target) => isSignal(target, file) };
}

const MAX_DEPTH = 8;

class TargetReader {
  constructor(
    private readonly file: FileContext,
    private readonly fieldWrites: readonly TSESTree.AssignmentExpression[],
  ) {}

  lifeOf(expression: Node, depth: number): TargetLife {
    const node = unwrapped(expression);
    if (depth > MAX_DEPTH) return 'unseen';
    switch (node.type) {
      case 'ThisExpression':
      case 'NewExpression':
        return 'own';
      case 'Identifier':
        return this.lifeOfName(node, depth);
      case 'MemberExpression':
        return this.lifeOfMember(node, depth);
      case 'CallExpression':
        return this.lifeOfResult(node, depth);
      case 'AssignmentExpression':
        return this.lifeOf(node.right, depth + 1);
      case 'LogicalExpression':
        return both(this.lifeOf(node.left, depth + 1), this.lifeOf(node.right, depth + 1));
      case 'ConditionalExpression':
        return both(this.lifeOf(node.consequent, depth + 1), this.lifeOf(node.alternate, depth + 1));
      default:
        return 'unseen';
    }
  }

  private lifeOfMember(node: TSESTree.MemberExpression, depth: number): TargetLife {
    const name = memberName(node);
    if (isLasting(this.file.origins.originOf(node))) return 'lasting';
    if (node.object.type !== 'ThisExpression') return this.lifeOf(node.object, depth + 1);
    const owner = enclosingClass(node);
    return name === undefined || owner === undefined ? 'unseen' : this.lifeOfField(owner, name, depth);
  }

  /** A field lives as what it is given: by its initialiser, by the constructor, by a method. */
  private lifeOfField(owner: Class, name: string, depth: number): TargetLife {
    const lives: TargetLife[] = [];
    for (const element of owner.body.body) {
      if (element.type === 'PropertyDefinition' && definitionName(element) === name && element.value !== null) lives.push(this.lifeOf(element.value, depth + 1));
    }
    for (const parameter of constructorOf(owner.body)?.params ?? []) {
      if (parameter.type === 'TSParameterProperty' && nameOfParameter(parameter) === name) lives.push('kept');
    }
    for (const write of this.fieldWrites) {
      const { left, right } = write;
      if (left.type !== 'MemberExpression' || memberName(left) !== name || enclosingClass(write) !== owner) continue;
      if (right.type !== 'Literal' && !(right.type === 'Identifier' && right.name === 'undefined')) lives.push(this.lifeOf(right, depth + 1));
    }
    return lives.length === 0 ? 'unseen' : lives.reduce(both);
  }

  private lifeOfName(name: TSESTree.Identifier, depth: number): TargetLife {
    const variable = this.file.bindings.variableOf(name);
    if (variable === undefined) return isLasting(`global:${name.name}`) ? 'lasting' : 'unseen';
    const definition = variable.defs[0];
    switch (definition?.type) {
      case 'ImportBinding':
        return 'module';
      case 'Parameter':
        return this.lifeOfParameter(definition.node as Node);
      case 'Variable':
        return this.lifeOfVariable(variable, definition.node, depth);
      default:
        return 'unseen';
    }
  }

  private lifeOfParameter(fn: Node): TargetLife {
    if (!isFunction(fn)) return 'unseen';
    if (fn.parent.type === 'MethodDefinition' && fn.parent.kind === 'constructor') return 'kept';
    return isCallback(fn) ? 'given' : 'parameter';
  }

  private lifeOfVariable(variable: Variable, declarator: TSESTree.VariableDeclarator, depth: number): TargetLife {
    const loop = declarator.parent.parent;
    if (loop.type === 'ForOfStatement' && loop.left === declarator.parent) return this.lifeOf(loop.right, depth + 1);
    const written = this.file.bindings.soleValue(variable);
    const values = written?.value === undefined ? (this.file.bindings.allValues(variable) ?? []) : [written.value];
    if (values.length === 0) return 'unseen';
    const life = values.map((value) => this.lifeOf(value, depth + 1)).reduce(both);
    const isModule = variable.scope.type === 'module' || variable.scope.type === 'global';
    return isModule && life === 'own' ? 'module' : life;
  }

  /** `AbortSignal.any([a, b])` follows the longest of its sources: they keep it while it has listeners. */
  private lifeOfResult(node: TSESTree.CallExpression, depth: number): TargetLife {
    const origin = this.file.origins.originOf(node.callee);
    if (origin !== undefined && lastingResults.includes(origin)) return 'lasting';
    if (origin === undefined || !origin.startsWith('global:AbortSignal.')) return 'unseen';
    if (origin !== signalMakers.joined) return 'own';
    const [sources] = node.arguments;
    const list = sources === undefined ? undefined : this.arrayOf(sources);
    const lives = (list ?? []).map((source) => this.lifeOf(source, depth + 1));
    return lives.find((life) => life === 'parameter' || life === 'kept') ?? lives.find((life) => life !== 'own') ?? 'own';
  }

  /** The elements that an array literal may have, through a name and both sides of a condition. */
  private arrayOf(expression: Node): readonly Node[] {
    const node = unwrapped(expression);
    if (node.type === 'ConditionalExpression') return [...this.arrayOf(node.consequent), ...this.arrayOf(node.alternate)];
    if (node.type === 'ArrayExpression') return node.elements.filter((element) => element !== null);
    if (isCallOrNew(node) && methodCall(node)?.method === 'filter') return this.arrayOf(methodCall(node)?.receiver ?? node);
    const variable = node.type === 'Identifier' ? this.file.bindings.variableOf(node) : undefined;
    const written = variable === undefined ? undefined : this.file.bindings.soleValue(variable);
    return written?.value === undefined || written.path.length > 0 || written.value === node ? [] : this.arrayOf(written.value);
  }
}

/** A value that is one thing or the other: only what both agree on is known. */
function both(a: TargetLife, b: TargetLife): TargetLife {
  return a === b ? a : 'unseen';
}

function isLasting(origin: string | undefined): boolean {
  if (origin === undefined || !origin.startsWith('global:')) return false;
  const [root = ''] = origin.slice('global:'.length).split('.');
  return root === '' || lastingTargets.includes(root);
}

function nameOfParameter(parameter: TSESTree.TSParameterProperty): string | undefined {
  const target = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
  return target.type === 'Identifier' ? target.name : undefined;
}

/** A function that is written where it is handed over: somebody else calls it, with what belongs to that call. */
function isCallback(fn: FunctionNode): boolean {
  const parent = wrappingParent(fn);
  if (parent === undefined) return false;
  if (isCallOrNew(parent)) return parent.callee !== fn;
  return parent.type === 'Property' || parent.type === 'ArrayExpression' || parent.type === 'JSXExpressionContainer' || (parent.type === 'AssignmentExpression' && parent.right === fn && parent.left.type === 'MemberExpression' && parent.left.object.type !== 'ThisExpression');
}

const SIGNAL_NAME = /signal$/iu;

function isSignal(target: Node, file: FileContext): boolean {
  const type = file.types.typeOf(target);
  if (type?.kind === 'key') return signalTypes.includes(type.key);
  const name = writtenName(target)?.split('.').at(-1);
  if (name !== undefined && SIGNAL_NAME.test(name)) return true;
  const node = unwrapped(target);
  const variable = node.type === 'Identifier' ? file.bindings.variableOf(node) : undefined;
  const value = variable === undefined ? undefined : file.bindings.soleValue(variable)?.value;
  const origin = value?.type === 'CallExpression' ? file.origins.originOf(value.callee) : undefined;
  return origin?.startsWith('global:AbortSignal.') === true;
}
