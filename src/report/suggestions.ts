/** Edits that repair a missed release and change nothing else. Where that is not certain, nothing is offered. */
import type { TSESLint } from '@typescript-eslint/utils';
import { isInside, type Node, type ObligationOutcome } from '../analysis/index.js';
import type { LeakMessage } from './leak-report.js';

type Suggestion = TSESLint.SuggestionReportDescriptor<LeakMessage>;

export function releaseSuggestions(outcome: ObligationOutcome, sourceCode: TSESLint.SourceCode): readonly Suggestion[] {
  const wrapped = tryFinally(outcome, sourceCode);
  return wrapped === undefined ? [] : [wrapped];
}

/** What the repair needs: a declaration, the statements behind it, and the one release that stands last among them. */
interface Straight {
  readonly declaration: Node;
  readonly between: readonly Node[];
  readonly release: Node;
  readonly after: readonly Node[];
}

/**
 * `const x = acquire(); A; release(x); B` becomes `const x = acquire(); try { A } finally { release(x); } B`. Only where
 * the release is a statement of the same block, nothing else releases, and A declares nothing that B needs.
 */
function tryFinally(outcome: ObligationOutcome, sourceCode: TSESLint.SourceCode): Suggestion | undefined {
  const straight = straightRelease(outcome);
  if (straight === undefined || straight.between.length === 0 || declaresForLater(straight, sourceCode)) return undefined;
  const { declaration, between, release } = straight;
  const [first] = between;
  const last = between.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const indent = ' '.repeat(declaration.loc.start.column);
  const body = indented(sourceCode.text.slice(first.range[0], last.range[1]));
  const text = `try {\n${indent}  ${body}\n${indent}} finally {\n${indent}  ${sourceCode.getText(release)}\n${indent}}`;
  return { messageId: 'tryFinally', fix: (fixer) => fixer.replaceTextRange([first.range[0], release.range[1]], text) };
}

function straightRelease(outcome: ObligationOutcome): Straight | undefined {
  const [call] = outcome.releases;
  if (outcome.releases.length !== 1 || call === undefined || outcome.transfers.length > 0) return undefined;
  const declaration = statementOf(outcome.obligation.node);
  const release = statementOf(call);
  const isBeginning = declaration?.type === 'VariableDeclaration' || (declaration?.type === 'ExpressionStatement' && outcome.obligation.spec.family === 'listener');
  if (declaration === undefined || !isBeginning || release?.type !== 'ExpressionStatement' || declaration.parent !== release.parent) return undefined;
  const block = declaration.parent;
  if (block.type !== 'BlockStatement') return undefined;
  const from = block.body.indexOf(declaration);
  const to = block.body.indexOf(release);
  return to < from ? undefined : { declaration, between: block.body.slice(from + 1, to), release, after: block.body.slice(to + 1) };
}

function statementOf(node: Node): Node | undefined {
  let at: Node | undefined = node;
  while (at !== undefined && at.parent?.type !== 'BlockStatement') at = at.parent;
  return at;
}

/** A declaration between acquisition and release would be out of reach for what follows the `try`. */
function declaresForLater({ between, after, release }: Straight, sourceCode: TSESLint.SourceCode): boolean {
  if (sourceCode.getCommentsInside(release).length > 0) return true;
  const later = [release, ...after];
  return between.some((statement) =>
    (sourceCode.scopeManager?.getDeclaredVariables(statement) ?? []).some((variable) =>
      variable.references.some((reference) => later.some((node) => isInside(reference.identifier, node))),
    ),
  );
}

/** Two more spaces in front of every line but the first; template literals with line breaks are left as they are. */
function indented(code: string): string {
  return code.includes('`') ? code : code.replace(/\n(?=[^\n])/gu, '\n  ');
}
