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
import { declaredCustody, isSaidToReturnRelease, type DeclaredCustody } from './declared-custody.js';

type CallOrNew = TSESTree.CallExpression | TSESTree.NewExpression;

/** Where a callee takes an AbortSignal: an argument, or a property of one. */
export interface SignalParameter {
  readonly argument: number;
  readonly property: string | undefined;
}

export interface Checker {
  /** The members of what a call gives, awaited where it is a promise; `@@dispose` stands for `[Symbol.dispose]`. */
  membersOfResult(call: CallOrNew): ReadonlySet<string> | undefined;
  /** A method call gives a value of the very type that it is called on: most probably that value itself. */
  givesReceiver(call: CallOrNew): boolean;
  /** The program has declarations of the package that a type key names; a type of any other is nowhere in it. */
  mayKnow(typeKey: string): boolean;
  /** The type of a value by its declaration, as a type key. */
  typeKeyOf(expression: Node): string | undefined;
  /** The callee is declared to return `never`: written out, as TypeScript itself demands of what ends a path. */
  neverReturns(callee: Node): boolean;
  /** Where the callee takes a signal; `none` where it certainly takes none. */
  signalParameterOf(call: CallOrNew): SignalParameter | 'none' | undefined;
  /** Who has an argument after the call, as the callee's declaration says or shows it. */
  custodyOf(call: CallOrNew, argument: number, mayEnd: (member: string) => boolean): DeclaredCustody | undefined;
  /** The callee's comment says that calling its result ends something. */
  returnsRelease(call: CallOrNew): boolean;
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

/** TypeScript's numbers, which have been the same since its version 3: TypeScript itself is not loaded. */
const SYMBOL_FLAGS = { class: 2 ** 5, alias: 2 ** 21 };

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

  membersOfResult(call: CallOrNew): ReadonlySet<string> | undefined {
    const type = this.declaredResult(call) ?? this.typeAt(call);
    if (type === undefined) return undefined;
    const awaited = this.checker.getPropertyOfType(type, 'then') === undefined ? undefined : this.checker.getAwaitedType(type);
    return this.membersOf(this.checker.getNonNullableType(awaited ?? type));
  }

  givesReceiver(call: CallOrNew): boolean {
    return call.callee.type === 'MemberExpression' && this.typeAt(call.callee.object) === this.typeAt(call);
  }

  /** What declarations say without the arguments' types being worked out, which is what makes a call dear. */
  private declaredResult(call: CallOrNew): ts.Type | undefined {
    const symbol = call.type === 'NewExpression' ? this.symbolOf(call.callee) : undefined;
    if (symbol !== undefined && (symbol.flags & SYMBOL_FLAGS.class) !== 0) return this.checker.getDeclaredTypeOfSymbol(symbol);
    const [only, ...others] = this.signaturesOf(call);
    return only === undefined || others.length > 0 || only.typeParameters !== undefined ? undefined : only.getReturnType();
  }

