/** Other plugins that are measured beside this one, from the registry. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ESLint, Linter } from 'eslint';
import pinned from '../peers.json' with { type: 'json' };
import { cache } from './corpora.js';

export interface Peer {
  readonly name: string;
  readonly config: Linter.Config;
  owns(ruleId: string): boolean;
}

const folder = path.join(cache, 'peers');
/** Imports from where the peers are: what they are called is resolved from the file that says `import`. */
const loader = path.join(folder, 'load.mjs');

export async function peers(): Promise<readonly Peer[]> {
  const plugins = await pluginsOf(pinned.recommended);
  return [...plugins].map(([name, plugin]) => peer(name, plugin));
}

/** The plugins that have rules for swallowed errors, by their prefix. */
export async function swallowedErrorPlugins(): Promise<Readonly<Record<string, ESLint.Plugin>>> {
  const plugins = await pluginsOf(pinned['swallowed errors']);
  return Object.fromEntries([...plugins].map(([name, plugin]) => [prefixOf(name), plugin]));
}

async function pluginsOf(versions: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, ESLint.Plugin>> {
  const missing = Object.entries(versions).filter(([name, version]) => versionOf(name) !== version);
  if (missing.length > 0) install(missing.map(([name, version]) => `${name}@${version}`));
  const { load } = (await import(pathToFileURL(loader).href)) as { load: (name: string) => Promise<{ default: ESLint.Plugin }> };
  return new Map(await Promise.all(Object.keys(versions).map(async (name) => [name, (await load(name)).default] as const)));
}

function prefixOf(name: string): string {
  return name.replace('eslint-plugin-', '');
}

function versionOf(name: string): string | undefined {
  const manifest = path.join(folder, 'node_modules', name, 'package.json');
  return existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version : undefined;
}

/** ESLint itself and TypeScript are this project's own. */
function install(specs: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const options = ['--prefix', folder, '--no-save', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
  writeFileSync(loader, 'export const load = (name) => import(name);\n');
  execFileSync('npm', ['install', ...options, ...specs], { stdio: 'inherit', shell: process.platform === 'win32' });
}

function peer(name: string, plugin: ESLint.Plugin): Peer {
  const prefix = prefixOf(name);
  const rules = recommendedRules(plugin, prefix);
  return { name: prefix, config: { plugins: { [prefix]: plugin }, rules }, owns: (id) => id.startsWith(`${prefix}/`) };
}

/** Plugins differ in how they call their config, and in the prefix that it gives their rules. */
function recommendedRules(plugin: ESLint.Plugin, prefix: string): Linter.RulesRecord {
  const configs = plugin.configs as Record<string, Linter.Config | undefined> | undefined;
  const rules = (configs?.['flat/recommended'] ?? configs?.['recommended'])?.rules ?? {};
  return Object.fromEntries(Object.entries(rules).map(([id, level]) => [`${prefix}/${id.split('/').at(-1) ?? id}`, level ?? 'off']));
}
