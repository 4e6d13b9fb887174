/**
 * Where an owner collects what it disposes of: `this.toDispose.push(d)`, `this._register(d)`. That a class uses one shows
 * that it is torn down, by a member of its own or by one that it inherits.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { collectingMembers, registryFields, registryMembers } from '../../../resources/lifecycles.js';
import { memberName, methodCall, unwrapped, type Node } from '../../syntax/ast.js';
import type { FileParts } from '../file-obligations.js';
import type { OwnerParts } from '../owners/owner-parts.js';
import type { Owner } from '../owners/owners.js';

export interface Registry {
  /** As it is written: `this.toDispose`. */
  readonly name: string;
  readonly node: Node;
}

/** The registry that an owner hands disposables to. */
export function registryOf(owner: Owner, { calls, file }: FileParts, { owners }: OwnerParts): Registry | undefined {
  const members = new Set([...collectingMembers, 'pushAll', ...registryMembers, ...file.conventions.registries]);
  for (const name of members) {
    for (const call of calls.get(name) ?? []) {
      const registry = call.type === 'CallExpression' ? registryIn(call, file.conventions.registries) : undefined;
      if (registry !== undefined && owners.ownerOf(call) === owner) return { name: file.sourceCode.getText(registry), node: call };
    }
  }
  return undefined;
}

/** `this.toDispose` of `this.toDispose.push(d)`, `this._register` of `this._register(d)`. */
function registryIn(call: TSESTree.CallExpression, registries: ReadonlySet<string>): Node | undefined {
  const called = methodCall(call);
  const receiver = called === undefined ? undefined : unwrapped(called.receiver);
  if (called === undefined || call.arguments.length === 0) return undefined;
  if (receiver?.type === 'ThisExpression') return called.method === '_register' || registries.has(called.method) ? call.callee : undefined;
  if (receiver?.type !== 'MemberExpression' || receiver.object.type !== 'ThisExpression') return undefined;
  return registryFields.test(memberName(receiver) ?? '') ? receiver : undefined;
}
