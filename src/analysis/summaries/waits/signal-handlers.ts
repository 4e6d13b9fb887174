/**
 * Shutdowns at a signal: what a handler does that a second signal begins again, that nothing bounds, or that closes what
 * a server still uses.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { serverWords, storeWords } from '../../../resources/closings.js';
import { writtenName } from '../../effects/place.js';
import { ancestors, enclosingFunction, isFunction, isInside, literalValue, memberName, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { isInTest } from '../../syntax/tests.js';
import { nodesOutsideFunctions, someOwn } from '../../syntax/walk.js';
import { lastName, lastWord, wordsOf } from '../../syntax/words.js';
import { bodiesRunBy } from './tasks.js';
import type { WaitNodes } from './wait-collector.js';
import type { WaitParts } from './waits.js';

/** Something that a shutdown may come to grief at. */
export interface ShutdownRisk {
  readonly kind: 'repeated' | 'unbounded' | 'order' | 'connections';
  /** The registration, or the closing call. */
  readonly node: Node;
  /** The first wait of the handler, the call that ought to come first, or the closing call itself. */
  readonly other: Node;
}

export function shutdownRisks({ signals, closings, connectionEnds }: Pick<WaitNodes, 'signals' | 'closings' | 'connectionEnds'>, { file }: WaitParts): readonly ShutdownRisk[] {
  const atSignals = signals.flatMap((registration) => {
    const handlers = registration.arguments.slice(1, 2).flatMap((handler) => functionsOf(file.bindings, handler).functions);
    const bodies = handlers.flatMap((handler) => bodiesRunBy(handler, file));
    const [wait] = bodies.flatMap((body) => waitsForClosing(body, closings));
    if (wait === undefined) return [];
    const repeated: ShutdownRisk = { kind: 'repeated', node: registration, other: wait };
    const unbounded: ShutdownRisk = { kind: 'unbounded', node: wait, other: registration };
    return [...(runsAgain(registration, bodies) ? [repeated] : []), ...(bodies.some(hasBound) ? [] : [unbounded])];
  });
  return [...withoutRepetitions(atSignals), ...wrongOrders(closings), ...(connectionEnds.length > 0 ? [] : openConnections(closings, file))];
}

/** Servers whose `close` calls back when the last connection has ended, which those that are kept alive may never do. */
const HTTP_SERVERS = new Set(['node:http#Server', 'node:https#Server']);

/** `await new Promise((resolve) => server.close(resolve))`, and nothing in the file ends its connections or bounds the wait. */
function openConnections(closings: readonly TSESTree.CallExpression[], file: FileContext): readonly ShutdownRisk[] {
  return closings.flatMap((node): readonly ShutdownRisk[] => {
    const called = methodCall(node);
    // Who tests a server has no clients but those that he makes, and a time limit.
    const type = called?.method === 'close' && node.arguments.length > 0 && !isInTest(node) ? file.types.typeOf(called.receiver) : undefined;
    if (type?.kind !== 'key' || !HTTP_SERVERS.has(type.key)) return [];
    const made = [...ancestors(node)].find((at) => at.type === 'NewExpression');
    const isAwaited = made !== undefined && wrappingParent(made)?.type === 'AwaitExpression';
    const around = enclosingFunction(made ?? node);
    return isAwaited && around !== undefined && !hasBound(around) ? [{ kind: 'connections', node, other: node }] : [];
  });
}

/** Several signals may have one handler. */
function withoutRepetitions(risks: readonly ShutdownRisk[]): readonly ShutdownRisk[] {
  return risks.filter(({ kind, other, node }, index) => risks.findIndex((one) => one.kind === kind && (kind === 'repeated' ? one.other === other : one.node === node)) === index);
}

/** `await server.close()` in one of the bodies. */
function waitsForClosing(body: FunctionNode, closings: readonly Node[]): readonly Node[] {
  const found: Node[] = [];
  for (const node of nodesOutsideFunctions(body)) {
    if (node.type === 'AwaitExpression' && closings.some((closing) => isInside(closing, node))) found.push(node.argument);
  }
  return found;
}

/** `process.on`, and no body tests a state that it sets. */
function runsAgain(registration: TSESTree.CallExpression, bodies: readonly FunctionNode[]): boolean {
  return methodCall(registration)?.method !== 'once' && !bodies.some((body) => someOwn(body, isStateTest) || someOwn(body, isDeregistration));
}

/** `if (isClosing) return;`, `closing ??= close()` */
function isStateTest(node: Node): boolean {
  if (node.type === 'AssignmentExpression') return node.operator === '??=' || node.operator === '||=';
  return node.type === 'IfStatement' && someOwn(node.consequent, ({ type }) => type === 'ReturnStatement' || type === 'ThrowStatement' || type === 'CallExpression');
}

function isDeregistration(node: Node): boolean {
  return /^(?:off|removeListener|removeAllListeners)$/u.test(methodCall(node)?.method ?? '');
}

const BOUNDING = new Set(['settimeout', 'timeout', 'race', 'deadline']);

/** `setTimeout(() => process.exit(1), 10_000)`, `AbortSignal.timeout(ms)`, a function with such a name. */
function hasBound(body: FunctionNode): boolean {
  return someOwn(body, (node) => {
    if (node.type !== 'CallExpression') return false;
    const name = lastName(node.callee) ?? '';
    return BOUNDING.has(name.toLowerCase()) || wordsOf(name).some((word) => BOUNDING.has(word));
  });
}

/** The store that requests use is awaited to its end before the server that takes them is closed. */
function wrongOrders(closings: readonly TSESTree.CallExpression[]): readonly ShutdownRisk[] {
  const awaited = closings.filter((closing) => unwrapped(closing.parent).type === 'AwaitExpression');
  const stores = awaited.filter((closing) => isNamedBy(storeWords, closing));
  return stores.flatMap((store): readonly ShutdownRisk[] => {
    const block = statementBlock(store);
    const server = closings.find((closing) => isNamedBy(serverWords, closing) && closing.range[0] > store.range[1] && statementBlock(closing) === block);
    return server === undefined || block === undefined ? [] : [{ kind: 'order', node: store, other: server }];
  });
}

function isNamedBy(words: readonly string[], closing: Node): boolean {
  const receiver = methodCall(closing)?.receiver;
  const node = receiver === undefined ? undefined : unwrapped(receiver);
  const name = node?.type === 'MemberExpression' ? memberName(node) : node === undefined ? undefined : writtenName(node);
  return words.includes(lastWord(name?.replace(/^#/u, '')));
}

/** The block of statements in which the call's own statement stands. */
function statementBlock(call: Node): Node | undefined {
  let at: Node | undefined = call;
  while (at !== undefined && at.type !== 'BlockStatement' && !isFunction(at)) at = at.parent;
  return at?.type === 'BlockStatement' ? at : undefined;
}

/** `process.on('SIGTERM', handler)` */
export function isSignalRegistration(node: TSESTree.CallExpression): boolean {
  const [event, handler] = node.arguments;
  const name = event === undefined ? undefined : literalValue(event)?.value;
  return handler !== undefined && typeof name === 'string' && /^SIG(?:TERM|INT|HUP|QUIT|BREAK)$/u.test(name);
}
