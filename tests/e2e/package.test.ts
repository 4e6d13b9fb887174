/** The types of the packed tarball. What it does in real linters is seen by `npm run e2e`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));
let project = '';

function command(cwd: string, program: string, ...args: string[]): { status: number | null; stdout: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  return { status, stdout: stdout + (status === 2 ? stderr : '') };
}

beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), 'leaks-package-'));
  const target = path.join(project, 'node_modules/eslint-plugin-leaks');
  mkdirSync(target, { recursive: true });
  // `--ignore-scripts`: it is built already.
  const packed = command(root, 'npm', 'pack', '--ignore-scripts', '--json', '--pack-destination', project);
  const [{ filename } = { filename: '' }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('['))) as { filename: string }[];
  expect(command(project, 'tar', '-xzf', filename, '-C', target, '--strip-components=1').status).toBe(0);
  for (const name of ['eslint', '@eslint', '@types']) symlinkSync(path.join(root, 'node_modules', name), path.join(project, 'node_modules', name), 'junction');
}, 120_000);

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

it("has types that ESLint's own functions accept", () => {
  const file = path.join(project, 'eslint.config.ts');
  writeFileSync(
    file,
    `import { defineConfig } from 'eslint/config';
import leaks, { configs, meta } from 'eslint-plugin-leaks';
export default defineConfig([
  leaks.configs.recommended,
  configs.all,
  { extends: [leaks.configs.strict], plugins: { leaks } },
]);
export const version: string = meta.version;
// @ts-expect-error there is no such config
export const none = leaks.configs.nope;
`,
  );
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  });
  const errors = ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  expect(errors).toEqual([]);
});
