/** Every place of a file where an error arrives, and the ways on which nobody hears of it. */
import type { TSESTree } from '@typescript-eslint/types';
import { noOps } from '../../resources/failures.js';
import { errorNames, variablesIn } from '../effects/error-names.js';
import { followError, lossAt } from '../obligations/caught-error.js';
import { literalValue, rootOf, unwrapped, type FunctionNode, type Node } from '../syntax/ast.js';
import { functionsOf } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';
import { lastName } from '../syntax/words.js';
import { loopThatEatsAbort } from './eaten-aborts.js';
import { explanationAround, explanationIn } from './explanations.js';
import type { Handler } from './failure-collector.js';
import type { CaughtError, FailureParts } from './failure.js';
import { attemptedIn, excuseOfClause, excuseOfHandler, nameOfRisk } from './failure-excuses.js';
import { withReplacements } from './failure-replacements.js';
import { overriddenErrors, settledErrors, unreadErrors } from './other-losses.js';
import { useOfResult } from './rejection-results.js';

export function caughtErrorsOf(parts: FailureParts): readonly CaughtError[] {
  const { clauses, rejectionHandlers, listeners } = parts.failures;
  return [
    ...clauses.flatMap((clause) => inClause(clause, parts)),
    ...rejectionHandlers.flatMap((handler) => inHandler('rejection', handler, parts)),
    ...listeners.flatMap((handler) => inHandler(handler.isLast === true ? 'last-stop' : 'listener', handler, parts)),
    ...unreadErrors(parts),
    ...overriddenErrors(parts),
    ...settledErrors(parts),
  ];
}

function inClause(clause: TSESTree.CatchClause, { file, bodies, risks }: FailureParts): readonly CaughtError[] {
  const body = bodies.bodyOf(rootOf(clause));
  const names = variablesIn(clause.param, file.bindings);
  const findings = followError({ body, file, region: clause, names: errorNames(names, file.bindings) });
  const losses = withReplacements(findings.losses, clause);
  const caught: CaughtError = {
    by: 'catch',
    node: clause,
    region: clause,
    name: names[0]?.name,
    ...findings,
    losses,
    bare: clause.body.body.length === 0,
    untested: false,
    explanation: explanationIn(clause.body, file.sourceCode),
    excuse: losses.length + findings.recasts.length === 0 ? undefined : excuseOfClause(clause, body.graph, risks),
    attempted: losses.length === 0 ? [] : attemptedIn(clause, body.graph),
  };
  return [caught, ...abortIn(caught, clause)];
}

/** Told or not, the abort is lost where the loop goes round again. */
function abortIn(caught: CaughtError, clause: TSESTree.CatchClause): readonly CaughtError[] {
  const isLostAnyway = caught.excuse === undefined && caught.losses.some(({ replaced, considered }) => !replaced && !considered);
  if (isLostAnyway || loopThatEatsAbort(clause) === undefined) return [];
  return [{ ...caught, by: 'abort', name: undefined, losses: [lossAt('fall-through', clause)], recasts: [], bare: false, excuse: undefined }];
}

function inHandler(by: 'rejection' | 'listener' | 'last-stop', { handler, registration }: Handler, parts: FailureParts): readonly CaughtError[] {
  const { file, bodies, risks } = parts;
  const call = registration.type === 'CallExpression' ? registration : undefined;
  if (by === 'rejection' && call !== undefined && isStaticCall(call, file)) return [];
  const [region, ...others] = functionsOf(file.bindings, handler).functions;
  const bare = region === undefined ? isNoOpName(handler) : doesNothing(region);
  // A listener that does anything at all was written for something; which errors it is given is not known.
  if (others.length > 0 || (!bare && (region === undefined || by !== 'rejection'))) return [];
  const names = variablesIn(region?.params[0], file.bindings);
  const use = by === 'rejection' && bare && call !== undefined ? useOfResult(call, file) : 'unknown';
  const findings =
    region === undefined
      ? { losses: [lossAt('fall-through', handler)], told: false, recasts: [] }
      : followError({ body: bodies.bodyOf(region), file, region, names: errorNames(names, file.bindings) });
  const inside = region === undefined ? 'none' : explanationIn(region.body, file.sourceCode);
  return [
    {
      by,
      node: handler,
      region,
      name: names[0]?.name,
      ...findings,
      bare,
      untested: use === 'untested',
      explanation: inside === 'none' ? explanationAround(handler, file.sourceCode) : inside,
      excuse: use === 'tested' ? 'probe' : excuseOfHandler(registration, risks),
      attempted: call === undefined ? [] : [nameOfRisk(call)],
    },
  ];
}

/** `Effect.catch(f)` of an imported namespace is no promise's `catch`. */
function isStaticCall(call: TSESTree.CallExpression, file: FileContext): boolean {
  const callee = unwrapped(call.callee);
  return callee.type === 'MemberExpression' && file.origins.originOf(callee.object) !== undefined;
}

function isNoOpName(handler: Node): boolean {
  const name = lastName(handler);
  return name !== undefined && noOps.includes(name);
}

/** `() => {}`, `() => undefined`, `() => { return undefined; }`. */
function doesNothing(fn: FunctionNode): boolean {
  if (fn.body.type !== 'BlockStatement') return isUndefined(fn.body);
  return fn.body.body.every((statement) => statement.type === 'ReturnStatement' && (statement.argument === null || isUndefined(statement.argument)));
}

function isUndefined(value: Node): boolean {
  const literal = literalValue(value);
  return literal !== undefined && literal.value === undefined;
}
