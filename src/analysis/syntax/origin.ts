/** What an expression refers to outside this file, as an origin key (resources/spec.ts says what a key is). */
import type { TSESTree } from '@typescript-eslint/types';
import { constructorOf, memberName, unwrapped, type Node } from './ast.js';
import type { Bindings, Variable } from './bindings.js';

/** Names of the global object itself. */
const GLOBAL_OBJECTS = new Set(['window', 'globalThis', 'self', 'global']);

/** What is given to code under these names, so that tests can give it another, is the host's or stands for it. */
const HOST_OBJECTS = new Set(['window', 'navigator']);

/** https://nodejs.org/api/modules.html#built-in-modules: those that may be written without `node:`. */
const NODE_MODULES = new Set(
  (
    'assert assert/strict async_hooks buffer child_process cluster console crypto dgram diagnostics_channel dns dns/promises ' +
    'domain events fs fs/promises http http2 https inspector inspector/promises module net os path perf_hooks process punycode querystring ' +
    'readline readline/promises repl stream stream/promises stream/web string_decoder timers timers/promises tls trace_events tty url ' +
    'util v8 vm wasi worker_threads zlib'
  ).split(' '),
);

/** What is called or constructed of a whole CommonJS module is its default export: `new (require('ioredis'))()`. */
export function asDefault(key: string): string {
  return key.endsWith('#*') ? `${key.slice(0, -1)}default` : key;
}

/** `fs` is `node:fs`; anything else is itself. */
export function moduleKey(specifier: string): string {
  return NODE_MODULES.has(specifier) ? `node:${specifier}` : specifier;
}

/** A relative import by its file, as seen from the project's root: `./src/pool`. Undefined for packages. */
export function projectModule(specifier: string, { filename, cwd }: { readonly filename: string; readonly cwd: string }): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = fileUrl(specifier, fileUrl(filename).href).href;
  const root = `${fileUrl(cwd).href.replace(/\/$/u, '')}/`;
  return target.startsWith(root) ? withoutExtension(`./${decodeURI(target.slice(root.length))}`) : undefined;
}

