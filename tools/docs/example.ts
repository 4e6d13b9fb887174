/** A fixture as an example that is read by people: the comments to the harness become comments to the reader. */
import type { Directive } from '../../tests/harness/directives.js';
import { inWords, type Fixture } from '../../tests/harness/fixture.js';

/** What a reader sees of a fixture: heading, prose, configuration and code. */
export function exampleOf(fixture: Fixture): string {
  const language = fixture.path.endsWith('x') ? 'tsx' : 'ts';
  return [`### ${fixture.title}`, fixture.prose, configurationOf(fixture), `\`\`\`${language}\n${readableCode(fixture)}\n\`\`\``]
    .filter((part) => part !== '')
    .join('\n\n');
}

function configurationOf({ rule, strict, options, settings }: Fixture): string {
  if (strict) return '*In the strict config:*';
  const parts = [
    ...(options ? [`"leaks/${rule}": ["error", ${JSON.stringify(options)}]`] : []),
    ...(settings ? [`"settings": { "leaks": ${JSON.stringify(settings)} }`] : []),
  ];
  return parts.length > 0 ? `*With* ${parts.map((part) => `\`${part}\``).join(' *and* ')}*:*` : '';
}

/** Line numbers are counted within the example. */
export function readableCode(fixture: Fixture): string {
  const lines = fixture.code.split('\n').slice(fixture.bodyLine - 1);
  const blank = lines.findIndex((line) => line.trim() !== '');
  const first = fixture.bodyLine + Math.max(blank, 0);
  const emptied = new Set(fixture.directives.filter((one) => standsAlone(fixture, one)).map((one) => lineOf(fixture, one)));
  const numbering = numbered(fixture, first, emptied);
  return fixture.code
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ number }) => number >= first && !emptied.has(number))
    .map(({ line, number }) => [line, commentFor(fixture, number, numbering)].filter((part) => part !== '').join(' '))
    .join('\n')
    .trimEnd();
}

/** Where a line of the fixture stands in the example. */
function numbered(fixture: Fixture, first: number, emptied: ReadonlySet<number>): Map<number, number> {
  const numbers = new Map<number, number>();
  let next = 1;
  for (let line = first; line <= fixture.code.split('\n').length; line++) {
    if (!emptied.has(line)) numbers.set(line, next++);
  }
  return numbers;
}

function commentFor(fixture: Fixture, line: number, numbering: ReadonlyMap<number, number>): string {
  const labels = new Map(
    fixture.directives.flatMap(({ label, target }) => (label === undefined ? [] : [[label, numbering.get(target) ?? 0] as const])),
  );
  const here = fixture.directives.filter(({ target }) => target === line);
  const named = here.some(({ label }) => label !== undefined) ? [`line ${numbering.get(line) ?? 0}`] : [];
  const said = here.flatMap(({ error, standing }) => {
    if (error === undefined) return [];
    const message = inWords(error, labels, fixture.path);
    if (standing?.kind === 'accepted') return [`not reported: ${message} (${standing.reason})`];
    return [`✗ ${message}${standing === undefined ? '' : ` (a false alarm: ${standing.reason})`}`];
  });
  const comments = [...named, ...said];
  return comments.length > 0 ? `// ${comments.join(' ')}` : '';
}

function lineOf({ source }: Fixture, { range }: Directive): number {
  return source.slice(0, range[0]).split('\n').length;
}

/** A comment with nothing else on its line leaves an empty line behind, which the example goes without. */
function standsAlone(fixture: Fixture, directive: Directive): boolean {
  return directive.target !== lineOf(fixture, directive);
}
