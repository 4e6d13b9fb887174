/**
 * Rewrites a program so that it tells a `Runtime` (as `$`) what it does: which acquisition, which exit, which turn.
 *
 * The text keeps its shape; JavaScript itself decides what `finally`, `break` or `yield` mean. Only `using`, which
 * Node 20 does not have, becomes a `try`/`finally`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { TestForm } from './names.js';
import { nullableAcquisitions } from './nullable.js';
import { childrenOf, nodesIn, type Source } from './source.js';

type Node = TSESTree.Node;

export interface Routine {
  readonly name: string;
  readonly node: TSESTree.FunctionDeclaration;
  /** Something in it may throw that no `try` of its own stands around. */
  readonly throwsOpenly: boolean;
}

export interface Instrumented {
  /** The body of a function of `$` and `sink` that returns the program's functions by name. */
  readonly code: string;
  /** The node of each numbered place. */
  readonly sites: readonly Node[];
  /** Whether a throw at a place may be caught within the program. */
  readonly guarded: readonly boolean[];
  readonly routines: readonly Routine[];
}

/** Calls that the runtime answers; every other call is one of a function of the program. */
const hostCalls = new Set(['acquire', 'release', 'step', 'stepAsync', 'choice', 'number', 'keep']);

export function instrument(source: Source): Instrumented {
  const rewriting = new Rewriting(source);
  const body = rewriting.list(source.program.body);
  const routines: Routine[] = [];
  for (const statement of source.program.body) {
    const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (node?.type === 'FunctionDeclaration' && node.id) routines.push({ name: node.id.name, node, throwsOpenly: throwsOpenly(source, node, routines) });
  }
  const names = routines.map(({ name }) => name).join(', ');
  return { code: `'use strict';\n${body}\nreturn { ${names} };`, sites: rewriting.sites, guarded: rewriting.sites.map(isGuarded), routines };
}

const formOf = (operator: string): TestForm => (operator.startsWith('??') ? 'nullish' : 'truthy');

/** What a call throws here, somebody in this program may catch. */
function isGuarded(node: Node): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) {
    if (at.type === 'TryStatement' || at.type === 'ArrowFunctionExpression') return true;
    if (at.type === 'FunctionDeclaration') return at.parent.type !== 'ExportNamedDeclaration';
  }
  return false;
}

const isCaught = (node: Node): boolean => node.parent?.type === 'TryStatement' && node.parent.handler !== null && node.parent.block === node;

/** A function calls those before it, and itself. */
function throwsOpenly(source: Source, routine: Node, before: readonly Routine[]): boolean {
  const harmless = new Set(before.filter((other) => !other.throwsOpenly).map(({ name }) => name));
  const mayThrow = (node: Node): boolean =>
    node.type === 'ThrowStatement' || node.type === 'ForOfStatement' || (node.type === 'CallExpression' && !harmless.has(source.text.slice(...node.callee.range)));
  const isOpen = (node: Node): boolean => mayThrow(node) || childrenOf(source, node).some((child) => !isCaught(child) && isOpen(child));
  return isOpen(routine);
}

class Rewriting {
  readonly sites: Node[] = [];
  /** The functions around the present node, by name. */
  private readonly inside: string[] = [];

  /** Names that are assigned anything but literals. */
  private readonly variable = new Set<string>();

  private readonly nullable: ReadonlySet<Node>;

  constructor(private readonly source: Source) {
    this.nullable = nullableAcquisitions(source);
    for (const node of nodesIn(source, source.program)) {
      const [target, value] = node.type === 'VariableDeclarator' ? [node.id, node.init] : node.type === 'AssignmentExpression' ? [node.left, node.right] : [];
      if (target?.type === 'Identifier' && value && value.type !== 'Literal') this.variable.add(target.name);
      if (node.type === 'FunctionDeclaration') for (const name of node.params) this.variable.add(this.text(name));
      if (target && /Pattern$/u.test(target.type)) for (const name of nodesIn(source, target)) if (name.type === 'Identifier') this.variable.add(name.name);
    }
  }

