/** How a function of this file takes a signal. */
import type { TSESTree } from '@typescript-eslint/types';
import type { SignalWay } from '../../resources/cancellable.js';
import { definitionName, type FunctionNode, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { SIGNAL_KEYS } from './signal-offers.js';
import type { Signals } from './signals.js';

/** The parameter, or the property of one, that is the function's signal; undefined where it takes none. */
export function parameterWay(fn: FunctionNode, file: FileContext, signals: Signals): SignalWay | undefined {
  for (const [position, parameter] of fn.params.entries()) {
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    const way = target.type === 'Identifier' ? wayOfName(target, position, file, signals) : wayOfPattern(target, position);
    if (way !== undefined) return way;
  }
  return undefined;
}

/** How a callee of another file takes a signal, by its type: `none` where it certainly takes none, undefined where that is not known. */
export function checkedWay(call: TSESTree.CallExpression | TSESTree.NewExpression, { checker }: FileContext): SignalWay | 'none' | undefined {
  const found = checker?.signalParameterOf(call);
  if (found === undefined || found === 'none') return found;
  return found.property === undefined ? { by: 'argument', argument: found.argument } : { by: 'option', argument: found.argument, properties: [found.property] };
}

function wayOfName(name: TSESTree.Identifier, position: number, file: FileContext, signals: Signals): SignalWay | undefined {
  const variable = file.bindings.variableOf(name);
  const access = variable === undefined ? undefined : signals.of(variable);
  if (access?.kind !== 'parameter' && access?.kind !== 'context') return undefined;
  const [key, ...deeper] = access.path;
  if (key === undefined) return { by: 'argument', argument: position };
  return deeper.length > 0 || !SIGNAL_KEYS.includes(key) ? undefined : { by: 'option', argument: position, properties: [key] };
}

function wayOfPattern(pattern: Node, position: number): SignalWay | undefined {
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const property of pattern.properties) {
    const key = property.type === 'Property' ? definitionName(property) : undefined;
    if (key !== undefined && SIGNAL_KEYS.includes(key)) return { by: 'option', argument: position, properties: [key] };
  }
  return undefined;
}
