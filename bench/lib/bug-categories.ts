/** Which rules fit a category of bugs: a report of any of them names the bug. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  'missing-signal': ['require-abort-signal', 'forward-abort-signal'],
  'dropped-signal': ['forward-abort-signal', 'require-abort-signal'],
  timer: ['no-uncleared-timer', 'no-leaky-race', 'no-unreleased-resource'],
  'async-loop': ['no-unclosed-async-iterator', 'no-unstoppable-loop', 'require-abort-signal', 'no-unreleased-resource'],
  'release-path': ['no-missed-cancel', 'no-unreleased-resource', 'no-uncleared-timer', 'no-leaked-listener'],
  'swallowed-error': ['no-swallowed-error'],
  'unsettled-promise': ['no-unsettled-promise'],
  'stream-controller': ['no-unclosed-stream', 'no-use-after-close', 'no-unreleased-resource'],
  listener: ['no-leaked-listener', 'no-missed-cancel', 'no-unreleased-resource'],
  'unstoppable-loop': ['no-unstoppable-loop', 'no-flag-stopped-loop', 'require-abort-signal', 'no-swallowed-error'],
  shutdown: ['no-unawaited-shutdown', 'no-unreleased-resource'],
};

/** The ids of the rules, as reports have them. */
export function rulesOf(category: string): readonly string[] {
  return (RULES[category] ?? []).map((name) => `leaks/${name}`);
}