  /** Statements of one block: from a `using` on, the rest stands in its `try`. */
  list(statements: readonly Node[]): string {
    const at = statements.findIndex((node) => node.type === 'VariableDeclaration' && node.kind.endsWith('using'));
    const opening = statements[at];
    if (opening?.type !== 'VariableDeclaration') return statements.map((node) => this.render(node)).join('\n');
    const before = statements.slice(0, at).map((node) => this.render(node));
    const declarator = opening.declarations[0];
    const name = this.text(declarator.id);
    const declaration = `const ${name} = $.assigned('${name}', ${this.value(declarator.init)});`;
    const dispose = opening.kind === 'using' ? `$.dispose(${name})` : `await $.disposeAsync(${this.site(declarator)}, ${name})`;
    const rest = this.list(statements.slice(at + 1));
    return [...before, declaration, `try {\n${rest}\n} finally { if ($.live()) ${dispose}; }`].join('\n');
  }

  private site(node: Node): number {
    return this.sites.push(node) - 1;
  }

  private text(node: Node): string {
    return this.source.text.slice(...node.range);
  }

  /** An expression that stands alone in its new place: its own parentheses are no part of it. */
  private value(node: Node | null | undefined): string {
    return node ? `(${this.render(node)})` : 'undefined';
  }

  /** The text of `node` with its children rewritten. */
  private inner(node: Node): string {
    let text = '';
    let at = node.range[0];
    for (const child of childrenOf(this.source, node)) {
      text += this.source.text.slice(at, child.range[0]) + this.render(child);
      at = child.range[1];
    }
    return text + this.source.text.slice(at, node.range[1]);
  }

  private render(node: Node): string {
    switch (node.type) {
      case 'CallExpression':
        return this.call(node);
      case 'AwaitExpression':
        return `(await $.settled(${this.site(node)}, ${this.value(node.argument)}))`;
      case 'YieldExpression':
        return `(yield $.yielded(${this.site(node)}, ${this.value(node.argument)}))`;
      case 'ReturnStatement':
        return `return $.leave(${this.site(node)}, ${this.value(node.argument)});`;
      case 'ThrowStatement':
        return `throw $.thrown(${this.site(node)}, ${this.value(node.argument)});`;
      case 'ExportNamedDeclaration':
        return node.declaration ? this.render(node.declaration) : '';
      case 'TSAsExpression':
      case 'TSNonNullExpression':
        return `(${this.render(node.expression)})`;
      case 'AssignmentExpression':
        return this.assignment(node);
      case 'LogicalExpression':
        return `(${this.tested(node.left, formOf(node.operator))} ${node.operator} ${this.value(node.right)})`;
      case 'ConditionalExpression':
        return `(${this.tested(node.test)} ? ${this.value(node.consequent)} : ${this.value(node.alternate)})`;
      case 'UnaryExpression':
        return `${node.operator} ${this.tested(node.argument)}`;
      case 'BinaryExpression':
        return `${this.tested(node.left, node.operator.length === 3 ? 'null' : 'nullish')} ${node.operator} ${this.value(node.right)}`;
      default:
        return this.structure(node);
    }
  }

  private structure(node: Node): string {
    switch (node.type) {
      case 'BlockStatement':
        return `{\n${this.list(node.body)}\n}`;
      case 'StaticBlock':
        return `static {\n${this.list(node.body)}\n}`;
      case 'TryStatement':
        return this.tryStatement(node);
      case 'IfStatement':
        return `if (${this.tested(node.test)}) ${this.render(node.consequent)}${node.alternate ? ` else ${this.render(node.alternate)}` : ''}`;
      case 'WhileStatement':
        return `while (${this.tested(node.test)}) ${this.turning(node.body)}`;
      case 'DoWhileStatement':
        return `do ${this.turning(node.body)} while (${this.tested(node.test)});`;
      case 'ForStatement':
        return `for (; ${node.test ? this.tested(node.test) : ''};) ${this.turning(node.body)}`;
      case 'ForOfStatement':
        return this.forOf(node);
      case 'VariableDeclarator':
        if (!node.init) return this.inner(node);
        if (node.id.type !== 'Identifier') return [this.inner(node), ...this.unpacked(node.id)].join(', ');
        return `${node.id.name} = $.assigned('${node.id.name}', ${this.value(node.init)})`;
      case 'FunctionDeclaration':
        return this.routine(node);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return `$.closure(${this.inner(node)}, () => [${this.captured(node).join(', ')}])`;
      default:
        return this.inner(node);
    }
  }

