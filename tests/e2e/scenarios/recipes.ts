/** Every config of docs/recipes.md, on a file of each kind that it is for. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { leakyJs, leakyTs, rule } from '../lib/samples.js';
import type { Scenario, Setting } from '../lib/scenario.js';

const page = readFileSync(new URL('../../../docs/recipes.md', import.meta.url), 'utf8');

/** Heading to config. */
const recipes = page.split(/^## /m).flatMap((section) => {
  const [, config] = /^```js\n\/\/ eslint\.config\.js\n(.*?)^```/ms.exec(section) ?? [];
  return config === undefined ? [] : [{ title: section.split('\n')[0] ?? '', config }];
});

const script = `<script lang="ts">\n${leakyTs}</script>\n`;

/** A leaky file of each kind, and where a config would have it. */
const samples: Readonly<Record<string, string>> = {
  js: leakyJs,
  ts: leakyTs,
  tsx: `${leakyTs}export const view = <p>text</p>;\n`,
  vue: `${script}<template><p>text</p></template>\n`,
  svelte: `${script}<p>text</p>\n`,
  astro: `---\n${leakyTs.replace('export ', '')}---\n<p>text</p>\n`,
};

/** JavaScript, unless the config names the files that it is for. */
function kindsOf(config: string): string[] {
  const named = config.match(/\b(?:tsx?|vue|svelte|astro)(?=[,}'])/g) ?? [];
  return named.length === 0 ? ['js'] : [...new Set(named)];
}

const scenario = ({ title, config }: (typeof recipes)[number]): Scenario => ({
  name: title,
  async run(project) {
    const files = kindsOf(config).map((kind) => [`src/leaky.${kind}`, samples[kind] ?? ''] as const);
    project.write({ 'eslint.config.mjs': config, ...Object.fromEntries(files) });
    const { status, stdout, stderr } = await project.run('eslint', '--format', 'json', ...files.map(([name]) => name));
    assert.equal(status, 1, stdout + stderr);
    const results = JSON.parse(stdout) as { filePath: string; messages: { ruleId: string | null; message: string }[] }[];
    for (const { filePath, messages } of results) assert.deepEqual(messages.map(({ ruleId, message }) => ruleId ?? message), [rule], filePath);
    return `${files.map(([name]) => name.replace('src/leaky', '')).join(', ')}: reported`;
  },
});

export const recipesSetting: Setting = {
  name: 'docs/recipes.md',
  packages: ['eslint@10.15.0', 'typescript@6.0.3', 'typescript-eslint@8.72.0', 'vue-eslint-parser@10.4.2', 'svelte@5.57.3', 'svelte-eslint-parser@1.10.1', 'astro-eslint-parser@1.4.0'],
  scenarios: recipes.map(scenario),
};
