/** What the tests of this folder share: parsing, the roots of a file, and facts that are read off the names of callees. */
import { parseForESLint } from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/types';
import { buildGraph } from '../../src/analysis/cfg/build.js';
import type { CallFacts, CallNode, GraphRoot } from '../../src/analysis/cfg/graph.js';
import { printGraph } from '../../src/analysis/cfg/print.js';
import { verifyGraph } from '../../src/analysis/cfg/verify.js';

type Keys = Readonly<Record<string, readonly string[] | undefined>>;

export interface Dialect {
  readonly jsx?: boolean;
  readonly sourceType?: 'module' | 'script';
}

/** Parses as ESLint does, parent pointers included. */
export function parse(code: string, { jsx = false, sourceType = 'module' }: Dialect = {}): TSESTree.Program {
  const options = { range: true, loc: true, sourceType, ecmaFeatures: { jsx } };
  const { ast, visitorKeys } = parseForESLint(code, options);
  for (const node of nodesIn(ast, visitorKeys)) {
    for (const child of childrenOf(node, visitorKeys)) (child as { parent: TSESTree.Node }).parent = node;
  }
  roots.set(ast, nodesIn(ast, visitorKeys).filter(isRoot));
  return ast;
}

const roots = new WeakMap<TSESTree.Program, GraphRoot[]>();

/** Every root in `program` that has a graph, the program itself first. */
export function rootsIn(program: TSESTree.Program): readonly GraphRoot[] {
  return roots.get(program) ?? [];
}

function nodesIn(program: TSESTree.Program, keys: Keys): TSESTree.Node[] {
  const nodes: TSESTree.Node[] = [];
  const pending: TSESTree.Node[] = [program];
  for (let node = pending.pop(); node; node = pending.pop()) {
    nodes.push(node);
    pending.push(...childrenOf(node, keys).reverse());
  }
  return nodes;
}

function childrenOf(node: TSESTree.Node, keys: Keys): TSESTree.Node[] {
  const fields = node as unknown as Record<string, TSESTree.Node | (TSESTree.Node | null)[] | null | undefined>;
  return (keys[node.type] ?? []).flatMap((key) => fields[key] ?? []).filter((child) => child !== null);
}

function isRoot(node: TSESTree.Node): node is GraphRoot {
  switch (node.type) {
    case 'Program':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassBody':
      return true;
    default:
      return false;
  }
}

function calleeName(call: CallNode): string {
  if (call.type === 'ImportExpression') return 'import';
  let callee: TSESTree.Node = call.type === 'TaggedTemplateExpression' ? call.tag : call.callee;
  while (callee.type === 'MemberExpression') callee = callee.property;
  return callee.type === 'Identifier' ? callee.name : callee.type;
}

/** Calls may throw, except those named `safe...`; `explicit...` does it on purpose; `exit` never returns. */
export const namedFacts: CallFacts = {
  neverReturns: (call) => /^(exit|fail)$/u.test(calleeName(call)),
  throwTier: (call) => {
    const name = calleeName(call);
    if (/^(safe|exit)/u.test(name)) return undefined;
    return /^(explicit|fail)/u.test(name) ? 'explicit' : 'call';
  },
  rejectTier: (operand) => (operand.type === 'CallExpression' && calleeName(operand).startsWith('safe') ? undefined : 'await'),
  isExhaustive: () => false,
};

/** No call throws: keeps golden graphs that are about something else small. */
export const quietFacts: CallFacts = { ...namedFacts, throwTier: () => undefined };

/** Prints the graph of the function (or constructor) named `f`, or of the module if there is none. */
export function printed(code: string, facts: CallFacts, dialect: Dialect = {}): string {
  const root = rootNamed(parse(code, dialect), 'f');
  const graph = buildGraph(root, facts);
  const problems = verifyGraph(graph);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return printGraph(graph, (node) => code.slice(...node.range));
}

function rootNamed(program: TSESTree.Program, name: string): GraphRoot {
  const candidates = rootsIn(program);
  const isConstructor = (root: GraphRoot): boolean =>
    root.parent?.type === 'MethodDefinition' && root.parent.kind === 'constructor';
  const named = candidates.find((root) => root.type === 'FunctionDeclaration' && root.id?.name === name);
  return named ?? candidates.find(isConstructor) ?? program;
}
