/** `--explain RULE`: what a rule's page says, without its examples, for the terminal. */
import type { Rule } from 'eslint';
import plugin from '../index.js';
import type { Paint } from './paint.js';
import * as words from './words.js';

/** What our rules say of themselves beside what ESLint asks for. */
interface Docs {
  readonly description?: string | undefined;
  readonly url?: string | undefined;
  readonly tier?: string | undefined;
  readonly why?: string | undefined;
  readonly limits?: readonly string[] | undefined;
  readonly strictOptions?: Readonly<Record<string, unknown>> | undefined;
}

const WIDTH = 92;

export function explain(name: string, command: string, paint: Paint): string {
  const meta = plugin.rules[name]?.meta ?? {};
  const docs: Docs = meta.docs ?? {};
  const says = Object.values(meta.messages ?? {}).map((message) => `  ${shown(message)}`);
  const options = optionRows(meta, docs.strictOptions ?? {});
  const limits = (docs.limits ?? []).flatMap((limit) => indented(limit, '  - ', '    '));
  const heading = (title: string, lines: readonly string[]): string[] => (lines.length > 0 ? ['', paint('bold', title), ...lines] : []);
  return [
    `${paint('bold', `leaks/${name}`)}  ${words.tier(docs.tier ?? '')}`,
    ...indented(`${sentence(docs.description ?? '')}.`, '', ''),
    ...heading(words.whyHeading, indented(docs.why ?? '', '  ', '  ')),
    ...heading(words.saysHeading, says),
    ...heading(words.optionsHeading, options),
    ...heading(words.limitsHeading, limits),
    ...heading(words.moreHeading, words.more(name, docs.url ?? '', command)),
    '',
  ].join('\n');
}

function optionRows({ schema, defaultOptions }: Rule.RuleMetaData, strict: Readonly<Record<string, unknown>>): string[] {
  const [first] = (Array.isArray(schema) ? schema : []) as { properties?: Record<string, { description?: string }> }[];
  const defaults = (defaultOptions?.[0] ?? {}) as Record<string, unknown>;
  return Object.entries(first?.properties ?? {}).flatMap(([option, { description = '' }]) => {
    const values = [JSON.stringify(defaults[option]), ...(option in strict ? [words.inStrict(JSON.stringify(strict[option]))] : [])];
    return [`  ${option}: ${values.join(', ')}`, ...indented(description, '      ', '      ')];
  });
}

/** Placeholders as one would read them: `{{holder}}` is the holder. */
function shown(message: string): string {
  return message.replace(/\{\{(\w+)\}\}/g, '<$1>');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Wrapped at word ends. */
function indented(text: string, first: string, others: string): string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line.trim() !== first.trim() && line.length + word.length > WIDTH) {
      lines.push(line.trimEnd());
      line = others;
    }
    line += `${word} `;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}
