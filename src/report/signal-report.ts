/** Signals that are not passed on, in words, and the edits that pass them on. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { DroppedSignal, KeptSignal, UnguardedCall, UnreachableAbort } from '../analysis/index.js';
import { isOptional, passing, threading } from './signal-suggestions.js';
import { codeOf } from './words.js';

export const SIGNAL_MESSAGES = {
  absent: '`{{signal}}` from line {{line}} is not passed to `{{call}}`; pass it on.',
  replaced: '`{{given}}` replaces `{{signal}}` from line {{line}}; join both with `AbortSignal.any`.',
  wait: '`{{signal}}` from line {{line}} cannot end the wait of `{{call}}`; listen to it there.',
  kept: '`...{{name}}` on line {{line}} brings back the signal of an earlier run; write `signal` behind it.',
  behind: 'Write `signal` behind the spread.',
  pass: 'Pass `{{signal}}` on.',
  join: 'Join both signals with `AbortSignal.any`.',
} as const;

export type SignalMessage = keyof typeof SIGNAL_MESSAGES;
type Suggestion = TSESLint.SuggestionReportDescriptor<SignalMessage>;

export function droppedReport(dropped: DroppedSignal, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<SignalMessage> {
  const { call, signal, from, fault, replacement } = dropped;
  // Where a function that is only known by its name takes a signal, nobody here knows.
  const suggestion = dropped.isGuessed || dropped.untaken !== undefined ? undefined : fault === 'replaced' ? joined(dropped, sourceCode) : passed(dropped, sourceCode);
  return {
    node: call,
    loc: { start: call.loc.start, end: call.callee.loc.end },
    messageId: dropped.isTimer ? 'wait' : fault,
    data: {
      signal: codeOf(signal),
      line: String(from.loc.start.line),
      call: codeOf(sourceCode.getText(call.callee)),
      given: replacement === undefined ? '' : codeOf(sourceCode.getText(replacement)),
    },
    ...(suggestion === undefined ? {} : { suggest: [suggestion] }),
  };
}

/** The spread overrides the new signal with the old one. */
export function keptReport({ signal, spread, name }: KeptSignal, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<SignalMessage> {
  const between = sourceCode.text.slice(signal.range[1], spread.range[0]);
  const swapped = `${sourceCode.getText(spread)}${between}${sourceCode.getText(signal)}`;
  return {
    node: signal,
    messageId: 'kept',
    data: { name, line: String(spread.loc.start.line) },
    // Among other properties the order may matter for those as well.
    suggest: /^\s*,\s*$/u.test(between) ? [{ messageId: 'behind', fix: (fixer) => fixer.replaceTextRange([signal.range[0], spread.range[1]], swapped) }] : [],
  };
}

/** `AbortSignal.any([signal, AbortSignal.timeout(ms)])`, where the deadline is written in place. */
function joined({ signal, replacement }: DroppedSignal, sourceCode: TSESLint.SourceCode): Suggestion | undefined {
  if (replacement?.type !== 'CallExpression' || isOptional(signal, sourceCode)) return undefined;
  const text = `AbortSignal.any([${signal}, ${sourceCode.getText(replacement)}])`;
  return { messageId: 'join', fix: (fixer) => fixer.replaceText(replacement, text) };
}

function passed(dropped: DroppedSignal, sourceCode: TSESLint.SourceCode): Suggestion | undefined {
  const { signal } = dropped;
  const [root = signal, ...path] = signal.split('.');
  if (path.length > 0 && isOptional(root, sourceCode)) return undefined;
  const fix = passing(signal, dropped, sourceCode);
  return fix === undefined ? undefined : { messageId: 'pass', data: { signal }, fix };
}

/** What require-abort-signal says. */
export const GUARD_MESSAGES = {
  missing: '`{{call}}` on line {{line}} has nothing to stop it; pass {{what}}.',
  wait: 'Nothing can end the wait of `{{call}}` on line {{line}}; listen to a signal in it.',
  thread: 'Give `{{fn}}` a parameter `signal` and pass it on.',
} as const;

export function unguardedReport(found: UnguardedCall, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<keyof typeof GUARD_MESSAGES> {
  const { call, takes, isTimer, thread } = found;
  const fix = threading(found, sourceCode);
  const data = {
    call: codeOf(sourceCode.getText(call.callee)),
    line: String(call.loc.start.line),
    what: placeWords(takes),
  };
  return { loc: { start: call.loc.start, end: call.callee.loc.end }, messageId: isTimer ? 'wait' : 'missing', data, suggest: fix === undefined ? [] : [{ messageId: 'thread', data: { fn: thread?.name ?? '' }, fix }] };
}

function placeWords(takes: UnguardedCall['takes']): string {
  switch (takes.by) {
    case 'option':
      return `\`{ ${takes.properties[0] ?? 'signal'} }\``;
    case 'builder':
      return `a signal to \`${takes.method}\``;
    case 'argument':
      return 'a signal';
  }
}

/** What no-missed-cancel says of controllers. */
export const CONTROLLER_MESSAGES = {
  unreachable: '`{{controller}}` on line {{line}} gives its signal away, and nothing ever aborts it; call `abort`.',
  lost: 'The controller on line {{line}} is lost, so nothing can abort its signal; keep it and call `abort`.',
} as const;

export function unreachableReport({ node, controller }: UnreachableAbort): TSESLint.ReportDescriptor<keyof typeof CONTROLLER_MESSAGES> {
  const data = { controller: controller ?? '', line: String(node.loc.start.line) };
  return { node, messageId: controller === undefined ? 'lost' : 'unreachable', data };
}
