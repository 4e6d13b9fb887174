/** Annotations of GitHub Actions, one line for each report: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
import type { ESLint, Linter } from 'eslint';
import { relativePath } from './paths.js';

export default function github(results: readonly ESLint.LintResult[], context?: { readonly cwd: string }): string {
  const cwd = context?.cwd ?? process.cwd();
  return results.flatMap(({ filePath, messages }) => messages.map((message) => annotation(relativePath(filePath, cwd), message))).join('');
}

function annotation(file: string, { line, column, endLine, endColumn, severity, ruleId, message }: Linter.LintMessage): string {
  const isOneLine = endLine === line && endColumn !== undefined;
  const properties = {
    file,
    line,
    ...(endLine === undefined ? {} : { endLine }),
    col: column,
    // Over several lines there is no end column: the annotation spans whole lines.
    ...(isOneLine ? { endColumn } : {}),
    title: ruleId ?? 'ESLint',
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${severity === 2 ? 'error' : 'warning'} ${written.join(',')}::${escaped(message)}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
