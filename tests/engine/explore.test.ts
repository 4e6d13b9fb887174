/** The solver on graphs made by hand: it knows graphs and no JavaScript. */
import { describe, expect, it } from 'vitest';
import type { BasicBlock, ControlFlowGraph, Edge, Step, ThrowTier } from '../../src/analysis/cfg/graph.js';
import { explore, limitsFor, type PathProblem, type Trail } from '../../src/analysis/dataflow/explore.js';

interface DraftBlock extends BasicBlock {
  steps: Step[];
  out: Edge[];
  in: Edge[];
}

/** A step that stands for the word it carries. */
function word(text: string): Step {
  return { kind: 'evaluate', node: { type: 'Literal', value: text } } as unknown as Step;
}

function textOf(step: Step): string {
  return step.kind === 'evaluate' && step.node.type === 'Literal' ? String(step.node.value) : '?';
}

/** `blocks` by their words; `ways` as `0>1`, `0>2 true`, `0>3 throw call`. */
function graphOf(blocks: readonly string[], ways: readonly string[]): readonly DraftBlock[] {
  const drafts = blocks.map((words, id): DraftBlock => ({
    id,
    steps: words.split(' ').filter((one) => one !== '').map(word),
    out: [],
    in: [],
    pending: 0,
    isCleanup: false,
    label: '',
  }));
  for (const way of ways) {
    const [, from = '', to = '', kind = 'next', tier] = /^(\d+)>(\d+)(?: (\w+))?(?: (\w+))?$/u.exec(way) ?? [];
    const [source, target] = [drafts[Number(from)], drafts[Number(to)]];
    if (source === undefined || target === undefined) throw new Error(`no such way: ${way}`);
    const edge: Edge = { kind: kind as Edge['kind'], from: source, to: target, ...(tier === undefined ? {} : { tier: tier as ThrowTier }) };
    source.out.push(edge);
    target.in.push(edge);
  }
  return drafts;
}

/** The words on the way; `stop` ends a path, `fork` makes two of one, `no` is ruled out on a true edge. */
class Words implements PathProblem<string> {
  readonly transferred: string[] = [];
  constructor(readonly tiers: ReadonlySet<ThrowTier> = new Set()) {}

  transfer(step: Step, state: string, edge: Edge | undefined): readonly string[] {
    const text = textOf(step);
    this.transferred.push(text);
    if (text === 'stop') return [];
    if (text === 'fork') return [`${state}l`, `${state}r`];
    return [edge?.kind === 'throw' ? `${state}!` : state.includes(text) ? state : state + text];
  }

  refine(edge: Edge, state: string): string | undefined {
    return edge.kind === 'true' && state.includes('no') ? undefined : state;
  }

  key(state: string): string {
    return state;
  }
}

const ALL: ReadonlySet<ThrowTier> = new Set<ThrowTier>(['explicit', 'await', 'call']);
const GENEROUS = { statesPerBlock: 32, visits: 1000 };

interface Run {
  readonly complete: boolean;
  readonly arrived: readonly string[];
  readonly trails: readonly Trail<string>[];
}

function run(blocks: readonly DraftBlock[], problem: PathProblem<string> = new Words(), limits = GENEROUS, from = 0): Run {
  const [entry] = blocks;
  if (entry === undefined) throw new Error('an empty graph');
  const trails: Trail<string>[] = [];
  const complete = explore(problem, [{ block: entry, step: from, state: '' }], limits, (trail) => trails.push(trail));
  return { complete, arrived: trails.map(({ block, state }) => `${String(block.id)}:${state}`), trails };
}

