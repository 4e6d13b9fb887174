/** `settings.leaks`, checked: a wrong entry is one clear error that names the key, its value and what was expected. */
import { withoutExtension, type AnalysisSettings } from '../analysis/index.js';
import { objectAt, wrong, type Entries } from './checks.js';
import { settingsShape } from './settings-shape.js';

const NONE: AnalysisSettings = {
  resources: [],
  cancellable: [],
  teardownMethods: [],
  registries: [],
  lifecycles: [],
  borrows: [],
  owns: [],
  neverReturns: [],
  reporters: [],
  using: false,
  namesOwnModules: false,
};

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
  settingsShape(given, 'leaks');
  const ids = ((given['resources'] ?? []) as readonly { readonly id: string }[]).map(({ id }) => id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) < index);
  if (twice >= 0) throw wrong(`leaks.resources[${String(twice)}].id`, ids[twice], 'an id that no other entry has');
  const modules = new Set<string>();
  const settings = { ...NONE, ...(withOwnModules(given, modules) as Partial<AnalysisSettings>) };
  return { ...settings, resources: settings.resources.map(documented), cancellable: settings.cancellable.map(documented), namesOwnModules: modules.size > 0 };
}

/** A row of the user's own need not say where it is documented. */
function documented<Row extends { readonly source: string }>(row: Row): Row {
  return { ...row, source: (row as Partial<Row>).source ?? 'settings.leaks' };
}

/** What names a module of the project: `./src/pool.js#take`, `./src/hooks`. */
const OWN_MODULE = /^\.\/[^#]+/u;

/** The settings with the project's own modules as the analysis writes them: without extension. */
function withOwnModules(value: unknown, modules: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withOwnModules(item, modules));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withOwnModules(item, modules)]));
  if (typeof value !== 'string') return value;
  return value.replace(OWN_MODULE, (module) => {
    modules.add(module);
    return withoutExtension(module);
  });
}
