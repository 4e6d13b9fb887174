/** Promises that are rejected without a reason where something failed that has one: who awaits them gets `undefined`. */
import { variablesIn } from '../../effects/error-names.js';
import { ancestors, isCallOrNew, isFunction, isInside, unwrapped, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { promiseOfExecutor } from '../../syntax/promises.js';
import { someOwn } from '../../syntax/walk.js';
import { lastName } from '../../syntax/words.js';
import { explanationAround } from './explanations.js';
import { isErrorName, type CollectedFailures } from './failure-collector.js';
import type { CaughtError, FailureParts } from './failure.js';
import { lostAt, NOTHING_DONE } from './other-losses.js';

export function* reasonlessRejections({ file, failures }: FailureParts): Generator<CaughtError> {
  for (const call of failures.bareRejections) {
    const executor = executorThatRejects(call.callee, file);
    const arrival = executor === undefined ? undefined : arrivalAround(call, executor, { file, failures });
    if (arrival === undefined) continue;
    if (isToldBefore(call, arrival, file)) continue;
    const explanation = explanationAround(call, file.sourceCode);
    yield { ...NOTHING_DONE, by: 'reasonless', node: call, name: arrival.name, losses: [lostAt('fall-through', call)], explanation };
  }
}

/** The executor whose second parameter the name is. */
function executorThatRejects(name: Node, file: FileContext): FunctionNode | undefined {
  const definition = name.type === 'Identifier' ? file.bindings.variableOf(name)?.defs[0] : undefined;
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return undefined;
  const fn: FunctionNode = definition.node;
  return fn.params[1] === definition.name && promiseOfExecutor(fn, file) !== undefined ? fn : undefined;
}

/** `log(error); reject();`: the reason is in other hands by now. */
function isToldBefore(call: Node, { name, region }: Arrival, file: FileContext): boolean {
  if (name === undefined) return false;
  const isNamed = (argument: Node): boolean => file.sourceCode.getText(argument).split(/[^\w.]+/u).some((word) => word === name || word.startsWith(`${name}.`));
  const isTelling = (node: Node): boolean => isCallOrNew(node) && node.range[1] <= call.range[0] && node.arguments.some(isNamed);
  return someOwn(region, isTelling);
}

/** Something failed, and this is what it is called there, where it has a name. */
interface Arrival {
  readonly name: string | undefined;
  /** What is done about it. */
  readonly region: Node;
}

/** The nearest test of an error, or code that an error comes to, around the call. */
function arrivalAround(call: Node, executor: FunctionNode, { file, failures }: Pick<FailureParts, 'file' | 'failures'>): Arrival | undefined {
  for (const at of ancestors(call)) {
    if (at === executor) return undefined;
    if (at.type === 'CatchClause') return { name: variablesIn(at.param, file.bindings)[0]?.name, region: at.body };
    if (at.type === 'IfStatement' && isInside(call, at.consequent) && isError(at.test)) return { name: file.sourceCode.getText(at.test), region: at.consequent };
    if (isFunction(at) && isHandler(at, failures)) return { name: handedError(at), region: at.body };
  }
  return undefined;
}

/** `err`, `message.error` */
function isError(tested: Node): boolean {
  const node = unwrapped(tested);
  return (node.type === 'Identifier' || node.type === 'MemberExpression') && isErrorName(lastName(node) ?? '');
}

function isHandler(fn: FunctionNode, { rejectionHandlers, listeners }: CollectedFailures): boolean {
  return [...rejectionHandlers, ...listeners].some(({ handler }) => handler === fn);
}

/** What a handler calls its error; a listener of the DOM is given an event, which is none. */
function handedError({ params }: FunctionNode): string | undefined {
  const [first] = params;
  return first?.type === 'Identifier' && (isErrorName(first.name) || /^_?(?:e|ex|reason)$/u.test(first.name)) ? first.name : undefined;
}
