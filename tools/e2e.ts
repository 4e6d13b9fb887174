/**
 * `npm run e2e [-- NAME]`: the packed tarball in real ESLint, oxlint, an editor's language server and CI, as a table.
 *
 * Everything is installed from the registry with `--strict-peer-deps`. What cannot be had is skipped by name.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from '../tests/e2e/lib/project.js';
import { rowsOf, table } from '../tests/e2e/lib/run.js';
import type { Row, Setting } from '../tests/e2e/lib/scenario.js';
import { ci } from '../tests/e2e/scenarios/ci.js';
import { editor } from '../tests/e2e/scenarios/editor.js';
import { eslint } from '../tests/e2e/scenarios/eslint.js';
import { oxlint } from '../tests/e2e/scenarios/oxlint.js';
import { recipesSetting } from '../tests/e2e/scenarios/recipes.js';
import { tarballSettings } from '../tests/e2e/scenarios/tarball.js';

const root = fileURLToPath(new URL('..', import.meta.url));

const settingsFor = (tarball: string): readonly Setting[] => [...tarballSettings(tarball), ...eslint, oxlint, editor, ci, recipesSetting];

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** Packs what lies in dist, runs every setting whose name contains `wanted`, and prints the table. */
export async function runEndToEnd(wanted = ''): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'leaks-e2e-'));
  try {
    const tarball = await pack(folder);
    const rows: Row[] = [];
    for (const setting of settingsFor(tarball).filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()))) {
      rows.push(...(await rowsOf(setting, tarball, folder)));
    }
    console.log(table(rows));
    const count = (status: Row['status']): number => rows.filter((row) => row.status === status).length;
    console.log(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
    return { passed: count('passed'), failed: count('failed') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pack(folder: string): Promise<string> {
  // `--ignore-scripts`: it is built already.
  const { status, stdout, stderr } = await start('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root, {});
  if (status !== 0) throw new Error(`npm pack: ${stderr}`);
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ filename: string }];
  return path.join(folder, packed.filename);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { buildAll } = await import('./build.js');
  await buildAll({ types: true });
  const { failed } = await runEndToEnd(process.argv[2]);
  process.exitCode = failed === 0 ? 0 : 1;
}
