/**
 * The real code that is measured: npm packages pinned by version, and repositories pinned by commit.
 *
 * A package comes from the registry and is unpacked once into `.tmp/corpora`. `LEAKS_CORPORA` names a folder with
 * packages that are unpacked already (`<folder>/<name>`); one of another version is passed over. A repository has to be
 * checked out by hand: `LEAKS_REPOSITORIES` names the folder (`<folder>/<name>`), and without it repositories are left out.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { selectFiles } from '../../src/cli/select.js';
import pinned from '../corpora.json' with { type: 'json' };

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where everything lies that is fetched and never committed. */
export const cache = path.join(root, '.tmp');

interface Pinned {
  readonly name: string;
  /** Files, folders and globs that hold what people wrote, not what a build made of it. */
  readonly paths: readonly string[];
  /** A regular expression of paths inside them that are generated. */
  readonly except?: string;
}

export interface Corpus {
  readonly name: string;
  /** What pins it, as the records say it. */
  readonly pin: { readonly package: string; readonly version: string } | { readonly repository: string; readonly commit: string };
  readonly folder: string;
  /** Absolute paths. */
  readonly files: readonly string[];
}

/** The pinned corpora, or those of them that are named; a repository that is not here is left out. */
export function corpora(options: { readonly only?: readonly string[]; readonly repositories: boolean }): readonly Corpus[] {
  const isChosen = ({ name }: Pinned): boolean => options.only === undefined || options.only.length === 0 || options.only.includes(name);
  const packages = pinned.packages.filter(isChosen).map((entry) => {
    const pin = { package: entry.name, version: entry.version };
    return corpusIn(packageFolder(entry.name, entry.version), entry, pin);
  });
  if (!options.repositories) return packages;
  const checkedOut = pinned.repositories.filter(isChosen).flatMap((entry) => {
    const folder = repositoryFolder(entry.name);
    return folder === undefined ? [] : [corpusIn(folder, entry, { repository: entry.url, commit: entry.commit })];
  });
  return [...packages, ...checkedOut];
}

function corpusIn(folder: string, entry: Pinned, pin: Corpus['pin']): Corpus {
  const except = entry.except === undefined ? undefined : new RegExp(entry.except, 'u');
  const { files, problems } = selectFiles(entry.paths, folder);
  if (problems.length > 0) throw new Error(`${entry.name}: ${problems.join(' ')}`);
  return { name: entry.name, pin, folder, files: files.filter((file) => except?.test(relative(folder, file)) !== true).sort() };
}

/** A path as the records write it, on every system. */
export function relative(folder: string, file: string): string {
  return path.relative(folder, file).replaceAll('\\', '/');
}

function packageFolder(name: string, version: string): string {
  const given = process.env['LEAKS_CORPORA'];
  const unpacked = given === undefined ? undefined : path.join(given, name);
  if (unpacked !== undefined && versionIn(unpacked) === version) return unpacked;
  const folder = path.join(cache, 'corpora', `${name}@${version}`);
  if (!existsSync(folder)) unpack(`${name}@${version}`, folder);
  return folder;
}

function versionIn(folder: string): string | undefined {
  const manifest = path.join(folder, 'package.json');
  return existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version : undefined;
}

/** The folder is there only once it is whole: an interrupted run begins again. */
function unpack(spec: string, folder: string): void {
  console.error(`Fetching ${spec} ...`);
  const parent = path.dirname(folder);
  mkdirSync(parent, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const packed = execFileSync(npm, ['pack', spec, '--silent', '--pack-destination', parent], { encoding: 'utf8', shell: process.platform === 'win32' });
  const tarball = path.join(parent, packed.trim().split('\n').at(-1) ?? '');
  const partial = `${folder}.partial`;
  mkdirSync(partial, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', partial, '--strip-components=1']);
  renameSync(partial, folder);
}

function repositoryFolder(name: string): string | undefined {
  const given = process.env['LEAKS_REPOSITORIES'];
  const folder = given === undefined ? undefined : path.join(given, name);
  return folder !== undefined && existsSync(folder) ? folder : undefined;
}
