/** The door of the builder: `buildGraph`. docs/design/cfg.md describes the algorithm. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Task } from './agenda.js';
import { branchHandlers } from './branches.js';
import { Builder, type Handlers } from './builder.js';
import { classHandlers, constructionOf } from './classes.js';
import { draftBlock } from './drafts.js';
import { expressionHandlers } from './expressions.js';
import { finishedBlocks } from './finish.js';
import type { ArrowBody, CallFacts, ControlFlowGraph, GraphRoot } from './graph.js';
import { jsxHandlers } from './jsx.js';
import { loopHandlers } from './loops.js';
import { bindParameter, patternHandlers } from './patterns.js';
import { inScope, statementHandlers } from './statements.js';

const handlers: Handlers = {
  ...expressionHandlers,
  ...jsxHandlers,
  ...patternHandlers,
  ...statementHandlers,
  ...branchHandlers,
  ...loopHandlers,
  ...classHandlers,
};

/** The control-flow graph of `root`. Functions inside it are values: each has a graph of its own. */
export function buildGraph(root: GraphRoot, facts: CallFacts): ControlFlowGraph {
  const builder = new Builder(root, facts, handlers);
  const { isDerived = false, fields = [], properties = [] } = constructionOf(builder) ?? {};
  const hasSuperCall = isDerived && root.type !== 'ClassBody';
  if (hasSuperCall) builder.afterSuper = [...fields, ...properties];
  const tasks = [
    ...(hasSuperCall ? [] : fields),
    ...parametersOf(root).map((parameter) => () => { bindParameter(builder, parameter); }),
    ...(hasSuperCall ? [] : properties),
    ...bodyOf(builder, root),
  ];
  builder.do(
    () => { inScope(builder, undefined, tasks); },
    () => { builder.jump(builder.normalExit); },
  );
  return graphOf(builder);
}

function parametersOf(root: GraphRoot): readonly TSESTree.Parameter[] {
  return root.type === 'Program' || root.type === 'ClassBody' ? [] : root.params;
}

/** The body's statements: the bindings of a function's top level end with its exits, without a step of their own. */
function bodyOf(builder: Builder, root: GraphRoot): readonly Task[] {
  if (root.type === 'Program') return root.body;
  if (root.type === 'ClassBody') return [];
  if (root.body.type === 'BlockStatement') return root.body.body;
  return [root.body, () => { builder.step({ kind: 'complete', node: root as ArrowBody }); }];
}

function graphOf(builder: Builder): ControlFlowGraph {
  builder.run();
  const { root, tooLarge } = builder;
  const ends = tooLarge ? straightThrough() : builder;
  const { entry, normalExit, throwExit } = ends;
  return { root, blocks: finishedBlocks(ends), entry, normalExit, throwExit, tooLarge };
}

/** Stands for a graph that would be too large: nothing may be concluded from it, and nothing can be. */
function straightThrough(): Pick<Builder, 'entry' | 'normalExit' | 'throwExit'> {
  const [entry, normalExit, throwExit] = [draftBlock('entry'), draftBlock('normal exit'), draftBlock('throw exit')];
  entry.out = [{ kind: 'next', from: entry, to: normalExit }];
  return { entry, normalExit, throwExit };
}
