/** The command as it is shipped, in a process of its own. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Leaks for every set of rules: an interval that nobody keeps, a timeout that stays when `work` rejects. */
const leaky = `export async function run(work) {
  setInterval(() => {}, 1000);
  const timer = setTimeout(() => {}, 1000);
  await work();
  clearTimeout(timer);
}
`;
const clean = 'export const one = 1;\n';

let folder = '';

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...args: string[]): Result {
  return runWith(path.join(root, 'dist/cli.js'), ...args);
}

function runWith(command: string, ...args: string[]): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'leaks-cli-'));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  write('src/leaky.js', leaky);
  write('src/clean.mjs', clean);
  write('src/typed.ts', leaky.replace('work)', 'work: () => Promise<void>): Promise<void>'));
  write('src/view.jsx', 'export const view = <p>text</p>;\n');
  write('src/script.cjs', 'if (module) return;\n');
  write('src/sloppy.js', 'with (console) log(1);\nreturn;\n');
  write('src/types.d.ts', leaky);
  write('src/app/[id]/page.js', leaky);
  write('src/noise.js', '/* eslint nope/rule: "error", no-var: "error" */\nvar a = 1; // eslint-disable-line other/rule\n/* eslint broken json: */\nexport { a };\n');
  write('src/node_modules/inner/index.js', leaky);
  write('src/dist/out.js', leaky);
  write('src/output/own.js', clean);
  write('src/build/own.js', clean);
  write('built/package.json', '{}');
  write('built/output/made.js', leaky);
  write('built/build/made.js', leaky);
  write('built/own.js', clean);
  write('fix.js', `${leaky}setTimeout(() => {}, 1);\n`);
  write('typed/tsconfig.json', '{ "compilerOptions": { "types": [] }, "include": ["in.ts"] }');
  write('typed/in.ts', leaky.replace('work)', 'work: () => Promise<void>): Promise<void>'));
  write('typed/out.ts', 'export const one: number = 1;\n');
  write('broken/bad.js', 'export const = ;\n');
  write('broken/good.js', leaky);
  write('eslint.config.js', 'throw new Error("the project\'s own config is not read");\n');
  mkdirSync(path.join(folder, 'empty'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('what is linted', () => {
  it('reports and exits with 1', () => {
    const { status, stdout, stderr } = run('src/leaky.js');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^src\/leaky\.js\n {2}\d+:\d+ {2}.*leaks\//);
    expect(stdout).toMatch(/\breports? in 1 of 1 file\n +\d+ {2}leaks\//);
    expect(status).toBe(1);
  });

  it('is silent on clean code and exits with 0', () => {
    expect(run('src/clean.mjs', 'src/view.jsx', 'src/noise.js')).toMatchObject({ status: 0, stderr: '' });
  });

  it('reads modules and scripts of every extension', () => {
    expect(run('src/script.cjs', 'src/sloppy.js')).toMatchObject({ status: 0, stderr: '' });
    expect(run('src/typed.ts').status).toBe(1);
  });

  it('leaves out of a folder what nobody wrote by hand, and nothing that is named', () => {
    const files = (...args: string[]): string[] =>
      (JSON.parse(run('--format', 'json', ...args).stdout) as { filePath: string }[]).map(({ filePath }) => path.relative(folder, filePath));
    expect(files('src')).toEqual([
      'src/clean.mjs', 'src/leaky.js', 'src/noise.js', 'src/script.cjs', 'src/sloppy.js', 'src/typed.ts', 'src/view.jsx', 'src/app/[id]/page.js',
      'src/build/own.js', 'src/output/own.js',
    ]);
    // Beside a manifest the same names are what a build wrote.
    expect(files('built')).toEqual(['built/own.js']);
    expect(files('src/dist/out.js', 'src/types.d.ts', 'src/node_modules/inner')).toEqual(['src/dist/out.js', 'src/types.d.ts', 'src/node_modules/inner/index.js']);
    expect(files('src/**/*.{jsx,mjs}')).toEqual(['src/clean.mjs', 'src/view.jsx']);
    expect(files('src/app/[id]/page.js', 'src/app/[id]')).toEqual(['src/app/[id]/page.js']);
  });
});

describe('what cannot be linted', () => {
  it.each([
    [['nowhere'], /^nowhere: there is no such file or folder\n$/],
    [['empty'], /^empty: no JavaScript or TypeScript file in it/],
    [['src/*.vue'], /^src\/\*\.vue: no JavaScript or TypeScript file in it/],
    [['broken'], /^broken\/bad\.js:1:\d+: does not parse: .+\n$/],
    [['--bogus'], /^There is no option --bogus\. See --help\.\n$/],
    [['--strcit'], /^There is no option --strcit\. Did you mean --strict\?\n$/],
    [['--rule', 'nope'], /^nope: there is no such rule\. There are forward-abort-signal, /],
    [['--explain', 'leaks/no-leaky-rase'], /^no-leaky-rase: there is no such rule\. Did you mean no-leaky-race\?\n$/],
    [['--format', 'xml'], /^--format xml: there is stylish, unix, json, sarif, github, gitlab\. See --help\.\n$/],
    [['--rule'], /^Option '--rule <value>' argument missing\. See --help\.\n$/],
  ])('%j is said in a line, and exits with 2', (args, message) => {
    const { status, stderr } = run(...args);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });

  it('does not keep the others from being linted', () => {
    const { status, stdout } = run('nowhere', 'broken');
    expect(stdout).toContain('broken/good.js');
    expect(status).toBe(2);
  });
});

describe('where something is not installed', () => {
  /** The command in a place where it sees only what is linked beside it. */
  function installed(...packages: string[]): string {
    const home = path.join(folder, `home-${packages.join('-') || 'bare'}`);
    const target = path.join(home, 'node_modules/eslint-plugin-leaks');
    mkdirSync(target, { recursive: true });
    for (const name of packages) symlinkSync(path.join(root, 'node_modules', name), path.join(home, 'node_modules', name), 'junction');
    for (const file of ['dist', 'package.json']) cpSync(path.join(root, file), path.join(target, file), { recursive: true });
    return path.join(target, 'dist/cli.js');
  }

  it('says that ESLint is missing', () => {
    const { status, stdout, stderr } = runWith(installed(), 'src/leaky.js');
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: 'ESLint is not installed here: npm install --save-dev eslint\n' });
  });

  it('says which parser is missing, and lints the JavaScript', () => {
    const { status, stdout, stderr } = runWith(installed('eslint'), 'src/typed.ts', 'src/leaky.js', 'src/view.jsx', 'src/sloppy.js');
    expect(stderr).toBe('1 TypeScript file left out, for want of a parser: npm install --save-dev @typescript-eslint/parser typescript\n');
    expect(stdout).toContain('src/leaky.js');
    expect(status).toBe(2);
  });
});

describe('options', () => {
  it('--help and --version', () => {
    expect(run('--help')).toMatchObject({ status: 0, stderr: '' });
    expect(run('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each(['sarif', 'gitlab'])('--format %s is JSON', (format) => {
    const { status, stdout } = run('--format', format, 'src/leaky.js');
    expect(JSON.stringify(JSON.parse(stdout))).toContain('leaks/no-uncleared-timer');
    expect(status).toBe(1);
  });

  it('--format github and unix have a line for each report', () => {
    expect(run('--format', 'github', 'src/leaky.js').stdout).toMatch(/^::error file=src\/leaky\.js,line=3,.*title=leaks\/no-uncleared-timer::`timer` still runs/m);
    expect(run('--format', 'unix', 'src/leaky.js').stdout).toMatch(/^src\/leaky\.js:3:17: `timer` still runs .* \[leaks\/no-uncleared-timer\]$/m);
  });

  it('draws the way through the code', () => {
    expect(run('src/leaky.js').stdout).toContain(
      [
        '  ╭─ 3 │   const timer = setTimeout(() => {}, 1000);',
        '  │    │                 ━━━━━━━━━━━━━━━━━━━━━━━━━━ started here',
        '  ╰▶ 4 │   await work();',
        '       │   ━━━━━━━━━━━━ rejects, and leaves without the release',
      ].join('\n'),
    );
  });

  it('--summary counts', () => {
    const { status, stdout } = run('--summary', 'src/leaky.js');
    expect(stdout).toMatch(/^\d+ reports? in 1 of 1 file\n/);
    expect(stdout).not.toContain('╰▶');
    expect(status).toBe(1);
  });

  it('--fix repairs what has one repair, and writes nothing else', () => {
    const { stderr } = run('--fix', '--rule', 'no-uncleared-timer', 'fix.js');
    expect(stderr).toBe('Repaired 1 report in 1 file; look at the difference before you commit.\n');
    expect(readFileSync(path.join(folder, 'fix.js'), 'utf8')).toMatch(/try \{\n {4}await work\(\);\n {2}\} finally \{\n {4}clearTimeout\(timer\);\n {2}\}/);
    expect(run('--fix', '--rule', 'no-uncleared-timer', 'fix.js').stderr).toBe('');
  });

  it('--types asks the project, and says for which files it has none', () => {
    const { status, stdout, stderr } = run('--types', 'typed');
    expect(stdout).toContain('typed/in.ts');
    expect(stderr).toBe('1 file linted without types: no tsconfig.json includes it\n');
    expect(status).toBe(1);
  });

  it('--explain tells what a rule is for', () => {
    const { status, stdout } = run('--explain', 'leaks/no-uncleared-timer');
    expect(stdout).toMatch(/^leaks\/no-uncleared-timer {2}in recommended/);
    for (const heading of ['Why', 'What it says', 'Options', 'What it does not see', 'More']) expect(stdout).toContain(`\n${heading}\n`);
    expect(status).toBe(0);
  });

  it('--rule runs one rule, with or without the prefix', () => {
    const names = (JSON.parse(run('--strict', '--format', 'json', 'src/leaky.js').stdout) as { messages: { ruleId: string }[] }[])
      .flatMap(({ messages }) => messages)
      .map(({ ruleId }) => ruleId);
    const [name = ''] = names;
    const { stdout } = run('--strict', '--rule', name, '--rule', name.replace('leaks/', ''), 'src/leaky.js');
    expect(stdout).toContain(name);
  });
});
