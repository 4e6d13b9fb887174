/**
 * What makes a lost error certainly a mistake. Much code that swallows errors asks a question, or does its best and no
 * more; where one of these grounds is found, somebody was to be told and is not.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import { bestEffortWords, changeWords } from '../../../resources/failures.js';
import type { ErrorLoss } from '../../obligations/caught-error.js';
import { definitionName, enclosingFunction, isDropped, isFunction, isLoop, literalValue, methodCall, type FunctionNode, type Node } from '../../syntax/ast.js';
import { someOwn } from '../../syntax/walk.js';
import { firstWord, functionName, lastName, wordsOf } from '../../syntax/words.js';
import { isUndone } from './explanations.js';
import { isBackendRemoval, nameOfRisk } from './failure-excuses.js';

export type Ground =
  /** One kind of error is handled, and every other one falls through. */
  | 'other kinds'
  /** The abort escapes, and every real failure falls through. */
  | 'inverted abort'
  /** Something was to be changed, and whoever asked for it goes on as if it had been. */
  | 'change'
  /** A reader is told that there is no more. */
  | 'end of data'
  /** A comment says that the handling is still to be written. */
  | 'undone'
  /** The producer of a stream stops in silence, and the reader waits. */
  | 'stream';

export type Region = TSESTree.CatchClause | FunctionNode;

/** The grounds that a clause or handler may have, by its text alone: most have none, and need no graph. */
export function groundsIn(region: Region, sourceCode: TSESLint.SourceCode): readonly Ground[] {
  const grounds: Ground[] = isUndone(region.body, sourceCode) ? ['undone'] : [];
  const tests = testsIn(region);
  if (tests.some(handles)) grounds.push('other kinds');
  if (tests.some(rethrowsAbort) && !isInLoop(region)) grounds.push('inverted abort');
  if (someOwn(region.body, isEndOfData)) grounds.push('end of data');
  if (region.type !== 'CatchClause') return grounds;
  if (isProducing(region)) grounds.push('stream');
  if (changesSomething(region)) grounds.push('change');
  return grounds;
}

/** The ground on which one loss is certainly a mistake. */
export function groundOf(loss: ErrorLoss, grounds: readonly Ground[]): Ground | undefined {
  return grounds.find((ground) => {
    switch (ground) {
      case 'other kinds':
        return loss.asked && !loss.replaced;
      case 'end of data':
        return loss.kind === 'return' && isEndOfData(loss.node);
      case 'undone':
        return true;
      case 'stream':
        return loss.kind !== 'continue';
      default:
        return !loss.replaced;
    }
  });
}

function testsIn(region: Region): readonly TSESTree.IfStatement[] {
  const statements = region.body.type === 'BlockStatement' ? region.body.body : [];
  return statements.filter((statement) => statement.type === 'IfStatement');
}

/** More is done for the kind than to pass it on, or to put a value in the place of the result. */
function handles({ consequent }: TSESTree.IfStatement): boolean {
  return !someOwn(consequent, isThrow) && someOwn(consequent, (node) => setsState(node) || (node.type === 'CallExpression' && isDropped(node.parent.type === 'AwaitExpression' ? node.parent : node)));
}

/** `this.isMissing = true` */
function setsState(node: Node): boolean {
  return node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression' && node.operator === '=';
}

function isThrow(node: Node): boolean {
  return node.type === 'ThrowStatement';
}

/** `if (signal.aborted) throw error;` */
function rethrowsAbort({ test, consequent, alternate }: TSESTree.IfStatement): boolean {
  const isNegated = (node: Node): boolean => (node.type === 'UnaryExpression' && node.operator === '!') || (node.type === 'BinaryExpression' && node.operator.startsWith('!'));
  return alternate === null && someOwn(test, isAbortWord) && !someOwn(test, isNegated) && someOwn(consequent, isThrow);
}

function isAbortWord(node: Node): boolean {
  const word = node.type === 'Identifier' ? node.name : literalValue(node)?.value;
  return typeof word === 'string' && /^(?:is)?abort(?:ed)?(?:$|[A-Z])/iu.test(word);
}

function isInLoop(node: Node): boolean {
  for (let at = node.parent; at != null && !isFunction(at); at = at.parent) if (isLoop(at)) return true;
  return false;
}

/** `return { done: true, value: undefined }` */
function isEndOfData(node: Node): boolean {
  if (node.type !== 'ReturnStatement' || node.argument?.type !== 'ObjectExpression') return false;
  return node.argument.properties.some((property) => property.type === 'Property' && definitionName(property) === 'done' && literalValue(property.value)?.value === true);
}

const PRODUCING = new Set(['start', 'pull', 'transform', 'flush']);

/** In a method of a stream's source: awaited work fails, and the controller never hears of it. */
function isProducing(clause: TSESTree.CatchClause): boolean {
  const fn = enclosingFunction(clause);
  const isSource = fn?.parent.type === 'Property' && PRODUCING.has(functionName(fn) ?? '') && fn.params.some((parameter) => parameter.type === 'Identifier' && /controller$/iu.test(parameter.name));
  return isSource && someOwn(clause.parent.block, (node) => node.type === 'AwaitExpression');
}

/** The `try` awaits a change whose outcome is nobody's result, and what follows goes on as if it had been made. */
function changesSomething({ parent: attempt, body }: TSESTree.CatchClause): boolean {
  const finds = body.body.length === 0 ? mayFindOut : isMore;
  return someOwn(attempt.block, isAwaitedChange) && !isFollowed(attempt, finds) && !isBestEffort(functionName(enclosingFunction(attempt)));
}

function isAwaitedChange(node: Node): boolean {
  if (node.type !== 'AwaitExpression' || !isDropped(node)) return false;
  const receiver = methodCall(node.argument)?.receiver;
  const holder = receiver === undefined ? undefined : lastName(receiver);
  const name = nameOfRisk(node);
  return (changeWords.includes(firstWord(name)) || isBackendRemoval(node)) && !isBestEffort(name) && !isBestEffort(holder);
}

function isBestEffort(name: string | undefined): boolean {
  return name !== undefined && wordsOf(name).some((word) => bestEffortWords.includes(word));
}

/** Something comes behind the statement in its function that makes good, or finds out, what has failed. */
function isFollowed(statement: Node, finds: (later: Node) => boolean): boolean {
  let child = statement;
  for (let at = statement.parent; at != null && !isFunction(at); child = at, at = at.parent) {
    const siblings: readonly Node[] = at.type === 'BlockStatement' || at.type === 'Program' ? at.body : at.type === 'SwitchCase' ? at.consequent : [];
    const later = siblings.slice(siblings.indexOf(child) + 1);
    if (siblings.length > 0 && later.some(finds)) return true;
  }
  return false;
}

function isMore(statement: Node): boolean {
  return !isMereEnd(statement);
}

/** It looks at what there is: it tests, waits, declares or returns something. Plain calls go on as if all were well. */
function mayFindOut(statement: Node): boolean {
  return isMore(statement) && (statement.type !== 'ExpressionStatement' || someOwn(statement, ({ type }) => type === 'AwaitExpression'));
}

function isMereEnd(statement: Node): boolean {
  if (statement.type === 'BreakStatement') return true;
  return statement.type === 'ReturnStatement' && (statement.argument === null || literalValue(statement.argument) !== undefined);
}
