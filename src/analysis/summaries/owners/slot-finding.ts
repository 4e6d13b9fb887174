/** The words in which the uses of a slot are told. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Owners } from './owners.js';

export interface Use {
  /**
   * `release`: by one of the resource's own releases. `wrong-release`: by the release of another kind of timer.
   * `write`: filled or emptied. `forget`: a collection's elements are dropped. `escape`: out of sight, may be released.
   */
  readonly kind: 'release' | 'wrong-release' | 'write' | 'forget' | 'test' | 'escape';
  readonly node: Node;
  /** An escape that only says that the process need not wait: `this.timer.unref()`. */
  readonly isWaiver?: true;
}

/** What stands at a node: the resource, a collection of it, an element that may be or hold it, or a part of an element. */
export type Standing = 'value' | 'collection' | 'element' | 'part';

/** One more place to look at, or one more use. */
export type Finding = { readonly at: Node; readonly standing: Standing } | { readonly names: Node; readonly standing: Standing } | Use;

export interface UseContext {
  readonly file: FileContext;
  readonly owners: Owners;
  /** The file's `this` expressions. */
  readonly thisNodes: readonly TSESTree.ThisExpression[];
  /** Functions that release other kinds of timers, by origin key. */
  readonly timerReleases: ReadonlySet<string>;
}

/** The names that a parameter of a function of this file binds. */
export function parameterNames(fn: FunctionNode, position: number, standing: Standing): readonly Finding[] {
  const parameter = fn.params[position];
  return parameter === undefined ? [] : [{ names: parameter, standing }];
}
