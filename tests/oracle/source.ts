/** Program texts as ESLint gives them to a rule: one parse for the execution and for the analysis. */
import * as parser from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/types';
import { Linter, type Rule, type SourceCode } from 'eslint';

type Node = TSESTree.Node;

export interface Source {
  readonly text: string;
  readonly program: TSESTree.Program;
  readonly code: SourceCode;
}

const linter = new Linter({ configType: 'flat' });
let captured: SourceCode | undefined;
const capture: Rule.RuleModule = {
  create(context) {
    captured = context.sourceCode;
    return {};
  },
};
const config: Linter.Config = {
  files: ['**'],
  languageOptions: { parser, sourceType: 'module' },
  plugins: { oracle: { rules: { capture } } },
  rules: { 'oracle/capture': 'error' },
};

export function parse(text: string): Source {
  captured = undefined;
  const problem = linter.verify(text, [config], { filename: 'program.js' })[0];
  const code = captured as SourceCode | undefined;
  if (!code) throw new Error(`${problem?.message ?? 'not linted'}:\n${text}`);
  return { text, program: code.ast as unknown as TSESTree.Program, code };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
}

/** The children of `node` in the order of the text; of two on the same place (`{ h }`), the first. */
export function childrenOf(source: Source, node: Node): Node[] {
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  const children = (source.code.visitorKeys[node.type] ?? []).flatMap((key) => {
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
