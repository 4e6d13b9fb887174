/**
 * `options = { signal: controller.signal, ...options }`: from the second run on the spread brings back the signal of the
 * first, which has been aborted or was forgotten.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { definitionName, enclosingFunction, isInside } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Activity } from './activity.js';

export interface KeptSignal {
  /** The signal that is overridden, and the spread that overrides it. */
  readonly signal: TSESTree.Property;
  readonly spread: TSESTree.SpreadElement;
  readonly name: string;
}

export function keptSignals(file: FileContext, { selfSpreads }: Activity): readonly KeptSignal[] {
  return selfSpreads.flatMap(({ left, right }) => {
    if (left.type !== 'Identifier' || right.type !== 'ObjectExpression') return [];
    const signal = right.properties.find((property): property is TSESTree.Property => property.type === 'Property' && definitionName(property) === 'signal');
    const spread = right.properties.find((property): property is TSESTree.SpreadElement => property.type === 'SpreadElement' && property.argument.type === 'Identifier' && property.argument.name === left.name);
    if (signal === undefined || spread === undefined || spread.range[0] < signal.range[0]) return [];
    return outlivesRun(left, file) ? [{ signal, spread, name: left.name }] : [];
  });
}

/** The variable is declared outside of the function that assigns it, and so still holds what the run before has assigned. */
function outlivesRun(name: TSESTree.Identifier, file: FileContext): boolean {
  const definition = file.bindings.variableOf(name)?.defs[0];
  const run = enclosingFunction(name);
  return definition !== undefined && run !== undefined && !isInside(definition.name, run);
}
