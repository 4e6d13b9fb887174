/** `settings.leaks`, checked: a wrong entry is one clear error that names the key, its value and what was expected. */
import type { AnalysisSettings } from '../analysis/index.js';

const NONE: AnalysisSettings = { resources: [], reporters: [] };

const checked = new WeakMap<object, AnalysisSettings>();

/** @throws Error that names the key, its value and what was expected, where the settings are wrong. */
export function settingsOf(settings: Readonly<Record<string, unknown>>): AnalysisSettings {
  const given = settings['leaks'];
  if (given === undefined) return NONE;
  const entries = objectAt(given, 'leaks');
  let result = checked.get(entries);
  if (result === undefined) {
    result = checkSettings(entries);
    checked.set(entries, result);
  }
  return result;
}

function checkSettings(given: Entries): AnalysisSettings {
  SETTINGS(given, 'leaks');
  const { resources, reporters } = { ...NONE, ...(given as Partial<AnalysisSettings>) };
  const ids = resources.map(({ id }) => id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) < index);
  if (twice >= 0) throw wrong(`leaks.resources[${String(twice)}].id`, ids[twice], 'an id that no other entry has');
  return { resources, reporters };
}

type Entries = Readonly<Record<string, unknown>>;

/** Returns where `value` is as expected, and throws where it is not. */
type Check = (value: unknown, path: string) => void;

const text: Check = (value, path) => {
  if (typeof value !== 'string' || value.trim() === '') throw wrong(path, value, 'a string');
};
const flag: Check = (value, path) => {
  if (typeof value !== 'boolean') throw wrong(path, value, 'true or false');
};
const position: Check = (value, path) => {
  if (!Number.isInteger(value) || Number(value) < 0) throw wrong(path, value, 'a position: 0, 1, 2 ...');
};
const literal: Check = (value, path) => {
  if (!['string', 'number', 'boolean'].includes(typeof value)) throw wrong(path, value, 'a string, a number or a boolean');
};
const key: Check = (value, path) => {
  if (typeof value !== 'string' || !/^(?:global:.|[^#]+#.)/u.test(value)) throw wrong(path, value, "a key such as 'global:open' or 'package#open'");
};
const repair: Check = (value, path) => {
  if (typeof value !== 'string' || !value.includes('$')) throw wrong(path, value, "code with $ for the holder, such as '$.close()'");
};

const callee: Check = (value, path) => {
  if (typeof value !== 'string' || !CALLEE.test(value)) throw wrong(path, value, "a function as it is written, such as 'logger.error'");
};
const CALLEE = /^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_#][\p{ID_Continue}$]*)*$/u;

const oneOf = (...choices: readonly string[]): Check => (value, path) => {
  if (typeof value !== 'string' || !choices.includes(value)) throw wrong(path, value, `one of ${choices.join(', ')}`);
};

const list = (check: Check): Check => (value, path) => {
  if (!Array.isArray(value)) throw wrong(path, value, 'an array');
  for (const [index, item] of (value as readonly unknown[]).entries()) check(item, `${path}[${String(index)}]`);
};

const filled = (check: Check): Check => (value, path) => {
  if (Array.isArray(value) && value.length === 0) throw wrong(path, value, 'at least one entry');
  list(check)(value, path);
};

/** An object with these members, and no others. */
const object = (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check => (value, path) => {
  const members = objectAt(value, path);
  const known = { ...required, ...optional };
  for (const name of Object.keys(members)) {
    if (!Object.hasOwn(known, name)) throw wrong(`${path}.${name}`, members[name], `no such key; known are ${Object.keys(known).join(', ')}`);
  }
  for (const [name, check] of Object.entries(known)) {
    if (members[name] !== undefined || Object.hasOwn(required, name)) check(members[name], `${path}.${name}`);
  }
};

/** An object whose `by` says which other members it has. */
const variant = (kinds: Readonly<Record<string, Check>>): Check => (value, path) => {
  const { by } = objectAt(value, path);
  oneOf(...Object.keys(kinds))(by, `${path}.by`);
  kinds[String(by)]?.(value, path);
};

const OPTION = object(
  { argument: (value, path) => { if (value !== 'any') position(value, path); }, property: text, value: literal, effect: oneOf('released', 'owes-nothing') },
);

const ACQUISITION = {
  distinctive: flag,
  awaited: flag,
  property: text,
  callbackParameter: object({ index: position, errorFirst: flag }),
  options: list(OPTION),
  withoutCallback: flag,
  minArguments: position,
};

const acquisition = variant({
  call: object({ by: text, of: key }, ACQUISITION),
  construct: object({ by: text, of: key }, ACQUISITION),
  method: object({ by: text, of: key, method: text }, ACQUISITION),
});

const release = variant({
  function: object({ by: text, of: key, argument: position }),
  method: object({ by: text, name: text }),
  'whole-method': object({ by: text, name: text }),
  call: object({ by: text }),
  'method-argument': object({ by: text, name: text, argument: position }),
  'owner-method': object({ by: text, name: text }),
  'owner-release': object({ by: text }),
  iterated: object({ by: text }),
  'iteration-end': object({ by: text, method: text, property: text }),
});

const RESOURCE = object(
  {
    id: text,
    family: oneOf('timer', 'cancel', 'handle', 'listener', 'stream'),
    noun: text,
    whileHeld: text,
    verb: text,
    repair,
    acquire: filled(acquisition),
    release: filled(release),
    life: oneOf('endless', 'one-shot'),
    source: text,
  },
  {
    type: key,
    processLifetime: flag,
    delayArgument: position,
    armedBy: list(text),
    endsWhenRejects: list(text),
    waive: list(text),
    fluent: list(text),
    disposable: oneOf('sync', 'async'),
    doubleReleaseThrows: flag,
    borrowers: list(key),
    borrowingProperties: list(text),
  },
);

const SETTINGS = object({}, { resources: list(RESOURCE), reporters: list(callee) });

function objectAt(value: unknown, path: string): Entries {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path, value, 'an object');
  return value as Entries;
}

function wrong(path: string, value: unknown, expected: string): Error {
  return new Error(`eslint-plugin-leaks: settings.${path} is ${shown(value)}; expected ${expected}.`);
}

const MAX_SHOWN = 80;

/** The value as one would write it; functions, symbols and circles have no such form. */
function shown(value: unknown): string {
  if (value === undefined) return 'not set';
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return `a ${typeof value}`;
  try {
    const written = JSON.stringify(value);
    return written.length <= MAX_SHOWN ? written : `${written.slice(0, MAX_SHOWN - 1)}…`;
  } catch {
    return 'an object that cannot be written as JSON';
  }
}
