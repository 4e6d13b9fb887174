/**
 * Where a name holds an AbortSignal, or an object at which one is found.
 *
 * A name alone proves little: `signal` may be a process signal or a reactive value. It counts where a type, a value or a
 * use in this file says that it can be aborted.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { SignalSource } from '../../resources/cancellable.js';
import { definitionName, literalValue, memberName, unwrapped, type FunctionNode, type Node } from '../syntax/ast.js';
import type { Variable } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';
import type { TypeRef } from '../syntax/types.js';
import { isSignalType, SIGNAL_KEYS, SignalOffers, type LeftSignal } from './signal-offers.js';

/** Where a variable's signal comes from. */
export type SignalKind =
  /** The caller's: a parameter, or a declared member of one. */
  | 'parameter'
  /** A parameter that carries a signal by the way: a request, a framework's context, a request's options. */
  | 'context'
  /** Derived here: `AbortSignal.any(...)`, a deadline. */
  | 'derived'
  /** A controller made here. */
  | 'controller';

export interface SignalAccess {
  readonly variable: Variable;
  /** The members that lead from the variable to the signal. */
  readonly path: readonly string[];
  readonly kind: SignalKind;
}

const SIGNAL_NAME = /^(?:abort|cancel|stop|shutdown|parent|caller|user|outer|request|external)?signal$/iu;
const DERIVING = /^global:AbortSignal\.(?:any|timeout)$/u;
const USES = new Set(['aborted', 'throwIfAborted', 'reason', 'addEventListener', 'onabort']);

export interface Signals {
  /** The signal that a variable holds or leads to. */
  of(variable: Variable): SignalAccess | undefined;
  /** The signal that a function is given and does not take out of its parameter. */
  leftBy(fn: FunctionNode): LeftSignal | undefined;
  /** The file imports a module that hands signals to callbacks. */
  areOffered(): boolean;
}

export function createSignals(file: FileContext, sources: readonly SignalSource[]): Signals {
  const offers = new SignalOffers(file, sources);
  const reader = new SignalReader(file, offers);
  const memo = new Map<Variable, SignalAccess | undefined>();
  return {
    of(variable) {
      if (!memo.has(variable)) memo.set(variable, reader.read(variable));
      return memo.get(variable);
    },
    leftBy: (fn) => offers.leftBy(fn),
    areOffered: () => offers.areMade,
  };
}

class SignalReader {
  private carriers: ReadonlyMap<string, string> | undefined;

  constructor(
    private readonly file: FileContext,
    private readonly offers: SignalOffers,
  ) {}

  read(variable: Variable): SignalAccess | undefined {
    const definition = variable.defs[0];
    if (variable.defs.length !== 1 || definition === undefined) return undefined;
    if (definition.type === 'Parameter') return this.readParameter(variable, definition.name as TSESTree.Identifier, definition.node);
    return definition.type === 'Variable' ? this.readLocal(variable, definition.name) : undefined;
  }

  private readParameter(variable: Variable, name: TSESTree.Identifier, fn: Node): SignalAccess | undefined {
    const typed = this.readType(variable, name);
    if (typed !== undefined) return typed;
    const offered = this.offers.pathOf(name, fn);
    if (offered !== undefined) return { variable, path: offered, kind: 'context' };
    if (isAnnotated(name)) return this.readUses(variable, 'context') ?? this.readNamesake(variable, name);
    const isDestructured = name.parent.type === 'Property' && SIGNAL_KEYS.includes(definitionName(name.parent) ?? '');
    if (isDestructured || (SIGNAL_NAME.test(name.name) && !isProcessHandler(fn) && this.isUsedAsSignal(variable))) return { variable, path: [], kind: 'parameter' };
    return this.readUses(variable, 'parameter');
  }

  /** By the declared type: a signal, a controller, an object of this file with a signal member, a catalogued carrier. */
  private readType(variable: Variable, name: TSESTree.Identifier): SignalAccess | undefined {
    const parts = partsOf(name.typeAnnotation?.typeAnnotation).flatMap((part) => this.file.types.resolve(part) ?? []);
    const types = parts.length > 0 ? parts : [this.file.types.typeOf(name)];
    return types.map((type) => this.accessBy(type, variable)).find((access) => access !== undefined);
  }

