/** From what the user names to the files that are linted. */
import { readdirSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { globRoot, globToRegExp, isGlob } from './globs.js';
import * as words from './words.js';

export interface Selection {
  /** Absolute, without doubles, in the order of naming. */
  readonly files: readonly string[];
  /** A sentence for each path that gave nothing. */
  readonly problems: readonly string[];
}

const lintable = /(?<!\.d)\.[cm]?[jt]sx?$/;
const leftOutFiles = /\.d\.[^.]+\.ts$|[.-]min\.[cm]?js$/;

/** Where code lies that nobody wrote by hand, or that is somebody else's. Folders that begin with a dot go too. */
const foreignFolders = new Set(['node_modules', 'bower_components', 'jspm_packages', 'vendor', 'dist', 'coverage', '__generated__']);

/** Names that people give to folders of their own as well: a build writes them beside what it was built from. */
const buildFolders = new Set(['build', 'out', 'output', 'target']);
const manifests = new Set(['package.json', 'tsconfig.json', 'jsconfig.json', 'deno.json', 'deno.jsonc', 'bunfig.toml', 'Cargo.toml', 'pom.xml', 'build.gradle', 'build.gradle.kts']);

export function selectFiles(paths: readonly string[], cwd: string): Selection {
  const files = new Set<string>();
  const problems: string[] = [];
  for (const name of paths) {
    try {
      const found = filesOf(name, cwd, problems);
      if (found.length === 0) problems.push(words.nothingIn(name));
      for (const file of found) files.add(file);
    } catch (error) {
      problems.push(words.notThere(name));
      if (!isMissing(error)) problems[problems.length - 1] = words.unreadable(name, (error as Error).message);
    }
  }
  return { files: [...files], problems };
}

/** A path that is there is meant literally, also where it looks like a glob: `app/[id]/page.tsx`. */
function filesOf(name: string, cwd: string, problems: string[]): string[] {
  const full = path.resolve(cwd, name);
  const stats = statSync(full, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return walk(full, problems);
  if (stats !== undefined) return [full];
  const pattern = path.sep === '\\' ? name.replaceAll('\\', '/') : name;
  if (!isGlob(pattern)) throw Object.assign(new Error(name), { code: 'ENOENT' });
  const root = path.resolve(cwd, globRoot(pattern));
  if (statSync(root, { throwIfNoEntry: false }) === undefined) return [];
  const absolute = path.isAbsolute(name) ? pattern : path.posix.join(cwd.replaceAll('\\', '/').replace(/[*?[\]{}]/g, '?'), pattern);
  const matcher = globToRegExp(absolute);
  return walk(root, problems).filter((file) => matcher.test(file.replaceAll('\\', '/')));
}

/** Breadth first and without recursion; links are not followed, for they may lead back. */
function walk(root: string, problems: string[]): string[] {
  const found: string[] = [];
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = entriesOf(folder, problems);
    for (const entry of entries) {
      if (entry.isFile() && lintable.test(entry.name) && !leftOutFiles.test(entry.name)) found.push(path.join(folder, entry.name));
    }
    const isRoot = entries.some((entry) => manifests.has(entry.name));
    const folders = entries.filter((entry) => entry.isDirectory() && !isLeftOut(entry.name, isRoot));
    for (const entry of folders.reverse()) waiting.push(path.join(folder, entry.name));
  }
  return found;
}

function isLeftOut(name: string, besideManifest: boolean): boolean {
  return name.startsWith('.') || foreignFolders.has(name) || (besideManifest && buildFolders.has(name));
}

function entriesOf(folder: string, problems: string[]): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    problems.push(words.unreadable(folder, (error as NodeJS.ErrnoException).code ?? String(error)));
    return [];
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
