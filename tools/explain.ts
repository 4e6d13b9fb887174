/**
 * `npm run explain -- FILE[:LINE] [--mermaid]`: the control-flow graph of a function, and what strict says in it.
 *
 * Without a line, every function of the file.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as parser from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/types';
import { Linter, type Rule, type SourceCode } from 'eslint';
import { buildGraph } from '../src/analysis/cfg/build.js';
import type { CallFacts, ControlFlowGraph, GraphRoot } from '../src/analysis/cfg/graph.js';
import { printGraph, printMermaid } from '../src/analysis/cfg/print.js';
import plugin from '../src/index.js';

/** What is known of calls without a catalogue: awaiting may reject, calling may throw. */
const anythingMayThrow: CallFacts = {
  neverReturns: () => false,
  throwTier: () => 'call',
  rejectTier: () => 'await',
};

// To be taken from analysisOf(sourceCode), with the facts that the rules use, as soon as that is there.
function graphOf(root: GraphRoot): ControlFlowGraph {
  return buildGraph(root, anythingMayThrow);
}

interface Request {
  readonly file: string;
  readonly line: number | undefined;
  readonly mermaid: boolean;
}

function readRequest(): Request | undefined {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { mermaid: { type: 'boolean' } } });
  const [, file, line] = /^(.*?)(?::(\d+)(?::\d+)?)?$/.exec(positionals[0] ?? '') ?? [];
  if (file === undefined || file === '') return undefined;
  return { file, line: line === undefined ? undefined : Number(line), mermaid: values.mermaid ?? false };
}

interface Seen {
  /** Outermost first. */
  readonly roots: readonly GraphRoot[];
  readonly sourceCode: SourceCode;
  readonly messages: readonly Linter.LintMessage[];
}

/** Lets ESLint parse the file, so that the tree is the one that rules see. */
function look({ file }: Request): Seen {
  const roots: GraphRoot[] = [];
  let sourceCode: SourceCode | undefined;
  const keep = (node: Rule.Node): void => void roots.push(node as unknown as GraphRoot);
  const collect: Rule.RuleModule = {
    create(context) {
      ({ sourceCode } = context);
      return { Program: keep as never, FunctionDeclaration: keep, FunctionExpression: keep, ArrowFunctionExpression: keep };
    },
  };
  const messages = new Linter({ configType: 'flat' }).verify(
    readFileSync(file, 'utf8'),
    {
      ...plugin.configs.strict,
      files: [() => true] as unknown as string[],
      plugins: { leaks: plugin, explain: { rules: { collect } } },
      languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
      rules: { ...plugin.configs.strict.rules, 'explain/collect': 'error' },
    },
    { filename: path.resolve(file) },
  );
  if (sourceCode === undefined) throw new Error(messages[0]?.message ?? `${file} was not linted`);
  return { roots, sourceCode, messages };
}

/** The innermost function at the line, or all of them. */
function chosen({ roots }: Seen, line: number | undefined): readonly GraphRoot[] {
  if (line === undefined) return roots;
  const around = roots.filter(({ loc }) => loc.start.line <= line && line <= loc.end.line);
  return around.slice(-1);
}

function explain(root: GraphRoot, { sourceCode, messages }: Seen, mermaid: boolean): string {
  const textOf = (node: TSESTree.Node): string => sourceCode.text.slice(...node.range);
  const graph = graphOf(root);
  if (mermaid) return printMermaid(graph, textOf);
  const { start, end } = root.loc;
  const first = root.type === 'Program' ? 'the module' : (textOf(root).split('\n')[0] ?? '');
  const said = messages.filter(({ line, ruleId }) => ruleId !== null && start.line <= line && line <= end.line);
  return [
    `${first} (lines ${start.line} to ${end.line})`,
    printGraph(graph, textOf).trimEnd(),
    ...said.map(({ line, column, message, ruleId }) => `${line}:${column} ${message} ${ruleId ?? ''}`),
    '',
  ].join('\n');
}

const request = readRequest();
if (request === undefined) {
  console.error('npm run explain -- FILE[:LINE] [--mermaid]');
  process.exitCode = 2;
} else {
  const seen = look(request);
  for (const root of chosen(seen, request.line)) console.log(explain(root, seen, request.mermaid));
}
