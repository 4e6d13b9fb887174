/**
 * Which functions a teardown can reach: by calls, by mentions (a bound method, an accessor, a callback), in any order.
 * A mention is enough, for the question is whether the release can happen at all.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import { endEvents, unregisteringMembers } from '../../../resources/lifecycles.js';
import { ancestors, definitionName, isFunction, isInside, literalValue, memberName, methodCall, selfAndAncestors, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { isTeardownName, type Owners } from './owners.js';
import { createThisMentions, type ThisMentions } from './this-mentions.js';

export interface Reach {
  /** The functions that `roots` reach, themselves included. */
  from(roots: readonly FunctionNode[]): ReadonlySet<FunctionNode>;
  /** The node runs when something ends: inside a listener of an end event, or in a member that such a listener mentions. */
  runsAtAnEnd(node: Node): boolean;
  /** One of the functions takes off the handler of an end event: `this.socket.onclose = null`. It will not run. */
  takesOffEndHandler(functions: ReadonlySet<FunctionNode>): boolean;
  /** The functions that an expression may be, members of `this` included. */
  functionsAt(expression: Node): readonly FunctionNode[];
}

export function createReach(file: FileContext, owners: Owners, thisNodes: readonly TSESTree.ThisExpression[]): Reach {
  const mentions = createThisMentions(owners, thisNodes, file);
  const edges = new Map<FunctionNode, readonly FunctionNode[]>();
  const edgesOf = (fn: FunctionNode): readonly FunctionNode[] => {
    let found = edges.get(fn);
    if (found === undefined) {
      found = [...mentionedMembers(fn, mentions), ...mentionedFunctions(fn, file)];
      edges.set(fn, found);
    }
    return found;
  };
  const from = (roots: readonly FunctionNode[]): ReadonlySet<FunctionNode> => {
    const reached = new Set(roots);
    for (const fn of reached) for (const next of edgesOf(fn)) reached.add(next);
    return reached;
  };
  const runsAtAnEnd = (node: Node): boolean => {
    for (const at of selfAndAncestors(node)) {
      if (!isFunction(at)) continue;
      if (isEndListener(at) || isHandedEnd(at, file) || mentionsOf(at, file, mentions).some(isInEndListener)) return true;
    }
    return false;
  };
  const takesOffEndHandler = (functions: ReadonlySet<FunctionNode>): boolean => thisNodes.some((node) => isEndHandlerTakenOff(node) && isWithinAny(node, functions));
  const functionsAt = (expression: Node): readonly FunctionNode[] => [...functionsOf(file.bindings, expression).functions, ...mentions.at(unwrapped(expression))];
  return { from, runsAtAnEnd, takesOffEndHandler, functionsAt };
}

/** True where the node stands in one of the functions. */
export function isWithinAny(node: Node, functions: ReadonlySet<FunctionNode>): boolean {
  for (const at of selfAndAncestors(node)) if (isFunction(at) && functions.has(at)) return true;
  return false;
}

function mentionedMembers(fn: FunctionNode, mentions: ThisMentions): readonly FunctionNode[] {
  return mentions.inside(fn).flatMap(({ node, functions }) => (isUnregistered(node) ? [] : functions));
}

function mentionedFunctions(fn: FunctionNode, file: FileContext): readonly FunctionNode[] {
  return referencesIn(fn, file).flatMap((name) => {
    if (isUnregistered(name)) return [];
    const member = name.parent;
    if (member.type === 'MemberExpression' && member.object === name) return memberOfLiteral(name, member, file);
    return functionsNamed(name, file);
  });
}

/** The functions that a name stands for; those that a call wrapped (`useCallback(() => ...)`, `debounce(save, 100)`) run under its name. */
function functionsNamed(name: TSESTree.Identifier, file: FileContext): readonly FunctionNode[] {
  const call = file.bindings.valueBehind(name);
  if (call.type !== 'CallExpression') return functionsOf(file.bindings, name).functions;
  return call.arguments.flatMap((argument) => (isFunction(argument) ? [argument] : []));
}

