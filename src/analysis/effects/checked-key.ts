/** What a receiver is by the checker, where this file does not tell. */
import type { Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';

/** Globals, modules and what they export by themselves: told by their origin, and instances of nothing. */
const PLATFORM = /^(?:global|node):|#\*$/u;

/** What a row of the catalogue says of the receiver of its method. */
interface MethodRow {
  readonly of: string;
  /** The method's name alone is evidence. */
  readonly distinctive?: boolean;
}

/**
 * The key of the receiver's type, or of the module that it is; undefined where the checker does not know, and where no
 * row hangs on it: none is guessed from the name, and the program has nothing of their packages.
 */
export function checkedKey(receiver: Node, rows: readonly MethodRow[], { checker, origins }: FileContext): string | undefined {
  if (checker === undefined || !rows.some(({ of, distinctive }) => distinctive === true || checker.mayKnow(of))) return undefined;
  const origin = origins.originOf(receiver);
  return origin !== undefined && PLATFORM.test(origin) ? origin : checker.typeKeyOf(receiver);
}
