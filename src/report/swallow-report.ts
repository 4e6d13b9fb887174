/** The words of no-swallowed-error: which error, on which way on, and what would let somebody know. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { CaughtError, ErrorLoss, Node } from '../analysis/index.js';
import { causeSuggestion, reasonSuggestion, swallowSuggestions } from './swallow-suggestions.js';
import { codeOf } from './words.js';

export const SWALLOW_MESSAGES = {
  lost: '{{error}} is lost when {{exit}} on line {{line}}; rethrow, report or explain it.',
  abort: 'This abort is lost when the loop goes on behind line {{line}}; leave the loop once its signal is aborted.',
  reasonless: '{{rejecting}} gives no reason, so {{error}} is lost on line {{line}}; pass it on.',
  recast: '{{error}} is lost when another one is thrown on line {{line}}; pass on `{ cause: {{name}} }`.',
  rethrow: 'Rethrow it.',
  report: 'Report it with `{{reporter}}`.',
  cause: 'Pass it on as `cause`.',
  reason: 'Pass it on.',
} as const;

export type SwallowMessage = keyof typeof SWALLOW_MESSAGES;

type Report = TSESLint.ReportDescriptor<SwallowMessage>;

/** @param reporters what the project reports errors with, from `settings.leaks.reporters`. */
export function swallowReport(caught: CaughtError, loss: ErrorLoss, sourceCode: TSESLint.SourceCode, reporters: readonly string[]): Report {
  const line = String(exitLine(loss));
  const loc = reportLocation(caught.node, sourceCode);
  if (caught.by === 'abort') return { loc, messageId: 'abort', data: { line } };
  if (caught.by === 'reasonless') {
    const rejecting = `\`${codeOf(sourceCode.getText(caught.node))}\``;
    return { loc, messageId: 'reasonless', data: { rejecting, error: caught.name === undefined ? 'what failed' : `\`${caught.name}\``, line }, suggest: [...reasonSuggestion(caught)] };
  }
  return {
    loc,
    messageId: 'lost',
    data: { error: errorWords(caught), exit: exitWords(caught, loss), line },
    suggest: [...swallowSuggestions(caught, sourceCode, reporters)],
  };
}

/** Another error is thrown in the place of the one that was caught. */
export function recastReports(caught: CaughtError): readonly Report[] {
  return caught.recasts.map((thrown) => ({
    node: thrown,
    messageId: 'recast',
    data: { error: errorWords(caught), name: caught.name ?? 'error', line: String(thrown.loc.start.line) },
    suggest: [...causeSuggestion(caught, thrown)],
  }));
}

const NOUNS: Record<CaughtError['by'], string> = {
  catch: 'This error',
  rejection: 'This rejection',
  listener: 'This error event',
  'last-stop': 'This last error',
  callback: 'This error',
  abort: 'This abort',
  pending: 'This pending error',
  reasonless: 'This error',
  settled: 'This rejection',
};

function errorWords({ by, name }: CaughtError): string {
  return name === undefined ? NOUNS[by] : `\`${name}\``;
}

/** The `catch` keyword, or the whole handler. */
function reportLocation(node: Node, sourceCode: TSESLint.SourceCode): TSESLint.AST.SourceLocation {
  const keyword = node.type === 'CatchClause' ? sourceCode.getFirstToken(node) : null;
  return (keyword ?? node).loc;
}

function exitWords({ by, node }: CaughtError, loss: ErrorLoss): string {
  switch (loss.kind) {
    case 'return':
      return 'it returns';
    case 'break':
      return 'the loop ends';
    case 'continue':
      return 'the loop goes on';
    case 'use':
      return `\`${codeOf(loss.node.type === 'Identifier' ? loss.node.name : 'its data')}\` is used`;
    case 'fall-through':
      if (by === 'settled') return '`allSettled` is done';
      if (by !== 'catch') return 'its handler returns';
      return isLastInLoop(node) ? 'the loop goes on' : 'the `catch` ends';
  }
}

function exitLine({ kind, node }: ErrorLoss): number {
  return kind === 'fall-through' ? node.loc.end.line : node.loc.start.line;
}

/** What follows the clause is the loop's next turn. */
function isLastInLoop(clause: Node): boolean {
  const block = clause.parent?.parent;
  if (block?.type !== 'BlockStatement' || block.body.at(-1) !== clause.parent) return false;
  return /^(?:For|While|DoWhile)/u.test(block.parent.type);
}
