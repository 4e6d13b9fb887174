/** Releases of a slot that was emptied right before: `this.timer = undefined; clearTimeout(this.timer)`. */
import { isCallOrNew, literalValue, parentOf, unwrapped, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Use } from './slot-finding.js';

/** The uses without the releases that release nothing any more. */
export function withoutForgotten(uses: readonly Use[], file: FileContext): readonly Use[] {
  const emptied = uses.flatMap(({ kind, node }) => (kind === 'write' ? emptying(node) : []));
  return emptied.length === 0 ? uses : uses.filter(({ kind, node }) => kind !== 'release' || !emptied.some((write) => isRightBehind(node, write, file)));
}

interface Emptying {
  readonly slot: Node;
  readonly statement: Node;
}

/** `this.timer = undefined;` as a statement of its own. */
function emptying(write: Node): readonly Emptying[] {
  const statement = parentOf(write);
  if (write.type !== 'AssignmentExpression' || write.operator !== '=' || statement?.type !== 'ExpressionStatement') return [];
  const value = unwrapped(write.right);
  const isEmpty = value.type === 'Identifier' ? value.name === 'undefined' : literalValue(value)?.value === null;
  return isEmpty ? [{ slot: write.left, statement }] : [];
}

/** The next statement gives the slot itself, and no other name for what it held, to the releasing call. */
function isRightBehind(release: Node, { slot, statement }: Emptying, file: FileContext): boolean {
  const released = parentOf(release);
  const block = parentOf(statement);
  if (released?.type !== 'ExpressionStatement' || block?.type !== 'BlockStatement' || !isCallOrNew(release)) return false;
  const isNext = block.body.some((part, index) => part === statement && block.body[index + 1] === released);
  return isNext && release.arguments.some((argument) => file.sourceCode.getText(argument) === file.sourceCode.getText(slot));
}
