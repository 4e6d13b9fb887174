/** Functions that owe their caller a call: callbacks by Node's convention, and the ways on which they are forgotten. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Pending } from '../../obligations/settling/pending.js';
import { settlersIn } from '../../obligations/settling/settlers.js';
import { literalValue, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import type { WaitParts } from './waits.js';

/** A callback, and the ways on which its caller waits for ever. */
export interface CallbackWait {
  readonly node: TSESTree.Identifier;
  /** Its type says that it takes an error first. */
  readonly isTyped: boolean;
  readonly pending: readonly Pending[];
}

const NAMES = new Set(['callback', 'cb']);

/** The parameter, or a name inside the one parameter, that is a callback by its name. */
export function callbackIn(fn: FunctionNode): TSESTree.Identifier | undefined {
  const last = fn.params.at(-1);
  if (last?.type === 'Identifier') return NAMES.has(last.name) ? last : undefined;
  if (last?.type !== 'ObjectPattern') return undefined;
  for (const { value } of last.properties) if (value?.type === 'Identifier' && NAMES.has(value.name)) return value;
  return undefined;
}

export function callbackWaits(functions: readonly FunctionNode[], { file, places, bodies, settling }: WaitParts): readonly CallbackWait[] {
  return functions.flatMap((fn) => {
    const node = callbackIn(fn);
    const variable = node === undefined ? undefined : file.bindings.variableOf(node);
    if (node === undefined || variable === undefined || !isOwed(node, variable)) return [];
    const found = settling.follow({ body: bodies.bodyOf(fn), settlers: settlersIn([places.ofVariable(variable)], undefined, places), from: undefined, isCallback: false, promise: undefined });
    const isTyped = isTypedErrorFirst(node);
    const tellsOfSuccess = isTyped || variable.references.some(({ identifier }) => isSuccess(identifier));
    const isOwedOn = (way: Pending): boolean =>
      way.kind === 'exit' && way.guessed !== true ? way.exit.kind === 'reject' || (tellsOfSuccess && way.exit.kind !== 'throw' && !tellsByReturning(way.exit.node)) : way.kind === 'rejection';
    // What is thrown at once says that the arguments are wrong; the way without a call may be that of success.
    const pending = [...found.returns, ...(fn.async ? found.throws : [])].filter(isOwedOn);
    return found.isUnknown || !found.maySettle || pending.length === 0 ? [] : [{ node, isTyped, pending }];
  });
}

/** `return false;`: the caller is told in another way. */
function tellsByReturning(exit: Node): boolean {
  return exit.type === 'ReturnStatement' && exit.argument !== null && literalValue(exit.argument)?.value !== undefined;
}

/** It is called without an error, or handed to somebody who will call it. */
function isSuccess(name: TSESTree.Identifier | TSESTree.JSXIdentifier): boolean {
  const call = wrappingParent(name);
  if (call?.type !== 'CallExpression') return false;
  const [first] = call.callee === name ? call.arguments : [];
  const literal = first === undefined ? undefined : literalValue(first);
  return call.callee !== name || first === undefined || (literal !== undefined && literal.value == null);
}

/** By its type or by how it is called here it takes an error first, so it is called exactly once; nobody gives it a default. */
function isOwed(node: TSESTree.Identifier, { references }: Variable): boolean {
  if (references.some((reference) => reference.isWrite() || isTested(reference.identifier))) return false;
  return isTypedErrorFirst(node) || references.some(({ identifier }) => {
    const call = wrappingParent(identifier);
    return call?.type === 'CallExpression' && call.callee === identifier && isErrorArgument(call.arguments[0]);
  });
}

/** `(error?: Error) => void`. */
function isTypedErrorFirst({ typeAnnotation }: TSESTree.Identifier): boolean {
  const type = typeAnnotation?.typeAnnotation;
  const [first] = type?.type === 'TSFunctionType' ? type.params : [];
  return first?.type === 'Identifier' && /^err/iu.test(first.name);
}

/** `if (callback)`, `typeof callback`: it may be missing. */
function isTested(name: TSESTree.Identifier | TSESTree.JSXIdentifier): boolean {
  const parent = wrappingParent(name);
  return parent?.type === 'IfStatement' || parent?.type === 'LogicalExpression' || parent?.type === 'UnaryExpression' || (parent?.type === 'CallExpression' && parent.optional);
}

function isErrorArgument(argument: TSESTree.CallExpressionArgument | undefined): boolean {
  const value = argument === undefined ? undefined : unwrapped(argument);
  if (value?.type === 'Identifier') return /^err(?:or)?$/iu.test(value.name);
  if (value?.type === 'NewExpression') return value.callee.type === 'Identifier' && value.callee.name.endsWith('Error');
  return value !== undefined && literalValue(value)?.value === null;
}
