/** A callback that is given an error first: the ways on which it uses its data before it has looked at the error. */
import type { Edge, Step, ThrowTier } from '../cfg/graph.js';
import { explore, limitsFor, type PathProblem } from '../dataflow/explore.js';
import { isInside, isFunction, type Node } from '../syntax/ast.js';
import type { Variable } from '../syntax/bindings.js';
import type { Body } from './body.js';

const NO_THROWS: ReadonlySet<ThrowTier> = new Set();

/** @returns the first mention of the data on a path without a mention of the error. Who tests the data has looked as well. */
export function firstUseWithoutError(body: Body, error: Variable, data: readonly Variable[]): Node | undefined {
  const mentions = data.flatMap(({ references }) => references.map(({ identifier }) => identifier));
  const uses = mentions.filter((mention) => !isTested(mention));
  const errors = [...error.references.map(({ identifier }) => identifier), ...mentions.filter(isTested)];
  const found = new Set<Node>();
  const look = (node: Node): boolean => {
    if (errors.some((mention) => isInside(mention, node))) return false;
    const use = uses.find((mention) => isInside(mention, node));
    if (use !== undefined) found.add(use);
    return use === undefined;
  };
  const problem: PathProblem<null> = {
    transfer: (step: Step) => (step.kind === 'bind' && step.by === 'parameter' ? [null] : step.kind === 'leave' || look(step.kind === 'bind' ? step.pattern.parent ?? step.pattern : step.node) ? [null] : []),
    refine: (edge: Edge) => (edge.test === undefined || edge.test.kind === 'undefined' || look(edge.test.node) ? null : undefined),
    key: () => '',
    tiers: NO_THROWS,
  };
  const complete = !body.graph.tooLarge && explore(problem, [{ block: body.graph.entry, step: 0, state: null }], limitsFor(body.graph), () => undefined);
  return complete ? [...found].sort((a, b) => a.range[0] - b.range[0])[0] : undefined;
}

/** `if (text)`, `text !== '' ? text : fallback`, `text ?? fallback`, `text?.length`. */
function isTested(mention: Node): boolean {
  let child = mention;
  for (let at = mention.parent; at != null && !isFunction(at); child = at, at = at.parent) {
    if ('test' in at && at.test === child) return true;
    if (at.type === 'LogicalExpression' && at.left === child) return true;
    if (at.type === 'ChainExpression' || at.type.endsWith('Statement')) return at.type === 'ChainExpression';
  }
  return false;
}
