/** The reports as text. */
import { styleText } from 'node:util';
import path from 'node:path';
import type { ESLint, Linter } from 'eslint';
import plugin from '../index.js';
import * as words from './words.js';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

export function painter(colours: boolean): Paint {
  return (style, text) => (colours ? styleText(style, text) : text);
}

export interface Page {
  readonly cwd: string;
  readonly command: string;
  readonly strict: boolean;
  readonly paint: Paint;
}

export function stylish(results: readonly ESLint.LintResult[], page: Page): string {
  const leaky = results.filter(({ messages }) => messages.length > 0);
  const messages = leaky.flatMap((result) => result.messages);
  if (messages.length === 0) return results.length > 0 ? `${words.nothingFound(results.length)}\n` : '';
  return [
    ...leaky.map((result) => fileInWords(result, page)),
    page.paint('bold', words.found(messages.length, leaky.length, results.length)),
    ...countsPerRule(messages, page),
    '',
    ...words.goOn(page.command, page.strict, messages.filter(({ suggestions }) => suggestions !== undefined).length),
    '',
  ].join('\n');
}

function fileInWords({ filePath, messages }: ESLint.LintResult, { cwd, paint }: Page): string {
  const places = messages.map(({ line, column }) => `${line}:${column}`);
  const width = Math.max(...places.map(({ length }) => length));
  const textWidth = Math.min(Math.max(...messages.map(({ message }) => message.length)), 110);
  const lines = messages.map(({ message, ruleId }, index) => {
    const place = paint('dim', (places[index] ?? '').padStart(width));
    return `  ${place}  ${message.padEnd(textWidth)}  ${paint('dim', ruleId ?? '')}`;
  });
  return [paint('underline', path.relative(cwd, filePath) || filePath), ...lines, ''].join('\n');
}

function countsPerRule(messages: readonly Linter.LintMessage[], { paint }: Page): string[] {
  const counts = new Map<string, number>();
  for (const { ruleId } of messages) counts.set(ruleId ?? '', (counts.get(ruleId ?? '') ?? 0) + 1);
  const rows = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, count]) => {
    const url = plugin.rules[name.replace(/^leaks\//, '')]?.meta?.docs?.url ?? '';
    return `  ${String(count).padStart(3)}  ${name.padEnd(width)}  ${paint('dim', url)}`.trimEnd();
  });
}
