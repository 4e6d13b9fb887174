/** What a branch or an abrupt completion tells about the holder itself. */
import type { Edge } from '../cfg/graph.js';
import { isWithin, type Place, type Places } from '../effects/place.js';
import { memberName, methodCall, unwrapped, wrappingParent, type Node } from '../syntax/ast.js';
import { holds, throwKindOf, type Held, type Leaving } from './state.js';

/** What is certain while the obligation stands, whoever holds it. */
export interface Known {
  /** These have a value: what a listener was added to, the function that was added. */
  readonly present: readonly Place[];
  /** Where this is true, what was waited for has come and nothing is due any more: `signal.aborted`. */
  readonly over: Place | undefined;
}

/** The edge on which a holder would be empty, although it holds the resource. */
export function contradicts(edge: Edge, state: Held, places: Places, known: Known | undefined): boolean {
  const { test } = edge;
  if (test === undefined || state.places.length === 0) return false;
  if (known !== undefined && contradictsKnown(edge, known, places)) return true;
  const isTrue = edge.kind === 'true';
  if (test.kind === 'nullish') return isTrue && (holds(state, places.of(test.node)) || isMemberOfHolder(test.node, state, places));
  if (test.kind !== 'truthy') return false;
  const node = unwrapped(test.node);
  if (node.type === 'BinaryExpression') return equalsAnother(node, isTrue, (name) => holds(state, places.of(name)));
  return !isTrue && (holds(state, places.of(node)) || (isMemberOfHolder(node, state, places) && isCalledWhereTested(node)));
}

function contradictsKnown({ test, kind }: Edge, { present, over }: Known, places: Places): boolean {
  if (test?.kind !== 'nullish' && test?.kind !== 'truthy') return false;
  const isTrue = kind === 'true';
  const isPresent = (name: Node): boolean => present.some((one) => isWithin(one, places.of(name)));
  const node = unwrapped(test.node);
  if (test.kind === 'truthy' && node.type === 'BinaryExpression') return contradictsComparison(node, isTrue, isPresent);
  if (test.kind === 'truthy' && isTrue) return places.of(node) === over;
  return (test.kind === 'nullish') === isTrue && isPresent(node);
}

/** `t.unref?.()`: a member of the resource itself is taken to be there. */
function isMemberOfHolder(node: Node, state: Held, places: Places): boolean {
  const inner = unwrapped(node);
  return inner.type === 'MemberExpression' && holds(state, places.of(inner.object));
}

/** `if (t.unref) t.unref()`, `t.unref && t.unref()`: the test asks for a method. */
function isCalledWhereTested(tested: Node): boolean {
  const outer = wrappingParent(tested);
  const guarded = outer?.type === 'IfStatement' ? outer.consequent : outer?.type === 'LogicalExpression' && outer.operator === '&&' ? outer.right : undefined;
  const [only] = guarded?.type === 'BlockStatement' ? guarded.body : [guarded];
  const call = only?.type === 'ExpressionStatement' ? unwrapped(only.expression) : only;
  const called = call?.type === 'CallExpression' ? methodCall(call) : undefined;
  return called !== undefined && tested.type === 'MemberExpression' && called.method === memberName(tested);
}

/** `isFull` says which names are known to hold something. */
function contradictsComparison(node: Comparison, isTrue: boolean, isFull: (name: Node) => boolean): boolean {
  const [name, empty] = isEmpty(node.right) ? [node.left, node.right] : [node.right, node.left];
  return isEmpty(empty) && isFull(name) && saysEqual(node, isTrue);
}

/** What was made just now equals nothing that was there before. */
function equalsAnother(node: Comparison, isTrue: boolean, isHeld: (name: Node) => boolean): boolean {
  return saysEqual(node, isTrue) && isHeld(node.left) !== isHeld(node.right);
}

type Comparison = Extract<Node, { type: 'BinaryExpression' }>;

function isEmpty(side: Node): boolean {
  return (side.type === 'Identifier' && side.name === 'undefined') || (side.type === 'Literal' && side.value === null);
}

/** On this edge of the comparison its sides are equal. */
function saysEqual({ operator }: Comparison, isTrue: boolean): boolean {
  return /^[!=]==?$/u.test(operator) && operator.startsWith('=') === isTrue;
}

/** The edge on which a callback's error parameter says that nothing was acquired (law 1). */
export function isErrorEdge(edge: Edge, error: Place, places: Places): boolean {
  const { test } = edge;
  if (test?.kind === 'truthy') {
    const node = unwrapped(test.node);
    if (places.of(node) === error) return edge.kind === 'true';
    if (node.type === 'BinaryExpression' && places.of(node.left) === error) return node.operator.startsWith('!') === (edge.kind === 'true');
  }
  return test?.kind === 'nullish' && places.of(test.node) === error && edge.kind === 'false';
}

/** The completions that wait behind an edge. */
export function leavingBehind(edge: Edge, leaving: readonly Leaving[]): readonly Leaving[] {
  const { to } = edge;
  const moving = begunBy(edge) ?? (edge.resumes === true ? leaving.at(-1) : undefined);
  if (moving === undefined) return leaving.length === to.pending ? leaving : leaving.slice(0, to.pending);
  // An exit is left by what arrives there; a `break` to the end of the body falls through.
  if (to.out.length === 0) return moving.kind === 'jump' ? [] : [moving];
  return to.isCleanup ? [...leaving.slice(0, to.pending - 1), moving] : leaving.slice(0, to.pending);
}

function begunBy(edge: Edge): Leaving | undefined {
  const { abrupt, tier } = edge;
  if (abrupt === undefined) return undefined;
  const { by, node } = abrupt;
  switch (by) {
    case 'return':
    case 'yield-return':
      return { kind: by, node, tier: undefined };
    case 'throw':
      return { kind: throwKindOf(node, tier), node, tier };
    case 'break':
    case 'continue':
      return { kind: 'jump', node, tier: undefined };
  }
}
