/** `_read` of a readable stream: it is not called again before something has been pushed. https://nodejs.org/api/stream.html#readable_readsize */
import type { TSESTree } from '@typescript-eslint/types';
import { readAnswers } from '../../../resources/producers.js';
import { settlersIn } from '../../obligations/settling/settlers.js';
import { ancestors, definitionName, isFunction, isInside, methodCall, rootOf, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { nodesOutsideFunctions } from '../../syntax/walk.js';
import type { FileContext } from '../../syntax/context.js';
import type { StreamWait } from './streams.js';
import type { WaitParts } from './waits.js';

/** @param pushes the calls of `this.push` of the file. */
export function readWaits(pushes: readonly TSESTree.CallExpression[], parts: WaitParts): readonly StreamWait[] {
  const reads = new Set(pushes.map(rootOf).filter(isFunction));
  return [...reads].flatMap((fn) => {
    const stream = streamAround(fn, parts.file);
    const isAlone = stream !== undefined && pushes.every((push) => rootOf(push) === fn || !isInside(push, stream.owner));
    if (stream === undefined || !isAlone || fn.async || asksItself(fn)) return [];
    const settlers = settlersIn(['this'], readAnswers, parts.places);
    const found = parts.settling.follow({ body: parts.bodies.bodyOf(fn), settlers, from: undefined, isCallback: false, promise: undefined });
    return found.isUnknown ? [] : [{ node: stream.node, holder: 'this', whileOpen: 'gets no `push`', waits: 'its reader', pending: found.returns, uncancelled: undefined }];
  });
}

/** `class X extends Readable { _read() {} }`, `new Readable({ read() {} })`: what the report stands on, and where others may push. */
function streamAround(fn: FunctionNode, { origins }: FileContext): { readonly node: Node; readonly owner: Node } | undefined {
  const member = fn.parent;
  if (member.type === 'MethodDefinition') {
    const owner = member.parent.parent;
    const isStream = definitionName(member) === '_read' && owner.superClass !== null && origins.originOf(owner.superClass) === READABLE;
    return isStream ? { node: member.key, owner } : undefined;
  }
  const call = member.type === 'Property' && definitionName(member) === 'read' ? wrappingParent(member.parent) : undefined;
  return call?.type === 'NewExpression' && origins.originOf(call.callee) === READABLE ? { node: call, owner: call } : undefined;
}

const READABLE = 'node:stream#Readable';

/** Other members of the stream, or somebody who is given it, may push as well; what is read elsewhere comes later. */
function asksItself(fn: FunctionNode): boolean {
  for (const node of nodesOutsideFunctions(fn.body)) {
    if (node.type === 'ThisExpression' && !isOwnAnswer(node) && !isData(node)) return true;
    if (isFunction(node)) return true;
  }
  return false;
}

function isOwnAnswer(node: TSESTree.ThisExpression): boolean {
  const called = wrappingParent(node)?.parent;
  const name = called === undefined ? undefined : methodCall(called)?.method;
  return name !== undefined && readAnswers.some((answer) => answer.name === name);
}

/** `this.left--`, `this.rows[this.next]`, `this.rows.shift()`: a field of the stream, and what that gives. */
function isData(node: Node): boolean {
  const member = wrappingParent(node);
  if (member?.type !== 'MemberExpression' || member.object !== node) return false;
  for (const at of ancestors(member)) {
    if (at.type === 'CallExpression') return at.callee !== member;
    if (at.type !== 'MemberExpression') return true;
  }
  return false;
}
