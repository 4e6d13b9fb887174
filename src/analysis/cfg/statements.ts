/** Statements in sequence: blocks, declarations, jumps, and what scopes they make. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Builder, Handlers } from './builder.js';
import type { Task } from './agenda.js';
import { jumpTo, labelled, returning, unwindTo, withCleanup, type Context, type Label } from './completions.js';
import { bind, visitTarget } from './patterns.js';
import { declaresLexically, enumMembers } from './syntax.js';

type Node = TSESTree.Node;

/**
 * Does `tasks` as one scope: what `using` opened in it is disposed of at its end, and the bindings of `leaving` (if it
 * declares any) end.
 */
export function inScope(builder: Builder, leaving: Node | undefined, tasks: readonly (Task | null)[]): void {
  const outer = builder.context;
  builder.doAll([
    () => {
      if (leaving) builder.context = withCleanup(outer, 'leave', () => { builder.step({ kind: 'leave', node: leaving }); });
    },
    ...tasks,
    () => { unwindTo(builder, outer); },
  ]);
}

/** Does `tasks` with another context. */
export function within(builder: Builder, inner: Context, tasks: readonly (Task | null)[]): void {
  const outer = builder.context;
  builder.doAll([
    () => { builder.context = inner; },
    ...tasks,
    () => { builder.context = outer; },
  ]);
}

function visitBlock(builder: Builder, node: Node & { readonly body: readonly Node[] }): void {
  inScope(builder, declaresLexically(node.body) ? node : undefined, node.body);
}

/** From here to the end of its scope, the declarator's value is disposed of on every way out. */
export function openUsing(builder: Builder, node: TSESTree.VariableDeclarator, awaited: boolean): void {
  if (!builder.current) return;
  builder.context = withCleanup(builder.context, 'dispose', () => {
    builder.step({ kind: 'dispose', node, awaited });
    if (awaited) builder.throws(node, 'call');
  });
}

function visitDeclaration(builder: Builder, node: TSESTree.VariableDeclaration): void {
  if (node.declare) return;
  builder.doAll(node.declarations.map((declarator) => () => { declare(builder, node.kind, declarator); }));
}

function declare(builder: Builder, kind: TSESTree.VariableDeclaration['kind'], node: TSESTree.VariableDeclarator): void {
  // `var x;` leaves the value of `x` as it is.
  if (kind === 'var' && !node.init) return;
  builder.do(
    node.init,
    () => { visitTarget(builder, node.id); },
    () => { bind(builder, node.id, 'declaration', node.init); },
    kind === 'using' || kind === 'await using' ? () => { openUsing(builder, node, kind === 'await using'); } : undefined,
  );
}

function visitReturn(builder: Builder, node: TSESTree.ReturnStatement): void {
  builder.do(node.argument, () => {
    builder.step({ kind: 'complete', node });
    builder.complete(returning, { by: 'return', node });
  });
}

function visitThrow(builder: Builder, node: TSESTree.ThrowStatement): void {
  builder.do(node.argument, () => {
    builder.step({ kind: 'complete', node });
    builder.throws(node, 'explicit', false);
  });
}

function visitJump(builder: Builder, node: TSESTree.BreakStatement | TSESTree.ContinueStatement): void {
  const by = node.type === 'BreakStatement' ? 'break' : 'continue';
  const target = labelled(builder.context, node.label?.name, by);
  if (target) builder.complete(target, { by, node });
}

function visitLabeled(builder: Builder, node: TSESTree.LabeledStatement): void {
  const end = builder.block(`after ${node.label.name}`);
  const outer = builder.context;
  const label: Label = {
    name: node.label.name,
    breaks: jumpTo('break', end, outer),
    continues: undefined,
    outer: outer.labels,
    before: builder.pendingLabel,
  };
  const pending = /^(?:Labeled|While|DoWhile|For|ForIn|ForOf)Statement$/u.test(node.body.type) ? label : undefined;
  builder.do(
    () => { within(builder, { ...outer, labels: label }, [() => { builder.pendingLabel = pending; }, node.body]); },
    () => {
      builder.pendingLabel = undefined;
      builder.jump(end);
      builder.resume(end);
    },
  );
}

function visitEnum(builder: Builder, node: TSESTree.TSEnumDeclaration): void {
  if (node.declare) return;
  builder.doAll([
    ...enumMembers(node).map((member) => member.initializer),
    () => { bind(builder, node.id, 'enum'); },
  ]);
}

export const statementHandlers: Handlers = {
  BlockStatement: visitBlock,
  BreakStatement: visitJump,
  ContinueStatement: visitJump,
  ExportDefaultDeclaration: (builder, node) => { builder.do(node.declaration); },
  ExportNamedDeclaration: (builder, node) => { builder.do(node.declaration); },
  ExpressionStatement: (builder, node) => {
    // A directive does nothing; where there is none, oxlint has null and others have no such property.
    if (typeof node.directive === 'string') return;
    builder.do(node.expression, () => { builder.step({ kind: 'discard', node: node.expression }); });
  },
  LabeledStatement: visitLabeled,
  ReturnStatement: visitReturn,
  TSEnumDeclaration: visitEnum,
  TSExportAssignment: (builder, node) => { builder.do(node.expression); },
  TSModuleBlock: visitBlock,
  TSModuleDeclaration: (builder, node) => { if (!node.declare) builder.do(node.body); },
  ThrowStatement: visitThrow,
  VariableDeclaration: visitDeclaration,
  WithStatement: (builder, node) => { builder.do(node.object, node.body); },
};
