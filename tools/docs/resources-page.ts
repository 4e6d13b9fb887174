/** docs/resources.md: the catalogue as a reader sees it. */
import { catalogue, type Acquisition, type Release, type ResourceSpec } from '../../src/resources/index.js';

const titles: Readonly<Record<ResourceSpec['family'], string>> = {
  timer: 'Timers',
  cancel: 'Things that cancel',
  handle: 'Handles',
  listener: 'Listeners',
  stream: 'Streams',
};

export function resourcesPage(): string {
  const families = Object.entries(titles).flatMap(([family, title]) => {
    const rows = catalogue.filter((spec) => spec.family === family).map(row);
    return rows.length > 0 ? [`## ${title}`, ['| resource | acquired by | released by | notes |', '|---|---|---|---|', ...rows].join('\n')] : [];
  });
  return [
    '<!-- Written by `npm run docs` from src/resources; change those. -->',
    '# What counts as a resource',
    'Every row names the documentation that makes it true. Projects add rows of their own under `settings.leaks.resources`.',
    ...families,
  ].join('\n\n') + '\n';
}

function row(spec: ResourceSpec): string {
  const acquired = unique(spec.acquire.map(acquisition));
  const released = unique(spec.release.map(release));
  return `| [${spec.id}](${spec.source}) | ${acquired} | ${released} | ${notes(spec)} |`;
}

function acquisition({ by, of, method, awaited, property, callbackParameter }: Acquisition): string {
  const call = { call: `${named(of)}()`, construct: `new ${named(of)}()`, method: `${named(of)}.${method ?? ''}()` }[by];
  if (callbackParameter !== undefined) return `\`${call}\`, parameter ${callbackParameter.index + 1} of its callback`;
  return `\`${awaited === true ? 'await ' : ''}${call}${property === undefined ? '' : `.${property}`}\``;
}

function release(how: Release): string {
  switch (how.by) {
    case 'function':
      return `\`${named(how.of)}(it)\``;
    case 'method':
      return `\`it.${how.name}()\``;
    case 'whole-method':
      return `\`whole.${how.name}()\``;
    case 'call':
      return '`it()`';
    case 'method-argument':
      return `\`_.${how.name}(it)\``;
    case 'owner-method':
      return `\`owner.${how.name}()\``;
    case 'owner-release':
      return "its owner's release";
    case 'iterated':
      return '`for await (const part of it)`';
    case 'iteration-end':
      return `\`${how.property}\` of \`it.${how.method}()\``;
  }
}

/** `node:fs/promises#open` is read as `open` of `node:fs/promises`; a global by its name alone. */
function named(key: string): string {
  if (key.startsWith('global:')) return key.slice('global:'.length);
  const [module = '', name = ''] = key.split('#');
  return name === 'default' ? module : `${module}#${name}`;
}

function notes({ life, disposable, processLifetime, diesWithProcess, waive, armedBy }: ResourceSpec): string {
  return [
    armedBy === undefined ? '' : `from ${armedBy.map((name) => `\`${name}()\``).join(' or ')} on`,
    life === 'one-shot' ? 'ends by itself' : '',
    disposable === undefined ? '' : disposable === 'sync' ? '`using`' : '`await using`',
    processLifetime === true ? 'may live as long as the process' : '',
    diesWithProcess === true ? 'ends with the process' : '',
    waive === undefined ? '' : `owes nothing after ${waive.map((name) => `\`${name}()\``).join(', ')}`,
  ]
    .filter((note) => note !== '')
    .join('; ');
}

function unique(values: readonly string[]): string {
  return [...new Set(values)].join(', ');
}
