/**
 * The configs, computed from the rules' meta and never listed by hand.
 *
 * - `recommended`: the rules of the tier recommended, with their default options. What a reviewer would call a bug.
 * - `strict`: every rule; where a rule has options that widen it, they are set. Adds what may be deliberate.
 * - `all`: every rule with its default options, for those who choose options themselves. It is not "everything that
 *   can be reported": that is `strict`.
 */
import type { ESLint, Linter } from 'eslint';
import { rules } from '../rules/index.js';

type Entry = readonly [name: string, rule: (typeof rules)[string]];

export type ConfigName = 'recommended' | 'strict' | 'all';

/** The prefix under which the configs register the plugin: `leaks/no-uncleared-timer`. */
export const namespace = 'leaks';

/** The three flat configs. The plugin is an argument because it holds the configs, and they hold it. */
export function configsFor(plugin: ESLint.Plugin): Record<ConfigName, Linter.Config> {
  const config = (name: ConfigName, chosen: readonly Entry[], level: (entry: Entry) => Linter.RuleEntry): Linter.Config => ({
    name: `${namespace}/${name}`,
    plugins: { [namespace]: plugin },
    rules: Object.fromEntries(chosen.map((entry) => [`${namespace}/${entry[0]}`, level(entry)])),
  });
  const every = Object.entries(rules);
  const recommended = every.filter(([, rule]) => rule.meta.docs.tier === 'recommended');
  return {
    recommended: config('recommended', recommended, () => 'error'),
    strict: config('strict', every, strictLevel),
    all: config('all', every, () => 'error'),
  };
}

function strictLevel([, rule]: Entry): Linter.RuleEntry {
  const { strictOptions } = rule.meta.docs;
  return strictOptions === undefined ? 'error' : ['error', strictOptions];
}
