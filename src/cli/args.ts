/** The command line, read. */
import { parseArgs } from 'node:util';
import * as words from './words.js';

export interface Arguments {
  readonly paths: readonly string[];
  readonly strict: boolean;
  /** Names without the plugin's prefix; empty: the config's own choice. */
  readonly rules: readonly string[];
  readonly format: 'stylish' | 'json';
  readonly inlineConfig: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

/** What the user got wrong, in a sentence that is the whole answer. */
export class UsageError extends Error {}

export function readArguments(argv: readonly string[], knownRules: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const rules = (values.rule ?? []).map((name) => name.replace(/^leaks\//, ''));
  const unknown = rules.find((name) => !knownRules.includes(name));
  if (unknown !== undefined) throw new UsageError(words.unknownRule(unknown, knownRules));
  const { format = 'stylish' } = values;
  if (format !== 'stylish' && format !== 'json') throw new UsageError(words.unknownFormat(format));
  return {
    paths: positionals,
    strict: values.strict ?? false,
    rules,
    format,
    inlineConfig: !(values['no-inline-config'] ?? false),
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function parse(argv: readonly string[]): ReturnType<typeof parseArgs<typeof config>> {
  try {
    return parseArgs({ ...config, args: [...argv] });
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    const [, option] = /^Unknown option '(.+?)'/.exec(message) ?? [];
    if (option !== undefined) throw new UsageError(words.unknownOption(option), { cause: error });
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
    'no-inline-config': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'v' },
  },
} as const;
