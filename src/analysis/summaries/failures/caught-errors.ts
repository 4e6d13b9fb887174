/** Every place of a file where an error arrives, and the ways on which nobody hears of it. */
import type { TSESTree } from '@typescript-eslint/types';
import { noOps } from '../../../resources/failures.js';
import { errorNames, variablesIn } from '../../effects/error-names.js';
import { followError, lossAt } from '../../obligations/caught-error.js';
import { isFunction, literalValue, rootOf, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { lastName } from '../../syntax/words.js';
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

function inClause(clause: TSESTree.CatchClause, parts: FailureParts): readonly CaughtError[] {
  const { file, bodies } = parts;
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
    excuse: losses.length + findings.recasts.length === 0 ? undefined : excuseOfClause(clause, body.graph, parts),
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

function inHandler(by: 'rejection' | 'listener' | 'last-stop', handler: Handler, parts: FailureParts): readonly CaughtError[] {
  const { file } = parts;
  if (by === 'rejection' && isStaticCall(handler.registration, file)) return [];
  const [region, ...others] = functionsOf(file.bindings, handler.handler).functions;
  const bare = region === undefined ? isNoOpName(handler.handler) : doesNothing(region);
  // A listener that does anything at all was written for something; which errors it is given is not known.
  if (others.length > 0 || (!bare && (region === undefined || by !== 'rejection'))) return [];
  return [followHandler({ by, bare, region }, handler, parts)];
}

function followHandler(known: Pick<CaughtError, 'by' | 'bare' | 'region'>, { handler, registration }: Handler, parts: FailureParts): CaughtError {
  const { file, bodies } = parts;
  const { by, bare, region } = known;
  const fn = isFunction(region) ? region : undefined;
  const names = variablesIn(fn?.params[0], file.bindings);
  const findings =
    fn === undefined
      ? { losses: [lossAt('fall-through', handler)], told: false, recasts: [] }
      : followError({ body: bodies.bodyOf(fn), file, region: fn, names: errorNames(names, file.bindings) });
  const use = by === 'rejection' && bare && registration.type === 'CallExpression' ? useOfResult(registration, file) : 'unknown';
  const inside = fn === undefined ? 'none' : explanationIn(fn.body, file.sourceCode);
  return {
    ...known,
    node: handler,
    name: names[0]?.name,
    ...findings,
    untested: use === 'untested',
    explanation: inside === 'none' ? explanationAround(handler, file.sourceCode) : inside,
    excuse: use === 'tested' ? 'probe' : excuseOfHandler(registration, parts),
    attempted: [nameOfRisk(registration)],
  };
}

/** `Effect.catch(f)` of an imported namespace is no promise's `catch`. */
function isStaticCall(call: Node, file: FileContext): boolean {
  if (call.type !== 'CallExpression') return false;
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
