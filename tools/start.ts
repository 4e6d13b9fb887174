/** `npm start`: builds, and lints what is named; without a name, the example. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildBundles } from './build.js';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const given = process.argv.slice(2);

/** Wrong options are for the command to complain about. */
const { positionals } = parseArgs({
  args: given,
  strict: false,
  allowPositionals: true,
  options: { rule: { type: 'string' }, format: { type: 'string' } },
});
const named = positionals.length > 0 ? given : [here('../examples/leaky-service/src'), ...given];

await buildBundles();
// npm changes into the package's folder; paths are meant from where the user stands.
const cwd = process.env['INIT_CWD'] ?? process.cwd();
const { status } = spawnSync(process.execPath, [here('../dist/cli.js'), ...named], { stdio: 'inherit', cwd });
process.exitCode = status ?? 2;
