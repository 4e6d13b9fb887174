/** Lints files one by one, so that one that fails does not take the others with it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ESLint, Linter } from 'eslint';
import plugin from '../index.js';
import type { Arguments } from './args.js';
import type { Host } from './host.js';
import * as words from './words.js';

export interface Outcome {
  readonly results: readonly ESLint.LintResult[];
  readonly problems: readonly string[];
}

export interface Progress {
  step(file: string): void;
}

const typescript = /\.[cm]?tsx?$/;

/** How a file is read: as TypeScript's parser reads it, or as ESLint's own does, as a module or as a script. */
type Reading = 'typescript' | 'module' | 'commonjs';

export async function lintFiles(files: readonly string[], host: Host, options: Arguments, progress: Progress, cwd: string): Promise<Outcome> {
  const lint = new FileLinter(host, options);
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
  return { results, problems };
}

class FileLinter {
  readonly #host: Host;
  readonly #options: Arguments;
  readonly #linters = new Map<string, ESLint>();

  constructor(host: Host, options: Arguments) {
    this.#host = host;
    this.#options = options;
  }

  /**
   * Whether a `.js` file is a module or a script is written nowhere that can be trusted (bundlers do not ask
   * package.json), so a file that does not parse the first way is tried the other way.
   */
  async file(file: string): Promise<ESLint.LintResult> {
    const text = await readFile(file, 'utf8');
    const first = await this.#lint(file, text, this.#firstReading(file));
    if (typescript.test(file) || !first.messages.some(isParseError)) return first;
    const second = await this.#lint(file, text, 'commonjs');
    return second.messages.some(isParseError) ? first : second;
  }

  #firstReading(file: string): Reading {
    if ('module' in this.#host.parser) return 'typescript';
    return file.endsWith('.cjs') ? 'commonjs' : 'module';
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
    return {
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      languageOptions: {
        ecmaVersion: 'latest',
        sourceType: reading === 'commonjs' ? 'commonjs' : 'module',
        parserOptions: { ecmaFeatures: { jsx: true } },
        ...(reading === 'typescript' && 'module' in parser ? { parser: parser.module } : {}),
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
