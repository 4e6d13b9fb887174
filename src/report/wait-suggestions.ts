/** Edits that end a wait: a rejection handed on, a failure listened for, a closing call awaited. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { Node, Pending, PromiseWait, StreamWait, UnawaitedShutdown } from '../analysis/index.js';
import type { SHUTDOWN_MESSAGES } from './shutdown-report.js';
import type { PendingMessage, StreamMessage } from './wait-report.js';

type Suggestion = TSESLint.SuggestionReportDescriptor<PendingMessage>;
type StreamSuggestion = TSESLint.SuggestionReportDescriptor<StreamMessage>;

/** Only where `reject` is at hand and nothing else leaves the promise pending. */
export function pendingSuggestions({ pending, reject }: PromiseWait, sourceCode: TSESLint.SourceCode): Suggestion[] {
  const [only, ...others] = pending;
  if (only === undefined || others.length > 0 || reject === undefined || !isInScope(reject, nodeOf(only), sourceCode)) return [];
  if (only.kind === 'rejection') return handedOn(only.node, reject);
  return only.kind === 'event' ? listenedFor(only, reject, sourceCode) : [];
}

function nodeOf(pending: Pending): Node | undefined {
  return pending.kind === 'rejection' ? pending.node : pending.kind === 'event' ? pending.registration : undefined;
}

/** The name stands for a parameter where the edit is made. */
function isInScope(name: string, node: Node | undefined, sourceCode: TSESLint.SourceCode): boolean {
  let scope = node === undefined ? null : sourceCode.getScope(node);
  for (; scope !== null; scope = scope.upper) {
    const variable = scope.set.get(name);
    if (variable !== undefined) return variable.defs[0]?.type === 'Parameter';
  }
  return false;
}

/** `load().then(resolve)` becomes `load().then(resolve, reject)`. */
function handedOn(promise: Node, reject: string): Suggestion[] {
  const member = promise.parent;
  const call = member?.parent;
  if (member?.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee !== member) return [];
  const [handler, ...others] = call.arguments;
  const isThen = member.property.type === 'Identifier' && member.property.name === 'then';
  if (!isThen || handler === undefined || others.length > 0 || call.parent.type === 'MemberExpression') return [];
  return [{ messageId: 'handOn', data: { reject }, fix: (fixer) => fixer.insertTextAfter(handler, `, ${reject}`) }];
}

const ONCE: ReadonlyMap<string, (target: string, event: string, listener: string) => string> = new Map([
  ['on', (target, event, listener) => `${target}.once('${event}', ${listener});`],
  ['once', (target, event, listener) => `${target}.once('${event}', ${listener});`],
  ['pipe', (target, event, listener) => `${target}.once('${event}', ${listener});`],
  ['addEventListener', (target, event, listener) => `${target}.addEventListener('${event}', ${listener}, { once: true });`],
]);

function listenedFor(pending: FailedEvent, reject: string, sourceCode: TSESLint.SourceCode): Suggestion[] {
  const line = lineListening(pending, reject, sourceCode);
  return line === undefined ? [] : [{ messageId: 'listen', data: { target: line.target, event: pending.event, reject }, fix: line.fix }];
}

/** The stream fails with what it reads from: `controller.error(error)`, and no `close()` that would hide the failure. */
export function openStreamSuggestions({ holder, whileOpen }: StreamWait, pending: readonly Pending[], sourceCode: TSESLint.SourceCode): StreamSuggestion[] {
  const [only, ...others] = pending;
  if (only?.kind !== 'event' || only.event !== 'error' || others.length > 0 || !whileOpen.endsWith('errored')) return [];
  const line = lineListening(only, `(error) => { ${holder}.error(error); }`, sourceCode);
  return line === undefined ? [] : [{ messageId: 'fail', data: { holder, target: line.target }, fix: line.fix }];
}

type FailedEvent = Extract<Pending, { kind: 'event' }>;

/** A line behind the registration of the success event. */
function lineListening({ event, registration: call }: FailedEvent, listener: string, sourceCode: TSESLint.SourceCode): { target: string; fix: TSESLint.ReportFixFunction } | undefined {
  if (call?.type !== 'CallExpression' || call.parent.type !== 'ExpressionStatement' || call.callee.type !== 'MemberExpression') return undefined;
  const { object, property } = call.callee;
  const written = property.type === 'Identifier' ? ONCE.get(property.name) : undefined;
  if (written === undefined || object.type !== 'Identifier') return undefined;
  const statement = call.parent;
  const indent = /^\s*/u.exec(sourceCode.lines[statement.loc.start.line - 1] ?? '')?.[0] ?? '';
  return { target: object.name, fix: (fixer) => fixer.insertTextAfter(statement, `\n${indent}${written(object.name, event, listener)}`) };
}

/** Only where the call is known to give a promise, and its function may wait. */
export function shutdownSuggestions({ node, next, kind, repair }: UnawaitedShutdown): TSESLint.SuggestionReportDescriptor<keyof typeof SHUTDOWN_MESSAGES>[] {
  if (repair === 'await') return [{ messageId: 'await', fix: (fixer) => fixer.insertTextBefore(node, 'await ') }];
  if (repair !== 'all' || kind !== 'each' || next.type !== 'CallExpression' || next.callee.type !== 'MemberExpression') return [];
  const { property } = next.callee;
  return [{ messageId: 'awaitAll', fix: (fixer) => [fixer.insertTextBefore(next, 'await Promise.all('), fixer.replaceText(property, 'map'), fixer.insertTextAfter(next, ')')] }];
}