  private accessBy(type: TypeRef | undefined, variable: Variable): SignalAccess | undefined {
    if (type === undefined) return undefined;
    if (isSignalType(type)) return { variable, path: [], kind: 'parameter' };
    if (type.kind === 'key') {
      if (type.key === 'global:AbortController') return { variable, path: ['signal'], kind: 'parameter' };
      const path = this.offers.pathOfType(type);
      return path === undefined ? undefined : { variable, path, kind: 'context' };
    }
    const key = SIGNAL_KEYS.find((member) => isSignalType(this.file.types.memberType(type, member)));
    return key === undefined ? undefined : { variable, path: [key], kind: 'parameter' };
  }

  private readLocal(variable: Variable, name: TSESTree.Identifier): SignalAccess | undefined {
    const written = this.file.bindings.soleValue(variable);
    if (written === undefined) return this.isMadeLater(variable) ? { variable, path: ['signal'], kind: 'controller' } : undefined;
    const value = written.value === undefined ? undefined : unwrapped(written.value);
    if (value === undefined) return undefined;
    const [key, ...deeper] = written.path;
    if (deeper.length > 0) return undefined;
    if (key !== undefined) return SIGNAL_KEYS.includes(key) && isSignalName(name.name) ? { variable, path: [], kind: this.kindOf(value) } : undefined;
    return this.readValue(variable, name, value);
  }

  /** `let controller; if (ms) controller = new AbortController();` */
  private isMadeLater(variable: Variable): boolean {
    const values = this.file.bindings.allValues(variable)?.filter((value) => literalValue(value) === undefined) ?? [];
    return values.length > 0 && values.every((value) => value.type === 'NewExpression' && this.file.origins.originOf(value.callee) === 'global:AbortController');
  }

  /** `new AbortController()`, `AbortSignal.any(...)`, `options.signal`. */
  private readValue(variable: Variable, name: TSESTree.Identifier, value: Node): SignalAccess | undefined {
    if (value.type === 'NewExpression') {
      return this.file.origins.originOf(value.callee) === 'global:AbortController' ? { variable, path: ['signal'], kind: 'controller' } : undefined;
    }
    if (value.type === 'CallExpression') {
      const origin = this.file.origins.originOf(value.callee) ?? '';
      return DERIVING.test(origin) ? { variable, path: [], kind: 'derived' } : undefined;
    }
    if (value.type === 'LogicalExpression' || value.type === 'ConditionalExpression') {
      const kind = isSignalName(name.name) ? this.choiceOf(value) : undefined;
      return kind === undefined ? undefined : { variable, path: [], kind };
    }
    const isMember = value.type === 'MemberExpression' && SIGNAL_KEYS.includes(memberName(value) ?? '');
    return isMember && isSignalName(name.name) ? { variable, path: [], kind: this.kindOf(unwrapped(value.object)) } : undefined;
  }

  /** `options.signal ?? AbortSignal.timeout(ms)` is derived, `init.signal ?? options.signal` is the caller's. */
  private choiceOf(value: TSESTree.LogicalExpression | TSESTree.ConditionalExpression): SignalKind | undefined {
    const sides = value.type === 'LogicalExpression' ? [value.left, value.right] : [value.consequent, value.alternate];
    const kinds = sides.map(unwrapped).flatMap((side): readonly SignalKind[] => {
      if (side.type === 'MemberExpression') return SIGNAL_KEYS.includes(memberName(side) ?? '') ? [this.kindOf(unwrapped(side.object))] : [];
      return side.type === 'CallExpression' && DERIVING.test(this.file.origins.originOf(side.callee) ?? '') ? ['derived'] : [];
    });
    return kinds.includes('derived') || kinds.includes('controller') ? 'derived' : kinds[0];
  }

