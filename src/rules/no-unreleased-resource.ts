/** Is a resource released on every way out, and by whatever ends its owner? */
import { LEAK_MESSAGES, leakReport, unreadReport } from '../report/leak-report.js';
import { OWNER_MESSAGES, ownerReport } from '../report/owner-report.js';
import { createRule } from './create-rule.js';
import { isMeantToStay, leaksOf, THROWING_CALLS } from './leaks-of.js';
import { OWNER_DEFAULTS, OWNER_OPTIONS, OWNER_STRICT, ownerFindingsOf } from './owners-of.js';

export const noUnreleasedResource = createRule({
  name: 'no-unreleased-resource',
  docs: {
    description: 'require handles, locks, readers, clients and workers to be released on every way out, and by the teardown of what they belong to',
    tier: 'recommended',
    why: 'File descriptors, connections and locks are few. One that is not released on an error path is gone until the process ends, and the next caller waits for it. A class that frees all of its resources but one leaks that one with each instance.',
    limits: [
      'A field is judged by the class of this file: members that another file adds, or that an imported base class has, are not seen.',
      'Which method is called when is not known: a teardown that can reach the release counts as releasing.',
    ],
    strictOptions: { throwingCalls: true, processLifetime: true, unreadInPages: true, ...OWNER_STRICT },
  },
  messages: { ...LEAK_MESSAGES, ...OWNER_MESSAGES },
  hasSuggestions: true,
  options: {
    throwingCalls: THROWING_CALLS,
    processLifetime: {
      type: 'boolean',
      description: 'Also report servers, pools, watchers and other things that usually live as long as the process or their owner, where a function never releases them.',
    },
    unreadInPages: {
      type: 'boolean',
      description: 'Also report, in code that may run in a page, the body of a response that one way out neither reads nor cancels. In code of servers, and where a loop goes on, it is always reported.',
    },
    ...OWNER_OPTIONS,
  },
  defaults: { throwingCalls: false, processLifetime: false, unreadInPages: false, ...OWNER_DEFAULTS },
  *reports(analysis, options, sourceCode, settings) {
    const told = new Set<unknown>();
    for (const outcome of leaksOf(analysis, 'handle', options)) {
      if (isMeantToStay(outcome, options.processLifetime) || told.has(outcome.obligation.node)) continue;
      const report = leakReport(outcome, sourceCode, settings);
      told.add(outcome.obligation.node);
      if (report !== undefined) yield report;
    }
    for (const outcome of analysis.unreadBodies()) {
      if (outcome.mayBeOfPage && !options.unreadInPages) continue;
      const report = unreadReport(outcome, sourceCode);
      if (report !== undefined) yield report;
    }
    for (const finding of ownerFindingsOf(analysis, 'handle', options)) {
      if (!told.has(finding.obligation.node)) yield ownerReport(finding, sourceCode);
    }
  },
});
