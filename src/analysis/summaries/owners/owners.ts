/**
 * Owners: what `this` stands for. A class with its relatives in the file, a constructor function with its prototype, an
 * object literal with methods. An owner's members call each other, share its fields, and one of them may tear it down.
 *
 * Not modelled: static members (they belong to no instance), mixins built at run time, members added from other files.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { toldOfAnEnd } from '../../../resources/lifecycles.js';
import { ancestors, definitionName, isFunction, keyName, memberName, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { type ClassNode } from '../../syntax/classes.js';
import { functionsOf, type Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';

export interface Member {
  readonly name: string;
  readonly fn: FunctionNode;
}

export interface Owner {
  readonly kind: 'class' | 'prototype' | 'object';
  /** The class, the constructor function or the object literal. */
  readonly node: Node;
  /** Methods, accessors and arrow fields, those of relatives in this file included. */
  readonly members: readonly Member[];
  /** The members that end the owner, by their names. */
  readonly teardowns: readonly Member[];
  /** The node, the classes of this file that it extends, and those that extend it: they share one `this`. */
  readonly lineage: ReadonlySet<Node>;
}

/** What the one calls `this` may be what the other calls so. */
export function isSameObject(one: Owner | undefined, other: Owner): boolean {
  return one !== undefined && (one === other || other.lineage.has(one.node));
}

export interface Owners {
  /** The owner of `this` at a node; undefined where `this` is nobody known. */
  ownerOf(node: Node): Owner | undefined;
}


export function createOwners(file: FileContext): Owners {
  const reader = new OwnerReader(file);
  return { ownerOf: (node) => reader.ownerOf(node, 0) };
}

