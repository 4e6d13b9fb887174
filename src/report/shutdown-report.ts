/** A shutdown that nobody waits for, as ESLint reports it. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { UnawaitedShutdown } from '../analysis/index.js';
import { codeOf } from './words.js';

export const SHUTDOWN_MESSAGES = {
  unfinished: '`{{close}}` has not finished when {{next}} on line {{line}}; await it first.',
  each: '`{{close}}` has not finished when the iteration ends on line {{line}}; await `Promise.all` of `map`.',
} as const;

export function shutdownReport({ node, unfinished, next, kind }: UnawaitedShutdown, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<keyof typeof SHUTDOWN_MESSAGES> {
  const close = codeOf(sourceCode.getText(unfinished));
  if (kind === 'each') return { node, messageId: 'each', data: { close, line: String(next.loc.end.line) } };
  const words = kind === 'next' ? `\`${codeOf(sourceCode.getText(next))}\` runs` : 'its function returns';
  const line = String(kind === 'next' ? next.loc.start.line : next.loc.end.line);
  return { node, messageId: 'unfinished', data: { close, next: words, line } };
}
