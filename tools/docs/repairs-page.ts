/** docs/repairs.md: which rule offers which repair, and the fixtures on which each is tried. */
import path from 'node:path';
import type { rules } from '../../src/rules/index.js';
import { placeholders, type ShownReport } from './shown-reports.js';

interface Repair {
  readonly description: string;
  readonly fixtures: readonly string[];
}

export function repairsPage(all: typeof rules, shown: readonly ShownReport[]): string {
  const names = Object.keys(all).sort();
  const repairsOf = new Map(Object.entries(all).map(([name, { meta }]) => [name, repairs(shown.filter(({ fixture }) => fixture.rule === name), meta.messages ?? {})]));
  const rows = names.flatMap((name) => (repairsOf.get(name) ?? []).map((repair) => row(name, repair)));
  const without = names.filter((name) => repairsOf.get(name)?.length === 0);
  return [
    '<!-- Written by `npm run docs` from what the rules offer on their fixtures; change those. -->',
    '# Repairs',
    'What the editor offers as a quick fix, and `npx eslint-plugin-leaks --fix` applies where a report has exactly one. A repair is offered only where it is certain: it keeps what the code does but for the leak. `npm test` applies each of them on each fixture below: the result parses and type-checks, the report is gone, and no other has come.',
    ['| rule | repair | tried on |', '|---|---|---|', ...rows].join('\n'),
    ...(without.length === 0 ? [] : [`No repair is certain for ${inWords(without.map(link))}: where a loop ought to end, or who ought to be told, is for the author to say. The message says what to do.`]),
  ].join('\n\n') + '\n';
}

function repairs(shown: readonly ShownReport[], messages: Readonly<Record<string, string>>): Repair[] {
  const byDescription = new Map<string, Set<string>>();
  for (const { fixture, report } of shown) {
    for (const { desc, messageId = '' } of report.suggestions ?? []) {
      const description = placeholders(messages[messageId] ?? desc);
      byDescription.set(description, (byDescription.get(description) ?? new Set()).add(path.basename(fixture.path)));
    }
  }
  return [...byDescription].map(([description, fixtures]) => ({ description, fixtures: [...fixtures] }));
}

function row(rule: string, { description, fixtures }: Repair): string {
  const files = fixtures.map((file) => `[${file.replace(/\.tsx?$/, '')}](../tests/fixtures/${rule}/${file})`);
  return `| ${link(rule)} | ${description} | ${files.join(', ')} |`;
}

function link(rule: string): string {
  return `[${rule}](rules/${rule}.md)`;
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
