/** Calls that are right not to pass a signal on: cleanup, which must outlive the abort, and what is stopped otherwise. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunction, methodCall, type Node } from '../../syntax/ast.js';
import type { Variable } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { functionName } from '../../syntax/words.js';
import type { CallOrNew } from './activity.js';
import type { SignalParts } from './operations.js';

const TEARDOWN = /^(?:close|dispose|stop|destroy|shutdown|teardown|tearDown|cleanup|cleanUp|cancel|abort|disconnect|rollback|release|finish|flush|terminate|unlock|unsubscribe|end|kill|quit)(?:[A-Z_]|$)|^(?:on|handle)(?:Abort|Close|Cancel|Stop|Exit)/u;

/** @param signal the signal as code at the call would write it. */
export function isExcused(call: Node, signal: string, file: FileContext): boolean {
  const [root = signal] = signal.split('.');
  const mention = new RegExp(`(?<![\\w$.])${escaped(signal === root ? root : signal)}(?![\\w$])`, 'u');
  let child = call;
  for (let at = call.parent; at !== undefined && at.type !== 'Program'; child = at, at = at.parent) {
    if (at.type === 'CallExpression' ? isStoppedBy(at, child, mention, file) : isCleanup(at, child, file)) return true;
  }
  return false;
}

/** The part of `at` that `child` is runs after the abort, or in order to end something. */
function isCleanup(at: Node, child: Node, file: FileContext): boolean {
  if (at.type === 'TryStatement') return at.finalizer === child;
  if (at.type === 'IfStatement') return at.consequent === child && isAbortTest(at.test, file);
  return isFunction(at) && (TEARDOWN.test(functionName(at) ?? '') || isAbortHandler(at));
}

/** `addAbortSignal(signal, stream)`: the abort destroys the stream, which is what the call makes or works on. */
export function endsWithItsStream(call: CallOrNew, { file, activity }: SignalParts): boolean {
  const bound = activity.calls.get('addAbortSignal')?.filter(({ callee }) => file.origins.originOf(callee) === 'node:stream#addAbortSignal') ?? [];
  if (bound.length === 0) return false;
  const holder = call.parent.type === 'VariableDeclarator' ? call.parent.id : undefined;
  const streams = [holder, ...call.arguments].flatMap((node) => (node?.type === 'Identifier' ? (file.bindings.variableOf(node) ?? []) : []));
  return bound.some(
    (one) => one.arguments.some((argument) => argument.type === 'Identifier' && streams.includes(file.bindings.variableOf(argument) as Variable)) || streams.some((stream) => file.bindings.soleValue(stream)?.value === one),
  );
}

function escaped(text: string): string {
  return text.replace(/[.$]/gu, String.raw`\$&`);
}

/** Behind `if (signal.aborted)`, what runs is the answer to the abort. */
function isAbortTest(test: Node, file: FileContext): boolean {
  const text = file.sourceCode.getText(test);
  return /\.aborted\b/u.test(text) && !text.startsWith('!');
}

/** A call around this one gets the signal: a race against the abort, a retry or a queue that stops by itself. */
function isStoppedBy(around: TSESTree.CallExpression, child: Node, mention: RegExp, file: FileContext): boolean {
  if (around.callee === child) return false;
  const others = around.arguments.filter((argument) => argument !== child);
  if (others.some((argument) => mention.test(file.sourceCode.getText(argument)))) return true;
  const isRace = methodCall(around)?.method === 'race';
  return isRace && /abort|signal/iu.test(file.sourceCode.getText(around));
}

/** `signal.addEventListener('abort', () => ...)`, `.catch(() => ...)`: what follows an abort, or may. */
function isAbortHandler(fn: Node): boolean {
  const call = fn.parent;
  if (call?.type !== 'CallExpression') return false;
  const [event] = call.arguments;
  return event?.type === 'Literal' && (event.value === 'abort' || event.value === 'close');
}
