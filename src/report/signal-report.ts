/** Signals that are not passed on, in words, and the edits that pass them on. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type { DroppedSignal, KeptSignal, Node, UnguardedCall, UnreachableAbort } from '../analysis/index.js';
import { codeOf } from './words.js';

export const SIGNAL_MESSAGES = {
  absent: '`{{signal}}` from line {{line}} is not passed to `{{call}}`; pass it on.',
  replaced: '`{{given}}` replaces `{{signal}}` from line {{line}}; join both with `AbortSignal.any`.',
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
    messageId: fault,
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

/** `AbortSignal.any` takes no undefined: a name that the file declares optional is left to its author. */
function isOptional(signal: string, sourceCode: TSESLint.SourceCode): boolean {
  const last = signal.slice(signal.lastIndexOf('.') + 1);
  return new RegExp(String.raw`\b${last}\?\s*[:.]|\|\s*undefined|${last}\s*=`, 'u').test(sourceCode.text);
}

function passed({ call, signal, takes, options }: DroppedSignal, sourceCode: TSESLint.SourceCode): Suggestion | undefined {
  const [root = signal, ...path] = signal.split('.');
  if (path.length > 0 && isOptional(root, sourceCode)) return undefined;
  const data = { signal };
  const given = call.arguments;
  const last = given.at(-1);
  if (takes.by === 'argument') {
    if (given.length !== takes.argument) return undefined;
    return { messageId: 'pass', data, fix: (fixer) => append(fixer, call, last, signal, sourceCode) };
  }
  const [property] = takes.properties;
  const member = property === undefined ? '' : property === signal ? signal : `${property}: ${signal}`;
  if (options !== undefined) return options.properties.some((entry) => names(entry, property)) ? undefined : { messageId: 'pass', data, fix: (fixer) => into(fixer, options, member) };
  const isNext = takes.argument === 'last' ? given.length > 1 : given.length === takes.argument;
  return isNext ? { messageId: 'pass', data, fix: (fixer) => append(fixer, call, last, `{ ${member} }`, sourceCode) } : undefined;
}

function names(entry: TSESTree.ObjectLiteralElement, property: string | undefined): boolean {
  return entry.type === 'Property' && entry.key.type === 'Identifier' && entry.key.name === property;
}

function into(fixer: TSESLint.RuleFixer, options: TSESTree.ObjectExpression, member: string): TSESLint.RuleFix {
  const last = options.properties.at(-1);
  return last === undefined ? fixer.replaceText(options, `{ ${member} }`) : fixer.insertTextAfter(last, `, ${member}`);
}

function append(fixer: TSESLint.RuleFixer, call: DroppedSignal['call'], last: Node | undefined, text: string, sourceCode: TSESLint.SourceCode): TSESLint.RuleFix {
  if (last !== undefined) return fixer.insertTextAfter(last, `, ${text}`);
  const close = sourceCode.getLastToken(call);
  return close === null ? fixer.insertTextAfter(call, `(${text})`) : fixer.insertTextBefore(close, text);
}

/** What require-abort-signal says. */
export const GUARD_MESSAGES = {
  missing: '`{{call}}` on line {{line}} has nothing to stop it; pass {{what}}.',
  wait: 'Nothing can end the wait of `{{call}}` on line {{line}}; listen to a signal in it.',
} as const;

export function unguardedReport({ call, option, isTimer }: UnguardedCall, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<keyof typeof GUARD_MESSAGES> {
  const data = {
    call: codeOf(sourceCode.getText(call.callee)),
    line: String(call.loc.start.line),
    what: option === undefined ? 'a signal' : `\`{ ${option} }\``,
  };
  return { loc: { start: call.loc.start, end: call.callee.loc.end }, messageId: isTimer ? 'wait' : 'missing', data };
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
