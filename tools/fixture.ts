/**
 * `npm run fixture -- FILE:LINE [--rule NAME] [--write IDEA]`: cuts a file down to the smallest program that still has
 * the report of that line, and prints it as a fixture. That is the best thing to send us with a wrong report.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { namedLines } from '../src/formats/named-lines.js';
import plugin from '../src/index.js';
import { reduce } from './fixture/reduce.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const linter = new Linter({ configType: 'flat' });

function reportsOn(text: string, file: string): Linter.LintMessage[] {
  const { strict } = plugin.configs;
  const languageOptions = { parser, parserOptions: { ecmaFeatures: { jsx: true } } };
  const config = { ...strict, files: [() => true] as unknown as string[], languageOptions, linterOptions: { reportUnusedDisableDirectives: 'off' } } as const;
  return linter.verify(text, config, { filename: path.basename(file) });
}

/** A report as it stays the same while lines and names go: its rule and what kind of sentence it says. */
function kindOf({ ruleId, message }: Linter.LintMessage): string {
  return `${ruleId ?? ''} ${message.replace(/\bline \d+/g, 'line N').replace(/`[^`]*`/g, '`x`')}`;
}

function wantedReport(file: string, line: number, rule: string | undefined): Linter.LintMessage {
  const reports = reportsOn(readFileSync(file, 'utf8'), file).filter(({ ruleId }) => rule === undefined || ruleId === `leaks/${rule}`);
  const found = reports.find((report) => report.line === line) ?? reports.find((report) => report.line <= line && line <= (report.endLine ?? report.line));
  if (found !== undefined) return found;
  const lines = [...new Set(reports.map((report) => String(report.line)))].join(', ');
  throw new Error(`${file}:${String(line)} has no report${lines === '' ? '' : `; there are some on line ${lines}`}`);
}

/** Names that nothing declares any more, so that the fixture type-checks. */
function undeclared(text: string, file: string): string[] {
  const { scopeManager } = parser.parseForESLint(text, { range: true, jsx: file.endsWith('x') });
  const names = (scopeManager.globalScope?.through ?? []).map(({ identifier }) => identifier.name).filter((name): name is string => typeof name === 'string');
  return [...new Set(names)].filter((name) => !(name in globalThis) && !BROWSER.has(name)).sort();
}

const BROWSER = new Set(['window', 'document', 'requestAnimationFrame', 'cancelAnimationFrame', 'Worker', 'EventSource', 'location', 'history']);

function fixtureOf(text: string, file: string, report: Linter.LintMessage): string {
  const declared = undeclared(text, file).map((name) => `declare const ${name}: any;\n`);
  const code = declared.join('') + text;
  const [same] = reportsOn(code, file).filter((other) => kindOf(other) === kindOf(report));
  if (same === undefined) return code;
  const labels = new Map(namedLines(same.message).map(({ line }, index) => [line, `place${String(index + 1)}`]));
  const message = same.message.replace(/\bline (\d+)/g, (words, line: string) => (labels.has(Number(line)) ? `{${String(labels.get(Number(line)))}}` : words));
  const lines = code.split('\n').map((line, index) => [line, ...commentsFor(index + 1, same.line, message, labels)].join(' '));
  return `/**\n * ## What is reported and should not be\n *\n * Why it is no leak, in a sentence.\n */\n${lines.join('\n')}`;
}

function commentsFor(line: number, reported: number, message: string, labels: ReadonlyMap<number, string>): string[] {
  const label = labels.get(line);
  return [...(label === undefined ? [] : [`// @${label}`]), ...(line === reported ? [`// error: ${message} // false positive: why it is none`] : [])];
}

function run(): void {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { rule: { type: 'string' }, write: { type: 'string' } } });
  const [, file, line] = /^(.+?):(\d+)(?::\d+)?$/.exec(positionals[0] ?? '') ?? [];
  if (file === undefined) throw new Error('npm run fixture -- FILE:LINE [--rule NAME] [--write IDEA]');
  const full = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
  if (!existsSync(full)) throw new Error(`${file}: there is no such file`);
  const report = wantedReport(full, Number(line), values.rule?.replace(/^leaks\//, ''));
  const kind = kindOf(report);
  const { text, trials } = reduce(readFileSync(full, 'utf8'), full.endsWith('x'), (smaller) => reportsOn(smaller, full).some((other) => kindOf(other) === kind));
  const fixture = fixtureOf(text, full, report);
  if (values.write === undefined) {
    process.stdout.write(fixture);
    return;
  }
  const place = `tests/fixtures/${(report.ruleId ?? '').replace(/^leaks\//, '')}/${values.write}.${full.endsWith('x') ? 'tsx' : 'ts'}`;
  writeFileSync(path.join(root, place), fixture);
  console.error(`${place}: ${String(fixture.split('\n').length)} lines, after ${String(trials)} smaller programs. Say in it why it is no leak, then npm run unit.`);
}

try {
  run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
