/**
 * Who has a value once it has been given to a call, where somebody says so: the callee's own comment, the settings, the
 * catalogue. What nobody speaks of is answered by summaries and by law 11.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNames } from '../../resources/conventions.js';
import { endingWords } from '../../resources/disposables.js';
import { parameterName, type Annotation } from '../syntax/annotations.js';
import { methodCall, unwrapped, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { firstWord } from '../syntax/words.js';
import { calledFunctions } from './calls.js';
import { writtenName } from './place.js';

type CallOrNew = TSESTree.CallExpression | TSESTree.NewExpression;

/** `owns`: the callee sees to its release. `borrows`: the caller still has to. */
export type Custody = 'owns' | 'borrows';

/** What is said of the argument at `index`. */
export function custodyOf(call: CallOrNew, index: number, file: FileContext): Custody | undefined {
  return annotatedCustody(call, index, file) ?? agreedCustody(call, file) ?? declaredElsewhere(call, index, file);
}

/** A function of another file: its declaration tells, where there is a program. Asked only of what is held. */
function declaredElsewhere(call: CallOrNew, index: number, { checker, origins }: FileContext): Custody | undefined {
  const origin = checker === undefined ? undefined : origins.originOf(call.callee);
  return origin === undefined || /^(?:global|node):/u.test(origin) ? undefined : checker?.custodyOf(call, index, mayEnd);
}

/** Names of members that release, waive or hand on what they belong to, or may. */
function mayEnd(member: string): boolean {
  return endingWords.includes(firstWord(member));
}

function annotatedCustody(call: CallOrNew, index: number, file: FileContext): Custody | undefined {
  for (const { annotation, parameters } of annotationsOf(call, file)) {
    const name = parameterName(parameters, index);
    if (name === undefined) continue;
    if (annotation.owns.has(name)) return 'owns';
    if (annotation.borrows.has(name)) return 'borrows';
  }
  return undefined;
}

function agreedCustody(call: CallOrNew, { conventions, origins }: FileContext): Custody | undefined {
  const method = methodCall(call)?.method;
  if (method !== undefined && conventions.registries.has(method)) return 'owns';
  const origin = origins.originOf(call.callee);
  if (isNamed(conventions.owns, call.callee, origin)) return 'owns';
  return isNamed(conventions.borrows, call.callee, origin) ? 'borrows' : undefined;
}

/** The callee is one of these functions. */
export function isNamed({ keys, namespaces, written }: FunctionNames, callee: Node, origin: string | undefined): boolean {
  if (origin !== undefined && (keys.has(origin) || namespaces.some((namespace) => origin.startsWith(namespace)))) return true;
  if (written.size === 0) return false;
  const name = writtenName(callee);
  return (name !== undefined && written.has(name)) || (origin !== undefined && written.has(origin.slice(origin.indexOf('#') + 1)));
}

interface Annotated {
  readonly annotation: Annotation;
  readonly parameters: readonly Node[];
}

/** What the comments of this file say of the functions that a call may run. */
export function annotationsOf(call: CallOrNew, file: FileContext): readonly Annotated[] {
  if (!file.annotations.any) return [];
  return declarationsOf(call, file).flatMap((declaration): readonly Annotated[] => {
    const annotation = file.annotations.of(declaration);
    return annotation === undefined || !('params' in declaration) ? [] : [{ annotation, parameters: declaration.params }];
  });
}

/** The functions, and the signatures without a body, that this file shows for a callee. */
function declarationsOf(call: CallOrNew, file: FileContext): readonly Node[] {
  const callee = unwrapped(call.callee);
  const { functions } = call.type === 'CallExpression' ? calledFunctions(call, file) : { functions: [] };
  const signatures = callee.type === 'Identifier' ? (file.bindings.variableOf(callee)?.defs ?? []).flatMap(({ node }) => (node.type === 'TSDeclareFunction' ? [node] : [])) : [];
  const type = functions.length + signatures.length === 0 ? file.types.typeOf(callee) : undefined;
  return [...functions, ...signatures, ...(type?.kind === 'node' ? [type.node] : [])];
}
