/** Smaller programs, the much smaller ones first. */
import type { Block, Condition, Program, Statement, Value } from './grammar.js';
import { blocksOf } from './grammar.js';
import { isWellFormed } from './scope.js';

export function* smaller(program: Program): Generator<Program> {
  for (const candidate of candidates(program)) if (isWellFormed(candidate)) yield candidate;
}

function* candidates(program: Program): Generator<Program> {
  for (const helpers of without(program.helpers)) yield { ...program, helpers };
  for (const body of smallerBlocks(program.body)) yield { ...program, body };
  if (program.async) yield { ...program, async: false };
  if (program.generator) yield { ...program, generator: false };
  for (const [index, helper] of program.helpers.entries()) {
    for (const body of smallerBlocks(helper.body)) yield { ...program, helpers: program.helpers.with(index, { ...helper, body }) };
  }
}

/** `list` without one half, then without one element. */
function* without<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let size = list.length; size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < list.length; start += size) yield list.toSpliced(start, size);
  }
}

function* smallerBlocks(block: Block): Generator<Block> {
  yield* without(block);
  for (const [index, statement] of block.entries()) {
    for (const body of blocksOf(statement)) yield block.toSpliced(index, 1, ...body);
    for (const simpler of smallerStatements(statement)) yield block.with(index, simpler);
  }
}

function* smallerStatements(statement: Statement): Generator<Statement> {
  if ('label' in statement && statement.label !== undefined) yield { ...statement, label: undefined };
  yield* smallerBodies(statement);
  switch (statement.kind) {
    case 'if':
    case 'while':
    case 'do':
      for (const test of smallerConditions(statement.test)) yield { ...statement, test };
      break;
    case 'drop':
    case 'declare':
    case 'using':
    case 'unpack':
    case 'assign':
      for (const value of smallerValues(statement.value)) yield { ...statement, value };
      break;
    case 'return':
    case 'throw':
    case 'yield':
      if (statement.value) yield { ...statement, value: undefined };
      for (const value of statement.value ? smallerValues(statement.value) : []) yield { ...statement, value };
      break;
    case 'release':
      if (statement.form === 'and') yield { ...statement, form: 'plain' };
      for (const value of statement.value ? smallerValues(statement.value) : []) yield { ...statement, value };
      break;
    case 'flag':
      for (const value of smallerConditions(statement.value)) yield { ...statement, value };
      break;
    default:
  }
}

/** One of the bodies is left out or gets smaller. */
function* smallerBodies(statement: Statement): Generator<Statement> {
  switch (statement.kind) {
    case 'if':
      if (statement.else) yield { ...statement, else: undefined };
      for (const then of smallerBlocks(statement.then)) yield { ...statement, then };
      for (const other of statement.else ? smallerBlocks(statement.else) : []) yield { ...statement, else: other };
      break;
    case 'try':
      if (statement.handler && statement.finalizer) yield* [{ ...statement, handler: undefined }, { ...statement, finalizer: undefined }];
      for (const body of smallerBlocks(statement.body)) yield { ...statement, body };
      for (const handler of statement.handler ? smallerBlocks(statement.handler) : []) yield { ...statement, handler };
      for (const finalizer of statement.finalizer ? smallerBlocks(statement.finalizer) : []) yield { ...statement, finalizer };
      break;
    case 'switch':
      if (statement.otherwise) yield { ...statement, otherwise: undefined };
      for (const [index, body] of statement.cases.entries()) {
        yield { ...statement, cases: statement.cases.toSpliced(index, 1) };
        for (const less of smallerBlocks(body)) yield { ...statement, cases: statement.cases.with(index, less) };
      }
      for (const otherwise of statement.otherwise ? smallerBlocks(statement.otherwise) : []) yield { ...statement, otherwise };
      break;
    case 'closure':
      for (const before of smallerBlocks(statement.before)) yield { ...statement, before };
      break;
    default:
      if ('body' in statement) for (const body of smallerBlocks(statement.body)) yield { ...statement, body };
  }
}

function* smallerConditions(test: Condition): Generator<Condition> {
  if (test.kind === 'choice') return;
  yield { kind: 'choice' };
  if (test.kind === 'not') {
    yield test.of;
    for (const of of smallerConditions(test.of)) yield { ...test, of };
  } else if (test.kind === 'logical') {
    yield* [test.left, test.right];
    for (const left of smallerConditions(test.left)) yield { ...test, left };
    for (const right of smallerConditions(test.right)) yield { ...test, right };
  } else if (test.kind === 'holds' && test.test !== '') {
    yield { ...test, test: '' };
  }
}

function* smallerValues(value: Value): Generator<Value> {
  switch (value.kind) {
    case 'pick':
      yield* [value.yes, value.no];
      for (const test of smallerConditions(value.test)) yield { ...value, test };
      for (const yes of smallerValues(value.yes)) yield { ...value, yes };
      for (const no of smallerValues(value.no)) yield { ...value, no };
      break;
    case 'logical':
      yield* [value.left, value.right];
      for (const left of smallerValues(value.left)) yield { ...value, left };
      for (const right of smallerValues(value.right)) yield { ...value, right };
      break;
    case 'after-step':
    case 'cast':
      yield value.value;
      for (const inner of smallerValues(value.value)) yield { ...value, value: inner };
      break;
    case 'name':
      yield* [{ kind: 'null' } as const, { kind: 'acquire' } as const];
      break;
    case 'null':
      yield { kind: 'acquire' };
      break;
    case 'acquire':
  }
}
