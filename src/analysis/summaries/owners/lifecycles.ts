/**
 * Code that a framework runs once per mount, request or connection, and the code that it runs to undo it.
 *
 * Not modelled: hooks behind a wrapper of another file whose name is not in the catalogue; a cleanup that is built at
 * run time. Then `undoes` is incomplete, and who asks stays silent.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { CleanupHook, LifecycleHook } from '../../../resources/conventions.js';
import { registeringMembers } from '../../effects/callbacks.js';
import { ancestors, definitionName, isFunction, isInside, literalValue, methodCall, selfAndAncestors, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { returnedValues } from '../returned-values.js';
import { lastName } from '../../syntax/words.js';

/** Set-up code of a framework: an effect's callback, `onMounted`'s, `connectedCallback`. */
export interface Lifecycle {
  /** The function that sets up. */
  readonly setUp: FunctionNode;
  /** The name under which the framework knows it: `useEffect`, `connectedCallback`. */
  readonly name: string;
  /** The functions that undo it, as far as they are visible. */
  readonly undoes: readonly FunctionNode[];
  /** False where something that may undo it cannot be seen. */
  readonly complete: boolean;
  /** What the set-up code returns is thrown away by the framework. */
  readonly ignoresReturn: boolean;
  /** It is the `start` of a stream's source, which the stream's own rule looks at, too. */
  readonly isSource?: boolean;
}

export interface Lifecycles {
  /** The nearest lifecycle whose set-up code contains `node`, through the functions nested in it. */
  enclosingLifecycle(node: Node): Lifecycle | undefined;
  /** The nearest function around `node` that runs once per request, connection or session. */
  enclosingPerCall(node: Node): FunctionNode | undefined;
  /** The lifecycle that a function sets up, where it is one. */
  lifecycleOf(fn: FunctionNode): Lifecycle | undefined;
  /** The lifecycles that the calls inside a component set up. */
  lifecyclesWithin(scope: Node): readonly Lifecycle[];
  /** The functions given to cleanup hooks directly inside `scope`: `onUnmounted(() => ...)`. */
  registeredCleanups(scope: Node): readonly FunctionNode[];
}

/**
 * @param hookCalls the calls of the file that have a hook's name, from the collector.
 * @param streams what is made by a name that makes streams, from there as well.
 */
export function createLifecycles(file: FileContext, hookCalls: readonly TSESTree.CallExpression[], streams: readonly TSESTree.NewExpression[]): Lifecycles {
  const memo = new Map<FunctionNode, Lifecycle | undefined>();
  const registeredCleanups = (scope: Node): readonly FunctionNode[] => cleanupsWithin(scope, hookCalls, file);
  const lifecycleOf = (fn: FunctionNode): Lifecycle | undefined => {
    if (!memo.has(fn)) memo.set(fn, hookLifecycle(fn, file, registeredCleanups) ?? memberLifecycle(fn, file) ?? sourceLifecycle(fn, file));
    return memo.get(fn);
  };
  const lifecyclesWithin = (scope: Node): readonly Lifecycle[] => [
    ...hookCalls.flatMap((call) => (isInside(call, scope) ? call.arguments.flatMap((argument) => setUpsOf(argument, file)) : [])),
    ...streams.flatMap((stream) => (isInside(stream, scope) ? sourceMember(stream, 'start', file) : [])),
  ].flatMap((fn) => lifecycleOf(fn) ?? []);
  return {
    lifecycleOf,
    lifecyclesWithin,
    registeredCleanups,
    enclosingLifecycle: (node) => firstAround(node, lifecycleOf),
    enclosingPerCall: (node) => firstAround(node, (fn) => (runsPerCall(fn, file) ? fn : undefined)),
  };
}

