/** Statements that choose: `if`, `switch`, `try`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Task } from './agenda.js';
import type { Builder, Handlers } from './builder.js';
import { jumpTo, withCatch, withCleanup, type Context } from './completions.js';
import { branchOn } from './conditions.js';
import type { DraftBlock } from './drafts.js';
import { bind, visitTarget } from './patterns.js';
import { inScope, within } from './statements.js';
import { declaresLexically } from './syntax.js';

function visitIf(builder: Builder, node: TSESTree.IfStatement): void {
  const end = builder.block('after if');
  const consequent = builder.block('then');
  const alternate = node.alternate ? builder.block('else') : end;
  builder.do(
    () => { branchOn(builder, node.test, consequent, alternate); },
    () => { builder.enter(consequent); },
    node.consequent,
    () => { builder.jump(end); },
    () => { if (node.alternate) builder.enter(alternate); },
    node.alternate,
    () => { builder.jump(end); },
    () => { builder.enter(end); },
  );
}

function visitSwitch(builder: Builder, node: TSESTree.SwitchStatement): void {
  const end = builder.block('after switch');
  const fallsOut = builder.block('end of switch');
  const bodies = node.cases.map((clause) => builder.block(clause.test ? 'case' : 'default'));
  const outer = builder.context;
  const inside = { ...outer, breaks: jumpTo('break', end, outer) };
  const scope = declaresLexically(node.cases.flatMap((clause) => clause.consequent)) ? node : undefined;
  const otherwise = bodies[node.cases.findIndex((clause) => !clause.test)] ?? fallsOut;
  builder.do(node.discriminant, () => {
    within(builder, inside, [
      () => {
        inScope(builder, scope, [
          ...node.cases.flatMap((clause, index) => caseTest(builder, node, clause, bodies[index] ?? end)),
          () => { if (!builder.facts.isExhaustive(node)) builder.jump(otherwise); },
          ...node.cases.flatMap((clause, index) => caseBody(builder, clause, bodies, index, fallsOut)),
          () => { builder.enter(fallsOut); },
        ]);
      },
      () => { builder.jump(end); },
    ]);
  }, () => { builder.resume(end); });
}

function caseTest(builder: Builder, node: TSESTree.SwitchStatement, clause: TSESTree.SwitchCase, body: DraftBlock): Task[] {
  const test = clause.test;
  if (!test) return [];
  const next = builder.block();
  return [
    test,
    () => { builder.branch({ kind: 'case', discriminant: node.discriminant, node: test }, body, next); },
    () => { builder.enter(next); },
  ];
}

function caseBody(
  builder: Builder,
  clause: TSESTree.SwitchCase,
  bodies: readonly DraftBlock[],
  index: number,
  fallsOut: DraftBlock,
): Task[] {
  return [
    () => { builder.enter(bodies[index] ?? fallsOut); },
    () => { inScope(builder, undefined, clause.consequent); },
    () => { builder.jump(bodies[index + 1] ?? fallsOut); },
  ];
}

function visitTry(builder: Builder, node: TSESTree.TryStatement): void {
  const { finalizer, handler } = node;
  const end = builder.block(finalizer ? 'finally' : 'after try');
  const guarded = finalizer ? withCleanup(builder.context, 'finally', () => { builder.do(finalizer); }) : builder.context;
  const caught = builder.block('catch');
  builder.do(
    () => { visitGuarded(builder, handler ? withCatch(guarded, caught) : guarded, node.block, end); },
    () => {
      if (!handler) return;
      builder.resume(caught);
      visitGuarded(builder, guarded, handler, end);
    },
    () => {
      builder.enter(end);
      if (finalizer && guarded.cleanup && builder.current) guarded.cleanup.built = true;
    },
    finalizer,
  );
}

function visitGuarded(builder: Builder, context: Context, body: TSESTree.Node, end: DraftBlock): void {
  within(builder, context, [body, () => { builder.jump(end); }]);
}

function visitCatch(builder: Builder, node: TSESTree.CatchClause): void {
  const { param } = node;
  builder.step({ kind: 'catch', node });
  inScope(builder, param ? node : undefined, [
    () => { if (param) visitTarget(builder, param); },
    () => { if (param) bind(builder, param, 'catch'); },
    node.body,
  ]);
}

export const branchHandlers: Handlers = {
  CatchClause: visitCatch,
  IfStatement: visitIf,
  SwitchStatement: visitSwitch,
  TryStatement: visitTry,
};
