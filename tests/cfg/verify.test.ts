/** The verifier has to see a broken promise, or its silence over real code means nothing. */
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/analysis/cfg/build.js';
import type { BasicBlock, ControlFlowGraph, Edge } from '../../src/analysis/cfg/graph.js';
import { verifyGraph } from '../../src/analysis/cfg/verify.js';
import { namedFacts, parse } from './parse.js';

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function graphOf(code: string): ControlFlowGraph {
  return buildGraph(parse(code), namedFacts);
}

function problemsAfter(code: string, change: (entry: BasicBlock, graph: ControlFlowGraph) => void): readonly string[] {
  const graph = graphOf(code);
  expect(verifyGraph(graph)).toEqual([]);
  change(graph.entry, graph);
  return verifyGraph(graph);
}

const edges = (list: readonly Edge[]): Edge[] => list as Edge[];

describe('verifyGraph', () => {
  it('sees a throw edge without a tier', () => {
    expect(problemsAfter('work();', (entry) => {
      delete (entry.out[0] as Mutable<Edge>).tier;
    })).toContain('block 0: exactly the throw edges have a tier');
  });

  it('sees half a branch', () => {
    const problems = problemsAfter('if (a) { b; }', (entry) => {
      edges(entry.out).pop();
    });
    expect(problems).toContain('block 0 has half a branch');
  });

  it('sees an edge that its target does not know', () => {
    expect(problemsAfter('a;', (_, graph) => {
      edges(graph.normalExit.in).pop();
    })).toContain('block 1 misses an edge');
  });

  it('sees a dead end', () => {
    expect(problemsAfter('a;', (entry, graph) => {
      edges(entry.out).pop();
      edges(graph.normalExit.in).pop();
    })).toContain('block 0 leads nowhere');
  });

  it('sees a wrong number', () => {
    expect(problemsAfter('a;', (entry) => {
      (entry as Mutable<BasicBlock>).id = 7;
    })).toContain('block 7 stands at position 0');
  });
});
