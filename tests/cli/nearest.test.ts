import { expect, it } from 'vitest';
import { nearest } from '../../src/cli/nearest.js';

it.each([
  ['--strcit', '--strict'],
  ['--formt', '--format'],
  ['--bogus', undefined],
])('%s means %s', (given, meant) => {
  expect(nearest(given, ['--strict', '--format', '--fix'])).toBe(meant);
});
