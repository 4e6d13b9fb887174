/**
 * `npm run explain -- FILE[:LINE] [--mermaid]`: the control-flow graph of a function, and what becomes of what it acquires.
 *
 * Without a line, every function of the file.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as parser from '@typescript-eslint/parser';
import type { TSESLint } from '@typescript-eslint/utils';
import { Linter, type Rule } from 'eslint';
import { printGraph, printMermaid } from '../src/analysis/cfg/print.js';
import { analysisOf, type Analysis, type GraphRoot, type Node, type ObligationOutcome } from '../src/analysis/index.js';
import plugin from '../src/index.js';
import { settingsOf } from '../src/report/settings.js';

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
  readonly sourceCode: TSESLint.SourceCode;
  /** The one that the rules asked. */
  readonly analysis: Analysis;
  readonly messages: readonly Linter.LintMessage[];
}

/** Lets ESLint parse the file, so that the tree is the one that rules see. */
function look({ file }: Request): Seen {
  const roots: GraphRoot[] = [];
  let sourceCode: TSESLint.SourceCode | undefined;
  const keep = (node: Rule.Node): void => void roots.push(node as unknown as GraphRoot);
  const collect: Rule.RuleModule = {
    create(context) {
      sourceCode = context.sourceCode as unknown as TSESLint.SourceCode;
      return { Program: keep as never, FunctionDeclaration: keep, FunctionExpression: keep, ArrowFunctionExpression: keep };
    },
  };
  const messages = new Linter({ configType: 'flat', cwd: path.parse(path.resolve(file)).root }).verify(
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
  return { roots, sourceCode, analysis: analysisOf(sourceCode, settingsOf({})), messages };
}

/** The innermost function at the line, or all of them. */
function chosen({ roots }: Seen, line: number | undefined): readonly GraphRoot[] {
  if (line === undefined) return roots;
  const around = roots.filter(({ loc }) => loc.start.line <= line && line <= loc.end.line);
  return around.slice(-1);
}

function explain(root: GraphRoot, { sourceCode, analysis, messages }: Seen, mermaid: boolean): string {
  const textOf = (node: Node): string => sourceCode.getText(node);
  const graph = analysis.graphOf(root);
  if (mermaid) return printMermaid(graph, textOf);
  const { start, end } = root.loc;
  const first = root.type === 'Program' ? 'the module' : (textOf(root).split('\n')[0] ?? '');
  const owed = analysis.outcomes({ tier: 'call', everyExit: true }).filter(({ obligation }) => obligation.root === root);
  const said = messages.filter(({ line, ruleId }) => ruleId !== null && start.line <= line && line <= end.line);
  return [
    `${first} (lines ${start.line} to ${end.line})`,
    printGraph(graph, textOf).trimEnd(),
    ...owed.flatMap((outcome) => facts(outcome, textOf)),
    ...said.map(({ line, column, message, ruleId }) => `reported ${line}:${column} ${message} ${ruleId ?? ''}`),
    '',
  ].join('\n');
}

/** What becomes of one obligation, every throw tier included. */
function facts({ obligation, leaks, releases, transfers, unknown }: ObligationOutcome, textOf: (node: Node) => string): string[] {
  const at = (node: Node): string => `line ${node.loc.start.line}: ${short(textOf(node))}`;
  return [
    `${obligation.spec.id} acquired on ${at(obligation.node)}`,
    ...releases.map((node) => `    released on ${at(node)}`),
    ...transfers.map(({ reason, node }) => `    ${reason} on ${at(node)}`),
    ...leaks.map(({ exit }) => `    held at ${exit.kind}${exit.tier === undefined ? '' : ` (${exit.tier})`} on ${at(exit.node)}`),
    ...(unknown === undefined ? [] : [`    unknown: ${unknown}`]),
  ];
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

const request = readRequest();
if (request === undefined) {
  console.error('npm run explain -- FILE[:LINE] [--mermaid]');
  process.exitCode = 2;
} else {
  try {
    const seen = look(request);
    for (const root of chosen(seen, request.line)) console.log(explain(root, seen, request.mermaid));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
