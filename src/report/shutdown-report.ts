/** A shutdown that nobody waits for, as ESLint reports it. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { UnawaitedShutdown } from '../analysis/index.js';
import { shutdownSuggestions } from './wait-suggestions.js';
import { codeOf } from './words.js';

export const SHUTDOWN_MESSAGES = {
  unfinished: '`{{close}}` has not finished when {{next}} on line {{line}}; await it first.',
  each: '`{{close}}` has not finished when the iteration ends on line {{line}}; await `Promise.all` of `map`.',
  await: 'Await it.',
  awaitAll: 'Await them all.',
} as const;

export function shutdownReport(shutdown: UnawaitedShutdown, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<keyof typeof SHUTDOWN_MESSAGES> {
  const { node, unfinished, next, kind } = shutdown;
  const suggest = shutdownSuggestions(shutdown);
  const close = codeOf(sourceCode.getText(unfinished));
  if (kind === 'each') return { node, messageId: 'each', data: { close, line: String(next.loc.end.line) }, suggest };
  const words = kind === 'next' ? `\`${codeOf(sourceCode.getText(next))}\` runs` : 'its function returns';
  const line = String(kind === 'next' ? next.loc.start.line : next.loc.end.line);
  return { node, messageId: 'unfinished', data: { close, next: words, line }, suggest };
}
