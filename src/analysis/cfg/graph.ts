/**
 * The control-flow graph: basic blocks of steps in evaluation order, joined by edges.
 *
 * This layer knows JavaScript and knows no resource. docs/design/cfg.md is its page.
 */
import type { TSESTree } from '@typescript-eslint/types';

type Node = TSESTree.Node;

/** What a graph is built for: everything that runs as one body. */
export type GraphRoot =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression
  | TSESTree.Program
  /** A class without a constructor: its instance fields. */
  | TSESTree.ClassBody;

/** A call, in every form in which ECMAScript writes one. */
export type CallNode =
  | TSESTree.CallExpression
  | TSESTree.NewExpression
  | TSESTree.TaggedTemplateExpression
  | TSESTree.ImportExpression;

/**
 * How certain it is that a throw edge can be taken (design law 3).
 *
 * - `explicit`: a `throw`, or a call that is known to throw on bad input.
 * - `await`: a rejection, or what a generator's consumer sends into a `yield`.
 * - `call`: any other call may throw. Only strict questions follow these edges.
 */
export type ThrowTier = 'explicit' | 'await' | 'call';

/** `() => value` returns its body. */
export type ArrowBody = TSESTree.ArrowFunctionExpressionWithExpressionBody;

/** What is evaluated, bound or ended at one point of a block. */
export type Step =
  /** The value of `node` is complete: its operands are evaluated, and so is what it does itself. */
  | { readonly kind: 'evaluate'; readonly node: TSESTree.Expression }
  /**
   * A value is bound to the names of `pattern`. `value` is the initialiser, or undefined where the value comes from
   * outside (a parameter, a loop's next element, a caught error, a declaration without initialiser).
   */
  | {
      readonly kind: 'bind';
      readonly pattern: TSESTree.Node;
      readonly value: TSESTree.Expression | undefined;
      readonly by: 'declaration' | 'parameter' | 'loop' | 'catch' | 'enum' | 'class';
    }
  /** A field of a class gets its initial value (`value` undefined: it has none). Steps of a constructor, or of the class for static ones. */
  | { readonly kind: 'field'; readonly node: TSESTree.PropertyDefinition | TSESTree.AccessorProperty | TSESTree.TSParameterProperty; readonly value: TSESTree.Expression | undefined }
  /** One `next()` of the loop's iterator (for-in: its next key). */
  | { readonly kind: 'iterate'; readonly node: TSESTree.ForOfStatement | TSESTree.ForInStatement }
  /** The implicit `return()` of a for-of iterator that is left before its end. */
  | { readonly kind: 'close-iterator'; readonly node: TSESTree.ForOfStatement }
  /** A `using` or `await using` declarator is disposed of at the end of its block. */
  | { readonly kind: 'dispose'; readonly node: TSESTree.VariableDeclarator; readonly awaited: boolean }
  /** The bindings that `node` (a block, a loop's turn, a switch, a catch clause) declares end here. */
  | { readonly kind: 'leave'; readonly node: Node }
  /** A statement's effect on flow: `return`, `throw`, the end of an arrow function's expression body. Stands last in its block, after its argument was evaluated. */
  | { readonly kind: 'complete'; readonly node: TSESTree.ReturnStatement | TSESTree.ThrowStatement | ArrowBody }
  /** The value of an expression statement (or of a `for` update, or a comma's left side) is thrown away. */
  | { readonly kind: 'discard'; readonly node: TSESTree.Expression }
  /** The value of `node` (a conditional or logical expression) is that of `operand` on this path. Stands at the end of the branch. */
  | { readonly kind: 'select'; readonly node: TSESTree.ConditionalExpression | TSESTree.LogicalExpression | TSESTree.AssignmentExpression; readonly operand: TSESTree.Expression }
  /** A `catch` clause is entered. */
  | { readonly kind: 'catch'; readonly node: TSESTree.CatchClause };

/** What decides between the two edges that leave a block. */
export type Test =
  /** `true` edge: `node` is truthy. */
  | { readonly kind: 'truthy'; readonly node: TSESTree.Expression }
  /** `true` edge: `node` is null or undefined (`??`, `??=`, `?.`). */
  | { readonly kind: 'nullish'; readonly node: TSESTree.Expression }
  /** `true` edge: `node` is undefined (a default of a parameter or pattern applies). `node` is the target that has the default. */
  | { readonly kind: 'undefined'; readonly node: TSESTree.Node }
  /** `true` edge: `discriminant === node`. */
  | { readonly kind: 'case'; readonly discriminant: TSESTree.Expression; readonly node: TSESTree.Expression }
  /** `true` edge: the iterator had another element. */
  | { readonly kind: 'next'; readonly node: TSESTree.ForOfStatement | TSESTree.ForInStatement };

/** Why control leaves along an edge, where that is not plain sequence: the origin of an abrupt completion. */
export interface Abrupt {
  readonly by: 'return' | 'throw' | 'break' | 'continue' | 'yield-return';
  /** The `return`, `throw`, `break` or `continue` statement, or the call, `await`, `yield` or loop that throws. */
  readonly node: Node;
}

export interface Edge {
  readonly kind: 'next' | 'true' | 'false' | 'throw';
  readonly from: BasicBlock;
  readonly to: BasicBlock;
  /** Throw edges only. */
  readonly tier?: ThrowTier;
  /** True and false edges only. */
  readonly test?: Test;
  /** Set on the edge on which an abrupt completion begins, not on its way through `finally` bodies and scope ends. */
  readonly abrupt?: Abrupt;
  /** The copy of a cleanup ends here, and the completion that it was made for goes on. */
  readonly resumes?: true;
}

export interface BasicBlock {
  /** Position in `ControlFlowGraph.blocks`. */
  readonly id: number;
  /** In evaluation order; only the last one may throw or branch. */
  readonly steps: readonly Step[];
  readonly out: readonly Edge[];
  readonly in: readonly Edge[];
  /** How many abrupt completions wait here: the copies of cleanups that this block is inside of. */
  readonly pending: number;
  /** A copy of a cleanup begins here: what leads here is an abrupt completion on its way out. */
  readonly isCleanup: boolean;
  /** What the block is for, in the printer's words ("entry", "loop head", "finally on return" ...). */
  readonly label: string;
}

export interface ControlFlowGraph {
  readonly root: GraphRoot;
  readonly blocks: readonly BasicBlock[];
  readonly entry: BasicBlock;
  /** Left by `return`, by falling off the end, or by a generator's consumer that breaks off. */
  readonly normalExit: BasicBlock;
  /** Left by a throw or, in an async function, by a rejection. */
  readonly throwExit: BasicBlock;
  /** A `finally` nested too deeply in `finally` bodies to be copied: nothing may be concluded from this graph. */
  readonly tooLarge: boolean;
}

/** What the builder has to be told about calls; it knows no names itself. */
export interface CallFacts {
  /** The call never completes normally: `process.exit()`, a function typed `never`, one of this file that always throws. */
  neverReturns(call: CallNode): boolean;
  /** At which tier the call may throw; undefined where it cannot. */
  throwTier(call: CallNode): ThrowTier | undefined;
  /** At which tier awaiting `operand` may reject; undefined where it cannot. */
  rejectTier(operand: TSESTree.Expression): ThrowTier | undefined;
  /** A `switch` without `default` that one of its cases is always right for. */
  isExhaustive(node: TSESTree.SwitchStatement): boolean;
}
