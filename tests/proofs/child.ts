/** Runs one side of one proof in a process of its own. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Sides } from './proof.js';

/** How a program ended. */
export interface Ending {
  readonly code: number | string;
  /** What was left when it ended, where the proof counts that. */
  readonly left: number | undefined;
  /** The error by which it ended, as Node prints it. */
  readonly error: string;
}

/** Node's exit code where the event loop is empty and the program still awaits something. https://nodejs.org/api/process.html#exit-codes */
export const UNSETTLED = 13;

const folder = fileURLToPath(new URL('.', import.meta.url));

/** What the process runs: it awaits the side at its top level, and says at its end what is left. */
const MAIN = `
  import { proofs } from './all.ts';
  import { writeSync } from 'node:fs';
  const [rule, idea, side] = process.argv.slice(2);
  const proof = proofs[rule][idea];
  process.on('exit', () => { if ('left' in proof) writeSync(1, 'left: ' + proof.left()); });
  await proof[side]();
  process.exit();
`;

/** Bundles the examples as the pages show them; the types are stripped, and nothing else is changed. */
export async function bundled(outfile: string): Promise<void> {
  await build({ stdin: { contents: MAIN, resolveDir: folder }, bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, logLevel: 'silent' });
}

export function endingOf(bundle: string, rule: string, idea: string, side: keyof Sides): Promise<Ending> {
  return new Promise((resolve) => {
    // Whether somebody hears of a floating promise's rejection is another rule's question.
    execFile(process.execPath, ['--unhandled-rejections=warn', bundle, rule, idea, side], { timeout: 20_000 }, (error, stdout, stderr) => {
      const left = /left: (\d+)/u.exec(stdout)?.[1];
      resolve({ code: error === null ? 0 : (error.code ?? String(error.signal)), left: left === undefined ? undefined : Number(left), error: stderr });
    });
  });
}
