/**
 * One-shots that do nothing once their owner has ended, though nobody clears them: the callback asks first whether there
 * is still something to do, or all that it does is to end the owner.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, isCallOrNew, isInside, literalValue, memberName, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import { isConstructor } from '../../syntax/classes.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { Obligation } from '../../obligations/obligation.js';
import { mayLast } from './delays.js';
import type { OwnerParts } from './owner-parts.js';
import { isWithinAny } from './reach.js';

/** @param ended the functions that the owner's teardowns reach. */
export function isHarmlessAfter(ended: ReadonlySet<FunctionNode>, teardowns: readonly FunctionNode[], { node, spec }: Obligation, parts: OwnerParts): boolean {
  if (spec.life !== 'one-shot' || spec.family !== 'timer' || !isCallOrNew(node)) return false;
  const callback = node.arguments[0] === undefined ? undefined : functionsOf(parts.file.bindings, node.arguments[0]).functions[0];
  if (callback === undefined) return false;
  const test = firstTest(callback);
  const turned = test === undefined ? [] : namesIn(test).filter((name) => isSetIn(ended, name, parts) && mayTurn(test, name, ended, parts));
  const isTurnedBack = mayLast(node, spec, parts.file) && turned.every((name) => isSetBack(ended, name, parts));
  if (turned.length > 0 && !isTurnedBack) return true;
  return functionsCalledBy(callback, parts).some((fn) => teardowns.includes(fn));
}

/** What the callback is, or calls as all that it does: `() => this.dispose()`. */
function functionsCalledBy(callback: FunctionNode, { file, owners }: OwnerParts): readonly FunctionNode[] {
  const statements: readonly Node[] = callback.body.type === 'BlockStatement' ? callback.body.body : [callback.body];
  const [only] = statements;
  const call = only?.type === 'ExpressionStatement' ? unwrapped(only.expression) : only;
  if (call?.type !== 'CallExpression' || statements.length > 1) return [callback];
  const callee = unwrapped(call.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression') return functionsOf(file.bindings, callee).functions;
  return (owners.ownerOf(callee.object)?.members ?? []).flatMap(({ name, fn }) => (name === memberName(callee) ? [fn] : []));
}

/** The condition on which everything in the callback depends: `if (stopped) return;`, `if (!stopped) { ... }`. */
export function firstTest({ body }: FunctionNode): TSESTree.Expression | undefined {
  if (body.type === 'LogicalExpression') return body.left;
  if (body.type !== 'BlockStatement') return undefined;
  const [first] = body.body;
  if (first?.type !== 'IfStatement') return undefined;
  return body.body.length === 1 || leaves(first.consequent) ? first.test : undefined;
}

function leaves(statement: TSESTree.Statement): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;
  return last?.type === 'ReturnStatement';
}

/** A variable, or a field of `this`. */
type Name = TSESTree.Identifier | TSESTree.MemberExpression;

/** The names and the fields of `this` that a condition reads. */
export function namesIn(test: Node): readonly Name[] {
  const node = unwrapped(test);
  switch (node.type) {
    case 'Identifier':
      return [node];
    case 'MemberExpression':
      return node.object.type === 'ThisExpression' ? [node] : namesIn(node.object);
    case 'UnaryExpression':
      return namesIn(node.argument);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return [...namesIn(node.left), ...namesIn(node.right)];
    default:
      return [];
  }
}

export function isSetIn(functions: ReadonlySet<FunctionNode>, name: Name, { file, thisNodes }: OwnerParts): boolean {
  if (name.type === 'MemberExpression') {
    const field = memberName(name);
    return thisNodes.some(({ parent }) => parent.type === 'MemberExpression' && memberName(parent) === field && isWritten(parent) && isWithinAny(parent, functions));
  }
  const references = file.bindings.variableOf(name)?.references ?? [];
  return references.some((reference) => {
    const { identifier, init } = reference;
    return init !== true && (reference.isWrite() || isWritten(identifier.parent)) && isWithinAny(identifier, functions);
  });
}

function isWritten(target: Node): boolean {
  return writtenAt(target) !== undefined;
}

/** The assignment to a target. */
function writtenAt(target: Node): TSESTree.AssignmentExpression | undefined {
  return target.parent?.type === 'AssignmentExpression' && isInside(target, target.parent.left) ? target.parent : undefined;
}

/** `if (state === CLOSED) return;` asks for one value: setting another one, `state = CLOSING`, does not end anything. */
function mayTurn(test: Node, name: Name, functions: ReadonlySet<FunctionNode>, parts: OwnerParts): boolean {
  const compared = name.parent;
  if (compared.type !== 'BinaryExpression' || !compared.operator.startsWith('==') || !isInside(compared, test)) return true;
  const other = parts.file.sourceCode.getText(compared.left === name ? compared.right : compared.left);
  return assignmentsTo(name, parts).some((write) => isWithinAny(write, functions) && parts.file.sourceCode.getText(write.right) === other);
}

/** `start() { this.stopped = false; }`: whoever starts again while the timer waits, gets its work as well. */
function isSetBack(functions: ReadonlySet<FunctionNode>, name: Name, parts: OwnerParts): boolean {
  const writes = assignmentsTo(name, parts);
  const ending = writes.filter((write) => isWithinAny(write, functions)).map(({ right }) => literalValue(right));
  return writes.some((write) => {
    const value = literalValue(write.right);
    return value !== undefined && !isInConstructor(write) && !isWithinAny(write, functions) && ending.some((other) => other !== undefined && other.value !== value.value);
  });
}

function isInConstructor(node: Node): boolean {
  const fn = enclosingFunction(node);
  return fn === undefined || isConstructor(fn);
}

function assignmentsTo(name: Name, { file, thisNodes }: OwnerParts): readonly TSESTree.AssignmentExpression[] {
  if (name.type === 'MemberExpression') {
    const field = memberName(name);
    return thisNodes.flatMap(({ parent }) => (parent.type === 'MemberExpression' && memberName(parent) === field ? (writtenAt(parent) ?? []) : []));
  }
  const references = file.bindings.variableOf(name)?.references ?? [];
  return references.flatMap(({ identifier }) => writtenAt(identifier) ?? writtenAt(identifier.parent) ?? []);
}
