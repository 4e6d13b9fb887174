/** What the source of a stream goes on with when its reader has left. */
import { controllerAnswers } from '../../../resources/producers.js';
import { registrationOf } from '../../effects/callbacks.js';
import { isMentionedIn, settlersIn } from '../../obligations/settling/settlers.js';
import { literalValue, memberName, methodCall, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf, type Variable } from '../../syntax/bindings.js';
import { nodesOutsideFunctions } from '../../syntax/walk.js';
import type { WaitParts } from './waits.js';

/** The functions of an underlying source. */
export interface Source {
  readonly start: FunctionNode | undefined;
  readonly pull: FunctionNode | undefined;
  readonly cancel: FunctionNode | undefined;
  /** With a body that does something. */
  readonly hasCancel: boolean;
}

/** A listener that the source registers, or something that it reads from. */
export interface Uncancelled {
  readonly node: Node;
  readonly kind: 'listener' | 'upstream';
}

/** What the source goes on with after its reader has cancelled. */
export function uncancelledIn({ start, pull }: Source, parts: WaitParts): Uncancelled | undefined {
  const listener = start === undefined ? undefined : listenerIn(start, parts);
  if (listener !== undefined) return { node: listener, kind: 'listener' };
  const upstream = pull === undefined ? undefined : upstreamIn(pull, parts);
  return upstream === undefined ? undefined : { node: upstream, kind: 'upstream' };
}

/** A listener on something that outlives the source, which feeds the controller. */
function listenerIn(start: FunctionNode, { file, places }: WaitParts): Node | undefined {
  const [controller] = start.params;
  if (controller?.type !== 'Identifier') return undefined;
  const settlers = settlersIn([places.of(controller)], controllerAnswers, places);
  for (const node of nodesOutsideFunctions(start)) {
    const registration = registrationOf(node);
    if (registration === undefined || node.type !== 'CallExpression' || node.arguments.length > 2) continue;
    if (isMadeIn(registration.emitter, start, file)) continue;
    const [, listener] = node.arguments;
    const functions = listener === undefined ? [] : functionsOf(file.bindings, listener).functions;
    if (functions.some((fn) => isMentionedIn(settlers, fn))) return node;
  }
  return undefined;
}

/** The iterator or reader of somebody else that every `pull` reads from. */
function upstreamIn(pull: FunctionNode, { file }: WaitParts): Node | undefined {
  for (const node of nodesOutsideFunctions(pull)) {
    const called = methodCall(node);
    if (called === undefined || wrappingParent(node)?.type !== 'AwaitExpression') continue;
    if ((called.method === 'next' || called.method === 'read') && unwrapped(called.receiver).type === 'Identifier' && !isMadeIn(called.receiver, pull, file)) return node;
  }
  return undefined;
}

function isMadeIn(holder: Node, fn: FunctionNode, { bindings }: WaitParts['file']): boolean {
  const node = unwrapped(holder);
  const variable = node.type === 'Identifier' ? bindings.variableOf(node) : undefined;
  return variable !== undefined && bindings.belongsTo(variable, fn);
}

/** What others do with a controller that they are given: reading it, or writing to it, ends nothing. */
const LEAVING_OPEN = new Set(['enqueue', 'desiredSize']);

/** `out = controller` in `start`, where nothing that is ever done with `out` can end the stream. */
export function isKeptOpen(start: FunctionNode, { file: { bindings } }: WaitParts): boolean {
  const [controller] = start.params;
  const variable = controller?.type === 'Identifier' ? bindings.variableOf(controller) : undefined;
  const [only, ...others] = variable?.references ?? [];
  const kept = only === undefined || others.length > 0 ? undefined : keptUnder(only.identifier, bindings);
  return kept !== undefined && kept.references.every(({ identifier, init }) => init === true || isHarmless(identifier));
}

/** The variable that is given the value, as a statement of its own. */
function keptUnder(value: Node, bindings: WaitParts['file']['bindings']): Variable | undefined {
  const assignment = wrappingParent(value);
  const isKept = assignment?.type === 'AssignmentExpression' && assignment.operator === '=' && unwrapped(assignment.right) === value;
  return isKept && assignment.left.type === 'Identifier' ? bindings.variableOf(assignment.left) : undefined;
}

/** Given a value, tested, or written to. */
function isHarmless(name: Node): boolean {
  const parent = wrappingParent(name);
  if (parent?.type === 'AssignmentExpression') return parent.left === name;
  if (parent?.type === 'MemberExpression') return unwrapped(parent.object) === name && LEAVING_OPEN.has(memberName(parent) ?? '');
  return parent?.type === 'IfStatement' || (parent?.type === 'BinaryExpression' && (literalValue(parent.left) ?? literalValue(parent.right)) !== undefined);
}
