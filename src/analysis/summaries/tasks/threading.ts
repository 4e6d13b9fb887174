/** Functions of this file through which a signal could reach a call: all who call them have one. */
import type { SignalWay } from '../../../resources/cancellable.js';
import type { GivenSignal } from '../../effects/cancellable-calls.js';
import { isCallOrNew, isExported, nameOfFunction, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { CallOrNew } from './activity.js';
import type { SignalParts } from './operations.js';
import { isBefore, signalsInReach } from './reach.js';

/** Where a call takes a signal, and what it is given there. */
type Place = Pick<GivenSignal, 'options' | 'named'> & { readonly takes: SignalWay };

/** A private function that lacks a parameter, with the calls that could give it its signal. */
export interface SignalThread extends Place {
  readonly fn: FunctionNode;
  readonly name: string;
  readonly calls: readonly { readonly call: CallOrNew; readonly signal: string }[];
}

export function signalThread(fn: FunctionNode, { takes, options, named }: Place, parts: SignalParts): SignalThread | undefined {
  const name = nameOfFunction(fn);
  const variable = name === undefined || isExported(fn) ? undefined : parts.file.bindings.variableOf(name);
  if (variable === undefined || !fn.params.every((parameter) => parameter.type === 'Identifier' && !parameter.optional)) return undefined;
  if (parts.file.bindings.variablesOf(fn).some((own) => own.name === 'signal')) return undefined;
  const mentions = variable.references.flatMap(({ init, identifier }) => (init === true ? [] : [identifier]));
  const calls = mentions.map((mention) => callWithSignal(mention, fn, parts));
  const known = calls.filter((call) => call !== undefined);
  return known.length > 0 && known.length === calls.length ? { fn, name: variable.name, calls: known, takes, options, named } : undefined;
}

/** A call with every argument but the signal, where its caller's own signal can be written. */
function callWithSignal(mention: Node, fn: FunctionNode, parts: SignalParts): SignalThread['calls'][number] | undefined {
  const call = mention.parent;
  if (call === undefined || !isCallOrNew(call) || call.callee !== mention) return undefined;
  if (call.arguments.length !== fn.params.length || call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  const reach = signalsInReach(call, parts).find((candidate) => isBefore(candidate, call) && (candidate.kind === 'parameter' || candidate.kind === 'derived'));
  return reach === undefined ? undefined : { call, signal: reach.text };
}
