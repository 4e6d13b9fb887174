/** One resource that outlives its owner, as ESLint reports it. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { EndOfOwner, OwnerFinding } from '../analysis/index.js';
import { missingLine } from './teardown-suggestions.js';
import { codeOf, holderWords, participle } from './words.js';

export const OWNER_MESSAGES = {
  missed: '`{{holder}}` is not {{done}} by {{end}} on line {{line}}; {{verb}} it there.',
  unowned: '`{{holder}}` is never {{done}} for good; add a method that ends it.',
  overwritten: '`{{holder}}` may be set while it is held; {{verb}} the old one first.',
  late: '`{{holder}}` is set after line {{wait}} has waited, when {{end}} on line {{line}} may have run; test for that first.',
  neverSet: '{{holder}} is dropped, and `{{name}}` on line {{line}} is never set; assign it.',
  wrongRelease: '`{{name}}` on line {{line}} does not end `{{holder}}`; {{verb}} it with `{{release}}`.',
  givesUp: '{{holder}} {{state}} when its callback gives up on line {{line}}; {{verb}} it there.',
  mayGoOn: '{{holder}} {{state}} unless line {{line}} is reached, which may never be; bound it.',
  settled: '{{holder}} {{state}} when {{exit}} on line {{line}} settles; {{verb}} it there.',
  unkept: '{{holder}} is not {{done}} by {{end}} on line {{line}}; keep it and {{verb}} it there.',
  outlives: '{{holder}} {{state}} when {{life}} is over; keep it and {{verb}} it.',
  superForgotten: 'What this registers stays: {{end}} on line {{line}} does not call `super.{{name}}()`; call it there.',
  addLine: 'Add `{{code}}` to {{end}}.',
} as const;

export type OwnerMessage = keyof typeof OWNER_MESSAGES;

export function ownerReport(finding: OwnerFinding, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<OwnerMessage> {
  const { node } = finding.obligation;
  const [messageId, data] = wordsOf(finding, sourceCode);
  const line = finding.kind === 'missed' ? missingLine(finding, sourceCode) : undefined;
  if (finding.kind !== 'missed' || line === undefined) return { node, messageId, data };
  return { node, messageId, data, suggest: [{ messageId: 'addLine', data: { code: line.code, end: endWords(finding.end).end }, fix: line.fix }] };
}

function wordsOf(finding: OwnerFinding, sourceCode: TSESLint.SourceCode): readonly [OwnerMessage, Record<string, string>] {
  const { spec } = finding.obligation;
  const words = { verb: spec.verb, done: participle(spec.verb), state: spec.whileHeld };
  switch (finding.kind) {
    case 'missed':
      return ['missed', { ...words, holder: codeOf(finding.holder), ...endWords(finding.end) }];
    case 'unowned':
    case 'overwritten':
      return [finding.kind, { ...words, holder: codeOf(finding.holder) }];
    case 'late':
      return ['late', { ...words, holder: codeOf(finding.holder), wait: lineOf(finding.wait), ...endWords(finding.end) }];
    case 'never set':
      return ['neverSet', { holder: capitalised(holderWords(finding.obligation)), name: codeOf(finding.holder), line: lineOf(finding.release) }];
    case 'wrong release': {
      const name = codeOf(sourceCode.getText(finding.release));
      return ['wrongRelease', { ...words, name, line: lineOf(finding.release), holder: codeOf(finding.holder), release: codeOf(spec.repair.replace('$', finding.holder)) }];
    }
    case 'gives up':
      return ['givesUp', { ...words, holder: capitalised(holderWords(finding.obligation)), line: lineOf(finding.exit) }];
    case 'may go on':
      return ['mayGoOn', { ...words, holder: capitalised(holderWords(finding.obligation)), line: lineOf(finding.release) }];
    case 'super forgotten':
      return ['superForgotten', { ...endWords(finding.end), name: finding.end.name ?? '' }];
    case 'settled':
      return ['settled', { ...words, holder: capitalised(holderWords(finding.obligation)), exit: `\`${codeOf(sourceCode.getText(finding.exit))}\``, line: lineOf(finding.exit) }];
    case 'unkept': {
      const holder = capitalised(holderWords(finding.obligation));
      if (finding.end === undefined) return ['outlives', { ...words, holder, life: LIFE[finding.life] }];
      return ['unkept', { ...words, holder, ...endWords(finding.end) }];
    }
  }
}

const LIFE = { call: 'the request or connection', lifecycle: 'the component', stream: 'its stream', owner: 'its owner', function: 'the function' } as const;

function endWords({ name, node }: EndOfOwner): { end: string; line: string } {
  return { end: name === undefined ? 'the cleanup' : `\`${name.startsWith('@@') ? `[Symbol.${name.slice(2)}]` : name}\``, line: lineOf(node) };
}

function lineOf(node: { readonly loc: { readonly start: { readonly line: number } } }): string {
  return String(node.loc.start.line);
}

function capitalised(words: string): string {
  return words.startsWith('this') ? `T${words.slice(1)}` : words;
}
