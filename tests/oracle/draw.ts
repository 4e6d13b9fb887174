/** Draws random programs that make sense as JavaScript: names are declared, jumps have targets. */
import type { Random } from 'fast-check';
import { drawCondition, drawHeld, drawValue } from './draw-values.js';
import type { Block, Helper, Program, Statement } from './grammar.js';
import { after, helperScope, inHandler, namesOf, outermost, within, type Scope } from './scope.js';

/** The state of one drawing: the random source, and what may still be spent. */
export class Draw {
  private named = 0;

  constructor(
    private readonly random: Random,
    /** How many statements may still be drawn. */
    public budget: number,
  ) {}

  below(bound: number): number {
    return this.random.nextInt(0, bound - 1);
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(options: readonly T[]): T {
    return options[this.below(options.length)] as T;
  }

  fresh(prefix: string): string {
    return `${prefix}${++this.named}`;
  }
}

/** A way to draw a statement: how often, where, and what. `undefined` where it does not fit. */
interface Form {
  readonly weight: number;
  readonly draw: (draw: Draw, scope: Scope) => Statement | undefined;
}

export function drawProgram(random: Random): Program {
  const size = random.nextInt(3, 13);
  const draw = new Draw(random, size);
  const flavour = draw.below(100);
  const program = { async: flavour >= 50 && flavour < 85, generator: flavour >= 75 };
  const helpers = draw.chance(30) ? drawHelpers(draw) : [];
  const scope = outermost(program, helpers.map(({ name }) => name));
  return { ...program, helpers, body: drawBlock(draw, scope, 0) };
}

function drawHelpers(draw: Draw): Helper[] {
  const budget = draw.budget;
  const helpers: Helper[] = [];
  for (let count = draw.chance(25) ? 2 : 1; count > 0; count -= 1) {
    draw.budget = 1 + draw.below(3);
    const name = draw.fresh('help');
    const scope = helperScope([...helpers.map((helper) => helper.name), name]);
    helpers.push({ name, body: drawBlock(draw, scope, 2) });
  }
  draw.budget = budget;
  return helpers;
}

/** Where a block of the given depth takes its statements from. */
function drawBlock(draw: Draw, outer: Scope, depth: number): Block {
  const block: Statement[] = [];
  let scope = outer;
  const most = depth === 0 ? draw.budget : 1 + draw.below(4);
  while (block.length < most && draw.budget > 0) {
    draw.budget -= 1;
    const statement = drawStatement(draw, scope, depth);
    block.push(statement);
    scope = after(scope, statement);
    if (['return', 'throw', 'break', 'continue', 'rethrow', 'exit'].includes(statement.kind) && (scope.body === 'helper' || draw.chance(90))) break;
  }
  return block;
}

function drawStatement(draw: Draw, scope: Scope, depth: number): Statement {
  // Programs that hold nothing say nothing: begin with a handle.
  if (scope.body === 'subject' && namesOf(scope, 'let', 'const').length === 0 && draw.chance(60)) return declaration(draw, scope);
  const forms = depth < 4 && draw.budget > 0 ? [...simple, ...nesting(depth)] : simple;
  const total = forms.reduce((sum, form) => sum + form.weight, 0);
  for (;;) {
    let ticket = draw.below(total);
    const form = forms.find(({ weight }) => (ticket -= weight) < 0);
    const statement = form?.draw(draw, scope);
    if (statement) return statement;
  }
}

function holder(draw: Draw, scope: Scope): string | undefined {
  const names = namesOf(scope, 'let', 'const');
  return names.length > 0 ? draw.pick(names) : undefined;
}

function declaration(draw: Draw, scope: Scope): Statement {
  const name = draw.fresh('h');
  if (draw.chance(30)) return { kind: 'declare', keyword: 'let', name, value: { kind: 'null' } };
  return { kind: 'declare', keyword: draw.chance(50) ? 'let' : 'const', name, value: drawHeld(draw, scope, 2) };
}

function drawAssign(draw: Draw, scope: Scope): Statement | undefined {
  const names = namesOf(scope, 'let');
  if (names.length === 0) return undefined;
  const operator = draw.chance(80) ? '=' : draw.pick(['??=', '||=', '&&='] as const);
  return { kind: 'assign', name: draw.pick(names), operator, value: drawValue(draw, scope, 2) };
}

function drawFlag(draw: Draw): Statement {
  const keyword = draw.chance(50) ? 'let' : 'const';
  const value = keyword === 'const' ? ({ kind: 'choice' } as const) : ({ kind: 'literal', value: draw.chance(50) } as const);
  return { kind: 'flag', keyword, name: draw.fresh('on'), value };
}

function drawSetFlag(draw: Draw, scope: Scope): Statement | undefined {
  const names = namesOf(scope, 'let flag');
  return names.length > 0 ? { kind: 'set-flag', name: draw.pick(names), value: draw.chance(50) } : undefined;
}

function drawRelease(draw: Draw, scope: Scope): Statement | undefined {
  const name = holder(draw, scope);
  if (name === undefined) return undefined;
  if (draw.chance(8)) return { kind: 'release', name, form: 'value', value: drawValue(draw, scope, 2) };
  return { kind: 'release', name, form: draw.chance(20) ? 'and' : 'plain' };
}

function drawReturn(draw: Draw, scope: Scope): Statement | undefined {
  if (scope.body !== 'subject' && scope.body !== 'helper') return undefined;
  const value = scope.body === 'subject' && draw.chance(30) ? drawValue(draw, scope, 2) : undefined;
  return { kind: 'return', value };
}

function drawJump(draw: Draw, scope: Scope): Statement | undefined {
  const kind = draw.chance(50) ? 'break' : 'continue';
  const targets: (string | undefined)[] = scope.labels.filter(({ loop }) => loop || kind === 'break').map(({ name }) => name);
  if (scope.inLoop || (kind === 'break' && scope.inSwitch)) targets.push(undefined, undefined);
  return targets.length > 0 ? { kind, label: draw.pick(targets) } : undefined;
}

function drawClosure(draw: Draw, scope: Scope): Statement | undefined {
  const names = namesOf(scope, 'const');
  if (names.length === 0) return undefined;
  return { kind: 'closure', name: draw.fresh('off'), releases: draw.pick(names), before: draw.chance(20) ? [{ kind: 'step' }] : [] };
}

function drawUseOfClosure(draw: Draw, scope: Scope): Statement | undefined {
  const names = namesOf(scope, 'closure');
  if (names.length === 0) return undefined;
  const by = draw.pick(['call', 'call', 'optional call', 'return', 'store'] as const);
  if (by === 'return' && scope.body !== 'subject') return undefined;
  return { kind: 'use-closure', name: draw.pick(names), by };
}

function drawHelp(draw: Draw, scope: Scope): Statement | undefined {
  const name = holder(draw, scope);
  return name === undefined || scope.helpers.length === 0 ? undefined : { kind: 'help', helper: draw.pick(scope.helpers), name };
}

const named = (kind: 'store' | 'keep') => (draw: Draw, scope: Scope): Statement | undefined => {
  const name = holder(draw, scope);
  return name === undefined ? undefined : { kind, name };
};

const where = (fits: (scope: Scope) => boolean, make: (draw: Draw, scope: Scope) => Statement) => (draw: Draw, scope: Scope): Statement | undefined =>
  fits(scope) ? make(draw, scope) : undefined;

const inSubject = (scope: Scope): boolean => scope.body === 'subject' || scope.body === 'static';

const simple: readonly Form[] = [
  { weight: 8, draw: () => ({ kind: 'step' }) },
  { weight: 12, draw: where((scope) => scope.async, () => ({ kind: 'step-async' })) },
  { weight: 14, draw: where(inSubject, declaration) },
  { weight: 26, draw: drawRelease },
  { weight: 8, draw: where(inSubject, drawAssign as (draw: Draw, scope: Scope) => Statement) },
  { weight: 3, draw: where(inSubject, (draw, scope) => ({ kind: 'unpack', name: draw.fresh('h'), from: draw.pick(['object', 'array'] as const), value: drawHeld(draw, scope, 1) })) },
  { weight: 2, draw: where(inSubject, () => ({ kind: 'drop', value: { kind: 'acquire' } })) },
  { weight: 4, draw: where(inSubject, (draw, scope) => ({ kind: 'using', name: draw.fresh('h'), awaited: scope.async && draw.chance(50), value: drawHeld(draw, scope, 1) })) },
  { weight: 5, draw: drawFlag },
  { weight: 4, draw: drawSetFlag },
  { weight: 7, draw: drawReturn },
  { weight: 4, draw: () => ({ kind: 'throw', value: undefined }) },
  { weight: 3, draw: where((scope) => scope.inHandler, () => ({ kind: 'rethrow' })) },
  { weight: 1, draw: () => ({ kind: 'exit' }) },
  { weight: 8, draw: drawJump },
  { weight: 2, draw: named('store') },
  { weight: 4, draw: named('keep') },
  { weight: 4, draw: drawClosure },
  { weight: 10, draw: drawUseOfClosure },
  { weight: 8, draw: drawHelp },
  { weight: 9, draw: where((scope) => scope.generator, (draw, scope) => ({ kind: 'yield', value: draw.chance(20) ? drawValue(draw, scope, 1) : undefined })) },
];

function nesting(depth: number): readonly Form[] {
  const label = (draw: Draw): string | undefined => (draw.chance(25) ? draw.fresh('x') : undefined);
  const body = (draw: Draw, scope: Scope, statement: Statement): Block => drawBlock(draw, within(scope, statement), depth + 1);
  const filled = (make: (draw: Draw, scope: Scope) => Extract<Statement, { body: Block }>) => (draw: Draw, scope: Scope): Statement => {
    const statement = make(draw, scope);
    return { ...statement, body: body(draw, scope, statement) };
  };
  const empty: Block = [];
  return [
    { weight: 24, draw: (draw, scope) => drawIf(draw, scope, depth) },
    { weight: 16, draw: (draw, scope) => drawTry(draw, scope, depth) },
    { weight: 3, draw: (draw, scope) => drawSwitch(draw, scope, depth) },
    { weight: 3, draw: filled((draw) => ({ kind: 'block', label: label(draw), body: empty })) },
    { weight: 4, draw: filled((draw, scope) => ({ kind: 'while', label: label(draw), test: drawCondition(draw, scope, 1), body: empty })) },
    { weight: 2, draw: filled((draw, scope) => ({ kind: 'do', label: label(draw), test: drawCondition(draw, scope, 1), body: empty })) },
    { weight: 2, draw: filled((draw) => ({ kind: 'for', label: label(draw), body: empty })) },
    { weight: 3, draw: filled((draw) => ({ kind: 'for-of', label: label(draw), body: empty })) },
    { weight: 4, draw: (draw, scope) => (scope.async ? filled((inner) => ({ kind: 'for-await', label: label(inner), body: empty }))(draw, scope) : undefined) },
    { weight: 1, draw: where(inSubject, filled(() => ({ kind: 'static', body: empty }))) },
  ];
}

function drawIf(draw: Draw, scope: Scope, depth: number): Statement {
  const test = drawCondition(draw, scope, 2);
  const then = drawBlock(draw, scope, depth + 1);
  return { kind: 'if', test, then, else: draw.chance(30) ? drawBlock(draw, scope, depth + 1) : undefined };
}

function drawTry(draw: Draw, scope: Scope, depth: number): Statement {
  const handled = draw.chance(50);
  const body = drawBlock(draw, scope, depth + 1);
  const handler = handled ? drawBlock(draw, inHandler(scope), depth + 1) : undefined;
  const finalizer = !handled || draw.chance(30) ? drawBlock(draw, scope, depth + 1) : undefined;
  return { kind: 'try', body, handler, finalizer };
}

function drawSwitch(draw: Draw, scope: Scope, depth: number): Statement {
  const inside = within(scope, { kind: 'switch', cases: [], otherwise: undefined });
  const cases = Array.from({ length: 1 + draw.below(3) }, () => drawBlock(draw, inside, depth + 1));
  return { kind: 'switch', cases, otherwise: draw.chance(50) ? drawBlock(draw, inside, depth + 1) : undefined };
}
