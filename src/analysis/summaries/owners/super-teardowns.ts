/**
 * Teardowns that override the inherited one and do not call it: what the class gave into the care of an inherited
 * registry (`this._register(x)`) is never released.
 *
 * Not modelled: base classes whose registry is emptied by somebody else, and mixins.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { keptSpec } from '../../effects/typed-resources.js';
import { definitionName, enclosingClass, isInside, literalValue, memberName, rootOf, unwrapped, type Node } from '../../syntax/ast.js';
import { type ClassNode } from '../../syntax/classes.js';
import type { FileContext } from '../../syntax/context.js';
import type { OwnerFinding } from './owner-finding.js';
import type { OwnerParts } from './owner-parts.js';
import type { Member } from './owners.js';
import { isWithinAny } from './reach.js';

/** One finding for each class, at its first registration. */
export function forgottenSuperTeardowns(parts: OwnerParts): readonly OwnerFinding[] {
  const seen = new Set<ClassNode>();
  return parts.registerCalls.flatMap((call): readonly OwnerFinding[] => {
    const node = givesToInherited(call) ? enclosingClass(call) : undefined;
    if (node === undefined || seen.has(node)) return [];
    seen.add(node);
    const end = overridingTeardown(call, node, parts);
    if (end === undefined) return [];
    return [{ kind: 'super forgotten', obligation: { spec: keptSpec(end.name), node: call, root: rootOf(call) }, doubt: 'certain', end: { name: end.name, node: end.fn } }];
  });
}

/** `this._register(x)` where the class itself has no such member. */
function givesToInherited(call: TSESTree.CallExpression): boolean {
  const [given, ...more] = call.arguments;
  const callee = unwrapped(call.callee);
  if (given === undefined || more.length > 0 || literalValue(given) !== undefined || callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression') return false;
  const name = memberName(callee);
  return enclosingClass(call)?.body.body.every((member) => member.type === 'StaticBlock' || member.type === 'TSIndexSignature' || definitionName(member) !== name) === true;
}

/** The class's own teardown, where it calls neither the inherited one nor what the registry may be. */
function overridingTeardown(call: Node, node: ClassNode, parts: OwnerParts): Member | undefined {
  const end = parts.owners.ownerOf(call)?.teardowns.find(({ name, fn }) => OVERRIDDEN.has(name) && isInside(fn, node));
  if (end === undefined || node.superClass === null || !mayInherit(node.superClass, end.name, parts.file)) return undefined;
  const reached = parts.reach.from([end.fn]);
  return parts.releaseCalls.some((release) => isWithinAny(release, reached) && reachesBase(release)) ? undefined : end;
}

const OVERRIDDEN = new Set(['dispose', 'destroy', '@@dispose', '@@asyncDispose']);

/** A base class of this file that extends nothing has to have the member itself. */
function mayInherit(base: Node, name: string, { bindings }: FileContext): boolean {
  const node = unwrapped(base);
  const definition = node.type === 'Identifier' ? bindings.variableOf(node)?.defs[0]?.node : undefined;
  if (definition?.type !== 'ClassDeclaration') return true;
  return definition.superClass !== null || definition.body.body.some((member) => member.type === 'MethodDefinition' && definitionName(member) === name);
}

/** `super.dispose()`, `this._store.dispose()`. */
function reachesBase({ callee }: TSESTree.CallExpression): boolean {
  const member = unwrapped(callee);
  const receiver = member.type === 'MemberExpression' ? unwrapped(member.object) : undefined;
  if (receiver?.type === 'Super') return true;
  return receiver?.type === 'MemberExpression' && receiver.object.type === 'ThisExpression' && /dispos|store|subscriptions|regist/iu.test(memberName(receiver) ?? '');
}
