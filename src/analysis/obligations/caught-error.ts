/** A caught error followed from where it arrives to every way on: who was told, and on which ways nobody was. */
import type { BasicBlock, Edge, Step, ThrowTier } from '../cfg/graph.js';
import { explore, limitsFor, type PathProblem, type Start } from '../dataflow/explore.js';
import type { ErrorNames } from '../effects/error-names.js';
import { errorStep } from '../effects/error-steps.js';
import { errorVerdict } from '../effects/error-tests.js';
import { isFunction, isInside, wrappingParent, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import type { Body } from './body.js';
import type { Facts } from './facts.js';

/** What is followed. Paths begin at the clause's `catch` step, or at the entry of a handler. */
export interface CaughtQuestion {
  readonly body: Body;
  readonly file: FileContext;
  /** The clause or handler: a path that leaves it in the normal way has gone on as if all were well. */
  readonly region: Node;
  readonly names: ErrorNames;
}

/** A way on which nobody was told. */
export interface ErrorLoss {
  readonly kind: 'fall-through' | 'return' | 'break' | 'continue' | 'use';
  /** The jump, or the first use of what the error came with; for a fall-through the region. */
  readonly node: Node;
  /** Another value took the result's place, or something was put in order. */
  readonly replaced: boolean;
  /** The path passed a test of the error's kind, and it is none of the kinds that were asked for. */
  readonly asked: boolean;
  /** The path passed a test that has nothing to do with the error. */
  readonly considered: boolean;
}

/** The loss of an error that nothing was asked about. */
export function lossAt(kind: ErrorLoss['kind'], node: Node): ErrorLoss {
  return { kind, node, replaced: false, considered: false, asked: false };
}

export interface CaughtFindings {
  readonly losses: readonly ErrorLoss[];
  /** Some path tells. */
  readonly told: boolean;
  /** A `throw` that does not carry the error. */
  readonly recasts: readonly Node[];
}

interface Untold {
  readonly facts: Facts;
  readonly asked: boolean;
  readonly replaced: boolean;
  readonly considered: boolean;
}

const EXPLICIT: ReadonlySet<ThrowTier> = new Set<ThrowTier>(['explicit']);

export function followError(question: CaughtQuestion): CaughtFindings {
  return new ErrorRun(question).findings();
}

class ErrorRun implements PathProblem<Untold> {
  readonly tiers = EXPLICIT;
  private readonly losses = new Map<string, ErrorLoss>();
  private readonly recasts = new Set<Node>();
  private told = false;

  constructor(private readonly question: CaughtQuestion) {}

  findings(): CaughtFindings {
    const { graph } = this.question.body;
    const complete = !graph.tooLarge && explore(this, this.starts(), limitsFor(graph), ({ block, state }) => {
      if (block === graph.normalExit) this.lost('fall-through', this.question.region, state);
    });
    return { losses: complete ? [...this.losses.values()] : [], told: this.told, recasts: complete ? [...this.recasts] : [] };
  }

  private starts(): readonly Start<Untold>[] {
    const { body, region } = this.question;
    const begin = (block: BasicBlock, step: number): readonly Start<Untold>[] =>
      (body.entriesOf(block) ?? []).map(({ facts }) => ({ block, step, state: { facts, asked: false, replaced: false, considered: false } }));
    if (isFunction(region)) return begin(body.graph.entry, 0);
    return body.graph.blocks.flatMap((block) => {
      const step = block.steps.findIndex(({ kind, node }: { kind: string; node?: Node | undefined }) => kind === 'catch' && node === region);
      return step < 0 ? [] : begin(block, step);
    });
  }

  key(state: Untold): string {
    return `${state.facts.join(',')}|${String(state.asked)}|${String(state.replaced)}|${String(state.considered)}`;
  }

  transfer(step: Step, state: Untold, edge: Edge | undefined): readonly Untold[] {
    const { names, file, region, body } = this.question;
    const node = nodeOf(step);
    if (step.kind === 'leave' || step.kind === 'close-iterator') return [state];
    if (!isInside(node, region)) return this.lost('fall-through', region, state);
    if (step.kind === 'complete' && step.node.type === 'ThrowStatement') return this.thrown(step.node.argument);
    if (isThrown(node) && !names.tells(node)) return [state];
    const does = errorStep(step, names, file);
    if (does === 'told') {
      this.told = true;
      return [];
    }
    if (step.kind === 'complete') return this.lost('return', node, { ...state, replaced: state.replaced || does === 'replaced' });
    const facts = edge?.kind === 'throw' ? state.facts : body.facts.assign(step, state.facts);
    return [{ ...state, facts, replaced: state.replaced || does === 'replaced' }];
  }

  /** A `throw` tells whoever catches it; without the error it does not say why. */
  private thrown(value: Node): readonly Untold[] {
    this.told = true;
    if (!this.question.names.concerns(value)) this.recasts.add(value);
    return [];
  }

  refine(edge: Edge, state: Untold): Untold | undefined {
    if (edge.kind === 'throw') return undefined;
    const { names, region, body } = this.question;
    const facts = body.facts.refine(edge, state.facts);
    if (facts === undefined) return undefined;
    if (edge.test !== undefined && !isInside(edge.test.node, region)) {
      this.lost('fall-through', region, state);
      return undefined;
    }
    const jump = edge.abrupt;
    if ((jump?.by === 'break' || jump?.by === 'continue') && leaves(jump.node, region)) {
      this.lost(jump.by, jump.node, state);
      return undefined;
    }
    const verdict = errorVerdict(edge, names);
    if (verdict === 'settled') return undefined;
    return { ...state, facts, asked: state.asked || (verdict === 'due' && edge.test !== undefined && names.concerns(edge.test.node)), considered: state.considered || verdict === 'unrelated' };
  }

  private lost(kind: ErrorLoss['kind'], node: Node, state: Untold): readonly Untold[] {
    const { replaced, considered, asked } = state;
    const key = `${kind}${String(node.range[0])}${String(replaced)}${String(considered)}${String(asked)}`;
    this.losses.set(key, { kind, node, replaced, considered, asked });
    return [];
  }
}

/** The value of a `throw`: it is the throw that tells. */
function isThrown(node: Node): boolean {
  return wrappingParent(node)?.type === 'ThrowStatement';
}

function nodeOf(step: Step): Node {
  return step.kind === 'bind' ? step.pattern : step.node;
}

/** The jump's target lies outside of `region`. */
export function leaves(jump: Node, region: Node): boolean {
  const label = (jump.type === 'BreakStatement' || jump.type === 'ContinueStatement') && jump.label !== null ? jump.label.name : undefined;
  for (let at = jump.parent; at != null && at !== region; at = at.parent) {
    if (label === undefined ? isTarget(at, jump) : at.type === 'LabeledStatement' && at.label.name === label) return false;
  }
  return true;
}

function isTarget(node: Node, jump: Node): boolean {
  switch (node.type) {
    case 'DoWhileStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'ForStatement':
    case 'WhileStatement':
      return true;
    default:
      return node.type === 'SwitchStatement' && jump.type === 'BreakStatement';
  }
}
