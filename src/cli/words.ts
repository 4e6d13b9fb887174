/** Every sentence the command says. */

export const help = (command: string): string => `Finds timers, listeners, handles, promises and tasks that some way out of a function forgets to release.

  ${command} [options] [PATH...]

PATH is a file, a folder or a glob of JavaScript or TypeScript. No configuration is read or needed.
Folders and globs leave out node_modules, build output, minified files and .d.ts; a file that is named is always linted.

  --strict            every rule, also what may be deliberate (default: the recommended rules)
  --rule NAME         only this rule; may be repeated
  --format FORMAT     stylish (default) or json, the shape of ESLint's own json formatter
  --no-inline-config  do not listen to eslint-disable comments
  --help              this text
  --version           the version

It exits with 0 where nothing is found, 1 where there are reports, 2 where something could not be linted.
`;

export const seeHelp = 'See --help.';

export const unknownOption = (name: string): string => `There is no option ${name}. ${seeHelp}`;
export const badOption = (message: string): string => `${message} ${seeHelp}`;
export const unknownFormat = (value: string): string => `--format ${value} is neither stylish nor json. ${seeHelp}`;
export const unknownRule = (name: string, known: readonly string[]): string =>
  `--rule ${name}: there is no such rule. There are ${known.join(', ')}.`;

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

export const nothingFound = (files: number): string => `Nothing leaks in ${plural(files, 'file')}, as far as these rules can see.`;
export const found = (reports: number, leaky: number, files: number): string =>
  `${plural(reports, 'report')} in ${leaky} of ${plural(files, 'file')}`;

export const goOn = (command: string, strict: boolean, suggestions: number): readonly string[] => [
  `${command} PATH...`.padEnd(44) + 'lint your own files, folders or globs',
  ...(strict ? [] : [`${command} --strict PATH...`.padEnd(44) + 'add what may be deliberate']),
  'extends: [leaks.configs.recommended]'.padEnd(44) +
    `in eslint.config.js: reports ${suggestions > 0 ? 'and their repairs ' : ''}in the editor and in CI`,
];

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
