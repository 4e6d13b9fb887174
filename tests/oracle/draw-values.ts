/** Draws conditions and handle values from the names in scope. */
import type { Draw } from './draw.js';
import type { Condition, Value } from './grammar.js';
import { namesOf, type Scope } from './scope.js';

export function drawCondition(draw: Draw, scope: Scope, depth: number): Condition {
  const flags = namesOf(scope, 'let flag', 'const flag');
  const holders = namesOf(scope, 'let', 'const');
  const choice = draw.below(100);
  if (flags.length > 0 && choice < 40) return negated(draw, { kind: 'flag', name: draw.pick(flags) });
  if (holders.length > 0 && choice < 55) return negated(draw, { kind: 'holds', name: draw.pick(holders), test: draw.pick(['', '', '!== null', '!= null'] as const) });
  if (choice < 57 && scope.body !== 'helper') return { kind: 'literal', value: draw.chance(70) };
  if (depth > 0 && choice < 65 && scope.body !== 'helper') {
    const operator = draw.chance(50) ? '&&' : '||';
    return { kind: 'logical', operator, left: drawCondition(draw, scope, depth - 1), right: drawCondition(draw, scope, depth - 1) };
  }
  return { kind: 'choice' };
}

function negated(draw: Draw, test: Condition): Condition {
  return draw.chance(25) ? { kind: 'not', of: test } : test;
}

/** A handle or null. */
export function drawValue(draw: Draw, scope: Scope, depth: number): Value {
  return draw.chance(12) ? { kind: 'null' } : drawHeld(draw, scope, depth);
}

/** A handle, or at least not the literal null. */
export function drawHeld(draw: Draw, scope: Scope, depth: number): Value {
  const names = namesOf(scope, 'let', 'const');
  const choice = draw.below(100);
  if (names.length > 0 && choice < 22) return { kind: 'name', name: draw.pick(names) };
  if (depth > 0 && choice < 30) {
    return { kind: 'pick', test: drawCondition(draw, scope, 0), yes: drawHeld(draw, scope, depth - 1), no: drawValue(draw, scope, depth - 1) };
  }
  if (depth > 0 && names.length > 0 && choice < 36) {
    const operator = draw.pick(['&&', '||', '??'] as const);
    return { kind: 'logical', operator, left: { kind: 'name', name: draw.pick(names) }, right: drawHeld(draw, scope, depth - 1) };
  }
  if (depth > 0 && choice < 39) return { kind: 'after-step', value: drawValue(draw, scope, depth - 1) };
  if (choice < 41) return { kind: 'cast', value: { kind: 'acquire' } };
  return { kind: 'acquire' };
}
