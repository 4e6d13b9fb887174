/** `Promise.race` against a timer: who loses, and whether anything stops the loser. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ObligationOutcome } from '../../obligations/obligation.js';
import { enclosingFunction, literalValue, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { isInTest } from '../../syntax/tests.js';
import { executorOf } from '../../syntax/promises.js';
import type { Activity } from './activity.js';
import { isInListenerOfProcess, runsOnce } from './start-up.js';

/** A timer that only loses or wins a race, with what becomes of it in each body that can reach it. */
export interface RacedTimer {
  /** The call of `Promise.race`. */
  readonly race: TSESTree.CallExpression;
  /** The call that starts the timer. */
  readonly timer: Node;
  /** It is over within a second in any case. */
  readonly isShort: boolean;
  readonly outcomes: readonly ObligationOutcome[];
  /** The race is run once, when a script or an object starts: no second timer joins the first. */
  readonly runsOnce: boolean;
}

/** @param races the file's calls of something named `race`. */
export function racedTimers(races: readonly Node[], outcomes: readonly ObligationOutcome[], file: FileContext, activity: Activity): readonly RacedTimer[] {
  const timers = byTimer(outcomes);
  return races.flatMap((node) => {
    if (node.type !== 'CallExpression' || file.origins.originOf(node.callee) !== 'global:Promise.race') return [];
    if (isInTest(node) || isInListenerOfProcess(node, file)) return [];
    const once = runsOnce(node, file, activity);
    return contenders(node).flatMap((contender) =>
      executorsOf(contender, file).flatMap((executor) =>
        [...timers].flatMap(([timer, found]) => (isStartedBy(timer, executor) && isCompetitive(node) ? [{ race: node, timer, isShort: isShort(timer, file), outcomes: found, runsOnce: once }] : [])),
      ),
    );
  });
}

function byTimer(outcomes: readonly ObligationOutcome[]): ReadonlyMap<Node, readonly ObligationOutcome[]> {
  const timers = new Map<Node, ObligationOutcome[]>();
  for (const outcome of outcomes) {
    const { spec, node } = outcome.obligation;
    if (spec.family !== 'timer') continue;
    const found = timers.get(node);
    if (found === undefined) timers.set(node, [outcome]);
    else found.push(outcome);
  }
  return timers;
}

const SHORT = 1000;

/** The delay is written out, or is what its parameter is given where nothing is. */
function isShort(timer: Node, { bindings }: FileContext): boolean {
  const delay = timer.type === 'CallExpression' ? timer.arguments[1] : undefined;
  const name = delay === undefined ? undefined : unwrapped(delay);
  const definition = name?.type === 'Identifier' ? bindings.variableOf(name)?.defs[0]?.name.parent : undefined;
  const written = definition?.type === 'AssignmentPattern' ? definition.right : name;
  const ms = written === undefined ? undefined : literalValue(written)?.value;
  return typeof ms === 'number' && ms <= SHORT;
}

/** The elements of the array that is raced. */
function contenders(race: TSESTree.CallExpression): readonly Node[] {
  const [list] = race.arguments;
  if (list === undefined) return [];
  const array = unwrapped(list);
  return array.type === 'ArrayExpression' ? array.elements.flatMap((element) => (element === null || element.type === 'SpreadElement' ? [] : [element])) : [];
}

/** A race needs somebody to race against. */
function isCompetitive(race: TSESTree.CallExpression): boolean {
  return contenders(race).length > 1 || race.arguments[0]?.type !== 'ArrayExpression';
}

/** The executors of the promise that a contender is: written in place, named before, or made by a function of this file. */
function executorsOf(contender: Node, file: FileContext, depth = 0): readonly FunctionNode[] {
  const node = unwrapped(contender);
  if (depth > 4) return [];
  switch (node.type) {
    case 'NewExpression': {
      const executor = executorOf(node, file);
      return executor === undefined ? [] : [executor];
    }
    case 'Identifier': {
      const value = file.bindings.valueBehind(node);
      return value === node ? [] : executorsOf(value, file, depth + 1);
    }
    case 'CallExpression': {
      const { functions, complete } = functionsOf(file.bindings, node.callee);
      const [made] = functions;
      return complete && functions.length === 1 && made !== undefined ? executorsReturnedBy(made, file, depth) : [];
    }
    default:
      return [];
  }
}

/** A function whose last statement, or only expression, is the promise. */
function executorsReturnedBy(fn: FunctionNode, file: FileContext, depth: number): readonly FunctionNode[] {
  if (fn.body.type !== 'BlockStatement') return executorsOf(fn.body, file, depth + 1);
  const last = fn.body.body.at(-1);
  if (last?.type === 'ReturnStatement' && last.argument !== null) return executorsOf(last.argument, file, depth + 1);
  if (last?.type === 'ExpressionStatement' && last.expression.type === 'AwaitExpression') return executorsOf(last.expression.argument, file, depth + 1);
  return [];
}

/** The timer is started by the executor itself, not by a callback inside it. */
function isStartedBy(timer: Node, executor: FunctionNode): boolean {
  return enclosingFunction(timer) === executor;
}
