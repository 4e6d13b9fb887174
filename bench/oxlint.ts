/**
 * `npm run bench:oxlint`: oxlint's reports on real code against ESLint's, one by one, and the time of both.
 *
 * `-- NAME...` compares on these corpora only.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { install, start } from '../tests/e2e/lib/project.js';
import { cache, corpora, root, type Corpus } from './lib/corpora.js';
import { createLinter } from './lib/lint.js';
import { builtPlugin } from './lib/plugin.js';
import { table, writeSection } from './lib/results.js';

const VERSION = '1.89.0';

interface Side {
  readonly reports: readonly string[];
  readonly seconds: number;
}

/** What oxlint writes with `--format json`, as far as it is read. */
interface OxlintOutput {
  readonly diagnostics: readonly { readonly message: string; readonly code: string; readonly filename: string; readonly labels: readonly { readonly span: { readonly line: number; readonly column: number } }[] }[];
}

const only = process.argv.slice(2);
const { strict } = (await builtPlugin()).configs;
const home = path.join(cache, `oxlint-${VERSION}`);
await install(home, [`oxlint@${VERSION}`]);
// Comments that turn rules off hold in oxlint; `createLinter` does not listen to them.
const config = { jsPlugins: [path.join(root, 'dist/index.js')], categories: { correctness: 'off' }, rules: strict.rules };
writeFileSync(path.join(home, 'oxlint.json'), JSON.stringify(config));

async function withOxlint(corpus: Corpus): Promise<Side> {
  const from = performance.now();
  const args = ['-c', path.join(home, 'oxlint.json'), '--no-ignore', '--disable-nested-config', '--format', 'json', ...corpus.files];
  const { stdout, stderr } = await start(path.join(home, 'node_modules/.bin/oxlint'), args, corpus.folder, {});
  if (!stdout.includes('{')) throw new Error(`oxlint on ${corpus.name}: ${stdout}${stderr}`);
  const { diagnostics } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as OxlintOutput;
  const reports = diagnostics.map(({ message, filename, labels: [label] }) => `${path.resolve(corpus.folder, filename)}:${String(label?.span.line)}:${String(label?.span.column)} ${message}`);
  return { reports, seconds: (performance.now() - from) / 1000 };
}

function withEslint(corpus: Corpus): Side {
  const from = performance.now();
  const lint = createLinter([strict]);
  const reports = corpus.files.flatMap((file) => lint(readFileSync(file, 'utf8'), file).messages.map(({ line, column, message }) => `${file}:${String(line)}:${String(column)} ${message}`));
  return { reports, seconds: (performance.now() - from) / 1000 };
}

const rows: string[][] = [];
let differences = 0;
for (const corpus of corpora({ only, repositories: only.length > 0 })) {
  const [eslint, oxlint] = [withEslint(corpus), await withOxlint(corpus)];
  const onlyEslint = eslint.reports.filter((report) => !oxlint.reports.includes(report));
  const onlyOxlint = oxlint.reports.filter((report) => !eslint.reports.includes(report));
  for (const report of onlyEslint) console.log(`only ESLint: ${report}`);
  for (const report of onlyOxlint) console.log(`only oxlint: ${report}`);
  differences += onlyEslint.length + onlyOxlint.length;
  rows.push([corpus.name, String(corpus.files.length), String(eslint.reports.length), String(onlyEslint.length + onlyOxlint.length), eslint.seconds.toFixed(1), oxlint.seconds.toFixed(1)]);
}
const body = table(['corpus', 'files', 'reports', 'differences', 'ESLint, s', 'oxlint, s'], rows);
console.log(`\n${body}`);
const command = ['npm run bench:oxlint', ...(only.length === 0 ? [] : ['--', ...only])].join(' ');
writeSection('oxlint', command, `Every rule in strict, ESLint 10 with typescript-eslint's parser against oxlint ${VERSION}; ESLint runs in one thread.\n\n${body}`);
process.exitCode = differences === 0 ? 0 : 1;
