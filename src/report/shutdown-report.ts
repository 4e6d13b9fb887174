/** A shutdown that nobody waits for, as ESLint reports it. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { ShutdownRisk, UnawaitedShutdown } from '../analysis/index.js';
import { shutdownSuggestions } from './wait-suggestions.js';
import { codeOf } from './words.js';

export const SHUTDOWN_MESSAGES = {
  unfinished: '`{{close}}` has not finished when {{next}} on line {{line}}; await it first.',
  each: '`{{close}}` has not finished when the iteration ends on line {{line}}; await `Promise.all` of `map`.',
  repeated: 'A second signal runs this handler while `{{close}}` on line {{line}} still works; use `once` or test a flag.',
  unbounded: 'Nothing bounds `{{close}}` when a signal on line {{line}} ends the process; exit after a time as well.',
  order: '`{{close}}` runs before `{{next}}` on line {{line}}, which may still use it; close that first.',
  connections: '`{{close}}` on line {{line}} waits for connections that are kept alive; call `closeIdleConnections()` too.',
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

export function shutdownRiskReport({ kind, node, other }: ShutdownRisk, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<keyof typeof SHUTDOWN_MESSAGES> {
  const [own, next] = [node, other].map((call) => codeOf(sourceCode.getText(call)));
  const line = String(other.loc.start.line);
  if (kind === 'connections') return { node, messageId: kind, data: { close: codeOf(sourceCode.getText(node.type === 'CallExpression' ? node.callee : node)), line } };
  if (kind === 'repeated') return { node, loc: headOf(node), messageId: 'repeated', data: { close: next, line } };
  return { node, messageId: kind, data: { close: own, next, line } };
}

/** A registration without its handler: `process.on`. */
function headOf(registration: ShutdownRisk['node']): TSESLint.AST.SourceLocation {
  return registration.type === 'CallExpression' ? registration.callee.loc : registration.loc;
}
