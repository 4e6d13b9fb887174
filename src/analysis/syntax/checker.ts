/**
 * What TypeScript's checker knows, where the parser gives one. It is never required: without it every question is answered
 * by "not known", and the untyped path goes on. TypeScript itself is not loaded; the parser's program is asked.
 *
 * Not modelled: `any` and error types (not known), members that only some parts of a union have, types that a value is
 * narrowed to after it was made.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type ts from 'typescript';
import type { Node } from './ast.js';

type CallOrNew = TSESTree.CallExpression | TSESTree.NewExpression;

/** A value that a call gives, by the members that its type has. */
export interface CheckedResult {
  /** `@@dispose` stands for `[Symbol.dispose]`. */
  readonly members: ReadonlySet<string>;
  /** The call gives a promise of it. */
  readonly awaited: boolean;
}

/** Where a callee takes an AbortSignal: an argument, or a property of one. */
export interface SignalParameter {
  readonly argument: number;
  readonly property: string | undefined;
}

export interface Checker {
  /** What a call gives; undefined where it is not known. */
  resultOf(call: CallOrNew): CheckedResult | undefined;
  /** A method call gives a value of the very type that it is called on: most probably that value itself. */
  givesReceiver(call: CallOrNew): boolean;
  /** The type of a value by its declaration, as a type key. */
  typeKeyOf(expression: Node): string | undefined;
  /** Every signature of the callee returns `never`. */
  neverReturns(callee: Node): boolean;
  /** Where the callee takes a signal; `none` where it certainly takes none. */
  signalParameterOf(call: CallOrNew): SignalParameter | 'none' | undefined;
}

interface Services {
  readonly program?: ts.Program | null;
  readonly esTreeNodeToTSNodeMap?: { get(node: Node): ts.Node | undefined };
}

/** @returns undefined where the parser has no program: most configurations. */
export function createChecker(sourceCode: TSESLint.SourceCode): Checker | undefined {
  const { program, esTreeNodeToTSNodeMap: nodes } = (sourceCode.parserServices ?? {}) as Services;
  return program == null || nodes === undefined ? undefined : new ProgramChecker(program, (node) => nodes.get(node));
}

const SIGNAL_PROPERTIES = ['signal', 'abortSignal'];

class ProgramChecker implements Checker {
  private made: ts.TypeChecker | undefined;
  private readonly membersByType = new WeakMap<ts.Type, ReadonlySet<string>>();

  constructor(
    private readonly program: ts.Program,
    private readonly tsNodeOf: (node: Node) => ts.Node | undefined,
  ) {}

  /** The program makes its checker when it is first asked. */
  private get checker(): ts.TypeChecker {
    return (this.made ??= this.program.getTypeChecker());
  }

  resultOf(call: CallOrNew): CheckedResult | undefined {
    const type = this.declaredResult(call) ?? this.typeAt(call);
    if (type === undefined) return undefined;
    const awaited = this.checker.getPropertyOfType(type, 'then') === undefined ? undefined : this.checker.getAwaitedType(type);
    return { members: this.membersOf(this.checker.getNonNullableType(awaited ?? type)), awaited: awaited !== undefined };
  }

  givesReceiver(call: CallOrNew): boolean {
    return call.callee.type === 'MemberExpression' && this.typeAt(call.callee.object) === this.typeAt(call);
  }

  /** The declared result where there is one signature and no type to infer: this spares the arguments' types. */
  private declaredResult(call: CallOrNew): ts.Type | undefined {
    const [only, ...others] = this.signaturesOf(call);
    return only === undefined || others.length > 0 || only.typeParameters !== undefined ? undefined : only.getReturnType();
  }

  private signaturesOf(call: CallOrNew): readonly ts.Signature[] {
    const callee = this.typeAt(call.callee);
    return (call.type === 'NewExpression' ? callee?.getConstructSignatures() : callee?.getCallSignatures()) ?? [];
  }

  typeKeyOf(expression: Node): string | undefined {
    const type = this.typeAt(expression);
    const symbol = type === undefined ? undefined : this.checker.getNonNullableType(type).getSymbol();
    const [declaration] = symbol?.declarations ?? [];
    if (symbol === undefined || declaration === undefined || symbol.name.startsWith('__')) return undefined;
    const module = moduleOf(declaration);
    return module === undefined ? undefined : `${module}${symbol.name}`;
  }