describe('explore', () => {
  it('runs the steps of a block in order, and arrives where nothing leads on', () => {
    expect(run(graphOf(['a b c', ''], ['0>1']))).toMatchObject({ complete: true, arrived: ['1:abc'] });
  });

  it('begins at the step that it is given', () => {
    expect(run(graphOf(['a b c', ''], ['0>1']), new Words(), GENEROUS, 2).arrived).toEqual(['1:c']);
  });

  it('keeps paths apart that a join would merge', () => {
    const diamond = graphOf(['', 'a', 'b', 'c', ''], ['0>1 true', '0>2 false', '1>3', '2>3', '3>4']);
    expect(run(diamond).arrived).toEqual(['4:ac', '4:bc']);
  });

  it('visits a pair of block and state once', () => {
    const same = graphOf(['', '', '', 'c', ''], ['0>1 true', '0>2 false', '1>3', '2>3', '3>4']);
    const problem = new Words();
    expect(run(same, problem).arrived).toEqual(['4:c']);
    expect(problem.transferred).toEqual(['c']);
  });

  it('ends in a loop', () => {
    const loop = graphOf(['', 'a', ''], ['0>1', '1>1 true', '1>2 false']);
    expect(run(loop)).toMatchObject({ complete: true, arrived: ['2:a'] });
  });

  it('ends a path where a step or an edge says so', () => {
    expect(run(graphOf(['stop b', ''], ['0>1'])).arrived).toEqual([]);
    const ruledOut = graphOf(['no', 'a', 'b'], ['0>1 true', '0>2 false']);
    expect(run(ruledOut).arrived).toEqual(['2:no']);
  });

  it('lets one state become two', () => {
    expect(run(graphOf(['fork', ''], ['0>1'])).arrived).toEqual(['1:l', '1:r']);
  });

  it('tells the last step by which edge it is left, and no other step', () => {
    const risky = graphOf(['a b', '', ''], ['0>1 next', '0>2 throw explicit']);
    expect(run(risky, new Words(ALL)).arrived).toEqual(['1:ab', '2:a!']);
  });

  it.each<[string, readonly ThrowTier[], readonly string[]]>([
    ['none', [], ['1:a']],
    ['explicit', ['explicit'], ['1:a', '2:!']],
    ['all', ['explicit', 'await', 'call'], ['1:a', '2:!']],
  ])('follows throw edges of the tiers that are asked for: %s', (_, tiers, arrived) => {
    const risky = graphOf(['a', '', ''], ['0>1', '0>2 throw explicit']);
    expect(run(risky, new Words(new Set(tiers))).arrived).toEqual(arrived);
  });

  it('leaves out the tiers that are not', () => {
    const risky = graphOf(['a', '', ''], ['0>1', '0>2 throw call']);
    expect(run(risky, new Words(new Set<ThrowTier>(['explicit', 'await']))).arrived).toEqual(['1:a']);
  });

  it('comes by a shortest way first, and remembers it', () => {
    const detour = graphOf(['', '', '', ''], ['0>1 false', '0>3 true', '1>2', '2>3']);
    const [trail] = run(detour).trails;
    expect(trail?.edge).toMatchObject({ kind: 'true', from: { id: 0 }, to: { id: 3 } });
    expect(trail?.previous).toMatchObject({ block: { id: 0 }, edge: undefined, previous: undefined });
  });

  it('follows every start', () => {
    const [first, second] = graphOf(['a', 'b'], []);
    if (first === undefined || second === undefined) throw new Error('two blocks');
    const arrived: string[] = [];
    explore(new Words(), [first, second].map((block) => ({ block, step: 0, state: '' })), GENEROUS, ({ block }) => arrived.push(String(block.id)));
    expect(arrived).toEqual(['0', '1']);
  });
});

describe('its limits', () => {
  const forks = (count: number): readonly DraftBlock[] =>
    graphOf([...Array.from({ length: count }, () => 'fork'), ''], Array.from({ length: count }, (_, at) => `${String(at)}>${String(at + 1)}`));

  it('too many states in one block: nothing may be concluded', () => {
    expect(run(forks(5)).complete).toBe(true);
    expect(run(forks(6)).complete).toBe(false);
  });

  it('too many visits: nothing may be concluded', () => {
    const line = graphOf(['', '', '', ''], ['0>1', '1>2', '2>3']);
    expect(run(line, new Words(), { statesPerBlock: 32, visits: 4 }).complete).toBe(true);
    expect(run(line, new Words(), { statesPerBlock: 32, visits: 3 }).complete).toBe(false);
  });

  it('grow with the graph, so that the whole stays linear', () => {
    const limitsOf = (count: number): number => limitsFor({ blocks: Array.from({ length: count }) } as unknown as ControlFlowGraph).visits;
    expect(limitsOf(2000) - limitsOf(1000)).toBe(limitsOf(1000) - limitsOf(0));
  });

  it('a long way needs no deep stack', () => {
    const count = 20_000;
    const line = graphOf(Array.from({ length: count }, () => ''), Array.from({ length: count - 1 }, (_, at) => `${String(at)}>${String(at + 1)}`));
    expect(run(line, new Words(), { statesPerBlock: 32, visits: count })).toMatchObject({ complete: true, arrived: [`${String(count - 1)}:`] });
  });
});