  /** What a name stands for where it was declared: cheap, for no expression's type is worked out. */
  private symbolOf(name: Node): ts.Symbol | undefined {
    const at = this.tsNodeOf(name.type === 'MemberExpression' ? name.property : name);
    const symbol = at === undefined ? undefined : this.checker.getSymbolAtLocation(at);
    return symbol !== undefined && (symbol.flags & SYMBOL_FLAGS.alias) !== 0 ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  private signaturesOf(call: CallOrNew): readonly ts.Signature[] {
    const callee = this.typeAt(call.callee);
    return (call.type === 'NewExpression' ? callee?.getConstructSignatures() : callee?.getCallSignatures()) ?? [];
  }

  mayKnow(typeKey: string): boolean {
    const [module = '', name] = typeKey.split('#');
    const packages = packagesOf(this.program);
    if (name === undefined) return HOSTS.some((host) => packages.has(host));
    return module.startsWith('node:') || packages.has(packageOf(module));
  }

  typeKeyOf(expression: Node): string | undefined {
    // The class around it is one of the project.
    if (expression.type === 'ThisExpression' || expression.type === 'Super') return undefined;
    const type = this.typeAt(expression);
    const symbol = type === undefined ? undefined : this.checker.getNonNullableType(type).getSymbol();
    const [declaration] = symbol?.declarations ?? [];
    if (symbol === undefined || declaration === undefined || symbol.name.startsWith('__')) return undefined;
    const module = moduleOf(declaration);
    return module === undefined ? undefined : `${module}${symbol.name}`;
  }

  neverReturns(callee: Node): boolean {
    const declarations = this.symbolOf(callee)?.declarations ?? [];
    return declarations.length > 0 && declarations.every((declaration) => declaredReturn(declaration)?.getText() === 'never');
  }

  custodyOf(call: CallOrNew, argument: number, mayEnd: (member: string) => boolean): DeclaredCustody | undefined {
    const symbol = this.symbolOf(call.callee);
    return symbol === undefined ? undefined : declaredCustody(symbol, argument, mayEnd);
  }

  returnsRelease(call: CallOrNew): boolean {
    const symbol = this.symbolOf(call.callee);
    return symbol !== undefined && isSaidToReturnRelease(symbol);
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

/** `function fail(): T`, `declare const fail: () => T`. */
function declaredReturn(declaration: ts.Declaration): ts.TypeNode | undefined {
  const { type } = declaration as { readonly type?: ts.TypeNode };
  return type !== undefined && 'parameters' in type ? (type as ts.FunctionTypeNode).type : type;
}

/** TypeScript calls `[Symbol.dispose]` `__@dispose@` with a number behind it. */
function memberKey(name: string): string {
  const [, symbol] = /^__@(\w+)@\d+$/u.exec(name) ?? [];
  return symbol === undefined ? name : `@@${symbol}`;
}

function isSignal(type: ts.Type): boolean {
  return type.getSymbol()?.name === 'AbortSignal';
}

const packagesByProgram = new WeakMap<ts.Program, ReadonlySet<string>>();

/** The packages whose declarations the program has read, and the names of its files. */
function packagesOf(program: ts.Program): ReadonlySet<string> {
  let packages = packagesByProgram.get(program);
  if (packages === undefined) {
    packages = new Set(program.getSourceFiles().flatMap(({ fileName }) => [packageAround(fileName) ?? [], fileName.slice(fileName.lastIndexOf('/') + 1)].flat()));
    packagesByProgram.set(program, packages);
  }
  return packages;
}

/** What declares the globals of browsers, Bun and Deno; TypeScript's own library is a file for each part. */
const HOSTS = ['lib.dom.d.ts', 'lib.webworker.d.ts', 'web', 'bun-types', 'deno'];

const MODULES = '/node_modules/';

/** The package that a file of node_modules belongs to; for `@types/pg`, `pg`. */
function packageAround(fileName: string): string | undefined {
  const at = fileName.lastIndexOf(MODULES);
  const name = at < 0 ? undefined : packageOf(fileName.slice(at + MODULES.length));
  return name?.startsWith('@types/') === true ? name.slice('@types/'.length).replace(/^(.+)__/u, '@$1/') : name;
}

/** `@scope/name/path` is of `@scope/name`. */
function packageOf(path: string): string {
  return path.split('/', path.startsWith('@') ? 2 : 1).join('/');
}

/** The beginning of a key: `pg#`, `node:fs/promises#`, `global:Deno.`; undefined for a type of the project. */
function moduleOf(declaration: ts.Declaration): string | undefined {
  const { module, namespaces } = surroundingsOf(declaration);
  const path = namespaces.map((name) => `${name}.`).join('');
  const { fileName } = declaration.getSourceFile();
  const name = packageAround(fileName);
  const isNode = name === 'node';
  if (module !== undefined) return canonical(`${isNode ? `node:${module.replace(/^node:/u, '')}` : module}#${path}`);
  if (name === undefined) return undefined;
  return name === 'typescript' || isNode ? `global:${path}` : canonical(`${name}#${path}`);
}

/** Node declares the platform's own classes once more, in modules. */
function canonical(key: string): string {
  return /^(?:node:stream\/web|undici-types)#/u.test(key) ? 'global:' : key;
}

/** The `declare module '...'` and the namespaces in which a declaration stands. */
function surroundingsOf(declaration: ts.Declaration): { readonly module: string | undefined; readonly namespaces: readonly string[] } {
  const namespaces: string[] = [];
  // A module's own declaration is its file, which has nothing around it.
  for (let at = declaration.parent as ts.Node | undefined; at !== undefined && !('fileName' in at && 'statements' in at); at = at.parent) {
    if (!('name' in at) || !('body' in at)) continue;
    const name = at.name as ts.ModuleName;
    if (/^['"]/u.test(name.getText())) return { module: name.text, namespaces };
    if (name.text !== 'global') namespaces.unshift(name.text);
  }
  return { module: undefined, namespaces };
}
