/**
 * How long the target of a listener lives, seen from the code that registers there. What dies with that code takes its
 * listeners along; what outlives it keeps them.
 *
 * Not modelled: what calls return, elements of containers, fields of other objects. Their life is unseen.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { injectedResults, lastingResults, lastingTargets, lendingEvents, messageNames, sharedSockets, signalMakers, signalTypes } from '../../resources/listeners.js';
import { constructorOf, definitionName, enclosingClass, isCallOrNew, isFunction, literalValue, memberName, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../syntax/ast.js';
import type { Variable } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';
import { lastName } from '../syntax/words.js';
import { isMethodOfGlobal, writtenName } from './place.js';

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
  /** Lent to a callback for this one call, and then to others: the socket of a request. */
  | 'pooled'
  /** Made here, or by the object that registers. */
  | 'own'
  | 'unseen';

export interface Targets {
  lifeOf(target: Node): TargetLife;
  /** The target is an AbortSignal, by its type or by what everybody calls one. */
  isSignal(target: Node): boolean;
}

/** What is known elsewhere of the objects that `this` stands for. */
export interface ObjectsOfThis {
  /** The values that are assigned to a member of the `this` at `node`. */
  fieldValues(node: Node, name: string): readonly Node[];
  /** The function constructs an object: a class's constructor, or a function with a prototype. */
  isConstructor(fn: FunctionNode): boolean;
}

export function createTargets(file: FileContext, objects: ObjectsOfThis): Targets {
  const reader = new TargetReader(file, objects);
  return { lifeOf: (target) => reader.lifeOf(target, 0), isSignal: (target) => isSignal(target, file) };
}

const MAX_DEPTH = 8;

class TargetReader {
  constructor(
    private readonly file: FileContext,
    private readonly objects: ObjectsOfThis,
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
    return isLasting(this.file.origins.originOf(node)) ? 'lasting' : this.lifeOfPart(node.object, memberName(node), depth);
  }

  /** A member lives as long as its object, but for what the object was given itself. */
  private lifeOfPart(object: Node, name: string | undefined, depth: number): TargetLife {
    if (object.type === 'ThisExpression') return name === undefined ? 'unseen' : this.lifeOfField(object, name, depth);
    const life = this.lifeOf(object, depth + 1);
    if ((life === 'given' || life === 'parameter') && sharedSockets.includes(name ?? '') && messageNames.test(lastName(object) ?? '')) return 'pooled';
    // Who hands over the controller itself has made it for this call.
    if (name === 'signal' && life === 'parameter' && this.isController(object)) return 'given';
    // Whatever is no controller only keeps the signal that somebody gave it.
    const isKept = life === 'own' || (life === 'unseen' && unwrapped(object).type === 'MemberExpression' && isOfThis(object));
    return name === 'signal' && isKept && !this.isController(object) ? 'kept' : life;
  }

  /** A field lives as what it is given: by its initialiser, by the constructor, by a method. */
  private lifeOfField(node: Node, name: string, depth: number): TargetLife {
    const owners = this.withBases(enclosingClass(node));
    const values = [...owners.flatMap((owner) => initialValues(owner, name)), ...this.objects.fieldValues(node, name)];
    const lives = values.filter((value) => literalValue(value) === undefined).map((value) => this.lifeOf(value, depth + 1));
    if (owners.some((owner) => isParameterProperty(owner, name) || isInjected(owner, name))) lives.push('kept');
    return lives.length === 0 ? 'unseen' : lives.reduce(both);
  }

  /** A class with those of this file that it extends. */
  private withBases(owner: Class | undefined): readonly Class[] {
    const found = new Set<Class>(owner === undefined ? [] : [owner]);
    for (const { superClass } of found) {
      const base = superClass?.type === 'Identifier' ? this.file.bindings.variableOf(superClass)?.defs[0]?.node : undefined;
      if (base?.type === 'ClassDeclaration') found.add(base);
    }
    return [...found];
  }

  private lifeOfName(name: TSESTree.Identifier, depth: number): TargetLife {
    const variable = this.file.bindings.variableOf(name);
    if (variable === undefined) return isMethodOfGlobal(name) || isLasting(`global:${name.name}`) ? 'lasting' : 'unseen';
    const definition = variable.defs[0];
    switch (definition?.type) {
      case 'ImportBinding':
        return 'module';
      case 'Parameter':
        return this.lifeOfParameter(definition.node);
      case 'Variable':
        return this.lifeOfVariable(variable, definition.node, depth);
      default:
        return 'unseen';
    }
  }

  private lifeOfParameter(fn: Node): TargetLife {
    if (!isFunction(fn)) return 'unseen';
    if (this.objects.isConstructor(fn)) return 'kept';
    if (!isCallback(fn)) return 'parameter';
    return isLentTo(fn) ? 'pooled' : 'given';
  }

  private lifeOfVariable(variable: Variable, declarator: TSESTree.VariableDeclarator, depth: number): TargetLife {
    const loop = declarator.parent.parent;
    if (loop.type === 'ForOfStatement' && loop.left === declarator.parent) return this.lifeOf(loop.right, depth + 1);
    const written = this.file.bindings.soleValue(variable);
    // `const { bus } = this` is `const bus = this.bus`.
    const [part] = written?.path ?? [];
    if (written?.value !== undefined && part !== undefined) return this.lifeOfPart(unwrapped(written.value), part, depth + 1);
    const values = (written?.value === undefined ? (this.file.bindings.allValues(variable) ?? []) : [written.value]).filter((value) => literalValue(value) === undefined);
    if (values.length === 0) return 'unseen';
    const life = values.map((value) => this.lifeOf(value, depth + 1)).reduce(both);
    const isModule = variable.scope.type === 'module' || variable.scope.type === 'global';
    return isModule && life === 'own' ? 'module' : life;
  }

