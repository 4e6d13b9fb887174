/**
 * Builds dist: a bundle for the plugin, one for each format, one for the command, and the types.
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
    hooks.onLoad({ filter: /[\\/]package\.json$/ }, ({ path: file }) => {
      const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name: string; version: string };
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};

/** Where a row's truth is written is for docs/resources.md: 7 kB of addresses that nobody reads at run time. */
const withoutSources: Plugin = {
  name: 'without-sources',
  setup(hooks) {
    hooks.onLoad({ filter: /[\\/]src[\\/]resources[\\/][\w-]+\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replace(/'https:\/\/[^']*'/g, "''"),
      loader: 'ts',
    }));
  },
};

/** What `-f` of ESLint takes, each a file of its own. */
const formats = ['sarif', 'gitlab', 'github'] as const;

/** The command loads the bundles of the plugin and the formats and does not carry a second copy of them. */
const bundlesBeside: Plugin = {
  name: 'bundles-beside',
  setup(hooks) {
    const shipped = new RegExp(`^\\.\\./(?:formats/(${formats.join('|')})|(index))\\.js$`);
    hooks.onResolve({ filter: shipped }, ({ importer, path: specifier }) => {
      const [, format, index] = shipped.exec(specifier) ?? [];
      return /[\\/]src[\\/]cli[\\/]/.test(importer) ? { path: `./${format ?? index ?? ''}.js`, external: true } : undefined;
    });
  },
};

export async function buildBundles(): Promise<void> {
  const common = {
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  } as const;
  await Promise.all([
    build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', plugins: [shortManifest, withoutSources] }),
    ...formats.map((format) => build({ ...common, entryPoints: [`src/formats/${format}.ts`], outfile: `dist/${format}.js` })),
    build({
      ...common,
      entryPoints: ['src/cli/bin.ts'],
      outfile: 'dist/cli.js',
      plugins: [bundlesBeside],
      banner: { js: '#!/usr/bin/env node' },
    }),
  ]);
  chmodSync(`${root}/dist/cli.js`, 0o755);
}

/** The declarations of what is exported, and of what they import: the plugin itself is in ESLint's words. */
async function buildTypes(): Promise<void> {
  const wanted = new Set(['index', ...formats.map((format) => `formats/${format}`)]);
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
