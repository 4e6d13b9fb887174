/**
 * `source.pipe(target)` hands on data and the end, and no errors: whoever waits for the target alone never hears of a
 * failure of the source. https://nodejs.org/api/stream.html#readablepipedestination-options
 */
import { registrationOf } from '../../effects/callbacks.js';
import { methodCall, unwrapped, wrappingParent, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';

/** What is piped into the emitter and of whose errors nobody hears. */
export interface UnheardSource {
  readonly node: Node;
  /** It is made in this file: nobody else can listen to it. */
  readonly isOwn: boolean;
}

export function unheardSource(emitter: Node, file: FileContext): UnheardSource | undefined {
  for (const source of sourcesOf(emitter, file)) {
    const { stream, isHeard } = withoutListeners(source);
    if (isHeard) continue;
    const variable = stream.type === 'Identifier' ? file.bindings.variableOf(stream) : undefined;
    if (variable !== undefined) {
      if (mayBeHeard(variable)) continue;
      return { node: stream, isOwn: variable.defs[0]?.type === 'Variable' && file.bindings.soleValue(variable) !== undefined };
    }
    if (stream.type === 'CallExpression' || stream.type === 'NewExpression') return { node: stream, isOwn: true };
  }
  return undefined;
}

/** The streams that are piped into one, where this file does that. */
function sourcesOf(emitter: Node, { bindings }: FileContext): readonly Node[] {
  const node = unwrapped(emitter);
  const piped = methodCall(node);
  if (piped?.method === 'pipe') return [piped.receiver];
  const variable = node.type === 'Identifier' ? bindings.variableOf(node) : undefined;
  if (variable === undefined) return [];
  const value = bindings.soleValue(variable)?.value;
  const made = value === undefined ? undefined : methodCall(unwrapped(value));
  const given = variable.references.flatMap(({ identifier }) => {
    const call = wrappingParent(identifier);
    const called = call === undefined || call === value ? undefined : methodCall(call);
    return called?.method === 'pipe' && unwrapped(called.receiver) !== identifier ? [called.receiver] : [];
  });
  return made?.method === 'pipe' ? [made.receiver, ...given] : given;
}

/** The stream under a chain of registrations, and whether one of them is for its errors. */
function withoutListeners(expression: Node): { stream: Node; isHeard: boolean } {
  let stream = unwrapped(expression);
  let isHeard = false;
  for (let called = methodCall(stream); called !== undefined && registrationOf(stream) !== undefined; called = methodCall(stream)) {
    const [event] = stream.type === 'CallExpression' ? stream.arguments : [];
    isHeard ||= event?.type !== 'Literal' || event.value === 'error' || event.value === 'close';
    stream = unwrapped(called.receiver);
  }
  return { stream, isHeard };
}

const SILENT_MEMBERS = new Set(['pipe', 'destroy', 'resume', 'pause', 'setEncoding', 'unpipe', 'push', 'read', 'end', 'write']);

/** The name is used for more than piping and reading: somebody may listen to its errors. */
function mayBeHeard(variable: Variable): boolean {
  return variable.references.some((reference) => {
    if (!reference.isRead()) return false;
    const member = wrappingParent(reference.identifier);
    const call = member?.type === 'MemberExpression' ? wrappingParent(member) : undefined;
    const called = call === undefined ? undefined : methodCall(call);
    if (call === undefined || called === undefined) return member?.type !== 'MemberExpression';
    if (registrationOf(call) === undefined) return !SILENT_MEMBERS.has(called.method);
    const [event] = call.type === 'CallExpression' ? call.arguments : [];
    return event?.type !== 'Literal' || event.value === 'error' || event.value === 'close';
  });
}