  /** `AbortSignal.any([a, b])` follows the longest of its sources: they keep it while it has listeners. */
  private lifeOfResult(node: TSESTree.CallExpression, depth: number): TargetLife {
    const origin = this.file.origins.originOf(node.callee);
    if (origin !== undefined && lastingResults.includes(origin)) return 'lasting';
    if (origin !== undefined && injectedResults.includes(origin)) return 'kept';
    if (origin === undefined || !origin.startsWith('global:AbortSignal.')) return 'unseen';
    if (origin !== signalMakers.joined) return 'own';
    const [sources] = node.arguments;
    const list = sources === undefined ? undefined : this.arrayOf(sources);
    const lives = (list ?? []).map((source) => this.lifeOf(source, depth + 1));
    return lives.find((life) => life === 'parameter' || life === 'kept') ?? lives.find((life) => life !== 'own') ?? 'own';
  }

  /** `controller` of `controller.signal`: by its type, or by what everybody calls one. */
  private isController(expression: Node): boolean {
    const type = this.file.types.typeOf(expression);
    if (type !== undefined) return type.kind === 'key' && type.key === 'global:AbortController';
    return CONTROLLER_NAME.test(writtenName(expression) ?? '');
  }

  /** The elements that an array literal may have, through a name and both sides of a condition. */
  private arrayOf(expression: Node): readonly Node[] {
    const node = unwrapped(expression);
    if (node.type === 'ConditionalExpression') return [...this.arrayOf(node.consequent), ...this.arrayOf(node.alternate)];
    if (node.type === 'ArrayExpression') return node.elements.filter((element) => element !== null);
    if (isCallOrNew(node) && methodCall(node)?.method === 'filter') return this.arrayOf(methodCall(node)?.receiver ?? node);
    const value = this.file.bindings.valueBehind(node);
    return value === node ? [] : this.arrayOf(value);
  }
}

function isOfThis(expression: Node): boolean {
  return writtenName(expression)?.startsWith('this.') === true;
}

/** A value that is one thing or the other: it may outlive this code unless one of them is made for it. */
function both(a: TargetLife, b: TargetLife): TargetLife {
  if (a === b) return a;
  const isMade = [a, b].some((life) => life === 'own' || life === 'given');
  return isMade ? 'unseen' : a === 'unseen' ? b : a;
}

function isLasting(origin: string | undefined): boolean {
  if (origin === undefined || !origin.startsWith('global:')) return false;
  const [root = ''] = origin.slice('global:'.length).split('.');
  return root === '' || lastingTargets.includes(root);
}

type Class = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** `name = value` in the body of a class. */
function initialValues(owner: Class, name: string): readonly Node[] {
  return owner.body.body.flatMap((element) => (element.type === 'PropertyDefinition' && element.value !== null && definitionName(element) === name ? [element.value] : []));
}

/** `constructor(private readonly name: T)`. */
function isParameterProperty(owner: Class, name: string): boolean {
  return (constructorOf(owner.body)?.params ?? []).some((parameter) => {
    if (parameter.type !== 'TSParameterProperty') return false;
    const target = parameter.parameter;
    return (target.type === 'AssignmentPattern' ? target.left : target).name === name;
  });
}

/** `@inject(Service) readonly name: Service`. */
function isInjected(owner: Class, name: string): boolean {
  return owner.body.body.some((element) => element.type === 'PropertyDefinition' && definitionName(element) === name && element.decorators.some(({ expression }) => /^inject/iu.test(lastName(isCallOrNew(expression) ? expression.callee : expression) ?? '')));
}

/** A function that is written where it is handed over: somebody else calls it, with what belongs to that call. */
function isCallback(fn: FunctionNode): boolean {
  const parent = wrappingParent(fn);
  if (parent === undefined) return false;
  if (isCallOrNew(parent)) return parent.callee !== fn;
  if (parent.type === 'AssignmentExpression') return parent.right === fn && isHandler(unwrapped(parent.left));
  return parent.type === 'Property' || parent.type === 'ArrayExpression' || parent.type === 'JSXExpressionContainer';
}

/** `socket.onmessage = f`; `this.f`, `X.prototype.f` and `exports.f` are functions of the program's own. */
function isHandler(target: Node): boolean {
  return target.type === 'MemberExpression' && !/^(?:this|exports|module)\.|\.prototype\./u.test(`${writtenName(target) ?? ''}.`);
}

/** `request.on('socket', (socket) => ...)`: an agent keeps the socket for the next request. */
function isLentTo(fn: FunctionNode): boolean {
  const call = wrappingParent(fn);
  const event = call?.type === 'CallExpression' && methodCall(call) !== undefined ? call.arguments[0] : undefined;
  const name = event === undefined || event === fn ? undefined : literalValue(event)?.value;
  return typeof name === 'string' && lendingEvents.includes(name);
}

const CONTROLLER_NAME = /(?:controller|abort|^ac)$/iu;
const SIGNAL_NAME = /signal$/iu;

function isSignal(target: Node, file: FileContext): boolean {
  const type = file.types.typeOf(target);
  if (type?.kind === 'key') return signalTypes.includes(type.key);
  const name = writtenName(target)?.split('.').at(-1);
  if (name !== undefined && SIGNAL_NAME.test(name)) return true;
  const value = file.bindings.valueBehind(target);
  const origin = value.type === 'CallExpression' ? file.origins.originOf(value.callee) : undefined;
  return origin?.startsWith('global:AbortSignal.') === true;
}
