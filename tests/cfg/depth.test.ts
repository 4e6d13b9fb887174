/**
 * Depth and size: no recursion as deep as the input, and time that grows with its size (design law 22). Parsers
 * overflow on such code themselves, so the trees are made by hand, from the parts of a small parsed program.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/analysis/cfg/build.js';
import type { ControlFlowGraph } from '../../src/analysis/cfg/graph.js';
import { verifyGraph } from '../../src/analysis/cfg/verify.js';
import { namedFacts, parse } from './parse.js';

type Part = Readonly<Record<string, unknown>>;

const levels = 10_000;
const name = { type: 'Identifier', name: 'a' };
const call = { type: 'CallExpression', callee: { type: 'Identifier', name: 'work' }, arguments: [], optional: false };
const callStatement = { type: 'ExpressionStatement', expression: call };

function nested(depth: number, inner: Part, wrap: (inner: Part) => Part): Part {
  let part = inner;
  for (let level = 0; level < depth; level += 1) part = wrap(part);
  return part;
}

const block = (...body: Part[]): Part => ({ type: 'BlockStatement', body });
const expression = (part: Part): Part => ({ type: 'ExpressionStatement', expression: part });
const choice = (test: Part): Part => ({ type: 'IfStatement', test, consequent: callStatement, alternate: null });
const letDeclaration = {
  type: 'VariableDeclaration',
  kind: 'let',
  declare: false,
  declarations: [{ type: 'VariableDeclarator', id: name, init: call }],
};
const logical = (operator: string, left: Part, right: Part): Part => ({ type: 'LogicalExpression', operator, left, right });
const member = (object: Part): Part => ({ type: 'MemberExpression', object, property: name, computed: false, optional: true });
const chain = (inner: Part): Part => ({ type: 'ChainExpression', expression: inner });

/** Each takes a depth and returns a statement that is so deep. */
const shapes: Readonly<Record<string, (depth: number) => Part>> = {
  'else if': (depth) =>
    nested(depth, callStatement, (alternate) => ({ type: 'IfStatement', test: name, consequent: callStatement, alternate })),
  'nested if': (depth) =>
    nested(depth, callStatement, (inner) => ({ type: 'IfStatement', test: name, consequent: block(inner), alternate: null })),
  'a + a + a': (depth) =>
    expression(nested(depth, name, (left) => ({ type: 'BinaryExpression', operator: '+', left, right: name }))),
  'a + (a + a)': (depth) =>
    expression(nested(depth, name, (right) => ({ type: 'BinaryExpression', operator: '+', left: name, right }))),
  'blocks with bindings and calls': (depth) => nested(depth, callStatement, (inner) => block(letDeclaration, inner)),
  'blocks around a return': (depth) =>
    nested(depth, { type: 'ReturnStatement', argument: null }, (inner) => block(letDeclaration, inner)),
  arrays: (depth) => expression(nested(depth, name, (inner) => ({ type: 'ArrayExpression', elements: [inner] }))),
  calls: (depth) => expression(nested(depth, call, (inner) => ({ ...call, arguments: [inner] }))),
  '&& in a condition': (depth) => choice(nested(depth, name, (left) => logical('&&', left, name))),
  '|| in a condition, to the right': (depth) => choice(nested(depth, name, (right) => logical('||', name, right))),
  '|| and && in turn': (depth) => choice(nested(depth / 2, name, (left) => logical('||', logical('&&', left, name), name))),
  '&& as a value': (depth) => expression(nested(depth, name, (left) => logical('&&', left, name))),
  '?? as a value': (depth) => expression(nested(depth, name, (left) => logical('??', left, name))),
  '! in a condition': (depth) =>
    choice(nested(depth, name, (argument) => ({ type: 'UnaryExpression', operator: '!', argument }))),
  'as in a condition': (depth) =>
    choice(nested(depth, name, (inner) => ({ type: 'TSAsExpression', expression: inner }))),
  '?: to the right': (depth) =>
    expression(nested(depth, name, (alternate) => ({ type: 'ConditionalExpression', test: name, consequent: call, alternate }))),
  '?. in one chain': (depth) => expression(chain(nested(depth, name, member))),
  '?. in chains': (depth) => choice(nested(depth, name, (object) => chain(member(object)))),
  'try and finally': (depth) =>
    nested(depth, callStatement, (inner) => ({ type: 'TryStatement', block: block(inner), handler: null, finalizer: block(callStatement) })),
  'try and catch': (depth) =>
    nested(depth, callStatement, (inner) => ({
      type: 'TryStatement',
      block: block(inner),
      handler: { type: 'CatchClause', param: name, body: block(callStatement) },
      finalizer: null,
    })),
  'catch in catch': (depth) =>
    nested(depth, callStatement, (inner) => ({
      type: 'TryStatement',
      block: block(callStatement),
      handler: { type: 'CatchClause', param: name, body: block(inner) },
      finalizer: null,
    })),
  loops: (depth) => nested(depth, callStatement, (body) => ({ type: 'WhileStatement', test: name, body })),
  labels: (depth) =>
    nested(depth, { type: 'BreakStatement', label: name }, (body) => ({ type: 'LabeledStatement', label: name, body })),
  patterns: (depth) =>
    expression({
      type: 'AssignmentExpression',
      operator: '=',
      left: nested(depth, { type: 'ArrayPattern', elements: [name] }, (left) => ({
        type: 'ArrayPattern',
        elements: [{ type: 'AssignmentPattern', left, right: name }],
      })),
      right: name,
    }),
  'a long body': (depth) => block(...Array.from({ length: depth }, () => choice(call))),
  'a long switch': (depth) => ({
    type: 'SwitchStatement',
    discriminant: name,
    cases: Array.from({ length: depth }, () => ({ type: 'SwitchCase', test: call, consequent: [{ type: 'BreakStatement', label: null }] })),
  }),
};

function graphOf(statement: Part): ControlFlowGraph {
  const program = parse('');
  program.body.push(statement as unknown as TSESTree.ProgramStatement);
  return buildGraph(program, namedFacts);
}

function shortestTime(statement: Part): number {
  return Math.min(...Array.from({ length: 3 }, () => {
    const start = performance.now();
    graphOf(statement);
    return performance.now() - start;
  }));
}

describe('a tree of 10,000 levels', () => {
  for (const [shape, make] of Object.entries(shapes)) {
    it(`${shape}: has a graph of linear size`, { timeout: 60_000 }, () => {
      const graph = graphOf(make(levels));
      expect(verifyGraph(graph)).toEqual([]);
      expect(graph.tooLarge).toBe(false);
      const half = graphOf(make(levels / 2));
      expect(graph.blocks.length).toBeLessThan(2.1 * half.blocks.length + 10);
    });

    it(`${shape}: takes linear time`, { timeout: 60_000, retry: 2 }, () => {
      const quarter = make(levels / 4);
      const whole = make(levels);
      graphOf(quarter);
      expect(shortestTime(whole)).toBeLessThan(10 * shortestTime(quarter) + 20);
    });
  }

  it('finally in finally is given up, not copied for ever', () => {
    const statement = (depth: number): Part =>
      nested(depth, callStatement, (inner) => ({
        type: 'TryStatement',
        block: block(callStatement),
        handler: null,
        finalizer: block(inner),
      }));
    expect(graphOf(statement(5)).tooLarge).toBe(false);
    const graph = graphOf(statement(100));
    expect(graph.tooLarge).toBe(true);
    expect(verifyGraph(graph)).toEqual([]);
  });
});
