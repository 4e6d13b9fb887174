/**
 * Reads fixtures: one TypeScript file that is specification, test and documentation of one idea at once.
 *
 * CONTRIBUTING.md explains the comments to writers; this file is what they mean.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@typescript-eslint/parser';
import { readDirectives, type Directive } from './directives.js';

export const fixturesDir = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** A mistake that is known and kept in sight, with the reason. */
export interface Standing {
  /** `accepted`: the report ought to come and does not. `false positive`: it comes and ought not to. */
  readonly kind: 'accepted' | 'false positive';
  readonly reason: string;
}

export interface Expectation {
  readonly line: number;
  /** With `{label}` already turned into "line N". */
  readonly message: string;
  readonly standing: Standing | undefined;
}

/** What the leading JSDoc of a fixture says. */
export interface Heading {
  readonly title: string;
  readonly prose: string;
  readonly options: Readonly<Record<string, unknown>> | undefined;
  readonly settings: Readonly<Record<string, unknown>> | undefined;
  readonly strict: boolean;
  readonly typed: boolean;
}

export interface Fixture extends Heading {
  readonly rule: string;
  /** The file's name without extension. */
  readonly idea: string;
  readonly path: string;
  /** The file as it is written. */
  readonly source: string;
  /** The file without the comments that speak to the harness: same lines, same columns. What is linted. */
  readonly code: string;
  readonly directives: readonly Directive[];
  readonly expectations: readonly Expectation[];
  /** The first line after the leading JSDoc. */
  readonly bodyLine: number;
}

/** Every fixture below tests/fixtures/<rule>/, in a stable order. */
export function allFixtures(): Fixture[] {
  return ruleFolders().flatMap((rule) =>
    readdirSync(path.join(fixturesDir, rule))
      .filter((name) => /(?<!\.d)\.[cm]?tsx?$/.test(name))
      .sort()
      .map((name) => readFixture(rule, path.join(fixturesDir, rule, name))),
  );
}

function ruleFolders(): string[] {
  return readdirSync(fixturesDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'stubs')
    .map((entry) => entry.name)
    .sort();
}

export function readFixture(rule: string, file: string): Fixture {
  const source = readFileSync(file, 'utf8');
  return parseFixture(rule, file, source);
}

export function parseFixture(rule: string, file: string, source: string): Fixture {
  const { comments } = parse(source, { comment: true, loc: true, range: true, jsx: file.endsWith('x') });
  const lead = comments[0];
  if (lead?.type !== 'Block' || !lead.value.startsWith('*') || source.slice(0, lead.range[0]).trim() !== '') {
    throw new Error(`${file}: a fixture starts with a JSDoc comment that holds '## Title' and a sentence or two`);
  }
  const directives = readDirectives(source, comments.slice(1));
  return {
    ...readHeading(file, lead.value),
    rule,
    idea: path.basename(file).replace(/\.[cm]?tsx?$/, ''),
    path: file,
    source,
    code: withoutDirectives(source, directives),
    directives,
    expectations: expectationsOf(file, directives),
    bodyLine: lead.loc.end.line + 1,
  };
}

function readHeading(file: string, comment: string): Heading {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  const title = lines.find((line) => line.startsWith('## '))?.slice(3);
  if (title === undefined) throw new Error(`${file}: the leading comment has no '## Title'`);
  const tag = (name: string): string | undefined => lines.find((line) => new RegExp(`^@${name}\\b`).test(line))?.slice(name.length + 1).trim();
  const unknown = lines.find((line) => /^@(?!options\b|settings\b|config\b|typed\b)/.test(line));
  if (unknown !== undefined) throw new Error(`${file}: '${unknown}' is not @options, @settings, @config or @typed`);
  const config = tag('config');
  if (config !== undefined && config !== 'strict') throw new Error(`${file}: '@config ${config}' is not '@config strict'`);
  return {
    title,
    prose: lines.filter((line) => !/^(?:## |@)/.test(line)).join('\n').trim(),
    options: json(file, 'options', tag('options')),
    settings: json(file, 'settings', tag('settings')),
    strict: config === 'strict',
    typed: tag('typed') !== undefined,
  };
}

function json(file: string, name: string, text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${file}: what follows @${name} is not JSON: ${text}`, { cause: error });
  }
}

function withoutDirectives(source: string, directives: readonly Directive[]): string {
  const characters = [...source.split('')];
  for (const { range } of directives) {
    for (let index = range[0]; index < range[1]; index++) {
      if (characters[index] !== '\n') characters[index] = ' ';
    }
  }
  return characters.join('').replace(/[ \t]+$/gm, '');
}

function expectationsOf(file: string, directives: readonly Directive[]): Expectation[] {
  const labels = new Map<string, number>();
  for (const { label, target } of directives) {
    if (label === undefined) continue;
    if (labels.has(label)) throw new Error(`${file}:${String(target)}: the label @${label} is there twice`);
    labels.set(label, target);
  }
  return directives.flatMap(({ error, standing, target }) =>
    error === undefined ? [] : [{ line: target, message: inWords(error, labels, `${file}:${String(target)}`), standing }],
  );
}

/** `{early}` becomes "line 12". Braces with blanks, as in `{ signal }`, are the message's own. */
export function inWords(message: string, labels: ReadonlyMap<string, number>, where: string): string {
  return message.replace(/\{([\w-]+)\}/g, (_, label: string) => {
    const line = labels.get(label);
    if (line === undefined) throw new Error(`${where}: no line carries the label @${label}`);
    return `line ${String(line)}`;
  });
}
