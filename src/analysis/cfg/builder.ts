/**
 * The builder's state and its few primitives. Which steps a node makes is said by the handlers (statements.ts,
 * expressions.ts, ...); this file only knows blocks, edges and the place where the next step goes.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { Agenda, type Task } from './agenda.js';
import { landing, outermost, throwing, type Completion, type Context, type Label } from './completions.js';
import { connect, connectBranch, connectThrow, draftBlock, type DraftBlock } from './drafts.js';
import type { Abrupt, CallFacts, GraphRoot, Step, Test, ThrowTier } from './graph.js';

export type NodeByType = { [Node in TSESTree.Node as `${Node['type']}`]: Node };
export type Handlers = {
  readonly [Type in keyof NodeByType]?: (builder: Builder, node: NodeByType[Type]) => void;
};
type Handler = (builder: Builder, node: TSESTree.Node) => void;

/** Copies of cleanups may make a graph this many times as large as its source, and a constant more. */
const copiesPerNode = 64;
const freeCopies = 4096;

export class Builder {
  readonly entry = draftBlock('entry');
  readonly normalExit = draftBlock('normal exit');
  readonly throwExit = draftBlock('throw exit');
  /** Where the next step goes; undefined where control cannot be. */
  current: DraftBlock | undefined = this.entry;
  context: Context = outermost;
  /** Where the optional chain that is being built ends when it is cut short. */
  shortCircuit: DraftBlock | undefined;
  /** The label directly before the statement that comes next. */
  pendingLabel: Label | undefined;
  /** The instance fields and parameter properties of a derived class: they follow `super()`. */
  afterSuper: readonly Task[] = [];
  tooLarge = false;
  private readonly agenda = new Agenda();
  private originals = 0;
  private copies = 0;

  constructor(
    readonly root: GraphRoot,
    readonly facts: CallFacts,
    private readonly handlers: Handlers,
  ) {}

  /** Builds everything that is on the agenda, and what that puts there. */
  run(): void {
    this.agenda.run((node) => { this.visit(node); });
  }

  /** Does `tasks` next, in order. */
  do(...tasks: readonly (Task | null | undefined)[]): void {
    this.agenda.push(tasks);
  }

  doAll(tasks: readonly (Task | null | undefined)[]): void {
    this.agenda.push(tasks);
  }

  later(job: () => void): void {
    this.count(false);
    if (!this.tooLarge) this.agenda.later(job);
  }

  block(label = ''): DraftBlock {
    return draftBlock(label, this.context.pending);
  }

  /** Goes on in `block`, which all that leads to it has already been connected with. */
  enter(block: DraftBlock): void {
    this.current = block.in.length > 0 ? block : undefined;
  }

  /** Goes on in `block`, which may be connected later. If it never is, it is dropped in the end. */
  resume(block: DraftBlock): void {
    this.current = block;
  }

  step(step: Step): void {
    this.current?.steps.push(step);
  }

  evaluate(node: TSESTree.Expression): void {
    this.step({ kind: 'evaluate', node });
  }

  jump(to: DraftBlock, abrupt?: Abrupt): void {
    if (this.current) connect(this.current, to, abrupt);
    this.current = undefined;
  }

  branch(test: Test, yes: DraftBlock, no: DraftBlock): void {
    if (this.current) connectBranch(this.current, test, yes, no);
    this.current = undefined;
  }

  /** The last step may throw: its block ends here. Control goes on in a new block, unless `returns` is false. */
  throws(node: TSESTree.Node, tier: ThrowTier | undefined, returns = true): void {
    if (this.current && tier) {
      const abrupt: Abrupt = { by: 'throw', node };
      connectThrow(this.current, landing(this, this.context, throwing), tier, abrupt);
      if (returns) this.split();
    }
    if (!returns) this.current = undefined;
  }

  /** Ends the present block and goes on in a new one. */
  split(): void {
    const next = this.block();
    this.jump(next);
    this.enter(next);
  }

  complete(completion: Completion, abrupt: Abrupt): void {
    if (this.current) this.jump(landing(this, this.context, completion), abrupt);
  }

  /** Counts what is built, so that a `finally` in a `finally` in a `finally` ... cannot explode. */
  count(original: boolean): void {
    if (original) this.originals += 1;
    else this.copies += 1;
    if (this.copies <= copiesPerNode * this.originals + freeCopies) return;
    this.tooLarge = true;
    this.agenda.clear();
  }

  private visit(node: TSESTree.Node): void {
    if (!this.current) return;
    this.count(this.context.original);
    if (this.tooLarge) return;
    const handler = this.handlers[node.type] as Handler | undefined;
    handler?.(this, node);
  }
}
