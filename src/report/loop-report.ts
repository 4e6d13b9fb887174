/** Loops that nothing can end, in words: what is broken, on which line, and what would end it. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type { FlaggedLoop, LoopFault, Node, Rescheduling, UnstoppableLoop } from '../analysis/index.js';
import { codeOf } from './words.js';

export const LOOP_MESSAGES = {
  missingExit: 'Nothing can end {{loop}} on line {{line}}; test a signal or return.',
  snapshot: '`{{input}}` was read on line {{at}}, before the loop on line {{line}}; read it again in each turn.',
  shadowed: '`{{input}}` on line {{at}} is not the variable that the loop on line {{line}} tests; assign that one.',
  counter: '`{{input}}` never moves in the loop on line {{line}}; change it in each turn.',
  frozen: 'Nothing sets `{{input}}`, which the loop on line {{line}} tests; set it or test a signal.',
  scan: 'The loop on line {{line}} runs past the end where `{{input}}` never comes; test the length as well.',
  bareLength: '`{{input}}` alone does not end the loop on line {{line}}; compare the counter with it.',
  unended: '`done` of `{{input}}` is never read, so the loop on line {{line}} never ends; return when it is true.',
  retry: 'The loop on line {{line}} tries again for as long as it fails; count the tries or test a signal.',
  innerBreak: '`break` on line {{at}} leaves the inner {{inside}}, not the loop on line {{line}}; use a label or return.',
  caughtExit: '`catch` on line {{at}} takes the only way out of the loop on line {{line}}; rethrow what ends the loop.',
  reset: '`{{input}}` is set back on line {{at}} while the loop on line {{line}} may sleep; give each start an AbortController.',
  timer: '{{task}} starts itself again on line {{line}}, for ever; keep the timer and clear it, or test a signal.',
  recursion: '{{task}} calls itself on line {{line}} on every path; test a signal or return.',
  rearmed: '`{{input}}` is set again on line {{line}} after the clear on line {{at}}; test a flag behind the `await`.',
} as const;

export type LoopMessage = keyof typeof LOOP_MESSAGES;

export function loopReport({ loop, fault, task }: UnstoppableLoop, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<LoopMessage> {
  return {
    loc: headOf(loop, sourceCode),
    messageId: messageOf(fault),
    data: {
      loop: task === undefined ? 'the loop' : `\`${codeOf(task)}\`’s loop`,
      line: String(loop.loc.start.line),
      input: codeOf(textOf(fault, sourceCode)),
      at: 'at' in fault && fault.at !== undefined ? String(fault.at.loc.start.line) : '',
      inside: fault.kind === 'inner-break' ? fault.inside : '',
    },
  };
}

/** What the fault is about, as it is written. */
function textOf(fault: LoopFault, sourceCode: TSESLint.SourceCode): string {
  switch (fault.kind) {
    case 'frozen':
      return sourceCode.getText(fault.input.node);
    case 'unbounded-scan':
      return sourceCode.getText(fault.sentinel);
    case 'bare-length':
      return sourceCode.getText(fault.length);
    case 'unended-read':
      return sourceCode.getText(fault.read);
    default:
      return '';
  }
}

/** Only the head: a loop's body is no place to look for one word. */
function headOf(loop: UnstoppableLoop['loop'], sourceCode: TSESLint.SourceCode): TSESTree.SourceLocation {
  return { start: loop.loc.start, end: sourceCode.getTokenBefore(loop.body)?.loc.end ?? loop.body.loc.start };
}

/** A flag that a new start sets back, so that an older loop lives on. */
export function resetReport({ loop, flag }: FlaggedLoop, reset: Node, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<LoopMessage> {
  const data = { input: codeOf(flag), at: String(reset.loc.start.line), line: String(loop.loc.start.line) };
  return { loc: headOf(loop, sourceCode), messageId: 'reset', data };
}

export function reschedulingReport({ kind, node, task, cleared }: Rescheduling): TSESLint.ReportDescriptor<LoopMessage> {
  const data = {
    task: task === undefined ? 'This function' : `\`${codeOf(task)}\``,
    line: String(node.loc.start.line),
    input: cleared === undefined ? '' : codeOf(cleared.handle),
    at: cleared === undefined ? '' : String(cleared.node.loc.start.line),
  };
  return { node, messageId: kind, data };
}

/** What no-flag-stopped-loop says. */
export const FLAG_MESSAGES = {
  sleep: '`{{flag}}` cannot interrupt `{{sleep}}` on line {{line}}; use an AbortSignal.',
  controller: 'Make `{{flag}}` an AbortController whose signal ends the sleep.',
} as const;

type FlagMessage = keyof typeof FLAG_MESSAGES;

export function flagReport({ loop, flag, parts }: FlaggedLoop, sleep: Node, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<FlagMessage> {
  const data = { flag: codeOf(flag), sleep: codeOf(sourceCode.getText(sleep)), line: String(sleep.loc.start.line) };
  const suggest = parts === undefined || sourceCode.text.includes(CONTROLLER) ? [] : [{ messageId: 'controller' as const, data, fix: controlling(parts, flag, sourceCode) }];
  return { loc: headOf(loop, sourceCode), messageId: 'sleep', data, suggest };
}

const CONTROLLER = 'stopping';

/** The flag becomes a controller: who set it aborts, who read it asks the signal, and the sleep ends with it. */
function controlling({ declared, reads, writes, sleep }: NonNullable<FlaggedLoop['parts']>, flag: string, sourceCode: TSESLint.SourceCode): TSESLint.ReportFixFunction {
  const isField = declared.type === 'PropertyDefinition';
  const name = isField ? `#${CONTROLLER}` : CONTROLLER;
  const written = `${flag.slice(0, flag.lastIndexOf('.') + 1)}${name}`;
  const [ms, value = 'undefined'] = sleep.arguments.map((argument) => sourceCode.getText(argument));
  const options = `{ signal: ${written}.signal }`;
  return (fixer) => [
    fixer.replaceText(isField ? declared : declared.parent, `${isField ? 'readonly' : 'const'} ${name} = new AbortController();`),
    ...writes.map((write) => fixer.replaceText(write, `${written}.abort()`)),
    ...reads.map((read) => fixer.replaceText(read, `${written}.signal.aborted`)),
    // Nothing else can make it reject.
    fixer.replaceText(sleep, `${sourceCode.getText(sleep.callee)}(${[ms, value, options].join(', ')}).catch(() => undefined)`),
  ];
}

function messageOf(fault: LoopFault): LoopMessage {
  switch (fault.kind) {
    case 'frozen':
      return fault.form === 'snapshot' || fault.form === 'shadowed' || fault.form === 'counter' ? fault.form : 'frozen';
    case 'inner-break':
      return 'innerBreak';
    case 'caught-exit':
      return 'caughtExit';
    case 'unbounded-scan':
      return 'scan';
    case 'bare-length':
      return 'bareLength';
    case 'unended-read':
      return 'unended';
    case 'endless-retry':
      return 'retry';
    case 'missing-exit':
      return 'missingExit';
  }
}
