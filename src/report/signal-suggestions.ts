/** The edits that pass a signal on: into the options of a call, as an argument, and through a function in between. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type { DroppedSignal, Node, UnguardedCall } from '../analysis/index.js';

type Edit = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix;

/** What has to be known of a call to write a signal into it. */
type Target = Pick<DroppedSignal, 'call' | 'takes' | 'options' | 'named'>;

/** `AbortSignal.any` takes no undefined, and not every option does: a name that the file declares optional is left to its author. */
export function isOptional(signal: string, sourceCode: TSESLint.SourceCode): boolean {
  const last = signal.slice(signal.lastIndexOf('.') + 1);
  return new RegExp(String.raw`\b${last}\?\s*[:.]|\|\s*undefined|${last}\s*=`, 'u').test(sourceCode.text);
}

/** Writes the signal where the call takes it; undefined where that is not the next thing to write. */
export function passing(signal: string, { call, takes, options, named }: Target, sourceCode: TSESLint.SourceCode): Edit | undefined {
  const given = call.arguments;
  if (takes.by === 'builder') return undefined;
  if (takes.by === 'argument') return given.length === takes.argument ? (fixer) => append(fixer, call, signal, sourceCode) : undefined;
  const [property] = takes.properties;
  const member = property === undefined ? '' : property === signal ? signal : `${property}: ${signal}`;
  if (options !== undefined) return options.properties.some((entry) => names(entry, property)) ? undefined : (fixer) => into(fixer, options, member);
  if (named !== undefined) return (fixer) => fixer.replaceText(named, `{ ...${named.name}, ${member} }`);
  const isNext = takes.argument === 'last' ? given.length > 1 : given.length === takes.argument;
  return isNext ? (fixer) => append(fixer, call, `{ ${member} }`, sourceCode) : undefined;
}

/** Gives the function around a call a parameter `signal`, fills it at every call of that function, and passes it on. */
export function threading({ call, thread }: UnguardedCall, sourceCode: TSESLint.SourceCode): ((fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[]) | undefined {
  if (thread === undefined) return undefined;
  const last = thread.fn.params.at(-1);
  const passed = passing('signal', { ...thread, call }, sourceCode);
  const isFree = thread.calls.every(({ signal }) => !signal.includes('.') && !isOptional(signal, sourceCode));
  if (last === undefined || passed === undefined || !isFree) return undefined;
  const isTyped = last.type === 'Identifier' && last.typeAnnotation !== undefined;
  return (fixer) => [
    fixer.insertTextAfter(last, isTyped ? ', signal: AbortSignal' : ', signal'),
    passed(fixer),
    ...thread.calls.map((caller) => append(fixer, caller.call, caller.signal, sourceCode)),
  ];
}

function names(entry: TSESTree.ObjectLiteralElement, property: string | undefined): boolean {
  return entry.type === 'Property' && entry.key.type === 'Identifier' && entry.key.name === property;
}

function into(fixer: TSESLint.RuleFixer, options: TSESTree.ObjectExpression, member: string): TSESLint.RuleFix {
  const last = options.properties.at(-1);
  return last === undefined ? fixer.replaceText(options, `{ ${member} }`) : fixer.insertTextAfter(last, `, ${member}`);
}

function append(fixer: TSESLint.RuleFixer, call: DroppedSignal['call'], text: string, sourceCode: TSESLint.SourceCode): TSESLint.RuleFix {
  const last: Node | undefined = call.arguments.at(-1);
  if (last !== undefined) return fixer.insertTextAfter(last, `, ${text}`);
  const close = sourceCode.getLastToken(call);
  return close === null ? fixer.insertTextAfter(call, `(${text})`) : fixer.insertTextBefore(close, text);
}
