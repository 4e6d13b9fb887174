/** An iteration that nothing ends, as ESLint reports it. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { EndlessLoop, OpenIterator } from '../analysis/index.js';
import { codeOf } from './words.js';

export const ITERATION_MESSAGES = {
  endless: '`{{source}}` never ends, so the loop on line {{line}} never does; pass a signal or break.',
  circular: '`{{close}}` on line {{line}} waits for this loop, which waits for it; close before the `await` on line {{wait}}.',
  left: '`{{iterator}}` stays open when the reader breaks off at the `yield` on line {{line}}; call `{{iterator}}.return()` in `finally`.',
  open: '`{{iterator}}` is stepped on line {{line}} and never closed; call `{{iterator}}.return()` in `finally`.',
} as const;

type Report = TSESLint.ReportDescriptor<keyof typeof ITERATION_MESSAGES>;

export function endlessLoopReport(loop: EndlessLoop, sourceCode: TSESLint.SourceCode): Report {
  const { node } = loop;
  const loc = { start: node.loc.start, end: node.body.loc.start };
  const source = codeOf(sourceCode.getText(loop.source));
  if (loop.kind === 'endless') return { node, loc, messageId: 'endless', data: { source, line: String(node.loc.start.line) } };
  const close = codeOf(sourceCode.getText(loop.close));
  return { node, loc, messageId: 'circular', data: { close, line: String(loop.close.loc.start.line), wait: String(loop.wait.loc.start.line) } };
}

export function openIteratorReport({ node, name, next, leftAt }: OpenIterator): Report {
  if (leftAt !== undefined) return { node, messageId: 'left', data: { iterator: name, line: String(leftAt.loc.start.line) } };
  return { node, messageId: 'open', data: { iterator: name, line: String(next.loc.start.line) } };
}
