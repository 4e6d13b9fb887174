import { describe, expect, it } from 'vitest';
import { globRoot, globToRegExp, isGlob } from '../../src/cli/globs.js';

describe('globs', () => {
  it.each([
    ['src/**/*.ts', 'src/a.ts', true],
    ['src/**/*.ts', 'src/a/b/c.ts', true],
    ['src/**/*.ts', 'lib/a.ts', false],
    ['src/*.ts', 'src/a/b.ts', false],
    ['**/*.{ts,tsx}', 'a.tsx', true],
    ['**/*.{ts,tsx}', 'a.js', false],
    ['a?.js', 'ab.js', true],
    ['a?.js', 'abc.js', false],
    ['[ab].js', 'b.js', true],
    ['[!ab].js', 'b.js', false],
    ['a.b', 'axb', false],
    ['./src/*.ts', 'src/a.ts', true],
    ['{src,lib}/{a,b}.ts', 'lib/b.ts', true],
    ['src/**', 'src/a/b', true],
  ])('%s on %s is %s', (pattern, path, matches) => {
    expect(globToRegExp(pattern).test(path)).toBe(matches);
  });

  it('begin in the last folder that is written out', () => {
    expect(globRoot('src/a/**/*.ts')).toBe('src/a');
    expect(globRoot('*.ts')).toBe('.');
    expect(globRoot('/*.ts')).toBe('/');
    expect(isGlob('src/a.ts')).toBe(false);
  });
});
