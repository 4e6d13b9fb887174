/** GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
import { createHash } from 'node:crypto';
import type { ESLint, Linter } from 'eslint';
import { relativePath } from './paths.js';

interface CodeQualityIssue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'minor' | 'major' | 'critical';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

export default function gitlab(results: readonly ESLint.LintResult[], context?: { readonly cwd: string }): string {
  const cwd = context?.cwd ?? process.cwd();
  const issues = results.flatMap(({ filePath, messages }) => issuesOf(relativePath(filePath, cwd), messages));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}

function issuesOf(path: string, messages: readonly Linter.LintMessage[]): CodeQualityIssue[] {
  const seen = new Map<string, number>();
  return messages.map((message) => {
    const same = [path, message.ruleId ?? '', withoutLines(message.message)].join('\n');
    const count = seen.get(same) ?? 0;
    seen.set(same, count + 1);
    const begin = message.line;
    return {
      description: message.message,
      check_name: message.ruleId ?? 'ESLint',
      fingerprint: createHash('sha256').update(`${same}\n${count}`).digest('hex'),
      severity: severityOf(message),
      location: { path, lines: { begin, end: message.endLine ?? begin } },
    };
  });
}

/** A report that moves is the same report: the lines that it names do not tell it from another. */
function withoutLines(message: string): string {
  return message.replace(/\bline \d+/g, 'line');
}

function severityOf({ fatal, severity }: Linter.LintMessage): CodeQualityIssue['severity'] {
  if (fatal === true) return 'critical';
  return severity === 2 ? 'major' : 'minor';
}
