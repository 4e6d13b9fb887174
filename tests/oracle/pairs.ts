/** What execution and analysis are compared by: an acquisition, and an exit that it reaches unreleased. */
import type { TSESTree } from '@typescript-eslint/types';

/** `throw` includes rejections: both leave through the same door. */
export type ExitKind = 'return' | 'fall-through' | 'throw' | 'yield-return';

export interface Pair {
  readonly acquisition: TSESTree.Node;
  readonly exit: TSESTree.Node;
  readonly kind: ExitKind;
}

const place = (node: TSESTree.Node): string => `${node.range[0]}-${node.range[1]}`;

/** Equal for the same pair of the same text, whichever parse its nodes come from. */
export function keyOf({ acquisition, exit, kind }: Pair): string {
  return `${place(acquisition)} ${kind} ${place(exit)}`;
}

function brief(text: string, node: TSESTree.Node): string {
  const line = text.slice(...node.range).split('\n', 1)[0] ?? '';
  return `${node.loc.start.line}:${node.loc.start.column + 1} \`${line}\``;
}

/** "3:13 `acquire()` leaks on throw at 5:3 `step()`". */
export function describePair(text: string, { acquisition, exit, kind }: Pair): string {
  const where = kind === 'fall-through' ? `the end of line ${exit.loc.start.line}'s function` : brief(text, exit);
  return `${brief(text, acquisition)} leaks on ${kind} at ${where}`;
}
