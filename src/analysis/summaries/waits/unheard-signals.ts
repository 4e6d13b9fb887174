/** Waits that look at a signal and do not listen to it: what is aborted while they wait stays pending. */
import { writtenName } from '../../effects/place.js';
import { isSignalType } from '../../effects/signal-offers.js';
import { memberName, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import type { WaitParts } from './waits.js';

const STATES = new Set(['aborted', 'reason', 'throwIfAborted']);

/** The signal whose state the executor tests, where testing is all that anybody does with it. */
export function unheardSignal(executor: FunctionNode, { file }: WaitParts): Node | undefined {
  const scope = file.sourceCode.scopeManager?.acquire(executor);
  const own = scope?.variables.flatMap(({ references }) => references) ?? [];
  for (const { identifier, resolved } of [...(scope?.through ?? []), ...own]) {
    const tested = stateTested(identifier);
    if (tested !== undefined && resolved != null && isSignal(tested, resolved, file) && isOnlyTested(resolved)) return tested;
  }
  return undefined;
}

/** A parameter or a name for its member, with a name or a type that says what it is. */
function isSignal(tested: Node, variable: Variable, file: FileContext): boolean {
  const definition = variable.defs[0];
  const value = file.bindings.soleValue(variable);
  const isGiven = definition?.type === 'Parameter' || value?.value?.type === 'MemberExpression' || value?.value?.type === 'ChainExpression' || (value?.path.length ?? 0) > 0;
  return isGiven && (/signal$/iu.test(writtenName(tested) ?? '') || isSignalType(file.types.typeOf(tested)));
}

/** `signal` of `signal.aborted`, `options.signal` of `options.signal?.throwIfAborted()`. */
function stateTested(name: Node): Node | undefined {
  const member = memberOf(name);
  if (member === undefined) return undefined;
  if (STATES.has(member.name)) return name;
  const inner = memberOf(member.node);
  return inner !== undefined && STATES.has(inner.name) ? member.node : undefined;
}

function memberOf(object: Node): { readonly node: Node; readonly name: string } | undefined {
  const node = wrappingParent(object);
  if (node?.type !== 'MemberExpression' || node.object.range[0] !== object.range[0]) return undefined;
  const name = memberName(node);
  return name === undefined ? undefined : { node, name };
}

/** The signal goes nowhere, and nothing listens to it; other members of an object that carries it may be read. */
function isOnlyTested({ references }: Variable): boolean {
  return references.every(({ identifier, init }) => {
    const member = memberOf(identifier);
    return init === true || (member !== undefined && (stateTested(identifier) !== undefined || !/signal|addEventListener|^on/iu.test(member.name)));
  });
}
