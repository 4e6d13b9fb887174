/** The five loops. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Builder, Handlers } from './builder.js';
import { jumpTo, withCleanup, type Context } from './completions.js';
import { branchOn } from './conditions.js';
import type { DraftBlock } from './drafts.js';
import { bind, visitTarget } from './patterns.js';
import { inScope, openUsing, within } from './statements.js';
import { isLexical } from './syntax.js';

type ForEach = TSESTree.ForInStatement | TSESTree.ForOfStatement;

/** Where `break` and `continue` in a loop's body go, with and without a label. */
function loopContext(builder: Builder, outside: Context, inside: Context, end: DraftBlock, next: DraftBlock): Context {
  const continues = jumpTo('continue', next, inside);
  for (let label = builder.pendingLabel; label; label = label.before) label.continues = continues;
  builder.pendingLabel = undefined;
  return { ...inside, breaks: jumpTo('break', end, outside), continues };
}

/** A loop without a scope of its own. */
function plainLoop(builder: Builder, end: DraftBlock, next: DraftBlock): Context {
  return loopContext(builder, builder.context, builder.context, end, next);
}

function visitWhile(builder: Builder, node: TSESTree.WhileStatement): void {
  const head = builder.block('loop head');
  const body = builder.block('loop body');
  const end = builder.block('after loop');
  const inside = plainLoop(builder, end, head);
  builder.jump(head);
  builder.enter(head);
  builder.do(
    () => { branchOn(builder, node.test, body, end); },
    () => { builder.enter(body); },
    () => { within(builder, inside, [node.body]); },
    () => { builder.jump(head); },
    () => { builder.resume(end); },
  );
}

function visitDoWhile(builder: Builder, node: TSESTree.DoWhileStatement): void {
  const body = builder.block('loop body');
  const test = builder.block('loop test');
  const end = builder.block('after loop');
  const inside = plainLoop(builder, end, test);
  builder.jump(body);
  builder.enter(body);
  builder.do(
    () => { within(builder, inside, [node.body]); },
    () => {
      builder.jump(test);
      builder.resume(test);
    },
    () => { branchOn(builder, node.test, body, end); },
    () => { builder.resume(end); },
  );
}

function visitFor(builder: Builder, node: TSESTree.ForStatement): void {
  const outside = builder.context;
  const end = builder.block('after loop');
  const label = builder.pendingLabel;
  builder.pendingLabel = undefined;
  const { init } = node;
  const isExpression = init && init.type !== 'VariableDeclaration';
  builder.do(
    () => {
      inScope(builder, init && isLexical(init) ? node : undefined, [
        init,
        isExpression ? () => { builder.step({ kind: 'discard', node: init }); } : null,
        () => {
          builder.pendingLabel = label;
          visitTurns(builder, node, outside, end);
        },
      ]);
    },
    () => {
      builder.jump(end);
      builder.resume(end);
    },
  );
}

function visitTurns(builder: Builder, node: TSESTree.ForStatement, outside: Context, end: DraftBlock): void {
  const head = builder.block('loop head');
  const body = builder.block('loop body');
  const update = builder.block('loop update');
  const done = builder.block('loop done');
  const inside = loopContext(builder, outside, builder.context, end, update);
  const { test } = node;
  builder.jump(head);
  builder.enter(head);
  builder.do(
    () => {
      if (test) branchOn(builder, test, body, done);
      else builder.jump(body);
    },
    () => { builder.enter(body); },
    () => { within(builder, inside, [node.body]); },
    () => {
      builder.jump(update);
      builder.resume(update);
    },
    node.update,
    () => { if (node.update) builder.step({ kind: 'discard', node: node.update }); },
    () => { builder.jump(head); },
    () => { builder.enter(done); },
  );
}

function visitForEach(builder: Builder, node: ForEach): void {
  const outside = builder.context;
  const head = builder.block('loop head');
  const turn = builder.block('loop turn');
  const end = builder.block('after loop');
  const label = builder.pendingLabel;
  builder.pendingLabel = undefined;
  const iterating = node.type === 'ForOfStatement'
    ? withCleanup(outside, 'close iterator', () => { builder.step({ kind: 'close-iterator', node }); })
    : outside;
  builder.do(
    node.right,
    () => {
      builder.jump(head);
      builder.enter(head);
      builder.step({ kind: 'iterate', node });
      if (node.type === 'ForOfStatement') builder.throws(node, node.await ? 'await' : 'call');
      builder.branch({ kind: 'next', node }, turn, end);
      builder.enter(turn);
      builder.pendingLabel = label;
      const inside = loopContext(builder, outside, iterating, end, head);
      within(builder, inside, [() => { visitTurn(builder, node); }, () => { builder.jump(head); }]);
    },
    () => { builder.resume(end); },
  );
}

/** One turn: the next element is bound, the body runs, the turn's bindings end. */
function visitTurn(builder: Builder, node: ForEach): void {
  const { left } = node;
  const declaration = left.type === 'VariableDeclaration' ? left : undefined;
  const declarator = declaration?.declarations[0];
  const pattern = declarator?.id ?? left;
  const disposal = declaration?.kind === 'using' || declaration?.kind === 'await using' ? declaration.kind : undefined;
  inScope(builder, isLexical(left) ? node : undefined, [
    () => { visitTarget(builder, pattern); },
    () => { bind(builder, pattern, 'loop'); },
    () => { if (disposal && declarator) openUsing(builder, declarator, disposal === 'await using'); },
    node.body,
  ]);
}

export const loopHandlers: Handlers = {
  DoWhileStatement: visitDoWhile,
  ForInStatement: visitForEach,
  ForOfStatement: visitForEach,
  ForStatement: visitFor,
  WhileStatement: visitWhile,
};
