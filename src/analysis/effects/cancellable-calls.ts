/** Which calls can be cancelled, and whether one is given a signal: the catalogue's rows, found by what the callee is. */
import type { TSESTree } from '@typescript-eslint/types';
import type { CancellableOperation, SignalWay } from '../../resources/cancellable.js';
import { fetchName, injectedFetch, requestInitKeys } from '../../resources/cancellable-web.js';
import { definitionName, isFunction, literalValue, memberName, unwrapped, wrappingParent, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { lastName } from '../syntax/words.js';
import { checkedKey } from './checked-key.js';

type CallOrNew = TSESTree.CallExpression | TSESTree.NewExpression;

/** The catalogue, by the ways in which a call can name a row. */
export interface OperationIndex {
  readonly byOrigin: ReadonlyMap<string, CancellableOperation>;
  readonly byMember: ReadonlyMap<string, readonly CancellableOperation[]>;
  /** The last names under which rows are called. */
  readonly names: ReadonlySet<string>;
}

export function indexOperations(operations: readonly CancellableOperation[]): OperationIndex {
  const byOrigin = new Map<string, CancellableOperation>();
  const byMember = new Map<string, CancellableOperation[]>();
  const names = new Set<string>();
  for (const operation of operations) {
    const path = operation.method ?? operation.of;
    const name = path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf('#'), path.lastIndexOf(':')) + 1);
    names.add(name);
    if (operation.method === undefined) byOrigin.set(`${operation.by}:${operation.of}`, operation);
    else byMember.set(name, [...(byMember.get(name) ?? []), operation]);
  }
  return { byOrigin, byMember, names };
}

/** The row of a call; undefined where it is none of the catalogue's. */
export function operationOf(call: CallOrNew, index: OperationIndex, file: FileContext): CancellableOperation | undefined {
  const callee = unwrapped(call.callee);
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee);
    const found = (name === undefined ? [] : (index.byMember.get(name) ?? [])).find((row) => isMethodOf(callee, row, call, file));
    if (found !== undefined) return found;
  }
  const origin = file.origins.originOf(callee) ?? promisifiedOrigin(callee, file);
  if (origin === undefined) return isInjectedFetch(call) ? injectedFetch : undefined;
  return index.byOrigin.get(`${call.type === 'NewExpression' ? 'construct' : 'call'}:${origin}`);
}

/** The name is one under which a `fetch` is handed around. */
export function isFetchName(name: string): boolean {
  return fetchName.test(name);
}

/** `this.fetch(url, { method: 'POST', body })` */
function isInjectedFetch(call: CallOrNew): boolean {
  const init = call.arguments[1];
  if (call.type !== 'CallExpression' || init?.type !== 'ObjectExpression' || !isFetchName(lastName(call.callee) ?? '')) return false;
  return init.properties.some((property) => property.type === 'Property' && requestInitKeys.includes(definitionName(property) ?? ''));
}

/** `client.chat.completions.create` against `chat.completions.create`, `client.users.byId.query` against `*.query`. */
function isMethodOf(callee: TSESTree.MemberExpression, row: CancellableOperation, call: CallOrNew, file: FileContext): boolean {
  const path = (row.method ?? '').split('.');
  let receiver: Node = callee;
  for (const name of [...path].reverse()) {
    while (name === '*' && receiver.type === 'MemberExpression' && typeKey(receiver, file) !== row.of) receiver = unwrapped(receiver.object);
    if (name === '*') break;
    if (receiver.type !== 'MemberExpression' || memberName(receiver) !== name) return false;
    receiver = unwrapped(receiver.object);
  }
  const type = file.types.typeOf(receiver);
  if (type !== undefined) return type.kind === 'key' && type.key === row.of;
  const key = row.distinctive === true || isUsedAsPromise(call) ? checkedKey(receiver, [row], file) : undefined;
  if (key !== undefined) return key === row.of;
  // A name that only one kind of thing has says what its receiver is, unless that is a module or the object itself.
  return row.distinctive === true && receiver.type !== 'ThisExpression' && file.origins.originOf(receiver) === undefined;
}

/** What nobody waits for is most probably no operation: `map.get(key)`, whose type need not be asked. */
function isUsedAsPromise(call: Node): boolean {
  const parent = wrappingParent(call);
  return parent?.type === 'MemberExpression' ? PROMISE_METHODS.has(memberName(parent) ?? '') : parent !== undefined && WAITING.has(parent.type);
}

