/**
 * `npm run docs` writes what is generated: docs/rules, docs/resources.md, docs/repairs.md,
 * docs/design/messages.md and parts of README.md.
 * `npm run docs -- --check` writes nothing and fails where something is stale.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rules } from '../src/rules/index.js';
import { allFixtures } from '../tests/harness/fixture.js';
import { proofs } from '../tests/proofs/all.js';
import { messagesPage } from './docs/messages-page.js';
import { withGeneratedParts } from './docs/readme.js';
import { repairsPage } from './docs/repairs-page.js';
import { resourcesPage } from './docs/resources-page.js';
import { rulePage } from './docs/rule-page.js';
import { shownReports } from './docs/shown-reports.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** File to text; undefined for a page that has no rule any more. */
function wanted(): Map<string, string | undefined> {
  const fixtures = allFixtures();
  const pages = new Map<string, string | undefined>();
  for (const name of readdirSync(path.join(root, 'docs/rules'))) pages.set(`docs/rules/${name}`, undefined);
  for (const [name, rule] of Object.entries(rules)) {
    const own = fixtures.filter((fixture) => fixture.rule === name);
    pages.set(`docs/rules/${name}.md`, rulePage(name, rule, own, proofs[name]));
  }
  const shown = shownReports(fixtures);
  pages.set('docs/resources.md', resourcesPage());
  pages.set('docs/repairs.md', repairsPage(rules, shown));
  pages.set('docs/design/messages.md', messagesPage(rules, shown));
  pages.set('README.md', withGeneratedParts(read('README.md') ?? '', rules));
  return pages;
}

function read(file: string): string | undefined {
  const full = path.join(root, file);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

function write(file: string, text: string | undefined): void {
  if (text === undefined) rmSync(path.join(root, file));
  else writeFileSync(path.join(root, file), text);
}

/** `docs/rules/x.md: line 12 ...`: where the file on disk and the file as it should be part. */
function difference(file: string, is: string | undefined, should: string | undefined): string {
  if (is === undefined) return `${file} is not there`;
  if (should === undefined) return `${file} belongs to no rule`;
  const old = is.split('\n');
  const fresh = should.split('\n');
  const first = fresh.findIndex((line, index) => line !== old[index]);
  const at = first < 0 ? fresh.length : first;
  return `${file}:${at + 1}\n  - ${old[at] ?? '(end of file)'}\n  + ${fresh[at] ?? '(end of file)'}`;
}

mkdirSync(path.join(root, 'docs/rules'), { recursive: true });
const stale = [...wanted()].filter(([file, text]) => read(file) !== text);
if (process.argv.includes('--check')) {
  for (const [file, text] of stale) console.error(difference(file, read(file), text));
  if (stale.length > 0) {
    console.error(`\n${stale.length} generated ${stale.length === 1 ? 'file is' : 'files are'} stale; npm run docs writes them.`);
    process.exitCode = 1;
  }
} else {
  for (const [file, text] of stale) write(file, text);
  console.log(stale.length === 0 ? 'Everything is as it should be.' : `Wrote ${stale.map(([file]) => file).join(', ')}.`);
}
