import { functions, lastOption, methods, optionAt, optionFrom, type CancellableOperation } from './cancellable.js';

const NODE = 'https://nodejs.org/api';

/** Operations of Node's modules. */
export const cancellableNode: readonly CancellableOperation[] = [
  ...functions(['node:timers/promises#setInterval'], { takes: optionAt(2), duration: 'endless', source: `${NODE}/timers.html#timerspromisessetintervaldelay-value-options` }),
  ...functions(['node:timers/promises#setTimeout'], { takes: optionAt(2), duration: 'delay', source: `${NODE}/timers.html#timerspromisessettimeoutdelay-value-options` }),
  ...functions(['node:timers/promises#scheduler.wait'], { takes: optionAt(1), duration: 'delay', source: `${NODE}/timers.html#timerspromisesschedulerwaitdelay-options` }),
  ...functions(['node:events#on', 'node:events#EventEmitter.on'], { takes: optionAt(2), duration: 'endless', source: `${NODE}/events.html#eventsonemitter-eventname-options` }),
  ...functions(['node:events#once', 'node:events#EventEmitter.once'], { takes: optionAt(2), duration: 'unbounded', subject: 0, source: `${NODE}/events.html#eventsonceemitter-name-options` }),
  ...functions(['node:fs/promises#watch'], { takes: optionAt(1), duration: 'endless', source: `${NODE}/fs.html#fspromiseswatchfilename-options` }),
  ...functions(['node:fs/promises#readFile'], { takes: optionAt(1), duration: 'bounded', source: `${NODE}/fs.html#fspromisesreadfilepath-options` }),
  ...functions(['node:fs/promises#writeFile'], { takes: optionAt(2), duration: 'bounded', source: `${NODE}/fs.html#fspromiseswritefilefile-data-options` }),
  ...functions(['node:fs#readFile'], { takes: optionFrom(1), duration: 'bounded', source: `${NODE}/fs.html#fsreadfilepath-options-callback` }),
  ...functions(['node:fs#writeFile'], { takes: optionFrom(2), duration: 'bounded', source: `${NODE}/fs.html#fswritefilefile-data-options-callback` }),
  ...functions(['node:fs#createReadStream', 'node:fs#createWriteStream'], { takes: optionAt(1), duration: 'bounded', handle: true, source: `${NODE}/fs.html#fscreatereadstreampath-options` }),
  ...functions(['node:fs#watch'], { takes: optionFrom(1), duration: 'endless', handle: true, source: `${NODE}/fs.html#fswatchfilename-options-listener` }),
  ...methods(['node:fs/promises#FileHandle'], ['readFile', 'writeFile'], { takes: optionFrom(0), duration: 'bounded', source: `${NODE}/fs.html#filehandlereadfileoptions` }),
  ...functions(['node:stream/promises#pipeline'], { takes: lastOption, duration: 'unbounded', source: `${NODE}/stream.html#streampipelinesource-transforms-destination-options` }),
  ...functions(['node:stream/promises#finished', 'node:stream#finished'], { takes: optionAt(1), duration: 'unbounded', subject: 0, source: `${NODE}/stream.html#streamfinishedstream-options` }),
  ...functions(
    ['exec', 'execFile', 'spawn', 'fork'].map((name) => `node:child_process#${name}`),
    { takes: optionFrom(1), duration: 'unbounded', timeouts: ['timeout'], source: `${NODE}/child_process.html#child_processspawncommand-args-options` },
  ),
  ...functions(
    ['node:http#request', 'node:http#get', 'node:https#request', 'node:https#get'],
    { takes: optionFrom(0), duration: 'unbounded', timeouts: ['timeout'], source: `${NODE}/http.html#httprequesturl-options-callback` },
  ),
  ...methods(['node:net#Server', 'node:http#Server', 'node:https#Server'], ['listen'], { takes: optionAt(0), duration: 'endless', handle: true, source: `${NODE}/net.html#serverlistenoptions-callback` }),
  ...methods(['node:readline/promises#Interface', 'node:readline#Interface'], ['question'], { takes: optionFrom(1), duration: 'unbounded', source: `${NODE}/readline.html#rlquestionquery-options` }),
];
