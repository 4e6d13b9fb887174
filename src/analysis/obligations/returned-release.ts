/** Releases that a function gives its caller. */
import { wrappingParent, type Node } from '../syntax/ast.js';
import type { ObligationOutcome } from './obligation.js';

/**
 * `return () => clearInterval(timer)`: what one way out gives to whoever ends it, another way out was to give as well.
 * That is as good a sign as a release in the body itself.
 */
export function isReleasedByResult({ transfers }: Pick<ObligationOutcome, 'transfers'>): boolean {
  return transfers.some(({ reason, node }) => reason === 'captured' && isPartOfReturn(node));
}

/** Returned as it stands, or as a member of an object. */
function isPartOfReturn(node: Node): boolean {
  let at: Node | undefined = wrappingParent(node);
  while (at?.type === 'Property' || at?.type === 'ObjectExpression' || at?.type === 'ArrayExpression') at = wrappingParent(at);
  return at?.type === 'ReturnStatement';
}
