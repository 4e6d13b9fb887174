/**
 * Which ways out of a `catch` clause go on with something else than the success would: a fallback. What follows such a
 * clause knows that there is no result, although nobody learns why.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { leaves, type ErrorLoss } from '../../obligations/caught-error.js';
import { enclosingFunction, isFunction, literalValue, type Node } from '../../syntax/ast.js';
import { someOwn } from '../../syntax/walk.js';

export function withReplacements(losses: readonly ErrorLoss[], clause: TSESTree.CatchClause): readonly ErrorLoss[] {
  return losses.map((loss) => (loss.replaced || !isReplacement(loss, clause) ? loss : { ...loss, replaced: true }));
}

function isReplacement(loss: ErrorLoss, clause: TSESTree.CatchClause): boolean {
  const attempt = clause.parent;
  // Who asks for some kinds means to go on for those only: the others fall through.
  if (loss.asked && loss.kind === 'fall-through') return false;
  if (succeedsInside(attempt.block) || setsLocal(attempt.block)) return true;
  if (loss.kind === 'fall-through') return false;
  return loss.kind === 'return' && returnsValue(clause) ? true : skips(attempt, loss);
}

/** The success leaves from inside the `try`: what follows it is the other case. */
function succeedsInside(block: TSESTree.BlockStatement): boolean {
  return someOwn(block, (node) => {
    if (node.type === 'ReturnStatement') return true;
    return (node.type === 'BreakStatement' || node.type === 'ContinueStatement') && leaves(node, block);
  });
}

/** The `try` assigns a variable that is declared in front of it: behind it, the variable tells. */
function setsLocal(block: TSESTree.BlockStatement): boolean {
  return someOwn(block, (node) => node.type === 'AssignmentExpression' && isPlainName(node.left));
}

function isPlainName(target: Node): boolean {
  switch (target.type) {
    case 'Identifier':
      return true;
    case 'ArrayPattern':
      return target.elements.some((element) => element !== null && isPlainName(element));
    case 'ObjectPattern':
      return target.properties.some((property) => property.type === 'Property' && isPlainName(property.value));
    default:
      return false;
  }
}

function returnsValue(clause: TSESTree.CatchClause): boolean {
  const fn = enclosingFunction(clause);
  return fn !== undefined && someOwn(fn.body, (node) => node.type === 'ReturnStatement' && node.argument !== null && literalValue(node.argument)?.value !== undefined);
}

/** The jump leaves out something that runs after a success: later statements, or further turns of a loop. */
function skips(attempt: TSESTree.TryStatement, loss: ErrorLoss): boolean {
  let child: Node = attempt;
  for (let at: Node | undefined = attempt.parent; at != null; child = at, at = at.parent) {
    const siblings: readonly Node[] = at.type === 'BlockStatement' || at.type === 'Program' ? at.body : at.type === 'SwitchCase' ? at.consequent : [];
    if (siblings.indexOf(child) < siblings.length - 1) return true;
    if (isFunction(at)) return false;
    if (!isLoop(at)) continue;
    if (loss.kind !== 'continue') return true;
    return false;
  }
  return false;
}

function isLoop(node: Node): boolean {
  return node.type.startsWith('For') || node.type === 'WhileStatement' || node.type === 'DoWhileStatement';
}
