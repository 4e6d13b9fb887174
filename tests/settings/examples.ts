/** The worked examples of docs/settings.md: settings, a file, and what is said of it. */
import { readFileSync } from 'node:fs';
import { defineLeaksSettings, type LeaksSettings } from '../../src/index.js';

export interface Example {
  readonly title: string;
  readonly settings: LeaksSettings;
  /** The file's name, which the first line of the code says. */
  readonly file: string;
  /** Without the comments that say what is reported. */
  readonly code: string;
  /** `LINE: MESSAGE` */
  readonly expected: readonly string[];
}

const ERROR = / \/\/ error: (.*)$/u;

export function settingsExamples(): readonly Example[] {
  const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8');
  return page.split(/^## /mu).slice(1).flatMap((section) => {
    const title = section.slice(0, section.indexOf('\n'));
    return [...section.matchAll(/```js\n(defineLeaksSettings[\s\S]*?)```\s*```tsx?\n([\s\S]*?)```/gu)].map(([, settings = '', code = '']) => ({
      title,
      settings: evaluated(settings),
      file: /^\/\/ (\S+)/u.exec(code)?.[1] ?? 'example.ts',
      code: code.replace(new RegExp(ERROR, 'gmu'), ''),
      expected: expectedOf(code),
    }));
  });
}

function evaluated(settings: string): LeaksSettings {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function('defineLeaksSettings', `return ${settings.trim()}`)(defineLeaksSettings) as LeaksSettings;
}

function expectedOf(code: string): readonly string[] {
  return code.split('\n').flatMap((line, index) => {
    const [, message] = ERROR.exec(line) ?? [];
    return message === undefined ? [] : [`${String(index + 1)}: ${message}`];
  });
}
