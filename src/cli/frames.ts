/** The code of a report, with the way drawn on it from where something begins to where it is forgotten. */
import type { Linter } from 'eslint';
import { namedLines, type NamedLine } from '../formats/named-lines.js';
import type { Paint } from './paint.js';
import * as words from './words.js';

/** A stretch of a line with a word below it. */
interface Mark {
  readonly line: number;
  /** From 0. */
  readonly column: number;
  readonly width: number;
  readonly words: string;
  readonly isReport: boolean;
}

/** Up to so many lines between two marks are shown; more become one sign. */
const MAX_GAP = 3;
const MAX_WIDTH = 110;

export function frame(message: Linter.LintMessage, source: readonly string[], paint: Paint): string[] {
  const marks = marksOf(message, source);
  const lines = [...new Set(marks.map(({ line }) => line))].sort((a, b) => a - b);
  const [first = 0] = lines;
  const last = lines.at(-1) ?? first;
  const width = String(last).length;
  const rows: string[] = [];
  const put = (rail: string, number: string, text: string): void => {
    rows.push(`  ${paint('red', rail)} ${paint('dim', `${number.padStart(width)} │`)} ${text}`.trimEnd());
  };
  for (const { line, isGap } of shownLines(lines)) {
    const here = marks.filter((mark) => mark.line === line && !isGap);
    const isInside = line < last;
    put(railAt(line, lines, here.length > 0), isGap ? '⋮' : String(line), isGap ? '' : visible(source[line - 1] ?? ''));
    for (const mark of here) put(isInside && lines.length > 1 ? '│ ' : '  ', '', underline(mark, source[line - 1] ?? '', paint));
  }
  return rows;
}

function marksOf(message: Linter.LintMessage, source: readonly string[]): Mark[] {
  const { line, column, endLine, endColumn, ruleId } = message;
  const text = source[line - 1] ?? '';
  const end = endLine === line && endColumn !== undefined ? endColumn - 1 : text.length;
  const report = { line, column: column - 1, width: Math.max(end - column + 1, 1), words: words.begins(ruleId ?? ''), isReport: true };
  const others = namedLines(message.message).filter((named) => named.line !== line && named.line <= source.length);
  return [report, ...others.map((named) => markOf(named, source[named.line - 1] ?? '', ruleId ?? ''))];
}

/** Below the code that the message quotes, where the line has it; else below the whole line. */
function markOf(named: NamedLine, text: string, ruleId: string): Mark {
  const { line } = named;
  const [quoted = '', code = ''] = /^`([^`]*?)…?` (?=\S)/.exec(named.words) ?? [];
  const found = text.indexOf(code === '' ? words.statementOf(named) : code);
  if (code !== '' && found >= 0) {
    // What is marked need not be said again.
    const said = words.goesOn({ ...named, words: named.words.slice(quoted.length) }, ruleId);
    return { line, column: found, width: code.length, words: said, isReport: false };
  }
  const column = found > 0 ? found : text.length - text.trimStart().length;
  return { line, column, width: Math.max(text.trimEnd().length - column, 1), words: words.goesOn(named, ruleId), isReport: false };
}

function* shownLines(marked: readonly number[]): Generator<{ line: number; isGap: boolean }> {
  for (const [index, line] of marked.entries()) {
    const previous = marked[index - 1] ?? line;
    const between = line - previous - 1;
    if (between > MAX_GAP) yield { line: previous + 1, isGap: true };
    else for (let at = previous + 1; at < line; at++) yield { line: at, isGap: false };
    yield { line, isGap: false };
  }
}

function railAt(line: number, marked: readonly number[], isMarked: boolean): string {
  if (marked.length < 2) return '  ';
  if (line === marked[0]) return '╭─';
  if (line === marked.at(-1)) return '╰▶';
  return isMarked ? '├▶' : '│ ';
}

function underline({ column, width, words: said, isReport }: Mark, text: string, paint: Paint): string {
  const start = visible(text.slice(0, column)).length;
  const length = Math.min(width, Math.max(visible(text).length - start, 1));
  const line = `${' '.repeat(start)}${paint(isReport ? 'red' : 'yellow', '━'.repeat(length))}`;
  return said === '' ? line : `${line} ${paint(isReport ? 'red' : 'yellow', said)}`;
}

/** Tabs as two blanks, and a line that is far too long cut. */
function visible(text: string): string {
  const plain = text.replaceAll('\t', '  ');
  return plain.length <= MAX_WIDTH ? plain : `${plain.slice(0, MAX_WIDTH - 1)}…`;
}
