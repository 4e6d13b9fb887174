/** The rules, by the name that a config gives them. */
import type { LeaksRule } from './create-rule.js';
import { noLeakyRace } from './no-leaky-race.js';
import { noMissedCancel } from './no-missed-cancel.js';
import { noSwallowedError } from './no-swallowed-error.js';
import { noUnclearedTimer } from './no-uncleared-timer.js';
import { noUnreleasedResource } from './no-unreleased-resource.js';

export type { LeaksRule, LeaksRuleDocs } from './create-rule.js';

export const rules: Record<string, LeaksRule> = {
  'no-leaky-race': noLeakyRace,
  'no-missed-cancel': noMissedCancel,
  'no-swallowed-error': noSwallowedError,
  'no-uncleared-timer': noUnclearedTimer,
  'no-unreleased-resource': noUnreleasedResource,
};
