/** A wait that nothing ends, as ESLint reports it. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { Node, Pending, PromiseWait } from '../analysis/index.js';
import { codeOf, exitLine, exitWords } from './words.js';

export const PENDING_MESSAGES = {
  pending: 'The promise from line {{start}} stays pending when {{exit}} on line {{line}}; {{repair}}.',
  forever: 'The promise from line {{start}} stays pending for ever; {{repair}}.',
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
    data: { start, exit: pendingWords(clearest, textOf), line: String(pendingLine(clearest)), repair: settleWords(clearest, wait) },
  };
}

const ORDER: Record<Pending['kind'], number> = { exit: 0, event: 1, rejection: 2, fulfilment: 3 };

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
  }
}

function pendingLine(pending: Pending): number {
  return pending.kind === 'exit' ? exitLine(pending.exit) : pending.node.loc.start.line;
}

function settleWords(pending: Pending, { resolve, reject }: PromiseWait): string {
  const rejecting = reject === undefined ? 'take `reject` and call it' : `call \`${reject}\``;
  if (pending.kind === 'event' || pending.kind === 'rejection') return `${rejecting} then`;
  if (resolve === undefined) return rejecting;
  return reject === undefined ? `call \`${resolve}\`` : `call \`${resolve}\` or \`${reject}\``;
}
