/** `const x` becomes `using x` where nothing leaves the block in which it is declared: there it would be disposed of too early. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type { Node, ObligationOutcome } from '../analysis/index.js';
import type { LeakMessage } from './leak-report.js';

type Suggestion = TSESLint.SuggestionReportDescriptor<LeakMessage>;

/** @returns undefined wherever it is not certain that the end of the block is late enough, and that nothing is released twice. */
export function usingSuggestion(outcome: ObligationOutcome, sourceCode: TSESLint.SourceCode): Suggestion | undefined {
  const { obligation, releases, transfers, unknown } = outcome;
  const keyword = keywordFor(outcome);
  const declaration = declarationOf(obligation.node);
  if (keyword === undefined || declaration === undefined || transfers.length > 0 || unknown !== undefined) return undefined;
  const [variable] = sourceCode.scopeManager?.getDeclaredVariables(declaration) ?? [];
  if (variable === undefined || !variable.references.every((reference) => reference.init === true || isUsedInPlace(reference.identifier, obligation.root))) return undefined;
  const endings = releases.map((release) => endingOf(release, declaration));
  if (endings.length > 1 || endings.includes(undefined)) return undefined;
  const [ending] = endings;
  return {
    messageId: 'using',
    data: { keyword },
    *fix(fixer) {
      const first = sourceCode.getFirstToken(declaration);
      if (first !== null) yield fixer.replaceText(first, keyword);
      if (ending !== undefined) yield fixer.removeRange([lineStart(ending, sourceCode), ending.range[1]]);
    },
  };
}

/** `await using` needs a function that may await. */
function keywordFor({ obligation: { spec, root } }: ObligationOutcome): 'using' | 'await using' | undefined {
  if (spec.disposable === 'sync') return 'using';
  return spec.disposable === 'async' && 'async' in root && root.async ? 'await using' : undefined;
}

/** `const x = acquire()`, `const x = await acquire()`: one name, in a block of its own. */
function declarationOf(acquisition: Node): TSESTree.VariableDeclaration | undefined {
  const value = acquisition.parent?.type === 'AwaitExpression' ? acquisition.parent : acquisition;
  const declarator = value.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== value || declarator.id.type !== 'Identifier') return undefined;
  const declaration = declarator.parent;
  return declaration.kind === 'const' && declaration.declarations.length === 1 && declaration.parent.type === 'BlockStatement' ? declaration : undefined;
}

/** The name is used while the block runs: in no closure, and in nothing that is returned before it has been awaited. */
function isUsedInPlace(name: Node, root: Node): boolean {
  let isAwaited = false;
  for (let at = name.parent; at !== undefined && at !== root; at = at.parent) {
    if ('params' in at || at.type === 'ClassBody') return false;
    if (at.type === 'AwaitExpression') isAwaited = true;
    if (!isAwaited && (at.type === 'ReturnStatement' || at.type === 'YieldExpression' || at.type === 'AssignmentExpression' || at.type === 'VariableDeclarator')) return false;
  }
  return true;
}

/** The release as a statement at the end of the declaration's own block, so that the end of the block does the same. */
function endingOf(release: Node, { parent: block }: TSESTree.VariableDeclaration): Node | undefined {
  const expression = release.parent?.type === 'AwaitExpression' ? release.parent : release;
  const statement = expression.parent;
  if (statement?.type !== 'ExpressionStatement' || block.type !== 'BlockStatement' || statement.parent !== block) return undefined;
  const [next, ...rest] = block.body.slice(block.body.indexOf(statement) + 1);
  const isLast = next === undefined || (rest.length === 0 && next.type === 'ReturnStatement' && (next.argument === null || next.argument.type === 'Identifier' || next.argument.type === 'Literal'));
  return isLast ? statement : undefined;
}

/** The whole line goes with the statement, where there is nothing else on it. */
function lineStart(statement: Node, { text }: TSESLint.SourceCode): number {
  const before = text.lastIndexOf('\n', statement.range[0]);
  return before >= 0 && text.slice(before, statement.range[0]).trim() === '' ? before : statement.range[0];
}
