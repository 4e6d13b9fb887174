/** Which names, labels and jumps a statement of a random program may use where it stands. */
import { blocksOf, type Block, type Condition, type Program, type Statement, type Value } from './grammar.js';

export type NameKind = 'let' | 'const' | 'let flag' | 'const flag' | 'closure';

export interface Label {
  readonly name: string;
  readonly loop: boolean;
}

export interface Scope {
  readonly names: ReadonlyMap<string, NameKind>;
  readonly labels: readonly Label[];
  readonly inLoop: boolean;
  readonly inSwitch: boolean;
  readonly inHandler: boolean;
  /** What `return` would leave. */
  readonly body: 'subject' | 'helper' | 'static' | 'closure';
  readonly async: boolean;
  readonly generator: boolean;
  readonly helpers: readonly string[];
}

export function outermost(program: Omit<Program, 'body' | 'helpers'>, helpers: readonly string[]): Scope {
  const { async, generator } = program;
  const nowhere = { labels: [], inLoop: false, inSwitch: false, inHandler: false };
  return { ...nowhere, names: new Map(), body: 'subject', async, generator, helpers };
}

/** The body of a helper: it may call itself and those before it. */
export function helperScope(known: readonly string[]): Scope {
  const scope = outermost({ async: false, generator: false }, known);
  return { ...scope, body: 'helper', names: new Map([['h', 'const']]) };
}

/** The scope behind `statement`. */
export function after(scope: Scope, statement: Statement): Scope {
  const kind = declared(statement);
  return kind && 'name' in statement ? { ...scope, names: new Map([...scope.names, [statement.name, kind]]) } : scope;
}

function declared(statement: Statement): NameKind | undefined {
  switch (statement.kind) {
    case 'declare':
      return statement.keyword;
    case 'using':
    case 'unpack':
      return 'const';
    case 'flag':
      return statement.keyword === 'let' ? 'let flag' : 'const flag';
    case 'closure':
      return 'closure';
    default:
      return undefined;
  }
}

/** The scope in the blocks of `statement`, but for the handler of a `try`. */
export function within(scope: Scope, statement: Statement): Scope {
  const own = 'label' in statement && statement.label !== undefined ? statement.label : undefined;
  const labels = (loop: boolean): readonly Label[] => (own === undefined ? scope.labels : [...scope.labels, { name: own, loop }]);
  const nowhere = { labels: [], inLoop: false, inSwitch: false, inHandler: scope.inHandler, async: false, generator: false };
  switch (statement.kind) {
    case 'while':
    case 'do':
    case 'for':
    case 'for-of':
    case 'for-await':
      return { ...scope, labels: labels(true), inLoop: true };
    case 'block':
      return { ...scope, labels: labels(false) };
    case 'switch':
      return { ...scope, inSwitch: true };
    case 'static':
      return { ...scope, ...nowhere, body: 'static' };
    case 'closure':
      return { ...scope, ...nowhere, body: 'closure' };
    default:
      return scope;
  }
}

export const inHandler = (scope: Scope): Scope => ({ ...scope, inHandler: true });

export const namesOf = (scope: Scope, ...kinds: readonly NameKind[]): string[] =>
  [...scope.names].filter(([, kind]) => kinds.includes(kind)).map(([name]) => name);

/** Every name is declared before its use, and every jump has a target. */
export function isWellFormed(program: Program): boolean {
  const known: string[] = [];
  for (const { name, body } of program.helpers) {
    known.push(name);
    if (!fits(body, helperScope(known))) return false;
  }
  return fits(program.body, outermost(program, known));
}

function fits(block: Block, outer: Scope): boolean {
  let scope = outer;
  return block.every((statement) => {
    const allowed = mayStand(statement, scope) && bodiesFit(statement, scope);
    scope = after(scope, statement);
    return allowed;
  });
}

function bodiesFit(statement: Statement, scope: Scope): boolean {
  const inner = within(scope, statement);
  return blocksOf(statement).every((block) => {
    const handles = statement.kind === 'try' && block === statement.handler;
    return fits(block, handles ? inHandler(inner) : inner);
  });
}

function mayStand(statement: Statement, scope: Scope): boolean {
  const parts = [...('value' in statement ? [statement.value] : []), ...('test' in statement ? [statement.test] : [])];
  return parts.every((part) => typeof part !== 'object' || isKnown(part, scope)) && placed(statement, scope) && bound(statement, scope);
}

function placed(statement: Statement, scope: Scope): boolean {
  switch (statement.kind) {
    case 'step-async':
    case 'for-await':
      return scope.async;
    case 'yield':
      return scope.generator;
    case 'rethrow':
      return scope.inHandler;
    case 'return':
      return scope.body === 'subject' || (scope.body === 'helper' && !statement.value);
    case 'break':
    case 'continue':
      return jumps(statement.kind, statement.label, scope);
    case 'using':
      return scope.async || !statement.awaited;
    default:
      return true;
  }
}

function jumps(kind: 'break' | 'continue', name: string | undefined, scope: Scope): boolean {
  if (name === undefined) return scope.inLoop || (kind === 'break' && scope.inSwitch);
  return scope.labels.some((label) => label.name === name && (kind === 'break' || label.loop));
}

function bound(statement: Statement, scope: Scope): boolean {
  switch (statement.kind) {
    case 'release':
      return statement.form === 'value' || isHolder(scope, statement.name);
    case 'assign':
      return scope.names.get(statement.name) === 'let';
    case 'set-flag':
      return scope.names.get(statement.name) === 'let flag';
    case 'store':
    case 'keep':
      return isHolder(scope, statement.name);
    case 'help':
      return isHolder(scope, statement.name) && scope.helpers.includes(statement.helper);
    case 'closure':
      return scope.names.get(statement.releases) === 'const';
    case 'use-closure':
      return scope.names.get(statement.name) === 'closure' && (statement.by !== 'return' || scope.body === 'subject');
    default:
      return true;
  }
}

const isHolder = (scope: Scope, name: string): boolean => ['let', 'const'].includes(scope.names.get(name) ?? '');
const isFlag = (scope: Scope, name: string): boolean => ['let flag', 'const flag'].includes(scope.names.get(name) ?? '');

function isKnown(of: Value | Condition, scope: Scope): boolean {
  switch (of.kind) {
    case 'name':
    case 'holds':
      return isHolder(scope, of.name);
    case 'flag':
      return isFlag(scope, of.name);
    case 'not':
      return isKnown(of.of, scope);
    case 'logical':
      return isKnown(of.left, scope) && isKnown(of.right, scope);
    case 'pick':
      return isKnown(of.test, scope) && isKnown(of.yes, scope) && isKnown(of.no, scope);
    case 'after-step':
    case 'cast':
      return isKnown(of.value, scope);
    default:
      return true;
  }
}
