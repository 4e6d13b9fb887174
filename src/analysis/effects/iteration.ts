/** Tests of `done`: the end of what was read piece by piece. */
import type { TSESTree } from '@typescript-eslint/types';
import { memberName, methodCall, parentOf, unwrapped, type Node } from '../syntax/ast.js';
import { pathInPattern, type Variable } from '../syntax/bindings.js';
import type { Place } from './place.js';
import type { EffectContext } from './steps.js';

/**
 * The place of `reader` where `test` is `done` of `const { done } = await reader.read()`, or `step.done` of
 * `step = await reader.read()`.
 */
export function iterationEndOf(test: Node, method: string, property: string, context: EffectContext): Place | undefined {
  const node = unwrapped(test);
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && memberName(node) === property) {
    return receiverOfReads(node.object, [], method, context);
  }
  return node.type === 'Identifier' ? receiverOfReads(node, [property], method, context) : undefined;
}

/** The one receiver from whose `method()` every value of the name comes, at the given path. */
function receiverOfReads(name: TSESTree.Identifier, path: readonly string[], method: string, context: EffectContext): Place | undefined {
  const variable = context.file.bindings.variableOf(name);
  if (variable === undefined) return undefined;
  const receivers = new Set(readsOf(variable, path).map((value) => receiverOf(value, method, context)));
  const [receiver] = receivers;
  return receivers.size === 1 ? receiver : undefined;
}

/** The values that are assigned to the variable whole, or at `path` of a pattern. */
function readsOf(variable: Variable, path: readonly string[]): readonly (Node | undefined)[] {
  return variable.references
    .filter((reference) => reference.isWrite())
    .map((reference) => {
      const pattern = patternAround(reference.identifier);
      const found = pattern === undefined ? undefined : pathInPattern(pattern, reference.identifier);
      return found?.join('.') === path.join('.') ? (reference.writeExpr ?? undefined) : undefined;
    });
}

function patternAround(name: Node): Node | undefined {
  let pattern = name;
  for (let at = parentOf(name); at !== undefined; at = parentOf(at)) {
    if (at.type === 'VariableDeclarator') return at.id;
    if (at.type === 'AssignmentExpression') return at.left;
    if (at.type !== 'Property' && at.type !== 'ObjectPattern' && at.type !== 'ArrayPattern' && at.type !== 'AssignmentPattern') return undefined;
    pattern = at;
  }
  return pattern;
}

function receiverOf(value: Node | undefined, method: string, context: EffectContext): Place | undefined {
  const awaited = value === undefined ? undefined : unwrapped(value);
  const call = awaited?.type === 'AwaitExpression' ? methodCall(unwrapped(awaited.argument)) : undefined;
  return call?.method === method ? context.places.of(call.receiver) : undefined;
}
