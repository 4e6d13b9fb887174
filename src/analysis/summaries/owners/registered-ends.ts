/** Functions that an object gives to its own registry: `this._register(toDisposable(() => ...))`. They run when it ends. */
import type { TSESTree } from '@typescript-eslint/types';
import { collectingMembers, endingWords } from '../../../resources/lifecycles.js';
import { definitionName, enclosingFunction, isCallOrNew, isFunction, isInside, memberName, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { lastName } from '../../syntax/words.js';
import { isTeardownName, type Owner, type Owners } from './owners.js';

export type RegisteredEnds = (owner: Owner) => readonly FunctionNode[];

export function createRegisteredEnds(file: FileContext, owners: Owners, thisNodes: readonly TSESTree.ThisExpression[]): RegisteredEnds {
  let known: ReadonlyMap<Owner, readonly FunctionNode[]> | undefined;
  return (owner) => (known ??= endsByOwner(file, owners, thisNodes)).get(owner) ?? [];
}

function endsByOwner(file: FileContext, owners: Owners, thisNodes: readonly TSESTree.ThisExpression[]): ReadonlyMap<Owner, readonly FunctionNode[]> {
  const found = new Map<Owner, FunctionNode[]>();
  // What ends nothing of the object itself is the end of something smaller: of one load, of one request.
  const isOfObject = (fn: FunctionNode): boolean => thisNodes.some((mention) => isInside(mention, fn));
  for (const node of thisNodes) {
    const functions = registeredWith(node, file).filter(isOfObject);
    const owner = functions.length === 0 ? undefined : owners.ownerOf(node);
    if (owner !== undefined) found.set(owner, [...(found.get(owner) ?? []), ...functions, ...emptiersOf(node, thisNodes)]);
  }
  return found;
}

/** The members that run what was registered, `this.toDisposeOnDetach.dispose()`, and register nothing: what else they do is done then, too. */
function emptiersOf(registered: Node, thisNodes: readonly TSESTree.ThisExpression[]): readonly FunctionNode[] {
  const registry = fieldAt(registered);
  const uses = registry === undefined ? [] : thisNodes.flatMap((node) => (fieldAt(node)?.name === registry.name ? [{ node, member: fieldAt(node)?.member }] : []));
  const emptying = uses.flatMap(({ node, member }) => (member !== undefined && EMPTYING.has(member) ? [enclosingFunction(node)] : []));
  return emptying.flatMap((fn) => (fn === undefined || uses.some(({ node, member }) => collectingMembers.includes(member ?? '') && isInside(node, fn)) ? [] : [fn]));
}

const EMPTYING = new Set(['dispose', 'clear', 'unsubscribe', 'forEach']);

/** `toDispose` and `push` of `this.toDispose.push(...)`. */
function fieldAt(node: Node): { name: string; member: string | undefined } | undefined {
  const field = wrappingParent(node);
  const name = field?.type === 'MemberExpression' ? memberName(field) : undefined;
  const outer = field === undefined ? undefined : wrappingParent(field);
  return name === undefined ? undefined : { name, member: outer?.type === 'MemberExpression' ? memberName(outer) : undefined };
}

/** What a registry of this object is given at a mention of `this`: by the object itself, or by a collection in a field. */
function registeredWith(node: Node, file: FileContext): readonly FunctionNode[] {
  const member = wrappingParent(node);
  const name = member?.type === 'MemberExpression' ? memberName(member) : undefined;
  if (member === undefined || name === undefined) return [];
  const call = wrappingParent(member);
  if (call?.type === 'CallExpression' && call.callee === member) return file.conventions.registryMembers.has(name) ? call.arguments.flatMap((argument) => endsIn(argument, file)) : [];
  const outer = call?.type === 'MemberExpression' && collectingMembers.includes(memberName(call) ?? '') ? wrappingParent(call) : undefined;
  if (outer?.type !== 'CallExpression' || outer.callee !== call) return [];
  const isOfEnds = endingWords.test(name);
  return outer.arguments.flatMap((argument) => (isOfEnds && isFunction(argument) ? [argument] : endsIn(argument, file)));
}

/** `toDisposable(() => ...)`, `new Subscription(() => ...)`, `{ dispose() {} }`. */
function endsIn(argument: Node, file: FileContext): readonly FunctionNode[] {
  const value = unwrapped(argument);
  if (value.type === 'ObjectExpression') {
    return value.properties.flatMap((property) => (property.type === 'Property' && isTeardownName(definitionName(property) ?? '', file) ? functionsOf(file.bindings, property.value).functions : []));
  }
  const [end] = isCallOrNew(value) ? value.arguments : [];
  if (end === undefined || !isCallOrNew(value)) return [];
  const maker = [methodCall(value)?.receiver, value.callee].map((one) => (one === undefined ? undefined : lastName(one)));
  return maker.some((name) => name !== undefined && endingWords.test(name)) ? functionsOf(file.bindings, end).functions : [];
}
