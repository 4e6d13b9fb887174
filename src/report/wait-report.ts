/** A wait that nothing ends, as ESLint reports it. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { CallbackWait, Node, Pending, PromiseWait, StreamWait } from '../analysis/index.js';
import { openStreamSuggestions, pendingSuggestions } from './wait-suggestions.js';
import { codeOf, exitLine, exitWords } from './words.js';

export const PENDING_MESSAGES = {
  pending: 'The promise from line {{start}} stays pending when {{exit}} on line {{line}}; {{repair}}.',
  forever: 'The promise from line {{start}} stays pending for ever; {{repair}}.',
  uncalled: '`{{callback}}` is not called when {{exit}} on line {{line}}, and its caller waits; call it there.',
  handOn: 'Hand `{{reject}}` to `then` as well.',
  listen: 'Listen for `{{event}}` of `{{target}}` with `{{reject}}`.',
} as const;

export type PendingMessage = keyof typeof PENDING_MESSAGES;

/** @returns undefined where nothing of it is pending. */
export function pendingReport(wait: PromiseWait, pending: readonly Pending[], sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<PendingMessage> | undefined {
  const clearest = clearestPending(pending);
  if (clearest === undefined) return undefined;
  const start = String(wait.node.loc.start.line);
  const textOf = (node: Node): string => sourceCode.getText(node);
  if (wait.resolve === undefined && wait.reject === undefined) {
    return { node: wait.node, messageId: 'forever', data: { start, repair: 'take `resolve` and call it' } };
  }
  return {
    node: wait.node,
    messageId: 'pending',
    data: { start, exit: pendingWords(clearest, textOf), line: String(pendingLine(clearest)), repair: settleWords(clearest, wait, textOf) },
    suggest: pendingSuggestions(wait, sourceCode),
  };
}

/** The report stands where control leaves: a parameter is nobody's mistake. */
export function uncalledReport({ node, pending }: CallbackWait, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<PendingMessage> | undefined {
  const clearest = clearestPending(pending);
  if (clearest === undefined) return undefined;
  const at = clearest.kind !== 'exit' ? clearest.node : clearest.exit.kind === 'fall-through' ? node : clearest.exit.node;
  const loc = at.type === 'ForOfStatement' ? { start: at.loc.start, end: at.body.loc.start } : at.loc;
  const exit = pendingWords(clearest, (inner) => sourceCode.getText(inner));
  return { node: at, loc, messageId: 'uncalled', data: { callback: node.name, exit, line: String(pendingLine(clearest)) } };
}

const ORDER: Record<Pending['kind'], number> = { exit: 0, event: 1, rejection: 2, fulfilment: 3, teardown: 4, lone: 5 };

function clearestPending(pending: readonly Pending[]): Pending | undefined {
  return [...pending].sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || pendingLine(a) - pendingLine(b))[0];
}

function pendingWords(pending: Pending, textOf: (node: Node) => string): string {
  switch (pending.kind) {
    case 'exit':
      return exitWords(pending.exit, textOf);
    case 'rejection':
      return `\`${codeOf(textOf(pending.node))}\` rejects`;
    case 'fulfilment':
      return `\`${codeOf(textOf(pending.node))}\` fulfils`;
    case 'event':
      return `\`${codeOf(textOf(pending.node))}\` emits '${pending.event}'`;
    case 'teardown':
      return `\`${codeOf(textOf(pending.node))}\` runs`;
    case 'lone':
      return `\`${codeOf(textOf(pending.node))}\` emits no '${pending.event}'`;
  }
}

function pendingLine(pending: Pending): number {
  return pending.kind === 'exit' ? exitLine(pending.exit) : pending.node.loc.start.line;
}

function settleWords(pending: Pending, { resolve, reject }: PromiseWait, textOf: (node: Node) => string): string {
  if (pending.kind === 'teardown') return `settle what \`${codeOf(textOf(pending.holder))}\` keeps there`;
  const rejecting = reject === undefined ? 'take `reject` and call it' : `call \`${reject}\``;
  if (pending.kind === 'lone') return 'settle it on failure or after a time as well';
  if (pending.kind === 'event' || pending.kind === 'rejection') return `${rejecting} then`;
  if (resolve === undefined) return rejecting;
  return reject === undefined ? `call \`${resolve}\`` : `call \`${resolve}\` or \`${reject}\``;
}

export const STREAM_MESSAGES = {
  open: '`{{holder}}` {{state}} when {{exit}} on line {{line}}; {{waits}} waits for ever.',
  uncancelled: 'What `{{upstream}}` on line {{line}} began goes on when the reader cancels; end it in `cancel()`.',
  fail: 'Error `{{holder}}` when `{{target}}` fails.',
} as const;

export type StreamMessage = keyof typeof STREAM_MESSAGES;

export function openStreamReport(wait: StreamWait, pending: readonly Pending[], sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<StreamMessage> | undefined {
  const clearest = clearestPending(pending);
  if (clearest === undefined) return undefined;
  const exit = pendingWords(clearest, (node) => sourceCode.getText(node));
  const { node, holder, whileOpen, waits } = wait;
  const suggest = openStreamSuggestions(wait, pending, sourceCode);
  return { node, messageId: 'open', data: { holder, state: whileOpen, exit, line: String(pendingLine(clearest)), waits }, suggest };
}

export function uncancelledReport({ node, uncancelled }: StreamWait, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<StreamMessage> | undefined {
  if (uncancelled === undefined) return undefined;
  const call = uncancelled.node;
  const upstream = call.type === 'CallExpression' ? codeOf(sourceCode.getText(call.callee)) : '';
  return { node, messageId: 'uncancelled', data: { upstream, line: String(call.loc.start.line) } };
}
