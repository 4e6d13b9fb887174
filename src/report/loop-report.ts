/** Loops that nothing can end, in words: what is broken, on which line, and what would end it. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { LoopFault, UnstoppableLoop } from '../analysis/index.js';
import { codeOf } from './words.js';

export const LOOP_MESSAGES = {
  missingExit: 'Nothing can end {{loop}} on line {{line}}; test a signal or return.',
  snapshot: '`{{input}}` was read on line {{at}}, before the loop on line {{line}}; read it again in each turn.',
  shadowed: '`{{input}}` on line {{at}} is not the variable that the loop on line {{line}} tests; assign that one.',
  counter: '`{{input}}` never moves in the loop on line {{line}}; change it in each turn.',
  frozen: 'Nothing sets `{{input}}`, which the loop on line {{line}} tests; set it or test a signal.',
  innerBreak: '`break` on line {{at}} leaves the inner {{inside}}, not the loop on line {{line}}; use a label or return.',
  caughtExit: '`catch` on line {{at}} takes the only way out of the loop on line {{line}}; rethrow what ends the loop.',
} as const;

export type LoopMessage = keyof typeof LOOP_MESSAGES;

export function loopReport({ loop, fault, task }: UnstoppableLoop, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<LoopMessage> {
  return {
    loc: { start: loop.loc.start, end: sourceCode.getTokenBefore(loop.body)?.loc.end ?? loop.body.loc.start },
    messageId: messageOf(fault),
    data: {
      loop: task === undefined ? 'the loop' : `\`${codeOf(task)}\`’s loop`,
      line: String(loop.loc.start.line),
      input: fault.kind === 'frozen' ? codeOf(sourceCode.getText(fault.input.node)) : '',
      at: 'at' in fault && fault.at !== undefined ? String(fault.at.loc.start.line) : '',
      inside: fault.kind === 'inner-break' ? fault.inside : '',
    },
  };
}

function messageOf(fault: LoopFault): LoopMessage {
  switch (fault.kind) {
    case 'frozen':
      return fault.form === 'snapshot' || fault.form === 'shadowed' || fault.form === 'counter' ? fault.form : 'frozen';
    case 'inner-break':
      return 'innerBreak';
    case 'caught-exit':
      return 'caughtExit';
    case 'missing-exit':
      return 'missingExit';
  }
}
