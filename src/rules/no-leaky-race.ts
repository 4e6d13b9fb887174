/** Does the loser of a race go on when the race is won? */
import type { Node } from '../analysis/index.js';
import { raceWords } from '../report/words.js';
import { createRule } from './create-rule.js';
import { isRacedTimerLeft } from './leaks-of.js';

export const noLeakyRace = createRule({
  name: 'no-leaky-race',
  docs: {
    description: 'require the timer of a race to be cleared when the other side wins',
    tier: 'recommended',
    why: '`Promise.race` settles with the first promise and does nothing about the others. A timeout that lost still runs: it keeps the process alive for its whole delay and keeps everything that its callback mentions in memory, once for every race that was won in time.',
    limits: ['Only timers are followed: other work that goes on after the race is not reported yet.', 'A promise that is made by a function of another file is not looked into.'],
    strictOptions: { shortTimers: true, throwingCalls: true, startUp: true },
  },
  messages: { loser: '{{loser}} goes on after the race on line {{line}} is won; clear it in `finally`.' },
  hasSuggestions: false,
  options: {
    shortTimers: { type: 'boolean', description: 'Also report timers that are over within a second in any case.' },
    throwingCalls: { type: 'boolean', description: 'Also follow the paths on which any call between the race and the clearing throws.' },
    startUp: { type: 'boolean', description: 'Also report races that are run once, by a script or by the start of an object.' },
  },
  defaults: { shortTimers: false, throwingCalls: false, startUp: false },
  *reports(analysis, options) {
    const reported = new Set<Node>();
    for (const raced of analysis.racedTimers({ tier: options.throwingCalls ? 'call' : 'await' })) {
      if (reported.has(raced.timer) || (raced.isShort && !options.shortTimers) || (raced.runsOnce && !options.startUp) || !isRacedTimerLeft(raced)) continue;
      reported.add(raced.timer);
      yield { node: raced.timer, messageId: 'loser', data: raceWords(raced) };
    }
  },
});
