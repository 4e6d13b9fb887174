/** What projects agree on beside resources: the plugin's tables with what the user's settings add to them. */
import type { CleanupHook, Conventions, FunctionNames, LifecycleHook, LifecycleMembers, PerCallHook } from '../resources/conventions.js';
import { borrowingFunctions, neverReturningFunctions } from '../resources/functions.js';
import { cleanupHooks, lifecycleHooks, lifecycleMembers, perCallHooks, registryMembers, teardownMembers } from '../resources/lifecycles.js';
import type { AnalysisSettings, OwnLifecycle } from '../resources/settings.js';

export function conventionsWith(settings: AnalysisSettings): Conventions {
  const { hooks, cleanups, members, perCall } = sorted(settings.lifecycles);
  return {
    hooks: [...hooks, ...lifecycleHooks],
    cleanups: [...cleanups, ...cleanupHooks],
    members: [...members, ...lifecycleMembers],
    perCall: [...perCall, ...perCallHooks],
    teardownMembers: new Set([...teardownMembers, ...settings.teardownMethods, ...members.flatMap(({ tearDown }) => tearDown)]),
    registryMembers: new Set([...registryMembers, ...settings.registries]),
    registries: new Set(settings.registries),
    borrows: namesOf(borrowingFunctions, settings.borrows),
    owns: namesOf([], settings.owns),
    neverReturns: namesOf(neverReturningFunctions, settings.neverReturns),
  };
}

interface Lifecycles {
  readonly hooks: LifecycleHook[];
  readonly cleanups: CleanupHook[];
  readonly members: LifecycleMembers[];
  readonly perCall: PerCallHook[];
}

const SOURCE = 'settings.leaks.lifecycles';

function sorted(own: readonly OwnLifecycle[]): Lifecycles {
  const lifecycles: Lifecycles = { hooks: [], cleanups: [], members: [], perCall: [] };
  for (const one of own) {
    if (one.by === 'hook') lifecycles.hooks.push({ source: SOURCE, ...one });
    else if (one.by === 'cleanup') lifecycles.cleanups.push({ source: SOURCE, ...one });
    else if (one.by === 'members') lifecycles.members.push({ source: SOURCE, ...one });
    else lifecycles.perCall.push({ source: SOURCE, ...one });
  }
  return lifecycles;
}

/** A key has a `#`, or begins with `global:`; anything else is a callee as it is written. */
function namesOf(known: readonly string[], own: readonly string[]): FunctionNames {
  const all = [...known, ...own];
  const isKey = (name: string): boolean => name.includes('#') || name.startsWith('global:');
  const isNamespace = (name: string): boolean => /[.#]$/u.test(name);
  return {
    keys: new Set(all.filter((name) => isKey(name) && !isNamespace(name))),
    namespaces: all.filter((name) => isKey(name) && isNamespace(name)),
    written: new Set(all.filter((name) => !isKey(name))),
  };
}
