/** One leak as ESLint reports it: place, words, and the edits that would repair it. */
import type { TSESLint } from '@typescript-eslint/utils';
import { isReleasedByResult, type AnalysisSettings, type Node, type ObligationOutcome } from '../analysis/index.js';
import { releaseSuggestions } from './suggestions.js';
import { usingSuggestion } from './using-suggestion.js';
import { clearestLeak, exitLine, exitWords, holderWords, repairWords } from './words.js';

/** The message that every rule about missed releases uses; `{holder}` is in backticks where it has a name. */
export const LEAK_MESSAGES = {
  leak: '{{holder}} {{state}} when {{exit}} on line {{line}}; {{repair}}.',
  unread: '{{holder}} is neither read nor cancelled when {{exit}} on line {{line}}; cancel it first.',
  tryFinally: 'Release it in a `finally` block.',
  using: 'Declare it with `{{keyword}}`, which releases it at the end of the block.',
} as const;

export type LeakMessage = keyof typeof LEAK_MESSAGES;

/** @returns the report of an outcome's clearest leak; undefined where it has none. */
export function leakReport(
  outcome: ObligationOutcome,
  sourceCode: TSESLint.SourceCode,
  { using }: Pick<AnalysisSettings, 'using'>,
): TSESLint.ReportDescriptor<LeakMessage> | undefined {
  const leak = clearestLeak(outcome.leaks);
  if (leak === undefined) return undefined;
  const { obligation } = outcome;
  const textOf = (node: Node): string => sourceCode.getText(node);
  const declared = using ? usingSuggestion(outcome, sourceCode) : undefined;
  const suggest = [...releaseSuggestions(outcome, sourceCode), ...(declared === undefined ? [] : [declared])];
  const holder = holderWords(obligation);
  return {
    node: obligation.node,
    messageId: 'leak',
    data: {
      holder: holder.startsWith('this') ? `T${holder.slice(1)}` : holder,
      state: obligation.spec.whileHeld,
      exit: exitWords(leak.exit, textOf),
      line: String(exitLine(leak.exit)),
      repair: repairWords(leak.exit, obligation.spec.verb, isReleasedByResult(outcome)),
    },
    ...(suggest.length > 0 ? { suggest } : {}),
  };
}

/** @returns the report of a response's body that a way out leaves unread. */
export function unreadReport({ obligation, leaks }: ObligationOutcome, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<LeakMessage> | undefined {
  const leak = clearestLeak(leaks);
  if (leak === undefined) return undefined;
  const exit = exitWords(leak.exit, (node) => sourceCode.getText(node));
  return { node: obligation.node, messageId: 'unread', data: { holder: holderWords(obligation), exit, line: String(exitLine(leak.exit)) } };
}
