/** The page of one rule: meta and fixtures, put into words. */
import type { rules } from '../../src/rules/index.js';
import type { Fixture } from '../../tests/harness/fixture.js';
import type { Proofs, Proof } from '../../tests/proofs/proof.js';
import { exampleOf } from './example.js';
import { proofLine } from './proof-line.js';

type Rule = (typeof rules)[string];

/** As much of a JSON schema as the options of rules use. */
interface OptionSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: OptionSchema;
  readonly description?: string;
}

export function rulePage(name: string, rule: Rule, fixtures: readonly Fixture[], proofs: Proofs = {}): string {
  const { description, tier, why, limits } = rule.meta.docs;
  const reported = fixtures.filter(({ expectations }) => expectations.length > 0);
  const leftAlone = fixtures.filter(({ expectations }) => expectations.length === 0);
  return [
    `<!-- Written by \`npm run docs\` from the rule and its fixtures in tests/fixtures/${name}; change those. -->`,
    `# leaks/${name}`,
    `${sentence(description)} ${tierInWords(tier, rule)}`,
    ...section('Why', why.trim()),
    ...section('Reported', ...reported.map((fixture) => withProof(exampleOf(fixture), proofs[fixture.idea]))),
    ...section('Left alone', ...leftAlone.map(exampleOf)),
    ...section('Options', optionsOf(rule)),
    ...section('Limits', limits.map((limit) => `- ${limit}`).join('\n')),
    ...section('Known mistakes', knownMistakes(fixtures)),
  ].join('\n\n') + '\n';
}

function withProof(example: string, proof: Proof | undefined): string {
  return [example, proofLine(proof)].filter((part) => part !== '').join('\n\n');
}

function section(title: string, ...parts: string[]): string[] {
  const said = parts.filter((part) => part !== '');
  return said.length > 0 ? [`## ${title}`, ...said] : [];
}

/** `disallow intervals ...` becomes a sentence. */
function sentence(description: string): string {
  return `${description.charAt(0).toUpperCase()}${description.slice(1)}.`;
}

function tierInWords(tier: 'recommended' | 'strict', { meta }: Rule): string {
  const where = tier === 'recommended' ? 'In `recommended`, `strict` and `all`.' : 'In `strict` and `all`.';
  const repairs = [meta.fixable === undefined ? '' : '🔧 `--fix` repairs it.', meta.hasSuggestions === true ? '💡 Has suggestions for the editor.' : ''];
  return [where, ...repairs].filter((part) => part !== '').join(' ');
}

function optionsOf({ meta }: Rule): string {
  const [schema] = (Array.isArray(meta.schema) ? meta.schema : []) as { properties?: Record<string, OptionSchema> }[];
  const properties = schema?.properties ?? {};
  const defaults = (meta.defaultOptions?.[0] ?? {}) as Record<string, unknown>;
  const strict = meta.docs.strictOptions ?? {};
  const rows = Object.entries(properties).map(([name, option]) => {
    const set = name in strict ? code(strict[name]) : '';
    return `| \`${name}\` | ${typeInWords(option)} | ${code(defaults[name])} | ${set} | ${option.description ?? ''} |`;
  });
  return rows.length > 0 ? ['| option | type | default | in strict | what it does |', '|---|---|---|---|---|', ...rows].join('\n') : '';
}

function typeInWords({ type = '', enum: choices, items }: OptionSchema): string {
  if (choices !== undefined) return choices.map(code).join(', ');
  return items === undefined ? type : `${type} of ${typeInWords(items)}`;
}

function code(value: unknown): string {
  return value === undefined ? '' : `\`${JSON.stringify(value)}\``;
}

function knownMistakes(fixtures: readonly Fixture[]): string {
  return fixtures
    .flatMap(({ title, expectations }) =>
      expectations.flatMap(({ standing }) =>
        standing === undefined ? [] : [`- ${standing.kind === 'accepted' ? 'Not reported' : 'False alarm'}, in “${title}”: ${standing.reason}`],
      ),
    )
    .join('\n');
}
