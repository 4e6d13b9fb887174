/** How long a one-shot waits: whether it is over before anybody could clear it, or may outlast its owner. */
import { briefDelayWords } from '../../../resources/timers.js';
import type { ResourceSpec } from '../../../resources/spec.js';
import { isCallOrNew, literalValue, memberName, unwrapped, type Node } from '../../syntax/ast.js';
import type { Bindings } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';

/** A timer so slow that it only keeps the process alive. */
const KEEP_ALIVE = 2 ** 30;

/** Milliseconds after which a one-shot is more than a breath. */
const LASTING = 1000;

export function isKeepAlive(node: Node, spec: ResourceSpec, { bindings }: FileContext): boolean {
  const value = valueOf(delayOf(node, spec), bindings);
  return typeof value === 'number' && value >= KEEP_ALIVE;
}

/** `setTimeout(focus)`, `setTimeout(focus, 0)`: over before anybody could clear it. */
export function isDeferral(node: Node, spec: ResourceSpec, { bindings }: FileContext): boolean {
  if (spec.delayArgument === undefined) return false;
  const delay = delayOf(node, spec);
  return delay === undefined || valueOf(delay, bindings) === 0;
}

/** A delay that is long, or that somebody else chooses: a time limit, a back-off. */
export function mayLast(node: Node, spec: ResourceSpec, { bindings }: FileContext): boolean {
  const delay = delayOf(node, spec);
  if (delay === undefined) return false;
  const value = valueOf(delay, bindings);
  return value === undefined ? !isBriefByName(delay) : Number(value) >= LASTING;
}

function delayOf(node: Node, { delayArgument }: ResourceSpec): Node | undefined {
  return isCallOrNew(node) && delayArgument !== undefined ? node.arguments[delayArgument] : undefined;
}

/** The literal that a delay is, in place or by the name of a constant. */
function valueOf(delay: Node | undefined, bindings: Bindings): unknown {
  return delay === undefined ? undefined : literalValue(bindings.valueBehind(delay))?.value;
}

/** `ANIMATION_MS`, `options.pollInterval`: whoever chooses it chooses a breath. */
function isBriefByName(delay: Node): boolean {
  const node = unwrapped(delay);
  const name = node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? memberName(node) : undefined;
  return name !== undefined && briefDelayWords.test(name);
}
