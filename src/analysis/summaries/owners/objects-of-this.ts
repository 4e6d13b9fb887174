/** What the owners of a file tell about the targets of listeners. */
import type { TSESTree } from '@typescript-eslint/types';
import { RELEASE_MEMBERS } from '../../effects/capability.js';
import type { ObjectsOfThis } from '../../effects/listener-target.js';
import { writtenName } from '../../effects/place.js';
import { ancestors, enclosingFunction, isFunction, literalValue, methodCall, type FunctionNode, type Node } from '../../syntax/ast.js';
import { assignmentTo, fieldOfThis, isConstructor } from '../../syntax/classes.js';
import { lastName } from '../../syntax/words.js';
import type { OwnerParts } from './owner-parts.js';
import { isWithinAny } from './reach.js';

export function objectsOfThis({ owners, thisNodes }: OwnerParts): ObjectsOfThis {
  const writes = thisNodes.flatMap(writtenMember);
  return {
    fieldValues(node, name) {
      const owner = owners.ownerOf(node);
      return writes.flatMap((write) => (write.name === name && owners.ownerOf(write.assignment) === owner ? [write.assignment.right] : []));
    },
    isConstructor(fn) {
      if (fn.parent.type === 'MethodDefinition') return isConstructor(fn);
      return fn.type === 'FunctionDeclaration' && owners.ownerOf(fn.body)?.kind === 'prototype' && owners.ownerOf(fn.body)?.node === fn;
    },
  };
}

/** `this.name = value`. */
function writtenMember(node: TSESTree.ThisExpression): readonly { name: string; assignment: TSESTree.AssignmentExpression }[] {
  const member = node.parent;
  const name = fieldOfThis(member);
  const assignment = name === undefined ? undefined : assignmentTo(member);
  return assignment !== undefined && name !== undefined ? [{ name, assignment }] : [];
}

/** One of the functions closes the target, or what it belongs to: its listeners go with it. */
export function isClosedIn(functions: ReadonlySet<FunctionNode>, target: Node, { releaseCalls }: OwnerParts): boolean {
  const name = nameInOwner(target);
  return releaseCalls.some((call) => {
    const called = methodCall(call);
    if (called === undefined || !RELEASE_MEMBERS.includes(called.method) || !isWithinAny(call, functions) || isAskedFor(call)) return false;
    const closed = nameInOwner(called.receiver);
    return closed !== undefined && name !== undefined && (name === closed || name.startsWith(`${closed}.`));
  });
}

/** Only for callers who say so: `destroy(withBase) { if (withBase) this.base.destroy(); }`. */
function isAskedFor(call: Node): boolean {
  const names = new Set((enclosingFunction(call)?.params ?? []).map((parameter) => lastName(parameter.type === 'AssignmentPattern' ? parameter.left : parameter)));
  for (const at of ancestors(call)) {
    if (isFunction(at)) return false;
    if (at.type === 'IfStatement' && at.test.type === 'Identifier' && names.has(at.test.name)) return true;
  }
  return false;
}

/** One of the functions lets go of the target: `this.bus = null`. */
export function isForgottenIn(functions: ReadonlySet<FunctionNode>, target: Node, { thisNodes }: OwnerParts): boolean {
  const name = nameInOwner(target);
  return thisNodes.flatMap(writtenMember).some((write) => write.name === name && literalValue(write.assignment.right) !== undefined && isWithinAny(write.assignment, functions));
}

/** `bus` of `this.bus`, of `self.bus` and of the parameter `bus` that the field was given. */
export function nameInOwner(expression: Node): string | undefined {
  return writtenName(expression)?.replace(/^(?:this|self|that|_this)\./u, '');
}
