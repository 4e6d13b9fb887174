/** Comments that say why an error may be lost. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { Node } from '../../syntax/ast.js';

/** `brief`: a single word, or nothing but "ignore errors" in other words. */
export type Explanation = 'explained' | 'brief' | 'none';

const DIRECTIVE = /^[\s*]*(?:eslint|@ts-|ts-|istanbul|c8|v8|prettier|biome|oxlint|deno-lint|jshint|jslint|tslint|webpack|sourceMappingURL|#)/u;
const UNDONE = /\b(?:TODO|FIXME|XXX|HACK)\b/u;
const SAYS_NOTHING = /^(?:an?|any|all|catch|do|does|empty|err|error|errors|exception|exceptions|failure|failures|here|ignore|ignored|ignores|ignoring|intentionally|it|just|noop|op|no|nothing|on|purpose|silent|silently|simply|skip|swallow|swallowed|the|these|this|to|we)$/iu;

/** As `explanationIn`; a comment in front of the statement is at least a brief one, for it may speak of something else. */
export function explanationAround(node: Node, sourceCode: TSESLint.SourceCode): Explanation {
  const inside = explanationIn(node, sourceCode);
  if (inside !== 'none') return inside;
  let statement = node;
  while (statement.parent != null && !/Statement$|^VariableDeclaration$|^Program$|^PropertyDefinition$/u.test(statement.type)) statement = statement.parent;
  return sourceCode.getCommentsBefore(statement).some(({ value }) => explanationOf(value) !== 'none') ? 'brief' : 'none';
}

/** The best explanation among the comments inside `node` and behind it on its last line. */
export function explanationIn(node: Node, sourceCode: TSESLint.SourceCode): Explanation {
  const inside = sourceCode.getCommentsInside(node);
  const behind = sourceCode.getCommentsAfter(node).filter((comment) => comment.loc.start.line === node.loc.end.line);
  const found = [...inside, ...behind].map(({ value }) => explanationOf(value));
  if (found.includes('explained')) return 'explained';
  return found.includes('brief') ? 'brief' : 'none';
}

/** A comment that says that somebody still has to write what belongs here. */
export function isUndone(node: Node, sourceCode: TSESLint.SourceCode): boolean {
  return sourceCode.getCommentsInside(node).some(({ value }) => UNDONE.test(value));
}

function explanationOf(comment: string): Explanation {
  if (DIRECTIVE.test(comment) || UNDONE.test(comment)) return 'none';
  const words = comment.match(/[\p{L}\p{N}'’]+/gu) ?? [];
  if (words.length === 0) return 'none';
  return words.length > 1 && words.some((word) => !SAYS_NOTHING.test(word)) ? 'explained' : 'brief';
}
