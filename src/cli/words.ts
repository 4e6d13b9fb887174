/** Every sentence that the command says. */
import type { NamedLine } from '../formats/named-lines.js';

export const help = (command: string): string => `Finds timers, listeners, handles, promises and tasks that some way out of a function forgets to release.

  ${command} [options] [PATH...]

PATH is a file, a folder or a glob of JavaScript or TypeScript; without one, the folder you are in. No configuration is
read or needed. Folders and globs leave out node_modules, build output, minified files and .d.ts; a file that is named is
always linted.

What is reported
  --strict            also what may be deliberate (default: what a reviewer would call a bug at once)
  --rule NAME         only this rule; may be repeated
  --types             with type information from your tsconfig.json: slower, sees a little more
  --no-inline-config  do not listen to eslint-disable comments

How it is shown
  --summary           counts per rule and file, and no reports
  --format FORMAT     stylish  the code, with the way from the acquisition to the exit drawn on it (default)
                      unix     one line for each report: FILE:LINE:COLUMN: MESSAGE [RULE]
                      json     the shape of ESLint's own json formatter
                      sarif    for GitHub code scanning and other viewers
                      github   annotations in GitHub Actions
                      gitlab   GitLab's code quality report

What else it does
  --fix               repair what has exactly one repair; look at the difference before you commit
  --explain RULE      why a rule is there, what it says, its options and what it does not see
  --help, --version

Examples
  ${command} src
  ${command} --strict --summary 'packages/*/src'
  ${command} --rule no-uncleared-timer --fix src/server.ts
  ${command} --format sarif src > leaks.sarif

It exits with 0 where nothing is found, 1 where there are reports, 2 where something could not be linted.
`;

const seeHelp = 'See --help.';

const meant = (near: string | undefined, otherwise: string): string => (near === undefined ? otherwise : `Did you mean ${near}?`);

export const unknownOption = (name: string, near: string | undefined): string => `There is no option ${name}. ${meant(near, seeHelp)}`;
export const badOption = (message: string): string => `${message} ${seeHelp}`;
export const unknownFormat = (value: string, known: readonly string[]): string => `--format ${value}: there is ${known.join(', ')}. ${seeHelp}`;
export const unknownRule = (name: string, known: readonly string[], near: string | undefined): string =>
  `${name}: there is no such rule. ${meant(near, `There are ${known.join(', ')}.`)}`;

export const notThere = (path: string): string => `${path}: there is no such file or folder`;
export const nothingIn = (path: string): string =>
  `${path}: no JavaScript or TypeScript file in it (node_modules, build output, minified files and .d.ts are left out unless named)`;
export const unreadable = (path: string, reason: string): string => `${path}: cannot be read (${reason})`;
export const unparsable = (place: string, message: string): string => `${place}: does not parse: ${message}`;
export const crashed = (path: string, rule: string, message: string): string =>
  `${path}: ${rule} failed on this file, which is a mistake of the rule and not of the file: ${message}`;

export const noEslint = 'ESLint is not installed here: npm install --save-dev eslint';
export const oldEslint = (version: string): string =>
  `ESLint ${version} is too old for this plugin, which needs 8.57.1 or later: npm install --save-dev eslint`;
export const noParser = (count: number): string =>
  `${plural(count, 'TypeScript file')} left out, for want of a parser: npm install --save-dev @typescript-eslint/parser typescript`;
export const brokenParser = (count: number, reason: string): string =>
  `${plural(count, 'TypeScript file')} left out, for @typescript-eslint/parser does not load: ${reason}`;
export const untyped = (count: number): string => `${plural(count, 'file')} linted without types: no tsconfig.json includes ${count === 1 ? 'it' : 'them'}`;

export const nothingFound = (files: number): string => `Nothing leaks in ${plural(files, 'file')}, as far as these rules can see.`;
export const repaired = (reports: number, files: number): string => `Repaired ${plural(reports, 'report')} in ${plural(files, 'file')}; look at the difference before you commit.`;
export const found = (reports: number, leaky: number, files: number): string =>
  `${plural(reports, 'report')} in ${leaky} of ${plural(files, 'file')}`;
export const mostIn = (shown: number, all: number): string => (shown < all ? `Most in ${shown} of ${all} files` : 'By file');

/** What `--fix` or the editor would do. */
export const repairs = (descriptions: readonly string[]): string => (descriptions.length === 0 ? '' : `repair: ${descriptions.join(' Or: ')}`);

export const goOn = (command: string, strict: boolean, hasRepairs: boolean, rule: string): readonly string[] => {
  const row = (code: string, what: string): string => `${code.padEnd(62)} ${what}`;
  return [
    row(`${command} --explain ${rule.replace(/^leaks\//, '')}`, 'why this is a leak'),
    ...(hasRepairs ? [row(`${command} --fix PATH...`, 'repair what has exactly one repair')] : []),
    ...(strict ? [] : [row(`${command} --strict PATH...`, 'add what may be deliberate')]),
    row('export default [leaks.configs.recommended]', 'in eslint.config.js: in your editor and in CI'),
  ];
};

/** What happens at the place of a report, by rule; a rule that is not listed speaks for itself. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  'forward-abort-signal': 'goes on after the abort',
  'no-leaked-listener': 'added here',
  'no-missed-cancel': 'made here',
  'no-swallowed-error': 'caught here',
  'no-unawaited-shutdown': 'begun here, and not awaited',
  'no-uncleared-timer': 'started here',
  'no-unreleased-resource': 'acquired here',
  'no-unsettled-promise': 'made here',
  'no-use-after-close': 'used here',
  'require-abort-signal': 'nothing can stop it',
};

export const begins = (ruleId: string): string => BEGINNINGS[ruleId.replace(/^leaks\//, '')] ?? '';

/** Rules about things that are held: their exits are exits without a release. */
const HELD = new Set(['no-leaked-listener', 'no-missed-cancel', 'no-uncleared-timer', 'no-unreleased-resource']);

export const goesOn = ({ words, isExit }: NamedLine, ruleId: string): string => {
  if (!isExit) return words;
  return HELD.has(ruleId.replace(/^leaks\//, '')) ? `${words}, and leaves without the release` : words;
};

/** The keyword of the statement that the words speak of; empty where they speak of none. */
export const statementOf = ({ words }: NamedLine): string => (words === 'it returns' ? 'return' : words === 'it throws' ? 'throw' : '');

export const tier = (name: string): string => (name === 'strict' ? 'in strict and all' : 'in recommended, strict and all');
export const whyHeading = 'Why';
export const saysHeading = 'What it says';
export const optionsHeading = 'Options';
export const limitsHeading = 'What it does not see';
export const moreHeading = 'More';
export const inStrict = (value: string): string => `${value} in strict`;
export const more = (name: string, url: string, command: string): readonly string[] => [
  `  with examples:     ${url}`,
  `  in your code:      ${command} --rule ${name} PATH...`,
  `  a deliberate one:  // eslint-disable-next-line leaks/${name} -- the reason`,
];

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