  neverReturns(callee: Node): boolean {
    const signatures = this.typeAt(callee)?.getCallSignatures() ?? [];
    return signatures.length > 0 && signatures.every((signature) => this.checker.typeToString(signature.getReturnType()) === 'never');
  }

  signalParameterOf(call: CallOrNew): SignalParameter | 'none' | undefined {
    const signatures = this.signaturesOf(call);
    if (signatures.length === 0) return undefined;
    const found = signatures.map((signature) => this.signalIn(signature));
    const [first] = found;
    // Overloads that take it at different places are told apart by their arguments, which is not done here.
    return found.every((one) => one?.argument === first?.argument && one?.property === first?.property) ? (first ?? 'none') : undefined;
  }

  private signalIn(signature: ts.Signature): SignalParameter | undefined {
    for (const [argument, parameter] of signature.parameters.entries()) {
      const type = this.checker.getNonNullableType(this.checker.getTypeOfSymbol(parameter));
      if (isSignal(type)) return { argument, property: undefined };
      for (const property of SIGNAL_PROPERTIES) {
        const member = this.checker.getPropertyOfType(type, property);
        if (member !== undefined && isSignal(this.checker.getNonNullableType(this.checker.getTypeOfSymbol(member)))) return { argument, property };
      }
    }
    return undefined;
  }

  private typeAt(node: Node): ts.Type | undefined {
    const at = this.tsNodeOf(node);
    return at === undefined ? undefined : this.checker.getTypeAtLocation(at);
  }

  private membersOf(type: ts.Type): ReadonlySet<string> {
    let members = this.membersByType.get(type);
    if (members === undefined) {
      members = new Set(this.checker.getPropertiesOfType(type).map(({ name }) => memberKey(name)));
      this.membersByType.set(type, members);
    }
    return members;
  }
}

/** TypeScript calls `[Symbol.dispose]` `__@dispose@` with a number behind it. */
function memberKey(name: string): string {
  const [, symbol] = /^__@(\w+)@\d+$/u.exec(name) ?? [];
  return symbol === undefined ? name : `@@${symbol}`;
}

function isSignal(type: ts.Type): boolean {
  return type.getSymbol()?.name === 'AbortSignal';
}

/** The beginning of a key: `pg#`, `node:fs/promises#`, `global:Deno.`; undefined for a type of the project. */
function moduleOf(declaration: ts.Declaration): string | undefined {
  const { module, namespaces } = surroundingsOf(declaration);
  const path = namespaces.map((name) => `${name}.`).join('');
  const { fileName } = declaration.getSourceFile();
  const at = fileName.lastIndexOf('/node_modules/');
  const [scope = '', name = ''] = at < 0 ? [] : fileName.slice(at + '/node_modules/'.length).split('/');
  const isNode = scope === '@types' && name === 'node';
  if (module !== undefined) return canonical(`${isNode ? `node:${module.replace(/^node:/u, '')}` : module}#${path}`);
  if (at < 0) return undefined;
  if (scope === 'typescript' || isNode) return `global:${path}`;
  if (scope === '@types') return `${name.replace(/^(.+)__/u, '@$1/')}#${path}`;
  return canonical(`${scope.startsWith('@') ? `${scope}/${name}` : scope}#${path}`);
}

/** Node declares the platform's own classes once more, in modules. */
function canonical(key: string): string {
  return /^(?:node:stream\/web|undici-types)#/u.test(key) ? 'global:' : key;
}

/** The `declare module '...'` and the namespaces in which a declaration stands. */
function surroundingsOf(declaration: ts.Declaration): { readonly module: string | undefined; readonly namespaces: readonly string[] } {
  const namespaces: string[] = [];
  for (let at: ts.Node = declaration.parent; !('fileName' in at && 'statements' in at); at = at.parent) {
    if (!('name' in at) || !('body' in at)) continue;
    const name = at.name as ts.ModuleName;
    if (/^['"]/u.test(name.getText())) return { module: name.text, namespaces };
    if (name.text !== 'global') namespaces.unshift(name.text);
  }
  return { module: undefined, namespaces };
}