function fileUrl(path: string, base = 'file:///'): URL {
  return new URL(path.replaceAll('\\', '/').replace(/[%#?]/gu, encodeURIComponent), base);
}

/** `./pool.js`, `./pool.ts`, `./pool` and `./pool/index.ts` are one module. */
export function withoutExtension(module: string): string {
  return module.replace(/\.[cm]?[jt]sx?$/u, '').replace(/\/index$/u, '');
}

export interface Origins {
  /** The origin key of an expression; undefined where it is a value of this file or not known. A class is what it extends. */
  originOf(expression: Node): string | undefined;
  /** The module of a specifier, as keys write it. */
  moduleOf(specifier: string): string;
}

/** Longer chains of renamings than this are given up. */
const MAX_DEPTH = 12;

/** @param moduleOf the module of a specifier, as keys write it. */
export function createOrigins(bindings: Bindings, moduleOf: (specifier: string) => string = moduleKey): Origins {
  const reader = new OriginReader(bindings, moduleOf);
  return { originOf: (expression) => reader.originOf(expression, 0), moduleOf };
}

class OriginReader {
  private readonly memo = new Map<Variable, string | undefined>();

  constructor(
    private readonly bindings: Bindings,
    private readonly moduleOf: (specifier: string) => string,
  ) {}

  originOf(expression: Node, depth: number): string | undefined {
    const node = unwrapped(expression);
    if (depth > MAX_DEPTH) return undefined;
    switch (node.type) {
      case 'Identifier': {
        const variable = this.bindings.variableOf(node);
        return variable === undefined ? globalKey(node.name) : this.ofVariable(variable, depth);
      }
      case 'MemberExpression': {
        const name = memberName(node);
        return name === undefined ? undefined : memberKey(this.originOf(node.object, depth + 1), name);
      }
      case 'CallExpression':
        return requiredModule(node, this.bindings, this.moduleOf);
      case 'AwaitExpression':
        return node.argument.type === 'ImportExpression' ? importedModule(node.argument, this.moduleOf) : undefined;
      default:
        return undefined;
    }
  }

  private ofVariable(variable: Variable, depth: number): string | undefined {
    if (this.memo.has(variable)) return this.memo.get(variable);
    this.memo.set(variable, undefined);
    const key = this.resolve(variable, depth);
    this.memo.set(variable, key);
    return key;
  }

  private resolve(variable: Variable, depth: number): string | undefined {
    const definition = variable.defs[0];
    if (variable.defs.length !== 1 || definition === undefined) return undefined;
    if (definition.type === 'ClassName') return this.inherited(definition.node, depth);
    if (definition.type === 'ImportBinding') return originOfImport(definition.node, definition.parent, this.moduleOf);
    const written = this.bindings.soleValue(variable);
    const base = written?.value === undefined ? undefined : this.originOf(written.value, depth + 1);
    if (written === undefined || base === undefined) return HOST_OBJECTS.has(variable.name) ? globalKey(variable.name) : undefined;
    return written.path.reduce<string | undefined>((key, name) => memberKey(key, name), base);
  }

  /** A class of this file is made as what it extends is, unless it has a constructor of its own; statics are inherited. */
  private inherited({ superClass, body }: TSESTree.ClassDeclaration | TSESTree.ClassExpression, depth: number): string | undefined {
    return superClass === null || constructorOf(body) !== undefined ? undefined : this.originOf(superClass, depth + 1);
  }
}

function globalKey(name: string): string {
  return GLOBAL_OBJECTS.has(name) ? 'global:' : `global:${name}`;
}

/** The key of a member of what `base` names. */
function memberKey(base: string | undefined, name: string): string | undefined {
  if (base === undefined) return undefined;
  if (base === 'global:') return globalKey(name);
  if (base.endsWith('#*') || base.endsWith('#default')) return normalised(`${base.slice(0, base.lastIndexOf('#'))}#${name}`);
  return normalised(`${base}.${name}`);
}

/** A sub-module that is also a member of its module has one key only: `fs.promises.open` is `node:fs/promises#open`. */
function normalised(key: string): string {
  return key.replace(/^node:(fs|timers|stream|readline|dns)#promises(?:\.|$)/u, (_match, module: string) => `node:${module}/promises#`).replace(/#$/u, '#*');
}

function originOfImport(node: Node, declaration: Node | null, moduleOf: (specifier: string) => string): string | undefined {
  if (node.type === 'TSImportEqualsDeclaration') {
    const reference = node.moduleReference;
    return reference.type === 'TSExternalModuleReference'
      ? `${moduleOf(reference.expression.value)}#*`
      : undefined;
  }
  if (declaration?.type !== 'ImportDeclaration') return undefined;
  const module = moduleOf(declaration.source.value);
  if (node.type === 'ImportNamespaceSpecifier') return `${module}#*`;
  if (node.type === 'ImportDefaultSpecifier') return `${module}#default`;
  if (node.type !== 'ImportSpecifier') return undefined;
  const name = node.imported.type === 'Identifier' ? node.imported.name : node.imported.value;
  return normalised(`${module}#${name}`);
}

function requiredModule(node: TSESTree.CallExpression, bindings: Bindings, moduleOf: (specifier: string) => string): string | undefined {
  const [argument] = node.arguments;
  if (node.callee.type !== 'Identifier' || node.callee.name !== 'require' || argument?.type !== 'Literal') return undefined;
  return bindings.variableOf(node.callee) === undefined ? `${moduleOf(String(argument.value))}#*` : undefined;
}

function importedModule(node: TSESTree.ImportExpression, moduleOf: (specifier: string) => string): string | undefined {
  return node.source.type === 'Literal' ? `${moduleOf(String(node.source.value))}#*` : undefined;
}
