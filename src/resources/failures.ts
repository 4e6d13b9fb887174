/**
 * What fails for ordinary reasons, and what says that something failed: the names by which no-swallowed-error tells a
 * probe from an operation, and a test of the error's kind from any other test.
 */

/** Calls that a program makes to find out whether they fail: their error is the answer. */
export interface Probe {
  /** Origin keys, or beginnings of them where the last character is `.` or `#`. */
  readonly of: readonly string[];
  readonly source: string;
}

export const probes: readonly Probe[] = [
  { of: ['global:JSON.parse'], source: 'https://tc39.es/ecma262/#sec-json.parse' },
  { of: ['global:JSON.stringify', 'global:structuredClone'], source: 'https://tc39.es/ecma262/#sec-json.stringify' },
  { of: ['global:URL', 'node:url#URL'], source: 'https://url.spec.whatwg.org/#dom-url-url' },
  {
    of: ['global:decodeURIComponent', 'global:decodeURI', 'global:encodeURIComponent', 'global:encodeURI', 'global:atob', 'global:btoa'],
    source: 'https://tc39.es/ecma262/#sec-uri-handling-functions',
  },
  { of: ['global:BigInt', 'global:RegExp', 'global:Function', 'global:eval', 'global:Intl.', 'global:Proxy', 'global:Reflect.', 'global:Object.'], source: 'https://tc39.es/ecma262/#sec-constructor-properties-of-the-global-object' },
  { of: ['global:require', 'global:require.', 'node:module#', 'node:process#', 'global:process.'], source: 'https://nodejs.org/api/modules.html#requireresolverequest-options' },
  { of: ['global:localStorage.', 'global:sessionStorage.'], source: 'https://html.spec.whatwg.org/multipage/webstorage.html#dom-localstorage' },
  { of: ['global:navigator.', 'global:document.', 'global:CSS.', 'global:matchMedia', 'global:performance.', 'global:history.'], source: 'https://html.spec.whatwg.org/multipage/system-state.html#the-navigator-object' },
  {
    of: ['access', 'exists', 'stat', 'lstat', 'readFile', 'readlink', 'realpath', 'readdir', 'opendir', 'utimes', 'chmod', 'mkdir'].flatMap((name) => [
      `node:fs#${name}Sync`,
      `node:fs/promises#${name}`,
      `fs-extra#${name}`,
      `fs-extra#${name}Sync`,
    ]),
    source: 'https://nodejs.org/api/fs.html#fspromisesaccesspath-mode',
  },
];

/** Methods of strings and lists: https://tc39.es/ecma262/#sec-properties-of-the-string-prototype-object */
export const plainMethods: readonly string[] = (
  'at charAt charCodeAt concat endsWith entries flat getTime includes indexOf join keys lastIndexOf match padEnd padStart pop push ' +
  'repeat replace replaceAll reverse shift slice splice split startsWith substr substring toFixed toISOString toLowerCase toString toUpperCase trim unshift values'
).split(' ');

/** Calls that do nothing with what they are given. */
export const noOps: readonly string[] = ['noop', 'noOp', 'NOOP', 'emptyFunction', 'doNothing'];

/** The words with which a member or function begins that undoes, ends or frees something. */
export const cleanupWords: readonly string[] = (
  'abort cancel clean cleanup clear close deactivate del delete deregister destroy detach disable disconnect dispose drop end exit ' +
  'flush free kill leave logout off quit release remove reset restore return revoke rm rmdir rollback shutdown stop teardown ' +
  'terminate unbind unhook uninstall unlink unlock unmount unref unregister unsubscribe untrack unwatch unpipe'
).split(' ');

/** The words with which a function begins that is expected to fail or to answer whether something does. */
export const attemptWords: readonly string[] = 'try attempt can has is supports detect probe maybe safe safely silent silently silence quietly ignore exists check test best suppress'.split(' ');

/** The words with which a predicate begins: a call of one asks, and tells nobody. */
export const predicateWords: readonly string[] = 'is has was are should can includes match matches test some every equals starts ends does contains needs'.split(' ');

/** The last word of a name that is true once nobody waits for the outcome any more. */
export const overWords: readonly string[] = (
  'aborted cancelled canceled closed closing destroyed destroying disposed disposing done ended ending exited exiting finished released ' +
  'settled shutdown shutting stopped stopping stale terminated terminating unmounted disconnected unsubscribed completed resolved requested ignore ignored ignoring silent quiet optional'
).split(' ');

/** The last word of a name that is false once nobody waits for the outcome any more. */
export const aliveWords: readonly string[] = 'active alive connected current mounted open opened running started writable readable enabled'.split(' ');

/** The words of a name that says how a program is run. */
export const modeWords: readonly string[] = 'debug debugging dev development env production test trace verbose logging'.split(' ');

/** The words with which a function begins that changes something for its caller, who has to know when it did not. */
export const changeWords: readonly string[] = (
  'add append apply assign book commit copy create deliver deploy import insert move order patch pay persist post publish put rename ' +
  'save send store submit transfer update upload upsert write'
).split(' ');

/** The words with which a function begins that takes something away; a change only where it is asked of a backend. */
export const removalWords: readonly string[] = 'archive cancel delete remove reset restore revoke'.split(' ');

/** The last words of names of what keeps things for others: what it was asked to change, others will look for. */
export const backendWords: readonly string[] = 'api axios backend client dao database db model prisma repo repository sdk server service supabase'.split(' ');

/** Words of names of what is done as well as it goes: nobody waits for it, and nothing depends on it. */
export const bestEffortWords: readonly string[] = (
  'analytics announce audit beacon breadcrumb breadcrumbs cache cached diagnostic diagnostics draft event events heartbeat hint history log logs ' +
  'metric metrics notification optional ping precache prefetch preload presence progress recent report stat statistics stats telemetry temp tmp touch trace ' +
  'track tracking typing usage warm warmup'
).split(' ');
