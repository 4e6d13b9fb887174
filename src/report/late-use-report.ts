/** Something that is used after it was closed, as ESLint reports it. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { UseAfterClose } from '../analysis/index.js';
import { codeOf } from './words.js';

export const LATE_USE_MESSAGES = {
  late: '`{{holder}}.{{use}}` runs after `{{close}}` on line {{line}}; move it before, or test the state.',
  twice: '`{{holder}}.{{use}}` runs after `{{close}}` on line {{line}} has closed it; close it once.',
} as const;

export function lateUseReport({ node, close, method, holder }: UseAfterClose, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<keyof typeof LATE_USE_MESSAGES> {
  const closing = close.type === 'CallExpression' ? sourceCode.getText(close) : '';
  const isClose = close.type === 'CallExpression' && close.callee.type === 'MemberExpression' && sourceCode.getText(close.callee.property) === method;
  return { node, messageId: isClose && method !== 'push' ? 'twice' : 'late', data: { holder, use: method, close: codeOf(closing), line: String(close.loc.start.line) } };
}
