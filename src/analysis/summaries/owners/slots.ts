/**
 * Slots: where an obligation is kept once it has left the body that acquired it. A field of an owner, a variable of an
 * outer body or of the module, a ref's `current`; and whether it is the resource or a collection of such.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { collectingMembers } from '../../../resources/lifecycles.js';
import type { Transfer } from '../../obligations/obligation.js';
import { memberName, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import type { Owner, Owners } from './owners.js';
import { lastName } from '../../syntax/words.js';

interface Kept {
  /** The property path from the base to what is kept. */
  readonly path: readonly string[];
  /** The slot holds many: an array, a set, a map, an object by keys. */
  readonly isCollection: boolean;
  /** The slot holds an object of which the resource is a part: `this.active = { reader, body }`. */
  readonly isPart: boolean;
  /** As it is written where the resource is stored: `this.timer`. */
  readonly name: string;
}

export interface FieldSlot extends Kept {
  readonly base: 'this';
  readonly owner: Owner;
}

export interface VariableSlot extends Kept {
  readonly base: 'variable';
  readonly variable: Variable;
}

export type Slot = FieldSlot | VariableSlot;

/** Where a transfer puts the resource; undefined where that is not visible, `registered` where a registry takes it over. */
export function slotOf(transfer: Transfer, file: FileContext, owners: Owners): Slot | 'registered' | undefined {
  const { node, reason } = transfer;
  if (reason === 'stored') return slotOfTarget(storedIn(node), false, file, owners);
  if (reason !== 'passed' && reason !== 'taken') return undefined;
  const called = methodCall(node);
  if (called === undefined) return undefined;
  const { registryMembers, registries } = file.conventions;
  if (registries.has(called.method)) return 'registered';
  if (called.receiver.type === 'ThisExpression') return registryMembers.has(called.method) ? 'registered' : undefined;
  // `map.set(key, handle)` keeps it; `gl.bindBuffer.set(handle)` sets something else.
  const isKept = collectingMembers.includes(called.method) && (called.method !== 'set' || node.type !== 'CallExpression' || node.arguments.length > 1);
  return isKept ? slotOfTarget(called.receiver, true, file, owners) : undefined;
}

/** What is stored into: a field's definition for its initial value, else the target itself. */
function storedIn(node: Node): Node {
  const parent = wrappingParent(node);
  return parent?.type === 'PropertyDefinition' && parent.value !== null ? parent : node;
}

function slotOfTarget(target: Node, isCollection: boolean, file: FileContext, owners: Owners): Slot | undefined {
  const path: string[] = [];
  let holdsMany = isCollection;
  let node = unwrapped(target);
  if (node.type === 'PropertyDefinition') return fieldSlot(node, owners, file);
  while (node.type === 'MemberExpression') {
    const name = memberName(node);
    if (name !== undefined) path.unshift(name);
    else if (path.length === 0) holdsMany = true;
    else return undefined;
    node = unwrapped(node.object);
  }
  const kept = { path, isCollection: holdsMany, isPart: isObjectStored(target), name: file.sourceCode.getText(holdsMany && !isCollection ? (unwrapped(target) as TSESTree.MemberExpression).object : target) };
  if (node.type === 'ThisExpression') return ownedBy(owners.ownerOf(node), kept);
  return node.type === 'Identifier' ? variableSlot(node, kept, file, owners) : undefined;
}

function isObjectStored(target: Node): boolean {
  const assignment = wrappingParent(target);
  return assignment?.type === 'AssignmentExpression' && assignment.left === target && unwrapped(assignment.right).type === 'ObjectExpression';
}

function fieldSlot(field: TSESTree.PropertyDefinition, owners: Owners, file: FileContext): Slot | undefined {
  const value = field.value;
  const name = field.key.type === 'PrivateIdentifier' ? `#${field.key.name}` : field.key.type === 'Identifier' && !field.computed ? field.key.name : undefined;
  if (name === undefined || value === null || field.static) return undefined;
  return ownedBy(owners.ownerOf(value), { path: [name], isCollection: value.type === 'ArrayExpression', isPart: value.type === 'ObjectExpression', name: `this.${file.sourceCode.getText(field.key)}` });
}

function ownedBy(owner: Owner | undefined, kept: Kept): FieldSlot | undefined {
  const [first, ...rest] = kept.path;
  if (owner === undefined || first === undefined) return undefined;
  const setter = owner.members.find(({ name, fn }) => name === first && fn.parent.type === 'MethodDefinition' && fn.parent.kind === 'set');
  if (setter === undefined) return { base: 'this', owner, ...kept };
  const field = fieldSetBy(setter.fn);
  return field === undefined ? undefined : { base: 'this', owner, ...kept, path: [field, ...rest], name: `this.${field}` };
}

/** `_timer` of `set timer(value) { this._timer = value; }`: a write to an accessor runs its setter. */
function fieldSetBy({ params: [value], body }: FunctionNode): string | undefined {
  if (value?.type !== 'Identifier' || body.type !== 'BlockStatement') return undefined;
  for (const statement of body.body) {
    const set = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (set?.type !== 'AssignmentExpression' || set.right.type !== 'Identifier' || set.right.name !== value.name) continue;
    if (set.left.type === 'MemberExpression' && set.left.object.type === 'ThisExpression') return memberName(set.left);
  }
  return undefined;
}

/** What a parameter or an import holds is not ours; what a variable of this file holds is its scope's. */
function variableSlot(name: TSESTree.Identifier, kept: Kept, file: FileContext, owners: Owners): Slot | undefined {
  const variable = file.bindings.variableOf(name);
  const definition = variable?.defs[0];
  if (variable === undefined || definition?.type !== 'Variable' || variable.defs.length !== 1) return undefined;
  const value = file.bindings.soleValue(variable);
  const source = value?.value === undefined ? undefined : unwrapped(value.value);
  if (source?.type === 'ThisExpression') return ownedBy(owners.ownerOf(source), { ...kept, path: [...(value?.path ?? []), ...kept.path] });
  if (kept.path.length > 0 && !isMadeHere(source)) return undefined;
  return { base: 'variable', variable, ...kept };
}

/** An object whose making is visible: a literal, a collection, a ref. */
function isMadeHere(value: Node | undefined): boolean {
  switch (value?.type) {
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'NewExpression':
      return true;
    case 'CallExpression':
      return /^(?:use|create)?(?:shallow)?Ref$/iu.test(lastName(value.callee) ?? '');
    default:
      return false;
  }
}
