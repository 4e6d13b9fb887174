/** Connections and requests whose handler hears of their end: what it starts for one of them is due there. */
import { endEvents } from '../../../resources/lifecycles.js';
import { isInside, literalValue, methodCall, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';

/** @returns true where the handler listens to the end of what it was given, and `node` uses that. */
export function hearsAnEnd(handler: FunctionNode, node: Node, { bindings }: FileContext): boolean {
  return handler.params.some((parameter) => {
    const connection = parameter.type === 'Identifier' ? bindings.variableOf(parameter) : undefined;
    return connection !== undefined && connection.references.some(({ identifier }) => isInside(identifier, node)) && isListenedTo(connection, handler);
  });
}

/** `socket.on('disconnect', ...)` in the handler itself. */
function isListenedTo(connection: Variable, handler: FunctionNode): boolean {
  return connection.references.some(({ identifier }) => {
    const call = identifier.parent.parent;
    const called = call === undefined || !isInside(call, handler) ? undefined : methodCall(call);
    const event = call?.type === 'CallExpression' && called?.receiver === identifier ? call.arguments[0] : undefined;
    const name = event === undefined ? undefined : literalValue(event)?.value;
    return typeof name === 'string' && endEvents.includes(name);
  });
}
