/** The reports as text for people. */
import path from 'node:path';
import type { ESLint, Linter } from 'eslint';
import plugin from '../index.js';
import { frame } from './frames.js';
import type { Paint } from './paint.js';
import * as words from './words.js';

export interface Page {
  readonly cwd: string;
  readonly command: string;
  readonly strict: boolean;
  readonly paint: Paint;
}

/** Every report with its code, then the counts. */
export function stylish(results: readonly ESLint.LintResult[], page: Page): string {
  const reported = results.filter(isLeaky);
  return [...reported.map((result) => fileInWords(result, page)), counts(results, page)].join('\n');
}

/** The counts alone. */
export function summary(results: readonly ESLint.LintResult[], page: Page): string {
  const leaky = results.filter(isLeaky);
  if (leaky.length === 0) return counts(results, page);
  const worst = [...leaky].sort((a, b) => b.messages.length - a.messages.length).slice(0, MAX_FILES);
  const rows = worst.map(({ filePath, messages }) => `  ${String(messages.length).padStart(3)}  ${shownPath(filePath, page.cwd)}`);
  return [counts(results, page).trimEnd(), '', page.paint('bold', words.mostIn(rows.length, leaky.length)), ...rows, ''].join('\n');
}

const MAX_FILES = 10;

/** One line for each report: what `grep`, `sort` and editors read. */
export function unix(results: readonly ESLint.LintResult[], { cwd }: Page): string {
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(({ line, column, message, ruleId }) => `${shownPath(filePath, cwd)}:${line}:${column}: ${message} [${ruleId ?? ''}]\n`),
    )
    .join('');
}

function counts(results: readonly ESLint.LintResult[], page: Page): string {
  const leaky = results.filter(isLeaky);
  const messages = leaky.flatMap((result) => result.messages);
  if (messages.length === 0) return results.length > 0 ? `${words.nothingFound(results.length)}\n` : '';
  return [
    page.paint('bold', words.found(messages.length, leaky.length, results.length)),
    ...countsPerRule(messages, page),
    '',
    ...words.goOn(page.command, page.strict, messages.some(hasRepair), messages[0]?.ruleId ?? ''),
    '',
  ].join('\n');
}

function isLeaky({ messages }: ESLint.LintResult): boolean {
  return messages.length > 0;
}

function hasRepair({ fix, suggestions = [] }: Linter.LintMessage): boolean {
  return fix !== undefined || suggestions.length > 0;
}

function shownPath(file: string, cwd: string): string {
  return path.relative(cwd, file) || file;
}

function fileInWords({ filePath, messages, source }: ESLint.LintResult, { cwd, paint }: Page): string {
  const lines = source?.split(/\r?\n/);
  const reports = messages.flatMap((message) => {
    const place = paint('dim', `${message.line}:${message.column}`);
    const head = `  ${place}  ${message.message}  ${paint('dim', message.ruleId ?? '')}`;
    const repair = words.repairs((message.suggestions ?? []).map(({ desc }) => desc));
    return [head, ...(lines === undefined ? [] : frame(message, lines, paint)), ...(repair === '' ? [] : [`     ${paint('green', repair)}`]), ''];
  });
  return [paint('underline', shownPath(filePath, cwd)), ...reports].join('\n');
}

function countsPerRule(messages: readonly Linter.LintMessage[], { paint }: Page): string[] {
  const perRule = new Map<string, number>();
  for (const { ruleId } of messages) perRule.set(ruleId ?? '', (perRule.get(ruleId ?? '') ?? 0) + 1);
  const rows = [...perRule].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, count]) => {
    const description = plugin.rules[name.replace(/^leaks\//, '')]?.meta?.docs?.description ?? '';
    return `  ${String(count).padStart(3)}  ${name.padEnd(width)}  ${paint('dim', description)}`.trimEnd();
  });
}
