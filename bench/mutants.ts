/**
 * `npm run bench:mutants [-- WORD]`: the oracle against engines with one mistake each (lib/mutants.ts). An engine whose
 * mistake no program of 3,000 shows survives, and that is a hole in the oracle's grammar unless the list says why.
 *
 * Only a run over all mutants writes bench/RESULTS.md.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cache, root } from './lib/corpora.js';
import { mutants, type Mutant } from './lib/mutants.js';
import { table, writeSection } from './lib/results.js';

const PROGRAMS = '3000';
const SEED = '20261123';

/** A copy of what the oracle consists of, in which one file is changed at a time. */
const copy = path.join(cache, 'mutants');

interface Trial {
  readonly mutant: Mutant;
  /** How many programs it took to see the mistake; undefined where none did. */
  readonly programs: number | undefined;
}

function copyEngine(): void {
  rmSync(copy, { recursive: true, force: true });
  for (const part of ['src', 'tests/oracle', 'tools/oracle.ts']) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json']) cpSync(path.join(root, file), path.join(copy, file));
}

function tryMutant(mutant: Mutant): Trial {
  const file = path.join(copy, 'src/analysis', mutant.file);
  const original = readFileSync(file, 'utf8');
  if (original.split(mutant.from).length !== 2) throw new Error(`${mutant.file} does not have once what "${mutant.name}" changes.`);
  writeFileSync(file, original.replace(mutant.from, () => mutant.to));
  const { status, stdout, stderr } = runOracle();
  writeFileSync(file, original);
  const programs = /^(\d+) programs,/mu.exec(stdout)?.[1];
  // A mistake that makes the engine throw is seen, too.
  if (programs === undefined && !/\bError\b/u.test(stderr)) throw new Error(`"${mutant.name}" was not tried: ${stderr}`);
  return { mutant, programs: status === 0 ? undefined : Number(programs ?? 1) };
}

function runOracle(): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
  return spawnSync(process.execPath, [tsx, 'tools/oracle.ts', PROGRAMS, '--seed', SEED, '--show', '0', '--first'], { cwd: copy, encoding: 'utf8' });
}

const [word = ''] = process.argv.slice(2);
copyEngine();
const trials = mutants
  .filter(({ name }) => name.includes(word))
  .map((mutant) => {
    const trial = tryMutant(mutant);
    console.log(`${trial.programs === undefined ? '✗' : '✓'} ${mutant.name}: ${trial.programs === undefined ? 'survives' : `program ${String(trial.programs)}`}`);
    return trial;
  });
const caught = trials.filter(({ programs }) => programs !== undefined);
const survivors = trials.filter(({ mutant, programs }) => programs === undefined && mutant.unseen === undefined);
const summary = `${String(caught.length)} of ${String(trials.length)} mistakes are seen within ${PROGRAMS} programs (seed ${SEED}), ${String(survivors.length)} survive without a reason.`;
const rows = trials.map(({ mutant, programs }) => [mutant.name, mutant.file, programs === undefined ? (mutant.unseen ?? 'survives') : String(programs)]);
console.log(`\n${summary}`);
if (word === '') writeSection('Mutants', 'npm run bench:mutants', `The oracle against engines with one mistake each. ${summary}\n\n${table(['mistake', 'in', 'seen at program'], rows)}`);
process.exitCode = survivors.length === 0 ? 0 : 1;
