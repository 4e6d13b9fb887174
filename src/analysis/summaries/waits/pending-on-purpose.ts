/** Promises that may well stay pending: somebody else wins a race, or what shows their pending state may show it for ever. */
import { suspending } from '../../../resources/outcomes.js';
import { useOfPromise } from '../../effects/callbacks.js';
import { ancestors, definitionName, enclosingFunction, isCallOrNew, isInside, methodCall, nameOfFunction, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { TSESTree } from '@typescript-eslint/types';
import type { WaitParts } from './waits.js';

export function mayStayPending(node: Node, { file, activity }: Pick<WaitParts, 'file' | 'activity'>): boolean {
  return isRaced(node, file) || isSaidToStay(node, file) || isGivenToRaces(node, { file, activity }) || isThrown(node) || isSuspending(node, file) || isGivenToEvents(node, { file, activity });
}

/** A comment inside, or in front of the statement, says `never resolves`. */
function isSaidToStay(node: Node, { sourceCode }: FileContext): boolean {
  const statement = [...ancestors(node)].find(({ type }) => type.endsWith('Statement') || type.endsWith('Declaration'));
  const before = statement === undefined ? [] : sourceCode.getCommentsBefore(statement).filter(({ value }) => !value.startsWith('*'));
  return [...before, ...sourceCode.getCommentsInside(node)].some(({ value }) => /\bnever\s+(?:resolves?|settles?|rejects?|fulfils?|completes?)\b/iu.test(value));
}

/** Functions that give on what other functions give are followed so far. */
const MAX_STEPS = 3;

/** The function that gives the promise is what JSX attributes get, and nobody in the file calls it himself. */
function isGivenToEvents(node: Node, parts: Pick<WaitParts, 'file' | 'activity'>): boolean {
  let givers = [enclosingFunction(node)];
  for (let step = 0; step < MAX_STEPS && givers.length > 0; step++) {
    const uses = givers.flatMap((fn) => (fn === undefined ? [] : usesOf(fn, parts)));
    if (uses.length === 0) return false;
    const others = uses.filter((use) => !isAttribute(use));
    if (others.length === 0) return true;
    givers = others.map(giverOfCall);
    if (givers.includes(undefined)) return false;
  }
  return false;
}

/** The mentions of a function: of its name, or of the member of `this` that it is. */
function usesOf(fn: FunctionNode, { file, activity }: Pick<WaitParts, 'file' | 'activity'>): readonly Node[] {
  const owner = wrappingParent(fn);
  if (owner?.type === 'MethodDefinition' || owner?.type === 'PropertyDefinition') return (activity.ownMembers.get(definitionName(owner) ?? '') ?? []).filter((use) => isInside(use, owner.parent));
  if (owner?.type === 'JSXExpressionContainer') return [fn];
  const name = nameOfFunction(fn);
  const variable = name === undefined ? undefined : file.bindings.variableOf(name);
  return variable?.references.filter((reference) => reference.isRead()).map(({ identifier }): Node => identifier) ?? [];
}

/** `onEnd={this.onEnd}` */
function isAttribute(use: Node): boolean {
  const container = wrappingParent(use);
  return container?.type === 'JSXExpressionContainer' && container.parent.type === 'JSXAttribute';
}

/** The function around a call that gives on what the call gives. */
function giverOfCall(callee: Node): FunctionNode | undefined {
  const call = wrappingParent(callee);
  return call?.type === 'CallExpression' && call.callee === callee && useOfPromise(call) === 'returned' ? enclosingFunction(call) : undefined;
}

/** `throw new Promise(...)`: a framework that is thrown a promise shows something else until it is fulfilled. */
function isThrown(node: Node): boolean {
  return wrappingParent(node)?.type === 'ThrowStatement';
}

/** The promise is what a function gives that is handed to a framework which shows a substitute meanwhile. */
function isSuspending(node: Node, { origins, bindings }: FileContext): boolean {
  const fn = enclosingFunction(node);
  const name = fn === undefined ? undefined : nameOfFunction(fn);
  const variable = name === undefined ? undefined : bindings.variableOf(name);
  const uses: readonly (Node | undefined)[] = [fn, ...(variable?.references.map(({ identifier }) => identifier) ?? [])];
  return uses.some((use) => {
    const call = use === undefined ? undefined : wrappingParent(use);
    return call !== undefined && isCallOrNew(call) && (origins.originOf(call.callee) ?? '') in suspending;
  });
}

const RACES = new Set(['global:Promise.race', 'global:Promise.any']);

/** The function that gives the promise is called for races, and for nothing else. */
function isGivenToRaces(node: Node, parts: Pick<WaitParts, 'file' | 'activity'>): boolean {
  const giver = useOfPromise(node) === 'returned' ? enclosingFunction(node) : undefined;
  const calls = giver === undefined ? [] : usesOf(giver, parts).map((use) => wrappingParent(use));
  return calls.length > 0 && calls.every((call) => call?.type === 'CallExpression' && isRaced(call, parts.file));
}

/** An element of a race may well stay pending: another one wins. */
function isRaced(node: Node, file: FileContext): boolean {
  const made = mappedArray(node) ?? node;
  if (isRaceElement(made, file)) return true;
  const declarator = wrappingParent(made);
  const variable = declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' ? file.bindings.variableOf(declarator.id) : undefined;
  const reads = variable?.references.filter((reference) => reference.isRead()) ?? [];
  return reads.some((reference) => isRaceElement(reference.identifier, file));
}

/** The array of promises that `list.map(() => new Promise(...))` gives. */
function mappedArray(node: Node): Node | undefined {
  const fn = enclosingFunction(node);
  const parent = wrappingParent(node);
  const isResult = fn !== undefined && (parent === fn || (parent?.type === 'ReturnStatement' && enclosingFunction(parent) === fn));
  const call = isResult ? wrappingParent(fn) : undefined;
  return call !== undefined && methodCall(call)?.method === 'map' ? call : undefined;
}

/** In the array that is raced, or that array itself. */
function isRaceElement(node: Node | TSESTree.JSXIdentifier, file: FileContext): boolean {
  const parent = wrappingParent(node);
  const call = parent?.type === 'ArrayExpression' || parent?.type === 'SpreadElement' ? callAround(parent) : parent;
  return call?.type === 'CallExpression' && RACES.has(file.origins.originOf(call.callee) ?? '');
}

/** The call around an element or a spread of the array that it is given. */
function callAround(element: Node): Node | undefined {
  const parent = wrappingParent(element);
  return parent?.type === 'ArrayExpression' ? wrappingParent(parent) : parent;
}
