/** A small project on disk, linted with types and without. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from '../../src/index.js';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

const TSCONFIG = {
  compilerOptions: { target: 'es2022', module: 'nodenext', moduleResolution: 'nodenext', strict: true, noEmit: true, lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'], types: ['node'] },
  include: ['**/*.ts'],
};

export class Project {
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'leaks-typed-')));

  constructor(private readonly files: Readonly<Record<string, string>>) {
    this.write('tsconfig.json', JSON.stringify(TSCONFIG));
    this.write('package.json', '{ "type": "module" }');
    for (const [file, text] of Object.entries(files)) this.write(file, text);
    symlinkSync(modules, path.join(this.root, 'node_modules'));
  }

  private write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    writeFileSync(path.join(this.root, file), text);
  }

  /** What is said of a file: its line and the message. */
  reportsOn(file: string, options: { readonly typed: boolean; readonly config?: 'recommended' | 'strict' }): readonly string[] {
    const linter = new Linter({ configType: 'flat', cwd: this.root });
    const parserOptions = options.typed ? { projectService: true, tsconfigRootDir: this.root } : {};
    const config: Linter.Config = { ...plugin.configs[options.config ?? 'recommended'], files: ['**/*.ts'], languageOptions: { parser, parserOptions } };
    return linter.verify(this.files[file] ?? '', [config], { filename: path.join(this.root, file) }).map(({ line, message }) => `${String(line)}: ${message}`);
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
