/** A project in a temporary folder, with real packages in it. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The registry does not give what is needed; the message says what. */
export class NotToBeHad extends Error {}

const UNREACHABLE = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED|E404|ETARGET|ERR_SOCKET_TIMEOUT)\b/;

export class Project {
  readonly folder: string;
  /** Where node_modules is: the folder of the setting. */
  readonly root: string;

  constructor(root: string, folder: string) {
    this.root = root;
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  read(name: string): string {
    return readFileSync(path.join(this.folder, name), 'utf8');
  }

  /** A file of an installed package, as one would write it in a script. */
  installed(name: string): string {
    return path.join(path.relative(this.folder, this.root), 'node_modules', name);
  }

  /** A program of node_modules/.bin, or one of the system. */
  run(program: string, ...args: string[]): Promise<Ran> {
    const binaries = path.join(this.root, 'node_modules/.bin');
    return start(program, args, this.folder, { PATH: `${binaries}${path.delimiter}${process.env['PATH'] ?? ''}` });
  }

  /** A line of a script, as CI runs it. */
  shell(line: string): Promise<Ran> {
    return this.run('bash', '-euo', 'pipefail', '-c', line);
  }
}

/** @throws NotToBeHad where the registry is the reason. */
export async function install(root: string, packages: readonly string[]): Promise<void> {
  mkdirSync(root, { recursive: true });
  writeFileSync(path.join(root, 'package.json'), '{ "private": true, "type": "module" }\n');
  const options = ['--strict-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const { status, stderr } = await start('npm', ['install', ...options, ...packages], root, {});
  if (status === 0) return;
  const [, code] = /npm (?:error|ERR!) code (\w+)/.exec(stderr) ?? [];
  if (UNREACHABLE.test(code ?? stderr)) throw new NotToBeHad(`${packages.filter((name) => !path.isAbsolute(name)).join(', ')}: ${code ?? 'the registry does not answer'}`);
  throw new Error(`npm install --strict-peer-deps ${packages.join(' ')}: ${stderr.trim().split('\n').slice(0, 6).join(' ')}`);
}

/** Ended after two minutes: a program that hangs is a failure and no wait. */
const LIMIT = 120_000;

export function start(program: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // Nothing of the npm that runs this may reach the npm that it runs, and output is compared without colours.
    const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^FORCE_COLOR$/i.test(name)));
    const child = spawn(program, args, { cwd, env: { ...clean, NO_COLOR: '1', ...env }, timeout: LIMIT, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({ status, ...output });
    });
  });
}