/** `target.removeEventListener('move', onMove)` is a mention that runs nothing. */
function isUnregistered(name: Node): boolean {
  for (const at of ancestors(name)) {
    if (at.type === 'CallExpression') return at.callee.type === 'MemberExpression' && unregisteringMembers.includes(memberName(at.callee) ?? '') && !isInside(name, at.callee);
    if (at.type !== 'MemberExpression') return false;
  }
  return false;
}

/** `api.stop()` of `const api = { stop() {} }`. */
function memberOfLiteral(name: TSESTree.Identifier, member: TSESTree.MemberExpression, file: FileContext): readonly FunctionNode[] {
  const object = file.bindings.valueBehind(name);
  if (object.type !== 'ObjectExpression') return functionsOf(file.bindings, name).functions;
  return object.properties.flatMap((property) => (property.type === 'Property' && definitionName(property) === memberName(member) ? functionsOf(file.bindings, property.value).functions : []));
}

/** Every name that is read in the function and in those nested in it. */
function referencesIn(fn: FunctionNode, file: FileContext): readonly TSESTree.Identifier[] {
  const outer = file.sourceCode.scopeManager?.acquire(fn);
  const found: TSESTree.Identifier[] = [];
  const agenda: TSESLint.Scope.Scope[] = outer === null || outer === undefined ? [] : [outer];
  for (let scope = agenda.pop(); scope !== undefined; scope = agenda.pop()) {
    for (const { identifier } of scope.references) if (identifier.type === 'Identifier') found.push(identifier);
    agenda.push(...scope.childScopes);
  }
  return found;
}

/** Where a named function, or a member of an owner, is mentioned. */
function mentionsOf(fn: FunctionNode, file: FileContext, mentions: ThisMentions): readonly Node[] {
  const variable = fn.id ?? (fn.parent.type === 'VariableDeclarator' && fn.parent.id.type === 'Identifier' ? fn.parent.id : undefined);
  const named = variable == null ? [] : (file.bindings.variableOf(variable)?.references ?? []).map((reference) => reference.identifier);
  return [...named, ...mentions.of(fn)];
}

function isInEndListener(node: Node): boolean {
  if (isEndListener(node)) return true;
  for (const at of selfAndAncestors(node)) if (isFunction(at)) return isEndListener(at);
  return false;
}

/** `this.disposables.push({ dispose: () => clearTimeout(this.timer) })`: whoever is given it ends it with the others. */
function isHandedEnd({ parent }: FunctionNode, file: FileContext): boolean {
  if (parent.type !== 'Property' || !isTeardownName(definitionName(parent) ?? '', file)) return false;
  const taker = wrappingParent(parent.parent);
  return taker?.type === 'CallExpression' || taker?.type === 'ArrayExpression';
}

/** `socket.once('close', fn)`, `ws.onclose = fn`; `fn` may be bound. */
function isEndListener(fn: Node): boolean {
  const outer = wrappingParent(fn);
  if (outer?.type === 'MemberExpression' && memberName(outer) === 'bind') return outer.parent.type === 'CallExpression' && isEndListener(outer.parent);
  if (outer?.type === 'AssignmentExpression') return isEndHandler(unwrapped(outer.left));
  const first = outer?.type === 'CallExpression' && methodCall(outer) !== undefined ? outer.arguments[0] : undefined;
  const event = first === undefined ? undefined : literalValue(first)?.value;
  return typeof event === 'string' && first !== fn && endEvents.includes(event);
}

/** `this.socket.onclose = null`, `this.socket.onclose = () => {}`. */
function isEndHandlerTakenOff(node: Node): boolean {
  let target = node;
  for (let parent = wrappingParent(target); parent?.type === 'MemberExpression'; parent = wrappingParent(target)) target = parent;
  const assignment = wrappingParent(target);
  if (assignment?.type !== 'AssignmentExpression' || assignment.left !== target || !isEndHandler(target)) return false;
  const handler = unwrapped(assignment.right);
  return isFunction(handler) ? handler.body.type === 'BlockStatement' && handler.body.body.length === 0 : literalValue(handler) !== undefined;
}

function isEndHandler(target: Node): boolean {
  const name = target.type === 'MemberExpression' ? memberName(target) : undefined;
  return name !== undefined && name.startsWith('on') && endEvents.includes(name.slice(2));
}
