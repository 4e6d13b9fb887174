import { calling, defineResource, method, passedTo, RUNNING } from './define.js';

const CLEAR = ['clearTimeout', 'clearInterval'] as const;

/** HTML and Node let either function clear either timer: one list of active timers, one id space. */
const cleared = CLEAR.flatMap((name) => [passedTo(`global:${name}`), passedTo(`node:timers#${name}`)]);

export const interval = defineResource({
  id: 'setInterval',
  family: 'timer',
  noun: 'interval',
  ...RUNNING,
  repair: 'clearInterval($)',
  delayArgument: 1,
  acquire: [calling('global:setInterval'), calling('node:timers#setInterval')],
  release: [...cleared, method('close')],
  waive: ['unref'],
  fluent: ['ref', 'refresh'],
  life: 'endless',
  repeats: true,
  processLifetime: true,
  source: 'https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-setinterval',
});

export const timeout = defineResource({
  id: 'setTimeout',
  family: 'timer',
  noun: 'timeout',
  ...RUNNING,
  repair: 'clearTimeout($)',
  delayArgument: 1,
  acquire: [calling('global:setTimeout'), calling('node:timers#setTimeout')],
  release: [...cleared, method('close')],
  waive: ['unref'],
  fluent: ['ref', 'refresh'],
  life: 'one-shot',
  source: 'https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-settimeout',
});

export const immediate = defineResource({
  id: 'setImmediate',
  family: 'timer',
  noun: 'immediate',
  ...RUNNING,
  repair: 'clearImmediate($)',
  acquire: [calling('global:setImmediate'), calling('node:timers#setImmediate')],
  release: [passedTo('global:clearImmediate'), passedTo('node:timers#clearImmediate')],
  waive: ['unref'],
  fluent: ['ref'],
  life: 'one-shot',
  source: 'https://nodejs.org/api/timers.html#setimmediatecallback-args',
});

export const animationFrame = defineResource({
  id: 'requestAnimationFrame',
  family: 'timer',
  noun: 'animation frame',
  whileHeld: 'is still requested',
  verb: 'cancel',
  repair: 'cancelAnimationFrame($)',
  acquire: [calling('global:requestAnimationFrame')],
  release: [passedTo('global:cancelAnimationFrame')],
  life: 'one-shot',
  source: 'https://html.spec.whatwg.org/multipage/imagebitmap-and-animations.html#dom-animationframeprovider-requestanimationframe',
});

export const idleCallback = defineResource({
  id: 'requestIdleCallback',
  family: 'timer',
  noun: 'idle callback',
  whileHeld: 'is still requested',
  verb: 'cancel',
  repair: 'cancelIdleCallback($)',
  acquire: [calling('global:requestIdleCallback')],
  release: [passedTo('global:cancelIdleCallback')],
  life: 'one-shot',
  source: 'https://www.w3.org/TR/requestidlecallback/#the-requestidlecallback-method',
});

export const timers = [interval, timeout, immediate, animationFrame, idleCallback];

/** What delays are called that are over in a breath: the length of a transition, the pause of a debouncer, a turn of a poll. */
export const briefDelayWords = /anim|transition|fade|debounce|throttle|poll|tick|frame|stabil|defer/iu;
