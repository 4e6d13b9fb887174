/** The words of no-swallowed-error: which error, on which way out, and the edits that let somebody know. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { CaughtError, ErrorLoss, Node } from '../analysis/index.js';
import { swallowSuggestions } from './swallow-suggestions.js';

export const SWALLOW_MESSAGES = {
  lost: '{{error}} is lost when {{exit}} on line {{line}}; rethrow, report or explain it.',
  rethrow: 'Rethrow it.',
  report: 'Report it with `{{reporter}}`.',
} as const;

export type SwallowMessage = keyof typeof SWALLOW_MESSAGES;

export function swallowReport(
  caught: CaughtError,
  loss: ErrorLoss,
  sourceCode: TSESLint.SourceCode,
  reporters: readonly string[],
): TSESLint.ReportDescriptor<SwallowMessage> {
  return {
    loc: reportLocation(caught.node, sourceCode),
    messageId: 'lost',
    data: { error: caught.name === undefined ? `This ${NOUNS[caught.by]}` : `\`${caught.name}\``, exit: exitWords(caught, loss), line: String(exitLine(loss)) },
    suggest: [...swallowSuggestions(caught, sourceCode, reporters)],
  };
}

const NOUNS: Record<CaughtError['by'], string> = { catch: 'error', rejection: 'rejection', listener: 'error event' };

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
    case 'fall-through':
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
