import { LEAK_MESSAGES, leakReport } from '../report/leak-report.js';
import { disposableReport, LISTENER_MESSAGES, listenerReport, writtenTarget } from '../report/listener-report.js';
import { OWNER_MESSAGES, ownerReport } from '../report/owner-report.js';
import { LISTENER_SUGGESTIONS } from '../report/listener-suggestions.js';
import { createRule } from './create-rule.js';
import { leaksOf, THROWING_CALLS } from './leaks-of.js';
import { OWNER_DEFAULTS, ownerFindingsOf } from './owners-of.js';

export const noLeakedListener = createRule({
  name: 'no-leaked-listener',
  docs: {
    description: 'require listeners, observers and subscriptions to be removed when what they serve ends',
    tier: 'recommended',
    why: 'A target keeps its listeners, and they keep everything that they mention. On a target that outlives the work, a shared `AbortSignal`, `window`, `process`, an injected emitter, every request and every instance leaves another one behind. `{ once: true }` is no cure for an event that may never come, and `abort` is one.',
    limits: [
      'What a call returns, and what is found in a container, has no known life: listeners on it are reported only beside removals.',
      'Events and functions given as a map (`on({ click: f })`) are not read.',
      'That a registration returns what ends it is seen by a sibling whose result is kept, or in an effect; else a dropped result is nothing.',
      'An owner is torn down by members that have the name of a teardown; other names are not known.',
    ],
    strictOptions: { throwingCalls: true, classesWithoutTeardown: true, everyCall: true },
  },
  messages: { ...LEAK_MESSAGES, ...LISTENER_MESSAGES, ...LISTENER_SUGGESTIONS, ...OWNER_MESSAGES },
  hasSuggestions: true,
  options: {
    throwingCalls: THROWING_CALLS,
    classesWithoutTeardown: { type: 'boolean', description: 'Also report listeners that a class adds to lasting targets when it has no teardown at all.' },
    everyCall: { type: 'boolean', description: 'Also report listeners that a function adds at every call to a target that its callers, or the module, keep.' },
    ignoreTargets: { type: 'array', items: { type: 'string' }, uniqueItems: true, description: 'Targets, as they are written, whose listeners are never reported: `["process", "this.bus"]`.' },
  },
  defaults: { throwingCalls: false, classesWithoutTeardown: false, everyCall: false, ignoreTargets: [] as string[] },
  *reports(analysis, options, sourceCode, settings) {
    for (const leaked of analysis.leakedListeners({ tier: options.throwingCalls ? 'call' : 'await' })) {
      if (leaked.risk !== undefined && !options[leaked.risk]) continue;
      if (options.ignoreTargets.includes(writtenTarget(leaked, sourceCode))) continue;
      const report = listenerReport(leaked, sourceCode);
      if (report !== undefined) yield report;
    }
    for (const dropped of analysis.droppedDisposables()) {
      if (dropped.risk === undefined || options[dropped.risk]) yield disposableReport(dropped, sourceCode);
    }
    const given = { ...OWNER_DEFAULTS, classesWithoutTeardown: options.classesWithoutTeardown, anywhere: options.everyCall };
    for (const finding of ownerFindingsOf(analysis, 'listener', given)) yield ownerReport(finding, sourceCode);
    for (const outcome of leaksOf(analysis, 'listener', options)) {
      if (outcome.releases.length === 0) continue;
      const report = leakReport(outcome, sourceCode, settings);
      if (report !== undefined) yield report;
    }
  },
});