  /** An expression that decides: the runtime is told what is asked of it, and where it is no more than a name. */
  private tested(node: Node, form: TestForm = 'truthy'): string {
    switch (node.type) {
      case 'Identifier':
        return this.variable.has(node.name) ? `$.test('${node.name}', '${form}', ${node.name})` : `$.see('${form}', ${node.name})`;
      case 'LogicalExpression':
        return `(${this.tested(node.left, formOf(node.operator))} ${node.operator} ${this.tested(node.right, form)})`;
      case 'UnaryExpression':
      case 'BinaryExpression':
        return this.value(node);
      default:
        return `$.test(null, '${form}', ${this.value(node)})`;
    }
  }

  /** The names of a pattern have been assigned: a declarator for each that says so. */
  private unpacked(pattern: Node): string[] {
    if (pattern.type === 'Identifier') return [`${pattern.name}_ = $.assigned('${pattern.name}', ${pattern.name})`];
    return childrenOf(this.source, pattern).flatMap((child) => this.unpacked(child.type === 'Property' ? child.value : child));
  }

  private assignment(node: TSESTree.AssignmentExpression): string {
    const target = this.text(node.left);
    if (node.left.type === 'MemberExpression') return `${target} = $.store(${this.value(node.right)})`;
    const assigned = `$.assigned('${target}', ${this.value(node.right)})`;
    if (node.operator === '=') return `${target} = ${assigned}`;
    return `${target} = ${this.tested(node.left, formOf(node.operator))} ${node.operator.slice(0, 2)} ${assigned}`;
  }

  private call(node: TSESTree.CallExpression): string {
    const name = this.text(node.callee);
    if (name === 'process.exit') return '$.exit()';
    const site = this.site(node);
    if (this.nullable.has(node) && name === 'acquire') return `$.acquireOrNull(${site})`;
    const values = node.arguments.map((argument) => this.value(argument));
    if (hostCalls.has(name)) return `$.${name}(${[site, ...values].join(', ')})`;
    const call = `$.${node.optional ? 'callOptional' : 'call'}(${site}, ${name}, [${values.join(', ')}])`;
    return this.inside.includes(name) ? `($.recur(${site}), ${call})` : call;
  }

  private turning(body: Node): string {
    return `{ $.turn(${this.site(body)}); ${this.render(body)} }`;
  }

  private forOf(node: TSESTree.ForOfStatement): string {
    const elements = node.await ? `await (const ${this.element(node)} of $.stream(${this.site(node)}))` : `(const ${this.element(node)} of $.items(${this.site(node)}))`;
    return `for ${elements} ${this.turning(node.body)}`;
  }

  private element(node: TSESTree.ForOfStatement): string {
    const name = node.left.type === 'VariableDeclaration' ? node.left.declarations[0].id : undefined;
    return name ? this.text(name) : '_';
  }

  private tryStatement({ block, handler, finalizer }: TSESTree.TryStatement): string {
    let text = `try ${this.render(block)}`;
    if (handler) {
      const name = handler.param ? this.text(handler.param) : '$error';
      text += ` catch (${name}) { $.caught(${name}); ${this.render(handler.body)} }`;
    }
    if (finalizer) text += ` finally { if ($.live()) ${this.render(finalizer)} }`;
    return text;
  }

  private routine(node: TSESTree.FunctionDeclaration): string {
    this.inside.push(node.id?.name ?? '');
    const names = node.params.map((parameter) => this.text(parameter));
    const kind = `${node.async ? 'async ' : ''}function${node.generator ? '*' : ''}`;
    const assigned = names.map((name) => `$.assigned('${name}', ${name});`).join(' ');
    const text = `${kind} ${node.id?.name ?? ''}(${names.join(', ')}) { ${assigned} ${this.render(node.body)} }`;
    this.inside.pop();
    return text;
  }

  /** The names that a closure releases. */
  private captured(closure: Node): string[] {
    const names = [...nodesIn(this.source, closure)].flatMap((node) => {
      const released = node.type === 'CallExpression' && this.text(node.callee) === 'release' ? node.arguments[0] : undefined;
      return released?.type === 'Identifier' ? [released.name] : [];
    });
    return [...new Set(names)];
  }
}