const PROMISE_METHODS = new Set(['then', 'catch', 'finally']);
const WAITING = new Set<string>(['AwaitExpression', 'ReturnStatement', 'ArrowFunctionExpression', 'ArrayExpression', 'ForOfStatement', 'YieldExpression']);

function typeKey(node: Node, file: FileContext): string | undefined {
  const type = file.types.typeOf(node);
  return type?.kind === 'key' ? type.key : undefined;
}

/** `const run = promisify(exec)`: what `run` does is what `exec` does. */
function promisifiedOrigin(callee: Node, file: FileContext): string | undefined {
  const call = file.bindings.valueBehind(callee);
  if (call.type !== 'CallExpression' || file.origins.originOf(call.callee) !== 'node:util#promisify') return undefined;
  const [wrapped] = call.arguments;
  return wrapped === undefined ? undefined : file.origins.originOf(wrapped);
}

/** What a call is given for its signal. */
export interface GivenSignal {
  /** `absent`: certainly none. `given`: one. `unknown`: perhaps one, in an object whose origin is not visible. */
  readonly state: 'absent' | 'given' | 'unknown';
  /** The expression of the signal, where it is written down. */
  readonly value: Node | undefined;
  /** The options object that lacks it, where it is written out in the call. */
  readonly options: TSESTree.ObjectExpression | undefined;
  /** The name of options that are written elsewhere in full, and lack it. */
  readonly named: TSESTree.Identifier | undefined;
}

const ABSENT: GivenSignal = { state: 'absent', value: undefined, options: undefined, named: undefined };
const UNKNOWN: GivenSignal = { state: 'unknown', value: undefined, options: undefined, named: undefined };

export function givenSignal(call: CallOrNew, takes: SignalWay, file: FileContext): GivenSignal {
  if (takes.by === 'builder') return isBuiltWith(call, takes.method) || !isAwaitedChain(call) ? UNKNOWN : ABSENT;
  const { arguments: given } = call;
  if (given.some((argument) => argument.type === 'SpreadElement')) return UNKNOWN;
  if (takes.by === 'argument') {
    const argument = given[takes.argument];
    return argument === undefined || isNothing(argument) ? ABSENT : { ...ABSENT, state: 'given', value: argument };
  }
  const reader = new OptionsReader(takes.properties, file, call);
  if (takes.argument === 'last') {
    const last = given.at(-1);
    return last === undefined || !mayBeOptions(last, file) ? ABSENT : reader.read(last);
  }
  const candidates = takes.floats === true ? given.slice(takes.argument) : given.slice(takes.argument, takes.argument + 1);
  return combined(candidates.filter((argument) => !isFunction(unwrapped(argument))).map((argument) => reader.read(argument)));
}

/** The chain that begins with the call goes through the method: `db.from('users').select().abortSignal(signal)`. */
function isBuiltWith(call: CallOrNew, method: string): boolean {
  return chainOf(call).some((node) => node.type === 'MemberExpression' && memberName(node) === method);
}

/** The chain ends where it is waited for; kept in a variable, it may go on. */
function isAwaitedChain(call: CallOrNew): boolean {
  const last = chainOf(call).at(-1) ?? call;
  return last.parent?.type === 'AwaitExpression' || last.parent?.type === 'ReturnStatement';
}

/** `.select()` and `.single()` behind `db.from('users')`, member by member and call by call. */
function chainOf(call: CallOrNew): readonly Node[] {
  const chain: Node[] = [];
  for (let node: Node = call, parent = wrappingParent(call); parent !== undefined; node = parent, parent = wrappingParent(parent)) {
    const goesOn = parent.type === 'MemberExpression' ? parent.object === node : parent.type === 'CallExpression' && parent.callee === node;
    if (!goesOn) break;
    chain.push(parent);
  }
  return chain;
}

/** A given signal in any of them counts, and so does one that cannot be ruled out. */
function combined(parts: readonly GivenSignal[]): GivenSignal {
  return (
    parts.find(({ state }) => state === 'given') ??
    parts.find(({ state }) => state === 'unknown') ??
    parts.find(({ options, named }) => options !== undefined || named !== undefined) ??
    ABSENT
  );
}

function isNothing(node: Node): boolean {
  const literal = literalValue(node);
  return literal !== undefined && literal.value == null;
}

