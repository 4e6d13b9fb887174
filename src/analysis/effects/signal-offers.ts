/** Signals that somebody hands to a function: frameworks to their callbacks, callers in options whose type declares one. */
import type { TSESTree } from '@typescript-eslint/types';
import type { SignalSource } from '../../resources/cancellable.js';
import { definitionName, isFunction, type FunctionNode, type Node } from '../syntax/ast.js';
import { pathInPattern } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';
import type { TypeRef } from '../syntax/types.js';

/** The properties under which signals are handed around. */
export const SIGNAL_KEYS = ['signal', 'abortSignal'];

/** True for the type of a signal, as far as this file tells. */
export function isSignalType(type: TypeRef | undefined): boolean {
  return type?.kind === 'key' && type.key === 'global:AbortSignal';
}

/** A signal that a function could have by destructuring it. */
export interface LeftSignal {
  readonly path: readonly string[];
  readonly pattern: TSESTree.ObjectPattern;
}

/** The catalogue's sources of signals, as far as this file has to do with them. */
export class SignalOffers {
  /** The modules that the file imports. */
  private readonly imported: readonly string[];

  constructor(
    private readonly file: FileContext,
    private readonly sources: readonly SignalSource[],
  ) {
    this.imported = file.sourceCode.ast.body.flatMap((statement) => (statement.type === 'ImportDeclaration' ? [statement.source.value] : []));
  }

  /** The file imports a module that hands signals to callbacks. */
  get areMade(): boolean {
    return this.imported.length > 0 && this.sources.some(({ modules }) => modules !== undefined && this.imports(modules));
  }

  /** The members that lead to the signal of a value of a catalogued type. */
  pathOfType(type: TypeRef): readonly string[] | undefined {
    return type.kind === 'key' ? this.sources.find((source) => source.type === type.key)?.path.split('.') : undefined;
  }

  /** By the place of the function, a route's loader or a query's function: the members that lead from a parameter's name to the signal. */
  pathOf(name: TSESTree.Identifier, fn: Node): readonly string[] | undefined {
    if (!isFunction(fn)) return undefined;
    for (const source of this.sources) {
      const parameter = source.callback === undefined ? undefined : fn.params[source.parameter ?? 0];
      const inside = parameter === undefined || !this.isCallbackOf(fn, source) ? undefined : pathInPattern(parameter, name);
      const path = source.path.split('.');
      if (inside?.every((key, index) => path[index] === key) === true) return path.slice(inside.length);
    }
    return undefined;
  }

  leftBy(fn: FunctionNode): LeftSignal | undefined {
    for (const [position, parameter] of fn.params.entries()) {
      const pattern = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
      if (pattern.type !== 'ObjectPattern') continue;
      const path = this.pathOffered(fn, position, pattern);
      const [key] = path ?? [];
      if (path !== undefined && !pattern.properties.some((property) => property.type === 'RestElement' || definitionName(property) === key)) return { path, pattern };
    }
    return undefined;
  }

  /** Where the parameter carries a signal, by its type or by the place of the function. */
  private pathOffered(fn: FunctionNode, position: number, { typeAnnotation }: TSESTree.ObjectPattern): readonly string[] | undefined {
    // Where nothing is declared, oxlint has a null.
    const declared = typeAnnotation?.typeAnnotation;
    const type = declared === undefined ? undefined : this.file.types.resolve(declared);
    const member = type === undefined ? undefined : SIGNAL_KEYS.find((key) => isSignalType(this.file.types.memberType(type, key)));
    if (member !== undefined) return [member];
    const path = type === undefined ? undefined : this.pathOfType(type);
    return path ?? this.sources.find((source) => source.parameter === position && this.isCallbackOf(fn, source))?.path.split('.');
  }

  private isCallbackOf(fn: Node, source: SignalSource): boolean {
    if (source.callback === undefined || !isCallbackOf(fn, source)) return false;
    return source.modules === undefined || this.imports(source.modules);
  }

  /** One of the modules, or one below it; `@ai-sdk/` stands for a whole scope. */
  private imports(modules: readonly string[]): boolean {
    return this.imported.some((name) => modules.some((module) => name === module || name.startsWith(module.endsWith('/') ? module : `${module}/`)));
  }
}

function isCallbackOf(fn: Node, source: SignalSource): boolean {
  const owner = fn.parent;
  if (source.as === 'property') return owner?.type === 'Property' && definitionName(owner) === source.callback;
  if (owner?.type === 'ExportNamedDeclaration') return fn.type === 'FunctionDeclaration' && fn.id?.name === source.callback;
  return owner?.type === 'VariableDeclarator' && owner.id.type === 'Identifier' && owner.id.name === source.callback && owner.parent.parent.type === 'ExportNamedDeclaration';
}
