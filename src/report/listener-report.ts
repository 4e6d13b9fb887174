/** Leaked listeners as ESLint reports them: what stays where, how one sees it, and what to do. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { DroppedDisposable, LeakedListener, ListenerEvidence, Node } from '../analysis/index.js';
import type { LeakMessage } from './leak-report.js';
import { listenerSuggestions, type LISTENER_SUGGESTIONS } from './listener-suggestions.js';
import { clearestLeak, codeOf, exitLine, exitWords } from './words.js';

export const LISTENER_MESSAGES = {
  path: '{{what}} stays on `{{target}}` when {{exit}} on line {{line}}; {{repair}}.',
  work: '{{what}} stays on `{{target}}` when the {{work}} from line {{line}} has ended; remove it or pass `{ signal }`.',
  otherFunction: '{{what}} stays on `{{target}}`: line {{line}} removes another function; keep this one in a constant.',
  otherEvent: '{{what}} stays on `{{target}}`: line {{line}} removes this function from {{other}}; name the same event.',
  otherCapture: '{{what}} stays on `{{target}}`: line {{line}} removes it with another `capture`; pass the same value.',
  sibling: '{{what}} stays on `{{target}}`: line {{line}} removes another listener and not this one; remove it there.',
  reversed: '{{what}} is added to `{{target}}` where {{name}} on line {{line}} is to remove it; remove it instead.',
  answered: '{{what}} stays on `{{target}}` when it has settled the promise from line {{line}}; add it with `once`.',
  forgotten: '{{what}} stays on `{{target}}`: line {{line}} overwrites `{{holder}}`, which has to remove it; move that before it.',
  loop: '{{what}} is added to `{{target}}` again at every turn of the loop on line {{line}}; add it before the loop.',
  lifecycle: '{{what}} stays on `{{target}}` when what {{hook}} on line {{line}} set up ends; remove it in the cleanup.',
  teardown: '{{what}} stays on `{{target}}`: {{teardown}} on line {{line}} does not remove it; remove it there.',
  call: '{{what}} is added to `{{target}}` by every call of the function on line {{line}}; remove it or pass `{ signal }`.',
  dropped: 'What `{{member}}` of `{{target}}` returns is dropped, and {{end}} on line {{line}} cannot end it; keep it.',
  droppedForGood: 'What `{{member}}` of `{{target}}` returns is dropped, so the listener stays for good; keep it and dispose of it.',
  instance: '{{what}} is added to `{{target}}` by every instance of the class on line {{line}}; remove it when one ends.',
} as const;

export type ListenerMessage = keyof typeof LISTENER_MESSAGES | keyof typeof LISTENER_SUGGESTIONS | LeakMessage;

interface Words {
  readonly messageId: keyof typeof LISTENER_MESSAGES;
  readonly data: Readonly<Record<string, string>>;
}

export function listenerReport(leaked: LeakedListener, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<ListenerMessage> | undefined {
  const words = evidenceWords(leaked, sourceCode);
  if (words === undefined) return undefined;
  const { registration } = leaked;
  const data = { ...words.data, target: codeOf(writtenTarget(leaked, sourceCode)) };
  const suggest = listenerSuggestions(leaked, sourceCode);
  return { loc: locationOf(registration), messageId: words.messageId, data, ...(suggest.length > 0 ? { suggest: [...suggest] } : {}) };
}

/** A registration whose result is dropped, on the member that registers. */
export function disposableReport({ node, target, end }: DroppedDisposable, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<ListenerMessage> {
  const at = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
  const data = { member: sourceCode.getText(at), target: codeOf(sourceCode.getText(target)) };
  if (end === undefined) return { node: at, messageId: 'droppedForGood', data };
  return { node: at, messageId: 'dropped', data: { ...data, end: `\`${memberWords(end.name)}\``, line: lineOf(end.node) } };
}

/** The registering call may span a whole function: the report spans its head. */
function locationOf({ node, callback }: LeakedListener['registration']): TSESLint.AST.SourceLocation {
  const start = node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? node.callee.property.loc.start : node.loc.start;
  return { start: node.loc.start.line === start.line ? node.loc.start : start, end: callback.loc.start };
}

/** The target as the program writes it, without what makes it optional or asserts its type; the global object where it writes none. */
export function writtenTarget({ registration }: LeakedListener, sourceCode: TSESLint.SourceCode): string {
  if (registration.node.type === 'CallExpression' && registration.node.callee === registration.target) return 'window';
  return sourceCode.getText(registration.target).replace(/\?\./gu, '.').replace(/!(?=\.|$)/gu, '');
}

/** "`abort` listener", or "This listener" for an event that is not written down. */
function listenerWords({ event }: LeakedListener['registration']): string {
  return event === undefined ? 'This listener' : `\`${event.replace(/^onabort$/u, 'abort')}\` listener`;
}

function evidenceWords({ registration, evidence }: LeakedListener, sourceCode: TSESLint.SourceCode): Words | undefined {
  const what = listenerWords(registration);
  switch (evidence.kind) {
    case 'path':
      return pathWords(evidence, what, sourceCode);
    case 'work':
      return { messageId: 'work', data: { what, work: evidence.work.type === 'NewExpression' ? 'promise' : 'function', line: lineOf(evidence.work) } };
    case 'mismatch':
      return mismatchWords(evidence, what);
    case 'sibling':
      return { messageId: 'sibling', data: { what, line: lineOf(evidence.removal.node) } };
    case 'reversed':
      return { messageId: 'reversed', data: { what, name: `\`${evidence.name}\``, line: lineOf(evidence.fn) } };
    case 'settled':
      return { messageId: 'answered', data: { what, line: lineOf(evidence.promise) } };
    case 'overwritten':
      return { messageId: 'forgotten', data: { what, holder: codeOf(sourceCode.getText(evidence.write.left)), line: lineOf(evidence.write) } };
    case 'loop':
      return { messageId: 'loop', data: { what, line: lineOf(evidence.loop) } };
    case 'lifecycle':
      return { messageId: 'lifecycle', data: { what, hook: `\`${evidence.lifecycle.name}\``, line: lineOf(evidence.lifecycle.setUp) } };
    case 'teardown':
      return { messageId: 'teardown', data: { what, teardown: `\`${memberWords(evidence.name)}\``, line: lineOf(evidence.teardown) } };
    case 'call':
      return { messageId: evidence.root.type.startsWith('Class') ? 'instance' : 'call', data: { what, line: lineOf(evidence.root) } };
  }
}

function pathWords({ outcome }: Extract<ListenerEvidence, { kind: 'path' }>, what: string, sourceCode: TSESLint.SourceCode): Words | undefined {
  const leak = clearestLeak(outcome.leaks);
  if (leak === undefined) return undefined;
  const exit = exitWords(leak.exit, (node) => sourceCode.getText(node));
  const repair = outcome.releases.length > 0 ? 'remove it in `finally`' : 'remove it or pass `{ signal }`';
  return { messageId: 'path', data: { what, exit, line: String(exitLine(leak.exit)), repair } };
}

function mismatchWords({ miss }: Extract<ListenerEvidence, { kind: 'mismatch' }>, what: string): Words {
  const line = lineOf(miss.removal.node);
  switch (miss.differsIn) {
    case 'other function':
      return { messageId: 'otherFunction', data: { what, line } };
    case 'other capture':
      return { messageId: 'otherCapture', data: { what, line } };
    case 'other event':
      return { messageId: 'otherEvent', data: { what, line, other: `\`${miss.removal.event ?? ''}\`` } };
  }
}

/** `[Symbol.dispose]` for `@@dispose`. */
function memberWords(name: string): string {
  return name.startsWith('@@') ? `[Symbol.${name.slice(2)}]` : name;
}

function lineOf(node: Node): string {
  return String(node.loc.start.line);
}
