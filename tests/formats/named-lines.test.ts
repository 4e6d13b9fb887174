import { expect, it } from 'vitest';
import { namedLines } from '../../src/formats/named-lines.js';

it.each([
  ['`timer` still runs when `await load()` rejects on line 4; clear it in `finally`.', [[4, '`await load()` rejects', true]]],
  ['The promise from line 10 stays pending when it returns on line 14; call `resolve`.', [[10, 'The promise', false], [14, 'it returns', true]]],
  ['This abort is lost when the loop goes on behind line 15; leave the loop.', [[15, 'the loop goes on', true]]],
  ['`abort` listener stays on `signal` when the promise from line 7 has ended; remove it.', [[7, 'the promise', false]]],
  ['`change` listener stays on `bus`: line 16 removes another function; keep it.', [[16, 'removes another function', false]]],
  ['`timer` is not cleared by `stop` on line 16; clear it there.', [[16, '`stop`', false]]],
  ['`beat` calls itself on line 12 on every path; test a signal or return.', [[12, 'calls itself', false]]],
  ['`this.ramp` is never cleared for good; add a method that ends it.', []],
])('%s', (message, named) => {
  expect(namedLines(message).map(({ line, words, isExit }) => [line, words, isExit])).toEqual(named);
});
