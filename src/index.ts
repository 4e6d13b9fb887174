/** The plugin: what `import leaks from 'eslint-plugin-leaks'` gives. */
import type { ESLint, Linter, Rule } from 'eslint';
import manifest from '../package.json' with { type: 'json' };
import { configsFor, namespace } from './configs/index.js';
import type { LeaksSettings } from './resources/settings.js';
import { rules as leaksRules } from './rules/index.js';

/** Typed with ESLint's own types, so that `defineConfig()` and `extends` accept it without a cast. */
export interface LeaksPlugin extends ESLint.Plugin {
  meta: { name: string; version: string; namespace: string };
  rules: Record<string, Rule.RuleModule>;
  configs: { recommended: Linter.Config; strict: Linter.Config; all: Linter.Config };
}

const base = {
  meta: { name: manifest.name, version: manifest.version, namespace },
  rules: leaksRules,
};

// The configs register the very object that is exported: two instances of one plugin are an error in ESLint.
const plugin: LeaksPlugin = Object.assign(base, { configs: {} as LeaksPlugin['configs'] });
Object.assign(plugin.configs, configsFor(plugin));

export default plugin;
// What `require()` gives: the same object, so that a CommonJS config does not register a second instance.
export { plugin as 'module.exports' };
export const meta: LeaksPlugin['meta'] = plugin.meta;
export const rules: LeaksPlugin['rules'] = plugin.rules;
export const configs: LeaksPlugin['configs'] = plugin.configs;

export type { LeaksSettings };

/** `settings: { leaks: defineLeaksSettings({ ... }) }`: nothing happens here, but an editor completes what is written in it. */
export function defineLeaksSettings(settings: LeaksSettings): LeaksSettings {
  return settings;
}
