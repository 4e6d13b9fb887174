/** What `npx eslint-plugin-leaks` runs. */
import { main } from './main.js';

const { env, stdout, stderr } = process;
const underNpmStart = env['npm_lifecycle_event'] === 'start' && env['npm_package_name'] === 'eslint-plugin-leaks';

// ESLint warns through the process of comments in the files that it does not know any more; nobody asked about those.
process.removeAllListeners('warning');

// The exit code is set and `process.exit` is not called: a pipe may still hold output.
process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  command: underNpmStart ? 'npm start --' : 'npx eslint-plugin-leaks',
  stdout,
  stderr,
  colours: (env['FORCE_COLOR'] ?? '') !== '' || (stdout.isTTY && (env['NO_COLOR'] ?? '') === ''),
});
