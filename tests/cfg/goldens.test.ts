/**
 * Golden graphs. Each file of goldens/ is one topic: prose, a piece of TypeScript, and the graph that is built for it.
 * A piece marked `ts throws` is built with `namedFacts` (every call may throw), the others with `quietFacts`.
 * `npx vitest -u` rewrites the graphs; read each line of the difference before you commit it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { namedFacts, printed, quietFacts } from './parse.js';

const folder = new URL('goldens/', import.meta.url);
const example = /```(tsx?(?: throws)?)\n([^]*?)```\n+(?:```text\n[^]*?```\n*)?/gu;

function withGraphs(page: string): string {
  return page.replace(example, (_, language: string, code: string) => {
    const facts = language.endsWith('throws') ? namedFacts : quietFacts;
    const graph = printed(code, facts, { jsx: language.startsWith('tsx') });
    return `\`\`\`${language}\n${code}\`\`\`\n\n\`\`\`text\n${graph}\`\`\`\n\n`;
  }).trimEnd() + '\n';
}

describe('golden graphs', () => {
  for (const file of readdirSync(folder).sort()) {
    it(file, async () => {
      const path = new URL(file, folder);
      await expect(withGraphs(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path.pathname);
    });
  }
});
