/**
 * What a function's own comment says about its parameters and its result: `@leaks-owns name`, `@leaks-borrows name` and
 * `@leaks-returns-release`. Whoever writes it knows better than any analysis.
 *
 * Not modelled: parameters that are patterns, which have no name to speak of.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import { isFunction, wrappingParent, type Node } from './ast.js';

export interface Annotation {
  readonly owns: ReadonlySet<string>;
  readonly borrows: ReadonlySet<string>;
  readonly returnsRelease: boolean;
}

export interface Annotations {
  /** False for most files, which say nothing of the kind. */
  readonly any: boolean;
  /** What the comment above a function, a method or its signature says; undefined where it says nothing. */
  of(declaration: Node): Annotation | undefined;
}

const SILENT: Annotations = { any: false, of: () => undefined };

const MARK = '@leaks-';

export function createAnnotations(sourceCode: TSESLint.SourceCode): Annotations {
  if (!sourceCode.text.includes(MARK)) return SILENT;
  const memo = new Map<Node, Annotation | undefined>();
  return {
    any: true,
    of(declaration) {
      if (!memo.has(declaration)) memo.set(declaration, annotationIn(commentAbove(documented(declaration), sourceCode)));
      return memo.get(declaration);
    },
  };
}

/** The names of functions that are annotated to return a release, so that their calls are collected. */
export function releaseReturningNames(sourceCode: TSESLint.SourceCode): readonly string[] {
  const mark = `${MARK}returns-release`;
  if (!sourceCode.text.includes(mark)) return [];
  return sourceCode.getAllComments().flatMap((comment) => {
    if (!comment.value.includes(mark)) return [];
    const [, name] = DECLARED_NAME.exec(sourceCode.text.slice(comment.range[1])) ?? [];
    return name === undefined ? [] : [name];
  });
}

/** The name behind the words with which declarations begin. */
const DECLARED_NAME = /^(?:\s*(?:export|default|declare|async|function\s*\*?|const|let|public|private|protected|static|readonly|override|abstract)\b\*?)*\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/u;

/** The node above which a declaration is documented: the statement or the member that it is, or is the value of. */
function documented(declaration: Node): Node {
  let node = declaration;
  const holder = isFunction(node) && node.type !== 'FunctionDeclaration' ? wrappingParent(node) : undefined;
  if (holder?.type === 'VariableDeclarator') node = holder.parent;
  else if (holder?.type === 'MethodDefinition' || holder?.type === 'PropertyDefinition' || holder?.type === 'Property') node = holder;
  else if (node.type === 'TSFunctionType') node = signatureOf(node) ?? node;
  const isExported = node.parent?.type === 'ExportNamedDeclaration' || node.parent?.type === 'ExportDefaultDeclaration';
  return isExported ? (node.parent ?? node) : node;
}

/** `close: (h: Handle) => void` of an interface. */
function signatureOf(type: TSESTree.TSFunctionType): Node | undefined {
  const holder: Node | undefined = type.parent.parent;
  return holder?.type === 'TSPropertySignature' ? holder : undefined;
}

function commentAbove(node: Node, sourceCode: TSESLint.SourceCode): string {
  const comment: TSESTree.Comment | undefined = sourceCode.getCommentsBefore(node).at(-1);
  return comment?.type === 'Block' && comment.value.startsWith('*') ? comment.value : '';
}

function annotationIn(comment: string): Annotation | undefined {
  if (!comment.includes(MARK)) return undefined;
  const named = (tag: string): ReadonlySet<string> => new Set([...comment.matchAll(new RegExp(`${MARK}${tag}\\s+([\\p{ID_Start}$_][\\p{ID_Continue}$]*)`, 'gu'))].flatMap(([, name]) => name ?? []));
  return { owns: named('owns'), borrows: named('borrows'), returnsRelease: comment.includes(`${MARK}returns-release`) };
}

/** The name of the parameter that takes the argument at `index`; undefined for a pattern. */
export function parameterName(parameters: readonly Node[], index: number): string | undefined {
  const last = parameters.at(-1);
  let parameter = parameters[index] ?? (last?.type === 'RestElement' ? last : undefined);
  if (parameter?.type === 'TSParameterProperty') parameter = parameter.parameter;
  if (parameter?.type === 'AssignmentPattern') parameter = parameter.left;
  if (parameter?.type === 'RestElement') parameter = parameter.argument;
  return parameter?.type === 'Identifier' ? parameter.name : undefined;
}
