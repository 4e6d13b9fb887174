/**
 * Intervals that their own callback alone clears. Where the callback gives up for good without clearing, the interval
 * runs on for nothing; where the clear waits for something that may never come, it may run for ever.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ObligationOutcome } from '../../obligations/obligation.js';
import { ancestors, isCallOrNew, isFunction, isInside, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import { holderOf } from './holders.js';
import type { OwnerFinding } from './owner-finding.js';
import type { OwnerParts } from './owner-parts.js';
import { usesOf } from './slot-uses.js';

export function selfClearing(outcomes: readonly ObligationOutcome[], parts: OwnerParts): readonly OwnerFinding[] {
  return outcomes.flatMap((outcome): readonly OwnerFinding[] => {
    const { obligation, leaks, unknown } = outcome;
    const { node, spec } = obligation;
    if (spec.family !== 'timer' || spec.life !== 'endless' || leaks.length > 0 || unknown !== undefined || !isCallOrNew(node)) return [];
    const callback = node.arguments[0] === undefined ? undefined : functionsOf(parts.file.bindings, node.arguments[0]).functions[0];
    const holder = holderOf(node, parts.file);
    if (callback === undefined || holder === undefined) return [];
    const uses = usesOf({ base: 'variable', variable: holder, path: [], isCollection: false, isPart: false, name: holder.name }, [spec], parts);
    const releases = uses.flatMap(({ kind, node: at }) => (kind === 'release' ? [at] : []));
    if (releases.length === 0 || uses.some(({ kind }) => kind === 'escape') || !releases.every((at) => isInside(at, callback))) return [];
    const lifecycle = parts.lifecycles.enclosingLifecycle(node);
    return verdict(releases, callback).map((found) => {
      // What sets it up is told of its end, and does not clear it there.
      if (found.kind === 'gives up' || lifecycle?.setUp !== obligation.root || !lifecycle.complete) return { obligation, ...found };
      return { kind: 'unkept', obligation, doubt: 'certain', end: undefined, life: lifecycle.isSource === true ? 'stream' : 'lifecycle' };
    });
  });
}

type Verdict = { readonly kind: 'gives up'; readonly doubt: 'certain'; readonly exit: Node } | { readonly kind: 'may go on'; readonly doubt: 'anywhere'; readonly release: Node };

function verdict(releases: readonly Node[], callback: FunctionNode): readonly Verdict[] {
  const conditions = releases.map((release) => conditionsOf(release, callback));
  const [first] = releases;
  const isSure = conditions.some(({ enclosing, passed }) => enclosing.some(isBound) || (enclosing.length === 0 && passed.every(({ test }) => endsSomeDay(test))));
  if (first === undefined || isSure) return [];
  const givenUp = conditions.flatMap(({ passed }) => passed).find(isBoundExit);
  if (givenUp !== undefined) return [{ kind: 'gives up', doubt: 'certain', exit: givenUp.consequent }];
  return [{ kind: 'may go on', doubt: 'anywhere', release: first }];
}

interface Conditions {
  /** The tests under which the release stands. */
  readonly enclosing: readonly TSESTree.Expression[];
  /** The `if`s in front of it that may leave the callback. */
  readonly passed: readonly TSESTree.IfStatement[];
}

function conditionsOf(release: Node, callback: FunctionNode): Conditions {
  const enclosing: TSESTree.Expression[] = [];
  const passed: TSESTree.IfStatement[] = [];
  let child = release;
  for (const at of ancestors(release)) {
    if (at === callback) break;
    if (at.type === 'IfStatement' || at.type === 'ConditionalExpression') enclosing.push(at.test);
    else if (at.type === 'LogicalExpression') enclosing.push(at.left);
    else if (isFunction(at)) return { enclosing: [], passed: [] };
    else if (at.type === 'BlockStatement') passed.push(...at.body.filter((one): one is TSESTree.IfStatement => one.range[1] <= child.range[0] && one.type === 'IfStatement' && leaves(one)));
    child = at;
  }
  return { enclosing, passed };
}

function leaves({ consequent }: TSESTree.IfStatement): boolean {
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return last?.type === 'ReturnStatement';
}

/** A comparison of size, or the end of a countdown: it comes true some day. */
function isBound(test: TSESTree.Expression): boolean {
  if (test.type === 'LogicalExpression') return isBound(test.left) || isBound(test.right);
  if (test.type !== 'BinaryExpression') return test.type === 'UnaryExpression' && test.argument.type === 'UpdateExpression';
  return ['<', '>', '<=', '>='].includes(test.operator) || test.left.type === 'UpdateExpression' || test.right.type === 'UpdateExpression';
}

/** `if (!ready && tries < 10) return;`: it leaves no more, once the tries are used up. */
function endsSomeDay(test: TSESTree.Expression): boolean {
  if (test.type === 'LogicalExpression' && test.operator === '&&') return endsSomeDay(test.left) || endsSomeDay(test.right);
  return test.type === 'BinaryExpression' && (test.operator === '<' || test.operator === '<=');
}

/** `if (tries > 10) return;`: from here on every turn gives up. */
function isBoundExit({ test }: TSESTree.IfStatement): boolean {
  return test.type === 'BinaryExpression' && (test.operator === '>' || test.operator === '>=');
}
