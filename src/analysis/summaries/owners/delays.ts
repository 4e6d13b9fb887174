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
  const delay = delayOf(node, spec);
  return delay !== undefined && (knownDelay(delay, bindings) ?? 0) >= KEEP_ALIVE;
}

/** `setTimeout(focus)`, `setTimeout(focus, 0)`: over before anybody could clear it. */
export function isDeferral(node: Node, spec: ResourceSpec, { bindings }: FileContext): boolean {
  if (spec.delayArgument === undefined) return false;
  const delay = delayOf(node, spec);
  return delay === undefined || knownDelay(delay, bindings) === 0;
}

/** A delay that is long, or that somebody else chooses: a time limit, a back-off. */
export function mayLast(node: Node, spec: ResourceSpec, { bindings }: FileContext): boolean {
  const delay = delayOf(node, spec);
  if (delay === undefined) return false;
  const value = knownDelay(delay, bindings);
  return value === undefined ? !isBriefByName(delay) : value >= LASTING;
}

function delayOf(node: Node, { delayArgument }: ResourceSpec): Node | undefined {
  return isCallOrNew(node) && delayArgument !== undefined ? node.arguments[delayArgument] : undefined;
}

/** The number that a delay is: in place, by the name of a constant, or a product of such. */
export function knownDelay(delay: Node, bindings: Bindings, depth = 0): number | undefined {
  const node = bindings.valueBehind(delay);
  if (node.type === 'BinaryExpression' && node.operator === '*' && depth < MAX_DEPTH) {
    const [left, right] = [knownDelay(node.left, bindings, depth + 1), knownDelay(node.right, bindings, depth + 1)];
    return left === undefined || right === undefined ? undefined : left * right;
  }
  const value = literalValue(node)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** `60 * 60 * 1000` of constants of constants is as far as anybody goes. */
const MAX_DEPTH = 6;

/** `ANIMATION_MS`, `options.pollInterval`: whoever chooses it chooses a breath. */
function isBriefByName(delay: Node): boolean {
  const node = unwrapped(delay);
  const name = node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? memberName(node) : undefined;
  return name !== undefined && briefDelayWords.test(name);
}
