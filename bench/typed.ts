/**
 * `npm run bench:typed`: the time inside this plugin's rules in a run with types, and what types change in its reports.
 *
 * `-- NAME...` measures these corpora only.
 */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import tseslint from 'typescript-eslint';
import { install } from '../tests/e2e/lib/project.js';
import { cache, corpora, relative, type Corpus } from './lib/corpora.js';
import { createLinter, type LintFile } from './lib/lint.js';
import { builtPlugin, isOwn } from './lib/plugin.js';
import { table, writeSection } from './lib/results.js';

/** What the sources of a corpus need beside themselves, and how they are compiled. */
const PROJECTS: Readonly<Record<string, { readonly packages: readonly string[]; readonly lib: readonly string[]; readonly module: string }>> = {
  mongodb: {
    packages: ['@types/node@22.20.1', 'bson@7.3.2', '@mongodb-js/saslprep@1.5.0', 'mongodb-connection-string-url@7.0.2', 'mongodb-client-encryption@7.2.1', 'gcp-metadata@7.0.1', 'socks@2.8.9', 'snappy@7.4.3', '@mongodb-js/zstd@7.0.0'],
    lib: ['es2023'],
    module: 'node16',
  },
  effect: { packages: ['@types/node@26.6.5'], lib: ['es2023', 'dom', 'dom.iterable', 'esnext.disposable'], module: 'nodenext' },
};

/** Rules that ask for types themselves, as a project that has types runs them. */
const ASKING = { 'ts/no-floating-promises': 'error', 'ts/no-misused-promises': 'error', 'ts/no-unsafe-assignment': 'error' } as const;

interface Pass {
  readonly share: number;
  readonly reports: readonly string[];
}

/** The corpus as a project of its own: sources inside node_modules would count as a library's. */
async function projectOf({ name, folder }: Corpus): Promise<string> {
  const home = path.join(cache, 'typed', name);
  const project = PROJECTS[name];
  if (project === undefined) throw new Error(`${name}: there is no project for it in bench/typed.ts`);
  if (!existsSync(path.join(home, 'src'))) {
    await install(home, project.packages);
    const compilerOptions = { strict: true, target: 'es2023', module: project.module, lib: project.lib, types: ['node'], skipLibCheck: true, noEmit: true, allowImportingTsExtensions: true };
    writeFileSync(path.join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
    cpSync(path.join(folder, 'src'), path.join(home, 'src'), { recursive: true });
  }
  return home;
}

function pass(lint: LintFile, files: readonly string[], home: string): Pass {
  const times = { inside: 0, rest: 0 };
  const reports = files.flatMap((file) => {
    const { messages, total, rules } = lint(readFileSync(file, 'utf8'), file);
    const inside = Object.entries(rules).reduce((sum, [id, spent]) => sum + (isOwn(id) ? spent : 0), 0);
    times.inside += inside;
    times.rest += total - inside;
    return messages.flatMap(({ ruleId, line, column, message }) => (isOwn(ruleId) ? [`${relative(home, file)}:${String(line)}:${String(column)} ${message}`] : []));
  });
  return { share: times.inside / times.rest, reports };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

const only = process.argv.slice(2);
const { configs } = await builtPlugin();
const rows: string[][] = [];
for (const corpus of corpora({ only: only.length > 0 ? only : Object.keys(PROJECTS), repositories: false })) {
  const home = await projectOf(corpus);
  const files = corpus.files.map((file) => path.join(home, relative(corpus.folder, file)));
  const typed = { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: home } } };
  const untyped = pass(createLinter([configs.strict]), files, home);
  const alone = pass(createLinter([typed, configs.strict]), files, home);
  const beside = pass(createLinter([typed, { plugins: { ts: tseslint.plugin }, rules: ASKING }, configs.strict]), files, home);
  for (const report of alone.reports) if (!untyped.reports.includes(report)) console.log(`with types only: ${report}`);
  for (const report of untyped.reports) if (!alone.reports.includes(report)) console.log(`without types only: ${report}`);
  const differences = [...alone.reports.filter((one) => !untyped.reports.includes(one)), ...untyped.reports.filter((one) => !alone.reports.includes(one))];
  rows.push([corpus.name, String(files.length), percent(untyped.share), percent(alone.share), percent(beside.share), String(untyped.reports.length), String(differences.length)]);
}
const text = table(['corpus', 'files', 'without types', 'with types', 'beside three typed rules', 'reports', 'differences'], rows);
console.log(`\n${text}`);
const command = ['npm run bench:typed', ...(only.length === 0 ? [] : ['--', ...only])].join(' ');
writeSection('Types', command, `The time inside the rules of the strict config, as a share of the rest of the pass, and how many reports types change.\n\n${text}`);