/** Among streams, only what is written as an object or called options is one. */
function mayBeOptions(node: Node, file: FileContext): boolean {
  const inner = unwrapped(node);
  if (inner.type === 'ObjectExpression') return true;
  if (inner.type !== 'Identifier') return false;
  return file.bindings.valueBehind(inner).type === 'ObjectExpression' || /^(?:opt|init|conf)/iu.test(inner.name);
}

/** Reads an options object as far as the file shows it. */
class OptionsReader {
  constructor(
    private readonly properties: readonly string[],
    private readonly file: FileContext,
    private readonly call: Node,
  ) {}

  read(argument: Node, depth = 0): GivenSignal {
    const node = unwrapped(argument);
    if (depth > 6) return UNKNOWN;
    if (literalValue(node) !== undefined) return ABSENT;
    switch (node.type) {
      case 'ObjectExpression':
        return this.readObject(node, depth);
      case 'Identifier':
        return this.readName(node, depth);
      case 'ConditionalExpression':
        return combined([this.read(node.consequent, depth + 1), this.read(node.alternate, depth + 1)]);
      case 'LogicalExpression':
        return combined([...(node.operator === '&&' ? [] : [this.read(node.left, depth + 1)]), this.read(node.right, depth + 1)]);
      case 'TemplateLiteral':
      case 'ArrayExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return ABSENT;
      default:
        return UNKNOWN;
    }
  }

  private readObject(node: TSESTree.ObjectExpression, depth: number): GivenSignal {
    let found: GivenSignal = { ...ABSENT, options: node };
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        const spread = this.read(property.argument, depth + 1);
        if (spread.state !== 'absent' && found.state !== 'given') found = spread;
      } else if (this.properties.includes(definitionName(property) ?? '')) {
        found = isNothing(property.value) ? { ...ABSENT, options: node } : { ...ABSENT, state: 'given', value: property.value, options: node };
      }
    }
    return found;
  }

  private readName(name: TSESTree.Identifier, depth: number): GivenSignal {
    const variable = this.file.bindings.variableOf(name);
    const definition = variable?.defs[0];
    if (variable === undefined || definition === undefined) return UNKNOWN;
    if (this.isStripped(definition.name)) return ABSENT;
    const written = this.file.bindings.soleValue(variable);
    if (written?.value === undefined || written.path.length > 0) return UNKNOWN;
    const later = variable.references.map(({ identifier }) => this.readUse(identifier)).find((use) => use !== undefined);
    if (later !== undefined) return later;
    const found = this.read(written.value, depth + 1);
    return found.state === 'absent' ? { ...ABSENT, named: found.options === undefined ? undefined : name } : found;
  }

  /** What else is done with the object's name may give it the signal. */
  private readUse(name: Node): GivenSignal | undefined {
    const { parent } = name;
    if (parent?.type === 'CallExpression' && parent !== this.call && parent.callee !== name) return UNKNOWN;
    const isSignal = parent?.type === 'MemberExpression' && this.properties.includes(memberName(parent) ?? '');
    return isSignal ? { ...ABSENT, state: 'given', value: parent } : undefined;
  }

  /** `({ signal, ...init })`: the rest of a pattern that takes the signal out has none. */
  private isStripped(name: Node): boolean {
    const rest = name.parent;
    const pattern = rest?.type === 'RestElement' ? rest.parent : undefined;
    return pattern?.type === 'ObjectPattern' && pattern.properties.some((property) => property.type === 'Property' && this.properties.includes(definitionName(property) ?? ''));
  }
}

/** The first argument brings a signal of its own, or may: a `Request`, or something called so. */
export function isCarried(call: CallOrNew, operation: CancellableOperation, file: FileContext): boolean {
  const [first] = call.arguments;
  if (operation.carrier !== true || first === undefined) return false;
  const node = unwrapped(first);
  if (node.type === 'NewExpression') return isCarriedBy(node, operation, file);
  if (node.type === 'Identifier') {
    const value = file.bindings.valueBehind(node);
    if (value.type === 'NewExpression') return isCarriedBy(value, operation, file);
  }
  const name = node.type === 'MemberExpression' ? (memberName(node) ?? '') : node.type === 'Identifier' ? node.name : '';
  return typeKey(node, file) === 'global:Request' || /req|input|resource|info/iu.test(name);
}

const REQUEST = /(?:^global:|#)(?:Next)?Request$/u;

function isCarriedBy(value: TSESTree.NewExpression, operation: CancellableOperation, file: FileContext): boolean {
  return REQUEST.test(file.origins.originOf(value.callee) ?? '') && givenSignal(value, operation.takes, file).state !== 'absent';
}
