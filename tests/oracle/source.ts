/** Program texts as syntax trees: the one parser that the oracle and the analysis share. */
import * as parser from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/types';

type Node = TSESTree.Node;

export interface Source {
  readonly text: string;
  readonly program: TSESTree.Program;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
}

export function parse(text: string): Source {
  const { ast, visitorKeys } = parser.parseForESLint(text, { range: true, loc: true, sourceType: 'module' });
  return { text, program: ast, visitorKeys };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
}

/** The children of `node` in the order of the text; of two on the same place (`{ h }`), the first. */
export function childrenOf(source: Source, node: Node): Node[] {
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  const children = (source.visitorKeys[node.type] ?? []).flatMap((key) => {
    const value = fields[key];
    return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isNode);
  });
  children.sort((left, right) => left.range[0] - right.range[0]);
  return children.filter((child, index) => child.range[0] >= (children[index - 1]?.range[1] ?? 0));
}

/** `node` and everything below it. */
export function* nodesIn(source: Source, node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(source, node)) yield* nodesIn(source, child);
}
