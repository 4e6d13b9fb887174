/** Whether the body that adds a listener may also take it off: only then is it worth following its paths. */
import type { GraphRoot } from '../../cfg/graph.js';
import type { Removal } from '../../effects/listeners.js';
import { definitionName, isFunction, memberName, nameOfFunction, rootOf, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { ListenerContext } from './listener-context.js';

export function mayRemoveIn(root: GraphRoot, removals: readonly Removal[], context: ListenerContext): boolean {
  return removals.some(({ node }) => mayRunIn(rootOf(node), root, context));
}

/** The body itself, or a function that it calls, hands over or returns. */
function mayRunIn(body: GraphRoot, root: GraphRoot, context: ListenerContext): boolean {
  if (body === root) return true;
  if (!isFunction(body)) return false;
  const outer = rootOf(body);
  const name = nameOfFunction(body);
  if (name !== undefined) return isMentionedIn(root, name, context) || (outer !== root && outer !== body && isFunction(outer) && mayRunIn(outer, root, context));
  const member = memberOf(body);
  if (member !== undefined) return isCalledOnThis(member, root, context);
  return !isReturnedByArrow(body) && mayRunIn(outer, root, context);
}

function isReturnedByArrow(fn: FunctionNode): boolean {
  const parent = wrappingParent(fn);
  return parent?.type === 'ArrowFunctionExpression' && parent.body === fn;
}

function isMentionedIn(root: GraphRoot, name: Parameters<ListenerContext['parts']['file']['bindings']['variableOf']>[0], { parts: { file } }: ListenerContext): boolean {
  const references = file.bindings.variableOf(name)?.references ?? [];
  return references.some(({ identifier, init }) => init !== true && rootOf(identifier) === root);
}

/** The name of the method, or of the arrow field, that a function is. */
function memberOf({ parent }: FunctionNode): string | undefined {
  return parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition' ? definitionName(parent) : undefined;
}

function isCalledOnThis(name: string, root: GraphRoot, { owners }: ListenerContext): boolean {
  return owners.thisNodes.some((node: Node) => node.parent?.type === 'MemberExpression' && memberName(node.parent) === name && rootOf(node) === root);
}
