/** Lints files one by one, so that one that fails does not take the others with it. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ESLint, Linter } from 'eslint';
import plugin from '../index.js';
import type { Arguments } from './args.js';
import type { Host } from './host.js';
import { repairText } from './repair.js';
import * as words from './words.js';

export interface Outcome {
  readonly results: readonly ESLint.LintResult[];
  /** What could not be linted. */
  readonly problems: readonly string[];
  /** What the user may want to know and that is no failure. */
  readonly notices: readonly string[];
}

export interface Progress {
  step(file: string): void;
}

const typescript = /\.[cm]?tsx?$/;

/** How a file is read: as TypeScript's parser reads it, with types or without, or as ESLint's own does, as a module or as a script. */
type Reading = 'types' | 'typescript' | 'module' | 'commonjs';

export async function lintFiles(files: readonly string[], host: Host, options: Arguments, progress: Progress, cwd: string): Promise<Outcome> {
  const lint = new FileLinter(host, options, cwd);
  const results: ESLint.LintResult[] = [];
  const problems: string[] = [];
  const { parser } = host;
  const readable = files.filter((file) => 'module' in parser || !typescript.test(file));
  for (const file of readable) {
    const shown = path.relative(cwd, file) || file;
    progress.step(shown);
    try {
      const result = await lint.file(file);
      const broken = result.messages.find(isParseError);
      if (broken === undefined) results.push(result);
      else problems.push(words.unparsable(`${shown}:${broken.line}:${Math.max(broken.column, 1)}`, broken.message.replace(/^Parsing error: /, '')));
    } catch (error) {
      problems.push(failureInWords(shown, error));
    }
  }
  const leftOut = files.length - readable.length;
  if (leftOut > 0 && !('module' in parser)) {
    problems.push(parser.failure === undefined ? words.noParser(leftOut) : words.brokenParser(leftOut, parser.failure));
  }
  return { results, problems, notices: lint.notices() };
}

class FileLinter {
  readonly #host: Host;
  readonly #options: Arguments;
  readonly #cwd: string;
  readonly #linters = new Map<string, ESLint>();
  #untyped = 0;
  #repaired = { reports: 0, files: 0 };

  constructor(host: Host, options: Arguments, cwd: string) {
    this.#host = host;
    this.#options = options;
    this.#cwd = cwd;
  }

  async file(file: string): Promise<ESLint.LintResult> {
    const text = await readFile(file, 'utf8');
    if (!this.#options.fix) return this.#text(file, text);
    const { result, output, count } = await repairText(text, (current) => this.#text(file, current));
    if (output === undefined) return result;
    await writeFile(file, output);
    this.#repaired = { reports: this.#repaired.reports + count, files: this.#repaired.files + 1 };
    return { ...result, output };
  }

  notices(): string[] {
    const { reports, files } = this.#repaired;
    return [...(files > 0 ? [words.repaired(reports, files)] : []), ...(this.#untyped > 0 ? [words.untyped(this.#untyped)] : [])];
  }

  /**
   * Whether a `.js` file is a module or a script is written nowhere that can be trusted (bundlers do not ask
   * package.json), so a file that does not parse the first way is tried the other way.
   */
  async #text(file: string, text: string): Promise<ESLint.LintResult> {
    const readings = this.#readings(file);
    let first: ESLint.LintResult | undefined;
    for (const reading of readings) {
      const result = await this.#lint(file, text, reading);
      if (!result.messages.some(isParseError)) return result;
      if (reading === 'types' && result.messages.some(isOutsideOfProjects)) this.#untyped++;
      else first ??= result;
    }
    if (first === undefined) throw new Error('no way of reading it');
    return first;
  }

  #readings(file: string): Reading[] {
    const withParser: Reading[] = this.#options.types ? ['types', 'typescript'] : ['typescript'];
    if (typescript.test(file)) return withParser;
    if ('module' in this.#host.parser) return [...withParser, 'commonjs'];
    return file.endsWith('.cjs') ? ['commonjs'] : ['module', 'commonjs'];
  }

  async #lint(file: string, text: string, reading: Reading): Promise<ESLint.LintResult> {
    const [result] = await this.#linter(path.parse(file).root, reading).lintText(text, { filePath: file });
    if (result === undefined) throw new Error('ESLint ignores it');
    return { ...result, ...counted(result.messages.filter(isOurs)) };
  }

  /** One linter per way of reading, and per drive: ESLint lints no file outside its working directory. */
  #linter(root: string, reading: Reading): ESLint {
    const key = `${reading} ${root}`;
    const known = this.#linters.get(key);
    if (known !== undefined) return known;
    const linter = new this.#host.ESLint({
      cwd: root,
      overrideConfigFile: true,
      allowInlineConfig: this.#options.inlineConfig,
      overrideConfig: [...everyFile, { ...chosenRules(this.#options), ...this.#language(reading), files: anyName }],
    });
    this.#linters.set(key, linter);
    return linter;
  }

  #language(reading: Reading): Linter.Config {
    const { parser } = this.#host;
    const isTypeScript = reading === 'typescript' || reading === 'types';
    return {
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      languageOptions: {
        ecmaVersion: 'latest',
        sourceType: reading === 'commonjs' ? 'commonjs' : 'module',
        parserOptions: { ecmaFeatures: { jsx: true }, ...(reading === 'types' ? { projectService: true, tsconfigRootDir: this.#cwd } : {}) },
        ...(isTypeScript && 'module' in parser ? { parser: parser.module } : {}),
      },
    };
  }
}

/** ESLint's types know patterns only; it takes functions too, and they match names without an extension. */
const anyName = [() => true] as unknown as string[];

/** What is linted was selected before: nothing is ignored any more. */
const everyFile: Linter.Config[] = [{ ignores: ['!**/node_modules/', '!**/node_modules/**', '!**/.git/', '!**/.git/**'] }];

function chosenRules({ strict, rules }: Arguments): Linter.Config {
  const { strict: every, recommended } = plugin.configs;
  if (rules.length === 0) return strict ? every : recommended;
  const level = (name: string): Linter.RuleEntry => (strict ? every.rules?.[name] : undefined) ?? 'error';
  return { ...recommended, rules: Object.fromEntries(rules.map((name) => [`leaks/${name}`, level(`leaks/${name}`)])) };
}

/** Comments in the file can turn other rules on or speak of rules that are not there; none of that is ours to say. */
function isOurs(message: Linter.LintMessage): boolean {
  return isParseError(message) || message.ruleId?.startsWith('leaks/') === true;
}

/** ESLint marks comments that it cannot read as fatal, too. */
function isParseError({ fatal, message }: Linter.LintMessage): boolean {
  return fatal === true && message.startsWith('Parsing error');
}

/** The parser has types only for what a tsconfig.json includes. */
function isOutsideOfProjects({ message }: Linter.LintMessage): boolean {
  return message.includes('project service');
}

/** The totals of ESLint's json format, for the messages that are left; all of them are errors. */
function counted(messages: Linter.LintMessage[]): Partial<ESLint.LintResult> {
  const fixableErrorCount = messages.filter(({ fix }) => fix !== undefined).length;
  return { messages, errorCount: messages.length, warningCount: 0, fixableErrorCount, fixableWarningCount: 0 };
}

function failureInWords(file: string, error: unknown): string {
  const { message, code, ruleId } = error as NodeJS.ErrnoException & { ruleId?: string };
  if (code !== undefined && ruleId === undefined) return words.unreadable(file, code);
  return words.crashed(file, ruleId ?? 'ESLint', message.split('\n')[0] ?? '');
}
