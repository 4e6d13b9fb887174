/** `npm run new-rule -- NAME`: a rule that reports nothing yet, with its two first fixtures. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const fixture = (title: string, prose: string): string => `/**
 * ## ${title}
 *
 * ${prose}
 */
export function example(): void {
  // The smallest program that shows it.
}
`;

const rule = (name: string): string => `import { createRule } from './create-rule.js';

export const ${camel(name)} = createRule({
  name: '${name}',
  docs: {
    description: 'disallow ...',
    tier: 'strict',
    why: 'Why it matters, in a paragraph.',
    limits: ['What is not modelled.'],
  },
  messages: {},
  hasSuggestions: false,
  options: {},
  defaults: {},
  reports() {
    return [];
  },
});
`;

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function write(file: string, text: string): void {
  const full = path.join(root, file);
  if (existsSync(full)) throw new Error(`${file} is there already`);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  console.log(`wrote ${file}`);
}

const [name = ''] = process.argv.slice(2);
if (!/^(?:no|require|forward|prefer)(?:-[a-z]+)+$/.test(name)) {
  console.error('npm run new-rule -- NAME, where NAME is like no-uncleared-timer');
  process.exitCode = 2;
} else {
  write(`src/rules/${name}.ts`, rule(name));
  write(`tests/fixtures/${name}/leak.ts`, fixture('What leaks', 'Why this is one.'));
  write(`tests/fixtures/${name}/clean.ts`, fixture('What looks like it and is none', 'Why this is none.'));
  console.log(`\nNext: export ${camel(name)} from src/rules/index.ts, write the expectation into the first fixture, then npm run docs.`);
}
