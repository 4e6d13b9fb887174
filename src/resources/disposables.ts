/**
 * What shows that a value which can be disposed of owes nothing, when only its type is known. Data only.
 *
 * TypeScript's own declarations make every iterator disposable, and Node's every stream, timer and child process: these
 * end by themselves, or the catalogue has a row for them.
 */
export const owesNothing: readonly string[] = [
  // https://tc39.es/proposal-explicit-resource-management/#sec-properties-of-%25iteratorprototype%25
  'next',
  // https://nodejs.org/api/stream.html#readablepipedestination-options
  'pipe',
  // https://nodejs.org/api/timers.html#timeouthasref
  'hasRef',
  // https://nodejs.org/api/child_process.html#subprocessspawnfile
  'spawnfile',
];

/** The first word of functions that make something new, so that the caller has it alone. */
export const creatingWords: readonly string[] = [
  ...['create', 'make', 'open', 'new', 'start', 'begin', 'build', 'spawn', 'fork', 'launch'],
  ...['acquire', 'lock', 'reserve', 'lease', 'checkout', 'claim', 'take', 'borrow'],
  ...['connect', 'subscribe', 'watch', 'observe', 'listen', 'attach', 'register', 'mount', 'enter', 'hold'],
];

/** The first word of functions that open something to somebody else, which the caller then has alone. */
export const openingWords: readonly string[] = ['open', 'dial', 'connect', 'accept', 'new', 'acquire', 'reserve', 'lease', 'checkout', 'borrow'];

/** Members that begin what holds nothing before: a client that was only made has no connection. */
export const beginningMembers: readonly string[] = ['connect', 'open', 'start', 'init', 'initialize', 'listen', 'launch'];

/** Members that end what was opened, beside those that are called releases: often the way to give up on it. */
export const abandoningMembers: readonly string[] = ['abort', 'cancel', 'detach', 'free', 'kill', 'reset', 'return', 'shutdown', 'stop'];

/** The first word of functions that find what is there already: somebody else has it as well. */
export const lookingWords: readonly string[] = ['get', 'find', 'current', 'use', 'require', 'ensure', 'resolve', 'inject', 'lookup', 'peek', 'first', 'last', 'pick', 'select'];

/** The first word of members that end what they belong to, or hand it on: a function that calls one may have taken it over. */
export const endingWords: readonly string[] = [
  ...['release', 'close', 'dispose', 'destroy', 'terminate', 'unsubscribe', 'disconnect', 'unlock', 'quit', 'end', 'free', 'drop', 'delete', 'remove'],
  ...['abort', 'cancel', 'stop', 'kill', 'clear', 'finish', 'finalize', 'shutdown', 'return', 'throw', 'unref', 'detach', 'unobserve', 'revoke', 'exit'],
  ...['pipe', 'transfer', 'take', 'own', 'adopt', 'rollback', 'commit', 'logout', 'clean', 'cleanup', 'teardown', 'drain', 'flush', 'off'],
];
