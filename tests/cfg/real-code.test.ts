/** The verifier over every graph of real code: the tools that this project is built with. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/analysis/cfg/build.js';
import type { GraphRoot } from '../../src/analysis/cfg/graph.js';
import { verifyGraph } from '../../src/analysis/cfg/verify.js';
import { namedFacts, parse, rootsIn } from './parse.js';

const packages = ['eslint/lib', 'vitest/dist', 'zod/src', 'ajv/lib', '@typescript-eslint/utils/dist'];
const largest = 100_000;
const filesPerPackage = 120;
const modules = new URL('../../node_modules/', import.meta.url);

function sourcesOf(name: string): { readonly file: string; readonly code: string }[] {
  const folder = new URL(`${name}/`, modules);
  let files: string[];
  try {
    files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return []; // A package that a later version of a tool no longer brings along.
  }
  return files
    .filter((file) => /(?<!\.d)\.[cm]?[jt]s$/u.test(file))
    .map((file) => ({ file: `${name}/${file}`, code: readFileSync(new URL(file, folder), 'utf8') }))
    .filter(({ code }) => code.length < largest)
    .slice(0, filesPerPackage);
}

function rootsOf(code: string, jsx: boolean): readonly GraphRoot[] {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      return rootsIn(parse(code, { sourceType, jsx }));
    } catch {
      // Tried again as a script; a file that is neither has no graphs.
    }
  }
  return [];
}

describe('graphs of real code', () => {
  let graphs = 0;
  for (const name of packages) {
    it(`keep every promise: ${name}`, { timeout: 120_000 }, () => {
      const problems = sourcesOf(name).flatMap(({ file, code }) =>
        rootsOf(code, file.endsWith('js')).flatMap((root) => {
          graphs += 1;
          const graph = buildGraph(root, namedFacts);
          const all = [...verifyGraph(graph), ...(graph.tooLarge ? ['too large'] : [])];
          return all.map((problem) => `${file}:${root.loc.start.line} ${problem}`);
        }),
      );
      expect(problems).toEqual([]);
    });
  }

  it('are many', () => {
    expect(graphs).toBeGreaterThan(3000);
  });
});
