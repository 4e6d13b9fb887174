/** The laws of the house that no type can say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { rules } from '../../src/rules/index.js';
import { allFixtures } from '../harness/fixture.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fixtures = allFixtures();

describe.each(Object.entries(rules))('%s', (name, rule) => {
  const own = fixtures.filter((fixture) => fixture.rule === name);
  const { docs, messages = {}, schema, defaultOptions = [] } = rule.meta;

  it('has a page, and its url leads there', () => {
    expect(existsSync(path.join(root, `docs/rules/${name}.md`))).toBe(true);
    expect(docs.url).toMatch(new RegExp(`/${name}\\.md$`));
  });

  it('has a fixture that leaks and one that does not', () => {
    expect(own.filter(({ expectations }) => expectations.length > 0)).not.toEqual([]);
    expect(own.filter(({ expectations }) => expectations.length === 0)).not.toEqual([]);
  });

  it('says why, and what it does not model', () => {
    expect(docs.description).toMatch(/^[a-z].*[^.]$/);
    expect(docs.why.trim()).toMatch(/\.$/);
    expect(docs.limits.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(messages))('message %s is short and a sentence', (_, text) => {
    expect(text.length).toBeLessThanOrEqual(140);
    expect(text).toMatch(/\.$/);
    expect(text).not.toMatch(/\b(?:please|should|must|invalid)\b/i);
  });

  it('describes every option, and strict sets only what there is', () => {
    const [first] = (Array.isArray(schema) ? schema : []) as { properties?: Record<string, { description?: string }> }[];
    const options = Object.entries(first?.properties ?? {});
    expect(options.filter(([, { description }]) => description === undefined).map(([option]) => option)).toEqual([]);
    const names = options.map(([option]) => option);
    expect(names).not.toContain('strict');
    expect(names).toEqual(expect.arrayContaining(Object.keys(docs.strictOptions ?? {})));
    expect(Object.keys(defaultOptions[0] ?? {}).sort()).toEqual([...names].sort());
  });
});

describe('messages', () => {
  const said = fixtures.flatMap(({ expectations }) => expectations.map(({ message }) => message));

  it('of all fixtures have at most 140 characters', () => {
    expect(said.filter((message) => message.length > 140)).toEqual([]);
  });

  it('begin with the holder in backticks or with what it is, and end as a sentence', () => {
    expect(said.filter((message) => !/^(?:`.+?` |This |The |Nothing |A |Every |What )/.test(message) || !message.endsWith('.'))).toEqual([]);
  });

  // A message about nothing but the place on which it sits has no other line to name.
  it('name the line of every other place that they speak of', () => {
    const speaksOfItself = / is over; | for good; | while it is held; /;
    expect(said.filter((message) => !speaksOfItself.test(message) && !/\bline \d+/.test(message))).toEqual([]);
  });
});

describe('configs', () => {
  const names = (config: 'recommended' | 'strict' | 'all'): string[] => Object.keys(plugin.configs[config].rules ?? {}).sort();
  const every = Object.keys(rules).map((name) => `leaks/${name}`).sort();

  it('strict and all have every rule, recommended those of its tier', () => {
    expect(names('strict')).toEqual(every);
    expect(names('all')).toEqual(every);
    expect(names('recommended')).toEqual(every.filter((name) => rules[name.slice('leaks/'.length)]?.meta.docs.tier === 'recommended'));
  });

  it('register the plugin itself', () => {
    for (const config of Object.values(plugin.configs)) expect(config.plugins?.['leaks']).toBe(plugin);
  });
});

describe('files', () => {
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

  it('have at most 300 lines', () => {
    const long = sources.filter((file) => readFileSync(path.join(root, 'src', file), 'utf8').split('\n').length > 301);
    expect(long).toEqual([]);
  });

  it('begin with what they are for, but for rows and rules, which say it themselves', () => {
    const silent = sources.filter((file) => !/^(?:resources|rules)\b/.test(file) && !readFileSync(path.join(root, 'src', file), 'utf8').startsWith('/**'));
    expect(silent).toEqual([]);
  });

  it('belong to no rule that is gone', () => {
    expect(fixtures.map(({ rule }) => rule).filter((rule) => !(rule in rules))).toEqual([]);
  });
});