  /** The kind of a signal that is read from an object. */
  private kindOf(object: Node): SignalKind {
    if (object.type === 'LogicalExpression') return this.kindOf(unwrapped(object.left));
    const variable = object.type === 'Identifier' ? this.file.bindings.variableOf(object) : undefined;
    if (variable?.defs[0]?.type === 'Parameter') return 'parameter';
    return 'controller';
  }

  /** `options.signal` in this function's own words. */
  private readUses(variable: Variable, kind: SignalKind): SignalAccess | undefined {
    for (const { identifier } of variable.references) {
      const member = identifier.parent;
      if (member.type !== 'MemberExpression' || member.object !== identifier) continue;
      const key = memberName(member);
      if (key !== undefined && SIGNAL_KEYS.includes(key) && isSignalUse(member)) return { variable, path: [key], kind };
    }
    return undefined;
  }

  /** Another function of this file reads the signal of a parameter that has the same name and the same type. */
  private readNamesake(variable: Variable, name: TSESTree.Identifier): SignalAccess | undefined {
    const key = this.declarationOf(name);
    const member = key === undefined ? undefined : (this.carriers ??= this.findCarriers()).get(key);
    return member === undefined ? undefined : { variable, path: [member], kind: 'context' };
  }

  /** `options: CallOptions`, as it is written. */
  private declarationOf(name: TSESTree.Identifier): string | undefined {
    return name.typeAnnotation == null ? undefined : this.file.sourceCode.getText(name);
  }

  /** The parameters of which some function reads a signal, by their declarations. */
  private findCarriers(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const scope of this.file.sourceCode.scopeManager?.scopes ?? []) {
      for (const variable of scope.type === 'function' ? scope.variables : []) {
        const [definition] = variable.defs;
        const key = definition?.type === 'Parameter' ? this.declarationOf(definition.name as TSESTree.Identifier) : undefined;
        const [member] = key === undefined || found.has(key) ? [] : (this.readUses(variable, 'context')?.path ?? []);
        if (key !== undefined && member !== undefined) found.set(key, member);
      }
    }
    return found;
  }

  private isUsedAsSignal(variable: Variable): boolean {
    const name = variable.name;
    return name.toLowerCase() !== 'signal' || variable.references.length === 0 || variable.references.some(({ identifier }) => isSignalUse(identifier));
  }
}

function isSignalName(name: string): boolean {
  return SIGNAL_NAME.test(name) || /signal$/iu.test(name);
}

/** The members of an intersection, each of which says something about the value. */
function partsOf(annotation: Node | undefined): readonly Node[] {
  return annotation?.type === 'TSIntersectionType' ? annotation.types : [];
}

/** The name, or the pattern that it stands in, has a type annotation. */
function isAnnotated(name: TSESTree.Identifier): boolean {
  if (name.typeAnnotation != null) return true;
  for (let at: Node = name.parent; at.type === 'Property' || at.type === 'ObjectPattern' || at.type === 'AssignmentPattern'; at = at.parent) {
    if (at.type === 'ObjectPattern' && at.typeAnnotation != null) return !/[sS]ignal/u.test(name.name);
  }
  return false;
}

/** `signal.aborted`, `{ signal }`, `{ signal: signal ?? other }`, `f(signal)`: something that is done with an AbortSignal. */
function isSignalUse(node: Node): boolean {
  const parent = node.parent;
  if (parent?.type === 'LogicalExpression') return isSignalUse(parent);
  if (parent?.type === 'MemberExpression' && parent.object === node) return USES.has(memberName(parent) ?? '');
  if (parent?.type === 'Property' && parent.value === node) return SIGNAL_KEYS.includes(definitionName(parent) ?? '');
  return parent?.type === 'CallExpression' && parent.callee !== node && /abort|signal/iu.test(parent.callee.type === 'Identifier' ? parent.callee.name : '');
}

/** `process.on('SIGTERM', (signal) => ...)`. */
function isProcessHandler(fn: Node): boolean {
  const call = fn.parent;
  return call?.type === 'CallExpression' && call.arguments[0]?.type === 'Literal';
}
