/** bench/RESULTS.md: one section for each measurement, each written by its own command. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './corpora.js';

const file = path.join(root, 'bench/RESULTS.md');

const HEAD = '# Results\n\nEach section is written by the command that it names. The figures are of the day and the machine that it names.\n';

/** Replaces the section of that title, or adds it. */
export function writeSection(title: string, command: string, body: string): void {
  const [head = HEAD, ...sections] = (existsSync(file) ? readFileSync(file, 'utf8') : HEAD).split(/^(?=## )/mu);
  const section = `## ${title}\n\n\`${command}\`, ${new Date().toISOString().slice(0, 10)}, ${machine()}\n\n${body.trimEnd()}\n\n`;
  const others = sections.filter((text) => !text.startsWith(`## ${title}\n`)).map((text) => `${text.trimEnd()}\n\n`);
  const all = [...others, section].sort();
  writeFileSync(file, `${head.trimEnd()}\n\n${all.join('').trimEnd()}\n`);
  console.log(`bench/RESULTS.md, section "${title}", is written.`);
}

/** The class of machine, for a reader who wants to know whether the figures can be compared with their own. */
function machine(): string {
  const { length } = os.cpus();
  return `Node ${process.version.slice(1)}, ${String(length)} cores of ${os.arch()}, ${String(Math.round(os.totalmem() / 2 ** 30))} GB, ${os.platform()}`;
}

/** A markdown table; all columns but the first hold figures. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = columns.map((_, index) => (index === 0 ? '---' : '--:'));
  return [columns, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