/** `_close` and `#close` are `close`: an underscore says who may call it, not what it does. */
export function isTeardownName(name: string, { conventions: { teardownMembers } }: FileContext): boolean {
  return teardownMembers.has(name) || teardownMembers.has(name.replace(/^[#_]+/u, '').replace(/_+$/u, ''));
}

/** `this` handed from function to function further than this is given up. */
const MAX_DEPTH = 6;

class OwnerReader {
  private readonly byNode = new Map<Node, Owner>();

  constructor(private readonly file: FileContext) {}

  ownerOf(node: Node, depth: number): Owner | undefined {
    const site = thisSite(node);
    if (site === undefined || depth > MAX_DEPTH) return undefined;
    switch (site.type) {
      case 'ClassDeclaration':
      case 'ClassExpression':
        return this.ofClass(site);
      case 'ObjectExpression':
        return this.ofObject(site);
      default:
        return this.ofFunction(site, depth);
    }
  }

  private ofClass(node: ClassNode): Owner {
    return this.once(node, 'class', () => this.relatives(node).flatMap((one) => [...membersOfClass(one), ...this.prototypeMembers(this.nameOf(one))]));
  }

  /** The class with those of this file that it extends and that extend it. */
  private relatives(node: ClassNode): readonly ClassNode[] {
    const found = new Set<ClassNode>([node]);
    for (const one of found) {
      const parent = this.parentOf(one);
      if (parent !== undefined) found.add(parent);
      for (const { identifier } of this.nameOf(one)?.references ?? []) if (isHeritage(identifier.parent, identifier)) found.add(identifier.parent);
    }
    return [...found];
  }

  /** The class with those above and those below it. */
  private lineage(node: ClassNode): ReadonlySet<Node> {
    const found = new Set<ClassNode>([node]);
    for (const one of found) for (const { identifier } of this.nameOf(one)?.references ?? []) if (isHeritage(identifier.parent, identifier)) found.add(identifier.parent);
    for (let parent = this.parentOf(node); parent !== undefined && !found.has(parent); parent = this.parentOf(parent)) found.add(parent);
    return found;
  }

  private parentOf({ superClass }: ClassNode): ClassNode | undefined {
    const parent = superClass?.type === 'Identifier' ? this.file.bindings.variableOf(superClass)?.defs[0]?.node : undefined;
    return parent?.type === 'ClassDeclaration' ? parent : undefined;
  }

  private nameOf(node: ClassNode | TSESTree.FunctionDeclaration): Variable | undefined {
    return node.id === null ? undefined : this.file.bindings.variableOf(node.id);
  }

  private ofObject(node: TSESTree.ObjectExpression): Owner {
    const whole = outermostOptions(node);
    return this.once(whole, 'object', () => membersOfObject(whole));
  }

  private ofFunction(fn: FunctionNode, depth: number): Owner | undefined {
    const assigned = fn.parent.type === 'AssignmentExpression' && fn.parent.right === fn ? unwrapped(fn.parent.left) : undefined;
    const constructorName = assigned?.type === 'MemberExpression' ? prototypeName(assigned) : undefined;
    if (constructorName !== undefined) return this.ofPrototype(this.file.bindings.variableOf(constructorName));
    if (assigned?.type === 'MemberExpression' && assigned.object.type === 'ThisExpression') return this.ownerOf(assigned, depth + 1);
    if (isBoundToThis(fn)) return this.ownerOf(fn.parent, depth + 1);
    return fn.type === 'FunctionDeclaration' ? this.ofDeclaration(fn, depth) : undefined;
  }

  /** A constructor function, or a helper that is only ever called with the `this` of one owner. */
  private ofDeclaration(fn: TSESTree.FunctionDeclaration, depth: number): Owner | undefined {
    const variable = this.nameOf(fn);
    if (this.prototypeMembers(variable).length > 0) return this.ofPrototype(variable);
    for (const { identifier } of variable?.references ?? []) {
      const member = identifier.parent;
      if (member.type === 'MemberExpression' && member.object === identifier && givesThis(member)) return this.ownerOf(member, depth + 1);
    }
    return undefined;
  }

  private ofPrototype(variable: Variable | undefined): Owner | undefined {
    const definition: Node | undefined = variable?.defs[0]?.node;
    if (variable === undefined || definition === undefined) return undefined;
    return this.once(definition, 'prototype', () => this.prototypeMembers(variable));
  }

  /** `X.prototype.m = function () {}` and `X.prototype = { m() {} }`. */
  private prototypeMembers(variable: Variable | undefined): readonly Member[] {
    return (variable?.references ?? []).flatMap(({ identifier }): readonly Member[] => {
      const prototype = identifier.parent;
      if (prototype.type !== 'MemberExpression' || prototype.object !== identifier || memberName(prototype) !== 'prototype') return [];
      const use = prototype.parent;
      if (use.type === 'AssignmentExpression' && use.left === prototype) return use.right.type === 'ObjectExpression' ? membersOfObject(use.right) : [];
      const target = use.type === 'MemberExpression' && use.object === prototype ? use : undefined;
      const name = target === undefined ? undefined : memberName(target);
      const assignment = target?.parent;
      if (name === undefined || assignment?.type !== 'AssignmentExpression' || assignment.left !== target) return [];
      return functionsOf(this.file.bindings, assignment.right).functions.map((fn) => ({ name, fn }));
    });
  }

  private once(node: Node, kind: Owner['kind'], members: () => readonly Member[]): Owner {
    let owner = this.byNode.get(node);
    if (owner === undefined) {
      const found = members();
      const lineage = kind === 'class' ? this.lineage(node as ClassNode) : new Set([node]);
      owner = { kind, node, lineage, members: found, teardowns: found.filter(({ name, fn }) => isTeardownName(name, this.file) && !isEmpty(fn) && !endsOneMember(fn) && !isToldOfAnother(name, fn)) };
      this.byNode.set(node, owner);
    }
    return owner;
  }
}

/** `class X extends identifier`. */
function isHeritage(node: Node, identifier: Node): node is ClassNode {
  return (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') && node.superClass === identifier;
}

/** `onclose() {}` is there because an interface asks for it. */
function isEmpty({ body }: FunctionNode): boolean {
  return body.type === 'BlockStatement' && body.body.length === 0;
}

/** `onDisconnect(client)` of a server's extension. */
function isToldOfAnother(name: string, { params }: FunctionNode): boolean {
  return params.length > 0 && toldOfAnEnd.includes(name);
}

/** `close(id)` ends one of the things that the owner looks after, and not the owner. */
function endsOneMember({ params: [first] }: FunctionNode): boolean {
  return first?.type === 'Identifier' && !first.optional && MEMBER_NAME.test(first.name);
}

const MEMBER_NAME = /^_?(?:id|key|name|index|uri|path)$|[a-z](?:Id|Key|Name|Index|Uri|Path)$/u;

/** What decides the `this` of a node: the class or object literal whose member it is in, or a plain function. */
function thisSite(node: Node): ClassNode | TSESTree.ObjectExpression | FunctionNode | undefined {
  for (const at of ancestors(node)) {
    if (at.type === 'StaticBlock') return undefined;
    if (at.type === 'PropertyDefinition' || at.type === 'AccessorProperty') return at.static ? undefined : at.parent.parent;
    if (at.type !== 'FunctionExpression' && at.type !== 'FunctionDeclaration') continue;
    const holder = at.parent;
    if (holder.type === 'MethodDefinition') return holder.static ? undefined : holder.parent.parent;
    return holder.type === 'Property' && holder.value === at && holder.parent.type === 'ObjectExpression' ? holder.parent : at;
  }
  return undefined;
}

/** Options objects keep a component's members in groups: `{ methods: { start() {} }, beforeUnmount() {} }`. */
const GROUPS = new Set(['methods', 'computed', 'watch']);

function outermostOptions(node: TSESTree.ObjectExpression): TSESTree.ObjectExpression {
  const property = node.parent;
  if (property.type !== 'Property' || property.parent.type !== 'ObjectExpression') return node;
  return GROUPS.has(definitionName(property) ?? '') ? property.parent : node;
}

function membersOfClass(node: ClassNode): readonly Member[] {
  return node.body.body.flatMap((element): readonly Member[] => {
    if (element.type === 'StaticBlock' || element.type === 'TSIndexSignature' || element.static) return [];
    const name = definitionName(element);
    const value: Node | null = element.value;
    if (name === undefined || value === null) return [];
    if (isFunction(value)) return [{ name, fn: value }];
    // `onMove = throttle(() => ...)`: the wrapped function runs as the member.
    return value.type === 'CallExpression' ? value.arguments.filter((argument) => isFunction(argument)).map((fn) => ({ name, fn })) : [];
  });
}

function membersOfObject(node: TSESTree.ObjectExpression): readonly Member[] {
  return node.properties.flatMap((property): readonly Member[] => {
    if (property.type === 'SpreadElement') return [];
    const name = keyName(property.key, property.computed);
    if (name === undefined) return [];
    if (isFunction(property.value)) return [{ name, fn: property.value }];
    return GROUPS.has(name) && property.value.type === 'ObjectExpression' ? membersOfObject(property.value) : [];
  });
}

/** `X` of `X.prototype.m`. */
function prototypeName(target: TSESTree.MemberExpression): TSESTree.Identifier | undefined {
  const prototype = unwrapped(target.object);
  if (prototype.type !== 'MemberExpression' || memberName(prototype) !== 'prototype') return undefined;
  return prototype.object.type === 'Identifier' ? prototype.object : undefined;
}

/** `function () {}.bind(this)`. */
function isBoundToThis(fn: FunctionNode): boolean {
  const member = wrappingParent(fn);
  return member?.type === 'MemberExpression' && member.object === fn && givesThis(member);
}

/** `f.call(this)`, `f.apply(this)`, `f.bind(this)`. */
function givesThis(member: TSESTree.MemberExpression): boolean {
  const name = memberName(member);
  const call = member.parent;
  if (name !== 'call' && name !== 'apply' && name !== 'bind') return false;
  return call.type === 'CallExpression' && call.callee === member && call.arguments[0]?.type === 'ThisExpression';
}
