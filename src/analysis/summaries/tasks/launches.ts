/**
 * Who starts a function, and whether anybody waits for it. A function that is started and waited for by nobody is a
 * *task*: it goes on by itself, and needs an end of its own.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { definitionName, enclosingFunction, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Activity } from './activity.js';

export interface Launch {
  /** The call, or the function itself where it is handed to somebody who calls it. */
  readonly node: Node;
  /** `dropped`: nobody takes the promise. `given`: the function is a callback. `kept`: somebody has the promise, or awaits it. */
  readonly by: 'dropped' | 'given' | 'kept';
  readonly atModuleLevel: boolean;
}

/** Methods of promises whose result stands for the promise itself. */
const CHAINING = new Set(['then', 'catch', 'finally']);

/** The places of this file where `fn` is started. */
export function launchesOf(fn: FunctionNode, file: FileContext, activity: Activity): readonly Launch[] {
  const calls = callsOf(fn, file, activity).map((call) => launchOf(call));
  const handed = wrappingParent(fn);
  if (handed?.type === 'CallExpression') {
    if (unwrapped(handed.callee) === fn) return [...calls, launchOf(handed)];
    return [...calls, { node: fn, by: isIterating(handed) ? 'kept' : 'given', atModuleLevel: enclosingFunction(handed) === undefined }];
  }
  return calls;
}

/** `ids.map(async ...)`: the promises are the result. */
function isIterating(call: TSESTree.CallExpression): boolean {
  const method = methodCall(call)?.method;
  return method === 'map' || method === 'flatMap' || method === 'from' || method === 'reduce';
}

function launchOf(call: TSESTree.CallExpression): Launch {
  return { node: call, by: isForgotten(call) ? 'dropped' : 'kept', atModuleLevel: enclosingFunction(call) === undefined };
}

/** `run()`, `void run()`, `run().catch(log)` as a statement. */
export function isForgotten(call: Node): boolean {
  let node = call;
  for (let parent = wrappingParent(node); parent !== undefined; parent = wrappingParent(node)) {
    if (parent.type === 'ExpressionStatement') return true;
    if (parent.type === 'UnaryExpression' && parent.operator === 'void') return true;
    const isChain = parent.type === 'MemberExpression' && CHAINING.has(parent.property.type === 'Identifier' ? parent.property.name : '');
    const isChained = parent.type === 'CallExpression' && unwrapped(parent.callee).type === 'MemberExpression' && unwrapped(parent.callee) === node;
    if (!isChain && !isChained) return false;
    node = parent;
  }
  return false;
}

/** The calls of a function of this file: by its name, or as a method of `this`. */
export function callsOf(fn: FunctionNode, file: FileContext, activity: Activity): readonly TSESTree.CallExpression[] {
  const member = fn.parent;
  if (member.type === 'MethodDefinition' || member.type === 'PropertyDefinition') {
    const name = definitionName(member);
    const owner = member.parent.parent;
    return (name === undefined ? [] : (activity.calls.get(name) ?? [])).filter((call): call is TSESTree.CallExpression => {
      if (call.type !== 'CallExpression' || call.range[0] < owner.range[0] || call.range[1] > owner.range[1]) return false;
      const receiver = methodCall(call)?.receiver;
      return receiver?.type === 'ThisExpression' || receiver?.type === 'Identifier';
    });
  }
  const name = fn.id ?? (member.type === 'VariableDeclarator' && member.id.type === 'Identifier' ? member.id : undefined);
  const variable = name == null ? undefined : file.bindings.variableOf(name);
  return (variable?.references ?? []).flatMap((reference) => {
    const call = reference.identifier.parent;
    return call.type === 'CallExpression' && call.callee === reference.identifier ? [call] : [];
  });
}

/** What starts a function, summed up. */
export interface Start {
  /** Nobody waits for it. */
  readonly isTask: boolean;
  /** Only module code calls it: a script's own life. */
  readonly isEntryPoint: boolean;
}

export function startOf(launches: readonly Launch[]): Start {
  return {
    isTask: launches.some((launch) => launch.by !== 'kept'),
    isEntryPoint: launches.length > 0 && launches.every((launch) => launch.atModuleLevel && launch.by !== 'given'),
  };
}
