/** What a file does to things that it has closed. */
import { givenParameters, typestates, type Typestate } from '../../../resources/typestate.js';
import { lateUses, type LateUse } from '../../obligations/typestate.js';
import { writtenName } from '../../effects/place.js';
import { definitionName, isCallOrNew, isFunction, methodCall, rootOf, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { WaitNodes } from './wait-collector.js';
import type { WaitParts } from './waits.js';

export interface UseAfterClose extends LateUse {
  readonly holder: string;
}

/** Each holder that some call closes is followed once through the body in which that happens. */
export function usesAfterClose(closes: WaitNodes['closes'], parts: WaitParts): readonly UseAfterClose[] {
  const followed = new Set<string>();
  const found = new Map<Node, UseAfterClose>();
  for (const node of closes) {
    const called = methodCall(node);
    const holder = called === undefined ? undefined : writtenName(called.receiver);
    const root = rootOf(node);
    if (called === undefined || holder === undefined || !isFunction(root)) continue;
    const place = parts.places.of(called.receiver);
    const key = `${String(root.range[0])}|${place}`;
    if (followed.has(key)) continue;
    followed.add(key);
    for (const row of rowsOf(called.receiver, parts.file)) {
      for (const use of lateUses(parts.bodies.bodyOf(root), place, row, parts.file)) found.set(use.node, { ...use, holder });
    }
  }
  return [...found.values()];
}

function rowsOf(receiver: Node, file: FileContext): readonly Typestate[] {
  const type = file.types.typeOf(receiver);
  const key = type?.kind === 'key' ? type.key : type === undefined ? givenType(receiver, file) : undefined;
  return key === undefined ? [] : typestates.filter(({ types }) => types.includes(key));
}

/** The type of a parameter that a host gives: the controller of `new ReadableStream({ start(controller) {} })`. */
function givenType(receiver: Node, file: FileContext): string | undefined {
  const name = unwrapped(receiver);
  const definition = name.type === 'Identifier' ? file.bindings.variableOf(name)?.defs[0] : undefined;
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return undefined;
  const fn: FunctionNode = definition.node;
  const parameter = fn.params.findIndex((one) => one === definition.name);
  const host = hostOf(fn, file);
  const row = givenParameters.find((given) => given.of === host?.of && given.parameter === parameter && (host.member === undefined ? given.members.length === 0 : given.members.includes(host.member)));
  return row?.type;
}

/** The call to which a function is given, as itself or as a member of an object. */
function hostOf(fn: FunctionNode, file: FileContext): { of: string | undefined; member: string | undefined } | undefined {
  const parent = wrappingParent(fn);
  if (parent?.type === 'Property') {
    const object = wrappingParent(parent);
    const call = object === undefined ? undefined : wrappingParent(object);
    return call !== undefined && isCallOrNew(call) ? { of: file.origins.originOf(call.callee), member: definitionName(parent) } : undefined;
  }
  return parent !== undefined && isCallOrNew(parent) ? { of: file.origins.originOf(parent.callee), member: undefined } : undefined;
}
