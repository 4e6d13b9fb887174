/**
 * Controllers that one way out of a function aborts: on every other way on which the work that has their signal still runs,
 * an abort is owed as well. Nothing is owed for work that has been waited for.
 *
 * Not modelled: work whose promise goes anywhere but to a name that is awaited.
 */
import { method } from '../../resources/define.js';
import type { ResourceSpec } from '../../resources/spec.js';
import { registrationOf, useOfPromise } from '../effects/callbacks.js';
import { enclosingFunction, isCallOrNew, memberName, rootOf, wrappingParent, type Node } from '../syntax/ast.js';
import type { Variable } from '../syntax/bindings.js';
import { atStep, type Beginning, type FileParts } from './file-obligations.js';

const runningWork: ResourceSpec = {
  id: 'AbortController',
  family: 'cancel',
  noun: 'controller',
  whileHeld: 'is not aborted',
  verb: 'abort',
  repair: '$.abort()',
  acquire: [],
  release: [method('abort')],
  // Where nothing here aborts, the work may be meant to run.
  life: 'one-shot',
  source: 'https://dom.spec.whatwg.org/#dom-abortcontroller-abort',
};

/** For each controller, the first work that it is given to and that nobody waits for at once. */
export function* abortedWork(parts: FileParts): Generator<Beginning> {
  for (const node of parts.calls.get('AbortController') ?? []) {
    const declarator = wrappingParent(node);
    if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || enclosingFunction(node) === undefined) continue;
    const variable = parts.file.bindings.variableOf(declarator.id);
    if (variable === undefined || parts.file.origins.originOf(node.callee) !== 'global:AbortController' || !isAborted(variable)) continue;
    for (const { call, task } of worksWith(variable, parts)) {
      if (rootOf(call) !== rootOf(node)) continue;
      yield* atStep(parts, call, { spec: runningWork, place: parts.places.ofVariable(variable), pending: false, reported: declarator.id, work: task === undefined ? [] : [parts.places.ofVariable(task)] });
      break;
    }
  }
}

function isAborted({ references }: Variable): boolean {
  return references.some(({ identifier: { parent } }) => parent.type === 'MemberExpression' && memberName(parent) === 'abort');
}

interface Work {
  readonly call: Node;
  /** The name that is awaited later; undefined where the promise is dropped. */
  readonly task: Variable | undefined;
}

function worksWith(controller: Variable, parts: FileParts): readonly Work[] {
  return signalsOf(controller, parts).flatMap((signal): readonly Work[] => {
    const call = callGiven(signal);
    // A listener that goes with the controller is no work.
    if (call !== undefined && registrationOf(call) !== undefined) return [];
    const use = call === undefined ? undefined : useOfPromise(call);
    if (call === undefined || use === 'dropped') return call === undefined ? [] : [{ call, task: undefined }];
    const holder = use === 'kept' ? wrappingParent(call) : undefined;
    const task = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? parts.file.bindings.variableOf(holder.id) : undefined;
    const isAwaited = task?.references.every(({ identifier, init }) => init === true || wrappingParent(identifier)?.type === 'AwaitExpression');
    return task !== undefined && isAwaited === true && task.references.length > 1 ? [{ call, task }] : [];
  });
}

/** Every mention of the signal: `controller.signal`, and the names that it is given. */
function signalsOf(controller: Variable, { file: { bindings } }: FileParts): readonly Node[] {
  return controller.references.flatMap(({ identifier }): readonly Node[] => {
    const parent = wrappingParent(identifier);
    if (parent?.type !== 'MemberExpression' || memberName(parent) !== 'signal') return [];
    const holder = wrappingParent(parent);
    if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return [parent];
    return (bindings.variableOf(holder.id)?.references ?? []).flatMap((reference) => (reference.init === true ? [] : [reference.identifier]));
  });
}

/** The call that is given the signal, alone or among its options, with the links of its chain. */
function callGiven(signal: Node): Node | undefined {
  let at: Node | undefined = wrappingParent(signal);
  while (at?.type === 'Property' || at?.type === 'ObjectExpression') at = wrappingParent(at);
  if (at === undefined || !isCallOrNew(at) || at.callee === signal) return undefined;
  let call: Node = at;
  while (useOfPromise(call) === 'chained') call = wrappingParent(wrappingParent(call) ?? call) ?? call;
  return call;
}
