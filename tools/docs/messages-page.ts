/** docs/design/messages.md: everything that the rules say, side by side, so that one voice speaks. */
import type { rules } from '../../src/rules/index.js';
import { placeholders, type ShownReport } from './shown-reports.js';

export function messagesPage(all: typeof rules, shown: readonly ShownReport[]): string {
  const sections = Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { meta }]) => section(name, meta.messages ?? {}, shown.filter(({ fixture }) => fixture.rule === name)));
  return [
    '<!-- Written by `npm run docs` from the rules and their fixtures; change those. -->',
    '# Messages',
    `Everything that the rules say, with what they say of a fixture where one shows it. A message names the holder in backticks, then what becomes of it, the line of every other place that it speaks of, and behind a semicolon what to do. It has at most 140 characters, ends with a full stop, and neither begs nor blames. \`tests/project\` holds all of them to this.`,
    `Repairs, which the editor offers, are in [repairs.md](../repairs.md).`,
    ...sections,
  ].join('\n\n') + '\n';
}

function section(name: string, messages: Readonly<Record<string, string>>, shown: readonly ShownReport[]): string {
  const offered = new Set(shown.flatMap(({ report }) => (report.suggestions ?? []).map(({ messageId }) => messageId)));
  const rows = Object.entries(messages)
    .filter(([id, text]) => !offered.has(id) && text.includes('{{'))
    .map(([id, text]) => `| \`${id}\` | ${cell(placeholders(text))} | ${cell(exampleOf(id, shown))} |`);
  return [`## ${name}`, '', '| id | message | said of a fixture |', '|---|---|---|', ...rows].join('\n');
}

function exampleOf(id: string, shown: readonly ShownReport[]): string {
  return shown.find(({ report }) => report.messageId === id)?.report.message ?? '';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