/** The first answer for the functions around `node`, the nearest first. */
function firstAround<Answer>(node: Node, ask: (fn: FunctionNode) => Answer | undefined): Answer | undefined {
  for (const at of selfAndAncestors(node)) {
    const answer = isFunction(at) ? ask(at) : undefined;
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function hookLifecycle(fn: FunctionNode, file: FileContext, cleanupsIn: (scope: Node) => readonly FunctionNode[]): Lifecycle | undefined {
  const call = callGiven(fn);
  const hook = call === undefined ? undefined : file.conventions.hooks.find((one) => call.arguments[one.callback] === given(fn) && isCallOf(one, call, file));
  if (hook === undefined || call === undefined) return undefined;
  if (hook.undone === 'registered') return { setUp: fn, name: hook.name, undoes: cleanupsIn(componentAround(call)), complete: true, ignoresReturn: true };
  return { setUp: fn, name: hook.name, ...returnedCleanups(fn, file), ignoresReturn: false };
}

/** The functions that a hook's argument is: written in place, or by name. */
function setUpsOf(argument: Node, file: FileContext): readonly FunctionNode[] {
  return argument.type === 'Identifier' || isFunction(argument) ? functionsOf(file.bindings, argument).functions : [];
}

/** The call of which the function is an argument, also by way of `useCallback` and its like. */
function callGiven(fn: FunctionNode): TSESTree.CallExpression | undefined {
  const parent = wrappingParent(fn);
  if (parent?.type !== 'CallExpression' || parent.callee === fn) return undefined;
  const outer = isMemoising(parent) ? wrappingParent(parent) : undefined;
  return outer?.type === 'CallExpression' ? outer : parent;
}

/** The argument of the hook's call that is, or contains, the function. */
function given(fn: FunctionNode): Node {
  const parent = wrappingParent(fn);
  return parent?.type === 'CallExpression' && isMemoising(parent) && wrappingParent(parent)?.type === 'CallExpression' ? parent : fn;
}

function isMemoising(call: TSESTree.CallExpression): boolean {
  const name = lastName(call.callee);
  return name === 'useCallback' || name === 'useMemoizedFn';
}

/** The component or composable in whose body a hook is called: the function around it, or the file. */
function componentAround(call: Node): Node {
  let outermost: Node = call;
  for (const at of ancestors(call)) {
    if (isFunction(at)) return at;
    outermost = at;
  }
  return outermost;
}

/** What an effect's callback returns undoes it. A promise, or a value that is not visible, may undo anything. */
function returnedCleanups(fn: FunctionNode, file: FileContext): Pick<Lifecycle, 'undoes' | 'complete'> {
  if (fn.async) return { undoes: [], complete: true };
  const undoes: FunctionNode[] = [];
  let complete = true;
  for (const value of returnedValues(fn)) {
    if (isNothing(value)) continue;
    const candidates = functionsOf(file.bindings, value);
    undoes.push(...candidates.functions);
    complete &&= candidates.complete;
  }
  return { undoes, complete };
}

function isNothing(value: Node): boolean {
  const literal = literalValue(value);
  return literal !== undefined && (literal.value === undefined || literal.value === null);
}

/** `connectedCallback` and its like: the class's own counterpart undoes it. */
function memberLifecycle(fn: FunctionNode, file: FileContext): Lifecycle | undefined {
  const member = fn.parent;
  if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return undefined;
  const name = definitionName(member);
  const members = file.conventions.members.find(({ setUp }) => name !== undefined && setUp.includes(name));
  if (members === undefined || name === undefined) return undefined;
  const undoes = member.parent.body.flatMap((element): readonly FunctionNode[] => {
    if (element.type !== 'MethodDefinition' && element.type !== 'PropertyDefinition') return [];
    const value: Node | null = element.value;
    return isFunction(value) && members.tearDown.includes(definitionName(element) ?? '') ? [value] : [];
  });
  return { setUp: fn, name, undoes, complete: true, ignoresReturn: true };
}

/** `new ReadableStream({ start() {}, cancel() {} })`: `start` runs once, `cancel` when the reader leaves. https://streams.spec.whatwg.org/#underlying-source-api */
function sourceLifecycle(fn: FunctionNode, file: FileContext): Lifecycle | undefined {
  const source = fn.parent.type === 'Property' && definitionName(fn.parent) === 'start' ? wrappingParent(fn.parent.parent) : undefined;
  if (source?.type !== 'NewExpression' || file.origins.originOf(source.callee) !== 'global:ReadableStream' || !sourceMember(source, 'start', file).includes(fn)) return undefined;
  return { setUp: fn, name: 'start', undoes: sourceMember(source, 'cancel', file), complete: true, ignoresReturn: true, isSource: true };
}

/** The functions of a source that is written in place; none where a part of it is not. */
function sourceMember({ arguments: [given] }: TSESTree.NewExpression, name: string, file: FileContext): readonly FunctionNode[] {
  if (given?.type !== 'ObjectExpression' || given.properties.some(({ type }) => type === 'SpreadElement')) return [];
  return given.properties.flatMap((property) => (property.type === 'Property' && definitionName(property) === name ? functionsOf(file.bindings, property.value).functions : []));
}

function cleanupsWithin(scope: Node, calls: readonly TSESTree.CallExpression[], file: FileContext): readonly FunctionNode[] {
  return calls.flatMap((call) => {
    if (!isInside(call, scope)) return [];
    const hook = file.conventions.cleanups.find((one) => isCallOf(one, call, file));
    const callback = hook === undefined ? undefined : call.arguments[hook.callback];
    return callback === undefined ? [] : functionsOf(file.bindings, callback).functions;
  });
}

/** A call of the hook: by its import, by its global name (auto-imports), or, where the name means nothing else, by that alone. */
function isCallOf(hook: LifecycleHook | CleanupHook, call: TSESTree.CallExpression, file: FileContext): boolean {
  const origin = file.origins.originOf(call.callee);
  if (origin === undefined) return hook.modules === undefined && lastName(call.callee) === hook.name;
  if (origin === `global:${hook.name}`) return true;
  // A default import is called as its reader calls it.
  const isDefault = origin.endsWith('#default') && lastName(call.callee) === hook.name;
  if (hook.modules === undefined) return isDefault || origin.endsWith(`#${hook.name}`) || origin.endsWith(`.${hook.name}`);
  return hook.modules.some((module) => origin === `${module}#${hook.name}`);
}

/** The callback of `createServer`, of a 'connection' listener or of a route. */
function runsPerCall(fn: FunctionNode, file: FileContext): boolean {
  const call = wrappingParent(fn);
  if (call?.type !== 'CallExpression' || !call.arguments.some((argument) => argument === fn)) return false;
  const origin = file.origins.originOf(call.callee);
  const called = methodCall(call);
  const first = call.arguments[0] === undefined ? undefined : literalValue(call.arguments[0])?.value;
  return file.conventions.perCall.some(({ by, names }) => {
    if (by === 'call') return origin !== undefined && names.includes(origin);
    if (called === undefined || typeof first !== 'string') return false;
    if (by === 'event') return registeringMembers.has(called.method) && names.includes(first);
    return names.includes(called.method) && first.startsWith('/') && fn.params.length >= 2;
  });
}

