// swallowed-error-peers.mjs NAME=FOLDER ...: the reports of no-swallowed-error and of core no-empty on the same files.
// Prints one row of markdown for each folder; with REPORTS=FILE, also writes where our reports are.
// Run it after `npm run build`.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Linter } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import plugin from '../dist/index.js';

const skipped = /(?:^|\/)(?:node_modules|\.git|generated)\/|\.d\.[cm]?ts$|\.min\.js$/;
const lintable = /\.[cm]?[jt]sx?$/;
const linter = new Linter({ configType: 'flat', cwd: '/' });
const own = 'leaks/no-swallowed-error';

/** @param {import('eslint').Linter.RulesRecord} rules */
const config = (rules) => ({
  files: [() => true],
  plugins: { leaks: plugin },
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
  rules,
});
const recommended = config({ [own]: 'error', 'no-empty': 'error' });
const strict = config({ [own]: plugin.configs.strict.rules[own] });

const places = [];
console.log('| code | lines | recommended | strict | no-empty |\n|---|---:|---:|---:|---:|');
for (const argument of process.argv.slice(2)) {
  const [name, folder] = argument.split('=');
  const counts = { lines: 0, recommended: 0, strict: 0, empty: 0 };
  for (const entry of fs.readdirSync(folder, { recursive: true })) {
    const filename = path.resolve(folder, entry);
    if (!lintable.test(entry) || skipped.test(entry) || !fs.statSync(filename).isFile()) continue;
    const text = fs.readFileSync(filename, 'utf8');
    counts.lines += text.split('\n').length;
    // Neither rule has anything to say of other files.
    if (!/catch|finally|then|error|allSettled|\{\s*\}/i.test(text)) continue;
    const options = { filename, allowInlineConfig: false };
    for (const { ruleId, line, message } of linter.verify(text, [recommended], options)) {
      if (ruleId === 'no-empty') counts.empty++;
      if (ruleId !== own) continue;
      counts.recommended++;
      places.push({ package: name, file: entry, line, message });
    }
    counts.strict += linter.verify(text, [strict], options).filter(({ ruleId }) => ruleId === own).length;
  }
  console.log(`| ${name} | ${counts.lines} | ${counts.recommended} | ${counts.strict} | ${counts.empty} |`);
}
if (process.env.REPORTS) fs.writeFileSync(process.env.REPORTS, JSON.stringify(places, null, 2));
