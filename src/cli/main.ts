/** The command: arguments in, text and an exit code out. */
import type { ESLint, Rule } from 'eslint';
import plugin from '../index.js';
import github from '../formats/github.js';
import gitlab from '../formats/gitlab.js';
import sarif from '../formats/sarif.js';
import { readArguments, UsageError, type Arguments } from './args.js';
import { explain } from './explain.js';
import { findHost, HostError } from './host.js';
import { lintFiles, type Outcome } from './lint.js';
import { painter } from './paint.js';
import { stylish, summary, unix, type Page } from './print.js';
import { progressLine } from './progress.js';
import { selectFiles } from './select.js';
import * as words from './words.js';

export interface Surroundings {
  readonly cwd: string;
  /** How the user called: the words of the hints. */
  readonly command: string;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly colours: boolean;
}

/** 0: nothing found. 1: reports. 2: something could not be linted. */
type ExitCode = 0 | 1 | 2;

export async function main(argv: readonly string[], around: Surroundings): Promise<ExitCode> {
  try {
    const options = readArguments(argv, Object.keys(plugin.rules).sort());
    if (options.help) return say(around, words.help(around.command));
    if (options.explain !== undefined) return say(around, explain(options.explain, around.command, painter(around.colours)));
    if (options.version) return say(around, `${plugin.meta.version}\n`);
    return await lint(options, around);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof HostError)) throw error;
    around.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function lint(options: Arguments, around: Surroundings): Promise<ExitCode> {
  const { cwd, stdout, stderr } = around;
  const selection = selectFiles(options.paths.length > 0 ? options.paths : ['.'], cwd);
  const { results, problems, notices } = selection.files.length > 0 ? await lintSelection(selection.files, options, around) : nothing;
  stdout.write(formatted(results, options, around));
  const unlinted = [...selection.problems, ...problems];
  for (const line of [...notices, ...unlinted]) stderr.write(`${line}\n`);
  if (unlinted.length > 0) return 2;
  return results.some(({ messages }) => messages.length > 0) ? 1 : 0;
}

function formatted(results: readonly ESLint.LintResult[], { format, strict, summary: countsOnly }: Arguments, { cwd, command, colours }: Surroundings): string {
  const page: Page = { cwd, command, strict, paint: painter(colours) };
  switch (format) {
    case 'stylish':
      return countsOnly ? summary(results, page) : stylish(results, page);
    case 'unix':
      return unix(results, page);
    case 'json':
      return `${JSON.stringify(results)}\n`;
    case 'sarif':
      return sarif(results, { cwd, rulesMeta: ruleMetas() });
    case 'github':
      return github(results, { cwd });
    case 'gitlab':
      return gitlab(results, { cwd });
  }
}

function ruleMetas(): Record<string, Rule.RuleMetaData> {
  return Object.fromEntries(Object.entries(plugin.rules).flatMap(([name, { meta }]) => (meta === undefined ? [] : [[`leaks/${name}`, meta] as const])));
}

const nothing: Outcome = { results: [], problems: [], notices: [] };

/** ESLint is looked for only where there is something to lint. */
async function lintSelection(files: readonly string[], options: Arguments, { cwd, stderr }: Surroundings): Promise<Outcome> {
  const host = await findHost(cwd);
  const progress = progressLine(files.length, stderr);
  try {
    return await lintFiles(files, host, options, progress, cwd);
  } finally {
    progress.end();
  }
}

function say({ stdout }: Surroundings, text: string): ExitCode {
  stdout.write(text);
  return 0;
}
