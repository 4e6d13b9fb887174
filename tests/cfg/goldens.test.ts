/**
 * Golden graphs. Each file of goldens/ is one topic: prose, a piece of TypeScript, and the graph that is built for it.
 * A piece marked `ts throws` is built with `namedFacts` (every call may throw), the others with `quietFacts`.
 * `npx vitest -u` rewrites the graphs; read each line of the difference before you commit it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { namedFacts, printed, quietFacts } from './parse.js';

const folder = new URL('goldens/', import.meta.url);
const example = /```(ts|ts throws)\n(?<code>[^]*?)```\n+(?:```text\n[^]*?```\n)?/gu;

function withGraphs(page: string): string {
  return page.replace(example, (_, language: string, code: string) => {
    const graph = printed(code, language === 'ts throws' ? namedFacts : quietFacts);
    return `\`\`\`${language}\n${code}\`\`\`\n\n\`\`\`text\n${graph}\`\`\`\n`;
  });
}

describe('golden graphs', () => {
  for (const file of readdirSync(folder).sort()) {
    it(file, async () => {
      const path = new URL(file, folder);
      await expect(withGraphs(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path.pathname);
    });
  }
});
