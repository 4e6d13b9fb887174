/** `settings.leaks`, checked: a wrong entry is one clear error that names the key and what was expected. */
import type { AnalysisSettings, ResourceSpec } from '../analysis/index.js';

const NONE: AnalysisSettings = { resources: [], reporters: [] };

const checked = new WeakMap<object, AnalysisSettings>();

/** @throws Error that names the key, its value and what was expected, where the settings are wrong. */
export function settingsOf(settings: Readonly<Record<string, unknown>>): AnalysisSettings {
  const given = settings['leaks'];
  if (given === undefined) return NONE;
  if (typeof given !== 'object' || given === null) throw wrong('leaks', given, 'an object');
  let result = checked.get(given);
  if (result === undefined) {
    result = checkSettings(given);
    checked.set(given, result);
  }
  return result;
}

function checkSettings(given: object): AnalysisSettings {
  for (const key of Object.keys(given)) {
    if (!KEYS.includes(key)) throw wrong(`leaks.${key}`, (given as Record<string, unknown>)[key], `no such key; known are ${KEYS.map((known) => `'${known}'`).join(' and ')}`);
  }
  const { resources = [], reporters = [] } = given as { resources?: unknown; reporters?: unknown };
  if (!Array.isArray(resources)) throw wrong('leaks.resources', resources, 'an array of resources');
  return { resources: resources.map((entry, index) => checkResource(entry, `leaks.resources[${String(index)}]`)), reporters: checkReporters(reporters) };
}

function checkReporters(reporters: unknown): readonly string[] {
  const isCallee = (entry: unknown): entry is string => typeof entry === 'string' && CALLEE.test(entry);
  if (!Array.isArray(reporters)) throw wrong('leaks.reporters', reporters, 'an array of functions as they are written, such as "logger.error"');
  const bad = reporters.findIndex((entry) => !isCallee(entry));
  if (bad >= 0) throw wrong(`leaks.reporters[${String(bad)}]`, reporters[bad], 'a function as it is written, such as "logger.error"');
  return reporters.filter(isCallee);
}

const KEYS: readonly string[] = ['resources', 'reporters'];
const CALLEE = /^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_#][\p{ID_Continue}$]*)*$/u;

const WORDS = ['id', 'family', 'noun', 'whileHeld', 'verb', 'repair', 'life', 'source'] as const;
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  family: ['timer', 'cancel', 'handle', 'listener', 'stream'],
  life: ['endless', 'one-shot'],
};

function checkResource(entry: unknown, path: string): ResourceSpec {
  if (typeof entry !== 'object' || entry === null) throw wrong(path, entry, 'an object');
  const resource = entry as Record<string, unknown>;
  for (const key of WORDS) {
    const value = resource[key];
    if (typeof value !== 'string') throw wrong(`${path}.${key}`, value, 'a string');
    const choices = CHOICES[key];
    if (choices !== undefined && !choices.includes(value)) throw wrong(`${path}.${key}`, value, `one of ${choices.join(', ')}`);
  }
  for (const key of ['acquire', 'release']) {
    const value = resource[key];
    if (!Array.isArray(value) || value.length === 0) throw wrong(`${path}.${key}`, value, 'an array with at least one entry');
    for (const [index, item] of value.entries()) checkWay(item, `${path}.${key}[${String(index)}]`, key);
  }
  return entry as ResourceSpec;
}

const WAYS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  acquire: { call: ['of'], construct: ['of'], method: ['of', 'method'] },
  release: { function: ['of', 'argument'], method: ['name'], call: [], 'method-argument': ['name', 'argument'], 'iteration-end': ['method', 'property'] },
};

function checkWay(item: unknown, path: string, key: string): void {
  if (typeof item !== 'object' || item === null) throw wrong(path, item, 'an object');
  const way = item as Record<string, unknown>;
  const kinds = WAYS[key] ?? {};
  const needed = typeof way['by'] === 'string' ? kinds[way['by']] : undefined;
  if (needed === undefined) throw wrong(`${path}.by`, way['by'], `one of ${Object.keys(kinds).join(', ')}`);
  for (const name of needed) {
    const expected = name === 'argument' ? 'number' : 'string';
    if (typeof way[name] !== expected) throw wrong(`${path}.${name}`, way[name], `a ${expected}`);
  }
}

function wrong(key: string, value: unknown, expected: string): Error {
  return new Error(`eslint-plugin-leaks: settings.${key} is ${value === undefined ? 'not set' : JSON.stringify(value)}; expected ${expected}.`);
}
