/** Every place of a file where an error arrives, and the ways on which nobody hears of it. */
import type { TSESTree } from '@typescript-eslint/types';
import { noOps } from '../../resources/failures.js';
import { errorNames, namesIn } from '../effects/error-names.js';
import { isToldAtOnce } from '../effects/error-told.js';
import { followError, type CaughtFindings } from '../obligations/caught-error.js';
import { literalValue, rootOf, unwrapped, type FunctionNode, type Node } from '../syntax/ast.js';
import { functionsOf } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';
import { lastName } from '../syntax/words.js';
import type { Bodies } from './bodies.js';
import { explanationIn, type Explanation } from './explanations.js';
import type { CollectedFailures, Handler } from './failure-collector.js';
import { excuseOfClause, excuseOfHandler, type Excuse, type Risks } from './failure-excuses.js';
import { withReplacements } from './failure-replacements.js';

/** An error that arrives somewhere. */
export interface CaughtError extends CaughtFindings {
  readonly by: 'catch' | 'rejection' | 'listener';
  /** The clause, or the handler where it is written or named. Reports sit here. */
  readonly node: Node;
  /** The clause or function whose paths were followed. */
  readonly region: TSESTree.CatchClause | FunctionNode | undefined;
  /** What the error is called there. */
  readonly name: string | undefined;
  /** Nothing is done at all. */
  readonly bare: boolean;
  readonly explanation: Explanation;
  readonly excuse: Excuse | undefined;
}

export interface FailureParts {
  readonly file: FileContext;
  readonly bodies: Bodies;
  readonly risks: Risks;
  readonly failures: CollectedFailures;
}

export function caughtErrorsOf(parts: FailureParts): readonly CaughtError[] {
  const { clauses, rejectionHandlers, listeners } = parts.failures;
  return [
    ...clauses.map((clause) => inClause(clause, parts)),
    ...rejectionHandlers.flatMap((handler) => inHandler('rejection', handler, parts)),
    ...listeners.flatMap((handler) => inHandler('listener', handler, parts)),
  ];
}

function inClause(clause: TSESTree.CatchClause, { file, bodies, risks }: FailureParts): CaughtError {
  const names = namesOf(clause.param, file);
  const errors = errorNames(names, file.bindings);
  const root = rootOf(clause);
  const findings = isToldAtOnce(clause.body, errors, file) ? TOLD : followError({ body: bodies.bodyOf(root), file, region: clause, names: errors });
  const losses = withReplacements(findings.losses, clause);
  return {
    by: 'catch',
    node: clause,
    region: clause,
    name: names[0]?.name,
    ...findings,
    losses,
    bare: clause.body.body.length === 0,
    explanation: losses.length === 0 ? 'none' : explanationIn(clause.body, file.sourceCode),
    excuse: losses.length === 0 ? undefined : excuseOfClause(clause, bodies.bodyOf(root).graph, risks),
  };
}

const TOLD: CaughtFindings = { losses: [], told: true, recasts: [] };
const NOTHING_TOLD: CaughtFindings = { losses: [], told: false, recasts: [] };

function inHandler(by: 'rejection' | 'listener', { handler, registration }: Handler, parts: FailureParts): readonly CaughtError[] {
  const { file, bodies, risks } = parts;
  if (by === 'rejection' && registration.type === 'CallExpression' && isStaticCall(registration, file)) return [];
  const [region, ...others] = functionsOf(file.bindings, handler).functions;
  const excuse = excuseOfHandler(registration, risks);
  if (region === undefined) return isNoOpName(handler) ? [bareHandler(by, handler, excuse)] : [];
  if (others.length > 0) return [];
  const names = namesOf(region.params[0], file);
  const findings = followError({ body: bodies.bodyOf(region), file, region, names: errorNames(names, file.bindings) });
  return [
    { by, node: handler, region, name: names[0]?.name, ...findings, bare: doesNothing(region), explanation: explanationIn(region.body, file.sourceCode), excuse },
  ];
}

function bareHandler(by: 'rejection' | 'listener', handler: Node, excuse: Excuse | undefined): CaughtError {
  const losses = [{ kind: 'fall-through', node: handler, replaced: false, considered: false }] as const;
  return { by, node: handler, region: undefined, name: undefined, ...NOTHING_TOLD, losses, bare: true, explanation: 'none', excuse };
}

function namesOf(parameter: Node | null | undefined, file: FileContext): readonly NonNullable<ReturnType<FileContext['bindings']['variableOf']>>[] {
  if (parameter === null || parameter === undefined) return [];
  return namesIn(parameter).flatMap((name) => file.bindings.variableOf(name) ?? []);
}

/** `Effect.catch(f)` of an imported namespace is no promise's `catch`. */
function isStaticCall(call: TSESTree.CallExpression, file: FileContext): boolean {
  const callee = unwrapped(call.callee);
  return callee.type === 'MemberExpression' && file.origins.originOf(callee.object) !== undefined;
}

function isNoOpName(handler: Node): boolean {
  const name = lastName(handler);
  return name !== undefined && (noOps.includes(name) || (name === 'prototype' && unwrapped(handler).type === 'MemberExpression'));
}

/** `() => {}`, `() => undefined`. */
function doesNothing(fn: FunctionNode): boolean {
  if (fn.body.type === 'BlockStatement') return fn.body.body.length === 0;
  const literal = literalValue(fn.body);
  return literal !== undefined && literal.value === undefined;
}
