/** Every place of a file where an error arrives, and the ways on which nobody hears of it. */
import type { TSESTree } from '@typescript-eslint/types';
import { noOps } from '../../../resources/failures.js';
import { errorNames, variablesIn } from '../../effects/error-names.js';
import { tellsAtOnce } from '../../effects/plain-telling.js';
import { followError, lossAt, type CaughtFindings, type ErrorLoss } from '../../obligations/caught-error.js';
import { literalValue, rootOf, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { lastName } from '../../syntax/words.js';
import { loopThatEatsAbort } from './eaten-aborts.js';
import { explanationAround, explanationIn } from './explanations.js';
import type { Handler } from './failure-collector.js';
import { followedLater, type CaughtError, type FailureParts, type GroundedLoss } from './failure.js';
import { attemptedIn, excuseOfClause, excuseOfHandler, nameOfRisk } from './failure-excuses.js';
import { withReplacements } from './failure-replacements.js';
import { groundOf, groundsIn, type Ground } from './grounds.js';
import { lostAt, NOTHING_DONE, overriddenErrors, settledErrors, unreadErrors } from './other-losses.js';
import { reasonlessRejections } from './reasonless.js';
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
    ...reasonlessRejections(parts),
  ];
}

function inClause(clause: TSESTree.CatchClause, parts: FailureParts): readonly CaughtError[] {
  if (tellsAtOnce(clause.param, clause.body)) return abortIn(clause, undefined, parts);
  const { file, bodies } = parts;
  const names = variablesIn(clause.param, file.bindings);
  const grounds = groundsIn(clause, file.sourceCode);
  const known = {
    by: 'catch',
    node: clause,
    region: clause,
    name: names[0]?.name,
    bare: clause.body.body.length === 0,
    untested: false,
    explanation: explanationIn(clause.body, file.sourceCode),
    mayHaveGround: grounds.length > 0,
  } as const;
  const caught = followedLater(known, () => {
    const body = bodies.bodyOf(rootOf(clause));
    const findings = followError({ body, file, region: clause, names: errorNames(names, file.bindings) });
    const losses = grounded(withReplacements(findings.losses, clause), grounds);
    return {
      ...findings,
      losses,
      excuse: losses.length + findings.recasts.length === 0 ? undefined : excuseOfClause(clause, body.graph, parts),
      attempted: losses.length === 0 ? [] : attemptedIn(clause, body.graph),
    };
  });
  return [caught, ...abortIn(clause, caught, parts)];
}

/** Told or not, the abort is lost where the loop goes round again. */
function abortIn(clause: TSESTree.CatchClause, caught: CaughtError | undefined, { file }: FailureParts): readonly CaughtError[] {
  if (loopThatEatsAbort(clause) === undefined) return [];
  const isLostAnyway = caught !== undefined && caught.excuse === undefined && caught.losses.some(({ replaced, considered }) => !replaced && !considered);
  if (isLostAnyway) return [];
  const explanation = caught?.explanation ?? explanationIn(clause.body, file.sourceCode);
  return [{ ...NOTHING_DONE, by: 'abort', node: clause, region: clause, losses: [lostAt('fall-through', clause)], told: caught?.told ?? true, explanation }];
}

function grounded(losses: readonly ErrorLoss[], grounds: readonly Ground[]): readonly GroundedLoss[] {
  return losses.map((loss) => ({ ...loss, ground: groundOf(loss, grounds) }));
}

function inHandler(by: 'rejection' | 'listener' | 'last-stop', handler: Handler, parts: FailureParts): readonly CaughtError[] {
  const { file } = parts;
  if (by === 'rejection' && isStaticCall(handler.registration, file)) return [];
  const [region, ...others] = functionsOf(file.bindings, handler.handler).functions;
  const bare = region === undefined ? isNoOpName(handler.handler) : doesNothing(region);
  // A listener that does anything at all was written for something; which errors it is given is not known.
  if (others.length > 0 || (!bare && (region === undefined || by !== 'rejection'))) return [];
  return region !== undefined && tellsAtOnce(region.params[0], region.body) ? [] : [inHandlerOf({ by, bare, region }, handler, parts)];
}

function inHandlerOf({ by, bare, region }: Pick<CaughtError, 'by' | 'bare'> & { region: FunctionNode | undefined }, { handler, registration }: Handler, parts: FailureParts): CaughtError {
  const { file, bodies } = parts;
  const names = variablesIn(region?.params[0], file.bindings);
  const use = by === 'rejection' && bare && registration.type === 'CallExpression' ? useOfResult(registration, file) : 'unknown';
  const inside = region === undefined ? 'none' : explanationIn(region.body, file.sourceCode);
  const grounds = region === undefined ? [] : groundsIn(region, file.sourceCode);
  const known = {
    by,
    bare,
    region,
    node: handler,
    name: names[0]?.name,
    untested: use === 'untested',
    explanation: inside === 'none' ? explanationAround(handler, file.sourceCode) : inside,
    mayHaveGround: grounds.length > 0,
  };
  return followedLater(known, () => {
    const findings: CaughtFindings =
      region === undefined
        ? { losses: [lossAt('fall-through', handler)], told: false, recasts: [] }
        : followError({ body: bodies.bodyOf(region), file, region, names: errorNames(names, file.bindings) });
    return {
      ...findings,
      losses: grounded(findings.losses, grounds),
      excuse: use === 'tested' ? 'probe' : excuseOfHandler(registration, parts),
      attempted: [nameOfRisk(registration)],
    };
  });
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
