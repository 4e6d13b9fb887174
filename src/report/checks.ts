/** How a value of the settings is checked: the first thing that is wrong is one sentence with its key and what was expected. */

export type Entries = Readonly<Record<string, unknown>>;

/** Returns where `value` is as expected, and throws where it is not. */
export type Check = (value: unknown, path: string) => void;

export const text: Check = (value, path) => {
  if (typeof value !== 'string' || value.trim() === '') throw wrong(path, value, 'a string');
};
export const flag: Check = (value, path) => {
  if (typeof value !== 'boolean') throw wrong(path, value, 'true or false');
};
export const position: Check = (value, path) => {
  if (!Number.isInteger(value) || Number(value) < 0) throw wrong(path, value, 'a position: 0, 1, 2 ...');
};
export const literal: Check = (value, path) => {
  if (!['string', 'number', 'boolean'].includes(typeof value)) throw wrong(path, value, 'a string, a number or a boolean');
};

/** A string of a certain form. */
export const matching = (form: RegExp, expected: string): Check => (value, path) => {
  if (typeof value !== 'string' || !form.test(value)) throw wrong(path, value, expected);
};

export const oneOf = (...choices: readonly string[]): Check => (value, path) => {
  if (typeof value !== 'string' || !choices.includes(value)) throw wrong(path, value, `one of ${choices.join(', ')}`);
};

/** This word, or what the check asks for. */
export const wordOr = (word: string, check: Check): Check => (value, path) => {
  if (value !== word) check(value, path);
};

export const list = (check: Check): Check => (value, path) => {
  if (!Array.isArray(value)) throw wrong(path, value, 'an array');
  for (const [index, item] of (value as readonly unknown[]).entries()) check(item, `${path}[${String(index)}]`);
};

export const filled = (check: Check): Check => (value, path) => {
  if (Array.isArray(value) && value.length === 0) throw wrong(path, value, 'at least one entry');
  list(check)(value, path);
};

/** An object with these members, and no others. */
export const object = (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check => (value, path) => {
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
export const variant = (kinds: Readonly<Record<string, Check>>): Check => (value, path) => {
  const { by } = objectAt(value, path);
  oneOf(...Object.keys(kinds))(by, `${path}.by`);
  kinds[String(by)]?.(value, path);
};

/** The object's entries. */
export function objectAt(value: unknown, path: string): Entries {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path, value, 'an object');
  return value as Entries;
}

export function wrong(path: string, value: unknown, expected: string): Error {
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
