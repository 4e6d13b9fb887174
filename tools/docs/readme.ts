/** The table of rules in README.md, between its two markers. */
import type { rules } from '../../src/rules/index.js';

const begin = '<!-- rules: written by `npm run docs` -->';
const end = '<!-- /rules -->';

export function withRuleTable(readme: string, all: typeof rules): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no '${begin}' with '${end}' below it`);
  return `${readme.slice(0, from + begin.length)}\n${ruleTable(all)}\n${readme.slice(to)}`;
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
