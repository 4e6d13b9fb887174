/** The command line, read. */
import { parseArgs } from 'node:util';
import { nearest } from './nearest.js';
import * as words from './words.js';

export const FORMATS = ['stylish', 'unix', 'json', 'sarif', 'github', 'gitlab'] as const;
export type Format = (typeof FORMATS)[number];

export interface Arguments {
  readonly paths: readonly string[];
  readonly strict: boolean;
  /** Names without the plugin's prefix; empty: the config's own choice. */
  readonly rules: readonly string[];
  readonly format: Format;
  /** Counts in the place of the reports. */
  readonly summary: boolean;
  /** With type information from the project's own tsconfig.json. */
  readonly types: boolean;
  readonly fix: boolean;
  readonly inlineConfig: boolean;
  /** The rule to explain. */
  readonly explain: string | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

/** What the user got wrong, in a sentence that is the whole answer. */
export class UsageError extends Error {}

export function readArguments(argv: readonly string[], knownRules: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const rule = (name: string): string => knownRule(name, knownRules);
  return {
    paths: positionals,
    strict: values.strict ?? false,
    rules: (values.rule ?? []).map(rule),
    format: knownFormat(values.format ?? 'stylish'),
    summary: values.summary ?? false,
    types: values.types ?? false,
    fix: values.fix ?? false,
    inlineConfig: !(values['no-inline-config'] ?? false),
    explain: values.explain === undefined ? undefined : rule(values.explain),
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function knownRule(given: string, known: readonly string[]): string {
  const name = given.replace(/^leaks\//, '');
  if (!known.includes(name)) throw new UsageError(words.unknownRule(name, known, nearest(name, known)));
  return name;
}

function knownFormat(given: string): Format {
  const format = FORMATS.find((known) => known === given);
  if (format === undefined) throw new UsageError(words.unknownFormat(given, FORMATS));
  return format;
}

function parse(argv: readonly string[]): ReturnType<typeof parseArgs<typeof config>> {
  try {
    return parseArgs({ ...config, args: [...argv] });
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    const [, option] = /^Unknown option '(.+?)'/.exec(message) ?? [];
    if (option !== undefined) {
      const known = Object.keys(config.options).map((name) => `--${name}`);
      throw new UsageError(words.unknownOption(option, nearest(option, known)), { cause: error });
    }
    if (code?.startsWith('ERR_PARSE_ARGS_') === true) {
      throw new UsageError(words.badOption(`${message.split(/\.? |\n/).join(' ')}.`), { cause: error });
    }
    throw error;
  }
}

const config = {
  allowPositionals: true,
  options: {
    strict: { type: 'boolean' },
    rule: { type: 'string', multiple: true },
    format: { type: 'string' },
    summary: { type: 'boolean' },
    types: { type: 'boolean' },
    fix: { type: 'boolean' },
    explain: { type: 'string' },
    'no-inline-config': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'v' },
  },
} as const;
