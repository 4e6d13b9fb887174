/** Promise chains: what `p.then(f, g).catch(h)` makes of a wait, link by link. */
import { chainLink } from '../../effects/callbacks.js';
import { calledFunctions } from '../../effects/calls.js';
import type { Place, Places } from '../../effects/place.js';
import { unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import type { Pending, SettleSummary, SummaryOf } from './pending.js';
import { alsoIn, isMentionedIn, isOwnPromise, isSettlerExpression, type Settlers } from './settlers.js';

/** What a run asks of the file around it. */
export interface SettleContext {
  readonly file: FileContext;
  readonly places: Places;
  readonly summaryOf: SummaryOf;
  /** Awaiting this promise may throw, as far as is known. */
  mayReject(promise: Node): boolean;
}

/** The ways on which a promise settles while the wait goes on; undefined: it does not, or the wait is over by then. */
export interface Fates {
  readonly fulfilled: readonly Pending[] | undefined;
  readonly rejected: readonly Pending[] | undefined;
}

/** @returns undefined where neither the promise nor any link of the chain has a say. */
export function fatesOf(expression: Node, settlers: Settlers, context: SettleContext): Fates | undefined {
  const links: Node[] = [];
  let base = unwrapped(expression);
  for (let link = chainLink(base); link !== undefined; link = chainLink(base)) {
    links.unshift(base);
    base = unwrapped(link.on);
  }
  const begun = baseFates(base, settlers, context);
  if (!begun.isConcerned && !links.some((link) => concerns(link, settlers, context))) return undefined;
  return links.reduce<Fates>((fates, link) => behindLink(fates, link, settlers, context), begun);
}

function baseFates(base: Node, settlers: Settlers, context: SettleContext): Fates & { isConcerned: boolean } {
  const summary = base.type === 'CallExpression' ? summaryOfCall(base, settlers, context) : undefined;
  if (summary !== undefined && !summary.isSilent) {
    return { isConcerned: true, fulfilled: orNone(summary.returns), rejected: orNone(summary.throws) };
  }
  return {
    isConcerned: false,
    fulfilled: [{ kind: 'fulfilment', node: base }],
    rejected: !isOwnPromise(settlers, base, context.places) && context.mayReject(base) ? [{ kind: 'rejection', node: base, guessed: base.type === 'MemberExpression' }] : undefined,
  };
}

function orNone(pending: readonly Pending[]): readonly Pending[] | undefined {
  return pending.length === 0 ? undefined : pending;
}

/** What the one function of this file that a call runs does, with the settlers that it is given. */
export function summaryOfCall(call: Node, settlers: Settlers, context: SettleContext): SettleSummary | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const { functions, complete } = calledFunctions(call, context.file);
  const [fn] = functions;
  if (!complete || fn === undefined || functions.length > 1) return undefined;
  const given = settlersGiven(call.arguments, fn, settlers, context.places);
  return given === undefined ? undefined : context.summaryOf(fn, given);
}

/** The settlers under the names that the function has for them; undefined where one goes where no name is. */
function settlersGiven(given: readonly Node[], fn: FunctionNode, settlers: Settlers, places: Places): Settlers | undefined {
  let known = settlers;
  for (const [index, argument] of given.entries()) {
    const isHolder = isSettlerExpression(settlers, argument, places) || settlers.places.has(places.of(argument));
    if (!isHolder) continue;
    const parameter = parameterPlace(fn, index, places);
    if (parameter === undefined || unwrapped(argument).type === 'CallExpression') return undefined;
    known = alsoIn(known, parameter, places);
  }
  return known;
}

function parameterPlace(fn: FunctionNode, index: number, places: Places): Place | undefined {
  const parameter = fn.params[index];
  const name = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
  return name?.type === 'Identifier' ? places.of(name) : undefined;
}

function concerns(node: Node, settlers: Settlers, context: SettleContext): boolean {
  const link = chainLink(node);
  return [link?.fulfilled, link?.rejected, link?.settled].some((handler) => handler !== undefined && touches(handler, settlers, context));
}

function touches(handler: Node, settlers: Settlers, { file, places }: SettleContext): boolean {
  return isSettlerExpression(settlers, handler, places) || functionsOf(file.bindings, handler).functions.some((fn) => isMentionedIn(settlers, fn));
}

function behindLink(fates: Fates, node: Node, settlers: Settlers, context: SettleContext): Fates {
  const link = chainLink(node);
  if (link === undefined) return fates;
  if (link.settled !== undefined) return behindFinally(fates, link.settled, settlers, context);
  const after = { fulfilled: fates.fulfilled, rejected: link.rejected === undefined ? fates.rejected : undefined };
  const first = behindHandler(fates.fulfilled, link.fulfilled, settlers, context);
  const second = behindHandler(fates.rejected, link.rejected, settlers, context);
  return {
    fulfilled: joined(link.fulfilled === undefined ? after.fulfilled : first.fulfilled, second.fulfilled),
    rejected: joined(after.rejected, joined(first.rejected, second.rejected)),
  };
}

function joined(a: readonly Pending[] | undefined, b: readonly Pending[] | undefined): readonly Pending[] | undefined {
  return a === undefined ? b : b === undefined ? a : [...a, ...b];
}

const SETTLED: Fates = { fulfilled: undefined, rejected: undefined };

/** What a handler makes of the ways that lead to it. */
function behindHandler(coming: readonly Pending[] | undefined, handler: Node | undefined, settlers: Settlers, context: SettleContext): Fates {
  if (coming === undefined || handler === undefined || isSettlerExpression(settlers, handler, context.places)) return SETTLED;
  const { functions, complete } = functionsOf(context.file.bindings, handler);
  const [fn] = functions;
  if (fn === undefined || functions.length > 1 || !complete) return { fulfilled: coming, rejected: undefined };
  const summary = context.summaryOf(fn, settlers);
  // Where the handler has no say of its own, the way that led to it is the one to tell of.
  const returns = summary.returns.length > 0 && !summary.maySettle ? coming : summary.returns;
  return { fulfilled: orNone(returns), rejected: orNone(summary.maySettle || summary.throws.length === 0 ? summary.throws : coming) };
}

function behindFinally(fates: Fates, handler: Node, settlers: Settlers, context: SettleContext): Fates {
  if (isSettlerExpression(settlers, handler, context.places)) return SETTLED;
  const [fn] = functionsOf(context.file.bindings, handler).functions;
  if (fn === undefined || !isMentionedIn(settlers, fn)) return fates;
  return context.summaryOf(fn, settlers).returns.length === 0 ? SETTLED : fates;
}
