/**
 * Builds dist: one bundle for the plugin, one for the command, and the plugin's types.
 *
 * `--fast` leaves the types out; `npm start` uses it.
 */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Only the name and the version of package.json belong into the bundle. */
const shortManifest: Plugin = {
  name: 'short-manifest',
  setup(hooks) {
    hooks.onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => {
      const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as { name: string; version: string };
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};

/** The command loads the plugin's bundle and does not carry a second copy of it. */
const pluginBeside: Plugin = {
  name: 'plugin-beside',
  setup(hooks) {
    hooks.onResolve({ filter: /^\.\.\/index\.js$/ }, ({ importer }) =>
      /[\\/]src[\\/]cli[\\/]/.test(importer) ? { path: './index.js', external: true } : undefined,
    );
  },
};

export async function buildBundles(): Promise<void> {
  const common = {
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
  } as const;
  await Promise.all([
    build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', plugins: [shortManifest] }),
    build({
      ...common,
      entryPoints: ['src/cli/bin.ts'],
      outfile: 'dist/cli.js',
      plugins: [pluginBeside],
      banner: { js: '#!/usr/bin/env node' },
    }),
  ]);
  chmodSync(`${root}/dist/cli.js`, 0o755);
}

/** The declarations of src/index.ts and of what they import: the shapes of settings. The plugin itself is in ESLint's words. */
async function buildTypes(): Promise<void> {
  const wanted = new Set(['index']);
  for (const module of wanted) {
    const declaration = await declarationOf(module);
    const target = `${root}/dist/${module}.d.ts`;
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, declaration);
    for (const [, specifier = ''] of declaration.matchAll(/from '(\.[^']+)\.js'/g)) wanted.add(path.posix.join(path.posix.dirname(module), specifier));
  }
}

async function declarationOf(module: string): Promise<string> {
  const { default: ts } = await import('typescript');
  const { outputText, diagnostics } = ts.transpileDeclaration(readFileSync(`${root}/src/${module}.ts`, 'utf8'), {
    fileName: `${module}.ts`,
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023 },
  });
  const problems = diagnostics ?? [];
  if (problems.length > 0) {
    throw new Error(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')).join('\n'));
  }
  return outputText;
}

export async function buildAll(options: { types: boolean }): Promise<void> {
  if (options.types) rmSync(`${root}/dist`, { recursive: true, force: true });
  mkdirSync(`${root}/dist`, { recursive: true });
  await Promise.all([buildBundles(), ...(options.types ? [buildTypes()] : [])]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildAll({ types: !process.argv.includes('--fast') });
}
