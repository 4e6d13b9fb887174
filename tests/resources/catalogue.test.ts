import { describe, expect, it } from 'vitest';
import { catalogue, resultTypes } from '../../src/resources/index.js';
import type { Acquisition, Release, ResourceSpec } from '../../src/resources/index.js';

const PATH = String.raw`[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*`;
const BUILT_IN = String.raw`(node|bun):[a-z0-9_]+(/[a-z0-9_]+)*`;
const PACKAGE = String.raw`(@[a-z0-9.-]+/)?[a-z0-9][a-z0-9._-]*(/[A-Za-z0-9._-]+)*`;
const MODULE = `(${BUILT_IN}|${PACKAGE})`;
const GLOBAL_KEY = new RegExp(`^global:${PATH}$`);
const MODULE_KEY = new RegExp(`^${MODULE}#${PATH}$`);

/** Modules that Node writes with `node:`, so that a bare name in a key is always a package. */
const BUILTINS = new Set(
  process
    .getBuiltinModule('node:module')
    .builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:')),
);

function isKey(key: string): boolean {
  // A member of a default import is the export of that name: `sortablejs#create`, not `sortablejs#default.create`.
  if (key.includes('#default.')) {
    return false;
  }
  if (GLOBAL_KEY.test(key)) {
    return true;
  }
  const name = key.slice(0, key.indexOf('#'));
  return MODULE_KEY.test(key) && !BUILTINS.has(name);
}

const keysOfAcquisition = (acquisition: Acquisition): string[] => [acquisition.of];
const keysOfRelease = (release: Release): string[] => (release.by === 'function' ? [release.of] : []);

const keysOf = (row: ResourceSpec): string[] => [
  ...row.acquire.flatMap(keysOfAcquisition),
  ...row.release.flatMap(keysOfRelease),
  ...(row.borrowers ?? []),
  ...(row.type === undefined ? [] : [row.type]),
];

const identity = (value: unknown): string => JSON.stringify(value);

function duplicates(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe('the catalogue', () => {
  it('names every row once', () => {
    expect(duplicates(catalogue.map((row) => row.id))).toEqual([]);
  });

  it('says nothing twice about the types of results', () => {
    expect(duplicates(resultTypes.map((type) => `${type.by} ${type.of} ${type.member ?? ''}`))).toEqual([]);
  });

  it('gives well-formed types of results', () => {
    const wrong = resultTypes.flatMap((type) => [type.of, type.gives].filter((key) => !isKey(key)));
    expect(wrong).toEqual([]);
    expect(resultTypes.filter((type) => (type.by === 'call') !== (type.member === undefined))).toEqual([]);
  });
});

describe.each(catalogue.map((row) => [row.id, row] as const))('%s', (_id, row) => {
  it('names what makes it true', () => {
    expect(() => new URL(row.source)).not.toThrow();
    expect(row.source).toMatch(/^https:\/\//);
  });

  it('is acquired and released', () => {
    expect(row.acquire.length).toBeGreaterThan(0);
    expect(row.release.length).toBeGreaterThan(0);
    expect(duplicates(row.acquire.map(identity))).toEqual([]);
    expect(duplicates(row.release.map(identity))).toEqual([]);
  });

  it('has well-formed keys', () => {
    expect(keysOf(row).filter((key) => !isKey(key))).toEqual([]);
  });

  it('names a member exactly where a method acquires', () => {
    expect(row.acquire.filter((way) => (way.by === 'method') !== (way.method !== undefined))).toEqual([]);
  });

  it('is repaired by one of its releases', () => {
    expect(row.repair).toContain('$');
    const repairs = row.release.map((release) => {
      switch (release.by) {
        case 'function':
          return `${release.of.replace(/^.*[:#]/, '')}($)`;
        case 'method':
          return `$.${release.name}()`;
        case 'call':
          return '$()';
        case 'method-argument':
          return `.${release.name}($)`;
        case 'whole-method':
        case 'owner-method':
        case 'owner-release':
        case 'iterated':
        case 'iteration-end':
          return '';
      }
    });
    const repair = row.repair.replace(/^await /, '');
    const fits = (known: string): boolean =>
      known.startsWith('.') ? repair.endsWith(known) : known !== '' && repair.startsWith(known);
    expect(repairs.some(fits)).toBe(true);
  });

  it('reads well in a message', () => {
    // "`x` is not closed when it returns on line 3; close it in `finally`."
    expect(row.whileHeld).toMatch(/^(is (still|not) [a-z]+( up| down)?|still [a-z]+s|stays [a-z]+)$/);
    expect(row.verb).toMatch(/^[a-z]+( up| down| back)?$/);
    expect(row.noun).toMatch(/^[A-Za-z0-9][A-Za-z0-9/. -]*$/);
    expect(row.noun).not.toMatch(/^(a|an|the|this) /);
    expect(`this ${row.noun} ${row.whileHeld}`.length).toBeLessThan(60);
  });

  it('has no member that both keeps and ends it', () => {
    const released = row.release.flatMap((release) => (release.by === 'method' ? [release.name] : []));
    const both = (row.fluent ?? []).filter((name) => released.includes(name) || row.waive?.includes(name));
    expect(both).toEqual([]);
  });
});
