/** The parts of README.md that are written by `npm run docs`, each between its two markers. */
import type { rules } from '../../src/rules/index.js';
import { realReport } from './real-report.js';

export function withGeneratedParts(readme: string, all: typeof rules): string {
  return withPart(withPart(readme, 'report', realReport()), 'rules', ruleTable(all));
}

function withPart(readme: string, name: string, text: string): string {
  const begin = `<!-- ${name}: written by \`npm run docs\` -->`;
  const end = `<!-- /${name} -->`;
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no '${begin}' with '${end}' below it`);
  return `${readme.slice(0, from + begin.length)}\n${text}\n${readme.slice(to)}`;
}

function ruleTable(all: typeof rules): string {
  const rows = Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { meta }]) => {
      const repairs = `${meta.fixable === undefined ? '' : '🔧'}${meta.hasSuggestions === true ? '💡' : ''}`;
      return `| [${name}](docs/rules/${name}.md) | ${meta.docs.description} | ${meta.docs.tier} | ${repairs} |`;
    });
  return ['| rule | what it does | from | repairs |', '|---|---|---|---|', ...rows].join('\n');
}
