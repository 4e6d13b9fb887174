/** The shape of `settings.leaks`, for checking; src/resources/settings.ts has the same for completion. */
import { filled, flag, list, literal, matching, object, oneOf, position, text, variant, wordOr } from './checks.js';

const key = matching(/^(?:global:.|[^#]+#.)/u, "a key such as 'global:open' or 'package#open'");
const repair = matching(/\$/u, "code with $ for the holder, such as '$.close()'");

const NAME = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;
const CALLEE = new RegExp(String.raw`^${NAME}(?:\.#?${NAME})*$`, 'u');
const callee = matching(CALLEE, "a function as it is written, such as 'logger.error'");
const callable = matching(new RegExp(String.raw`${CALLEE.source}|^global:.|^[^#\s]+#.`, 'u'), "a function's key, such as 'package#track', or as it is written, such as 'this.track'");
const member = matching(new RegExp(String.raw`^(?:#?${NAME}|@@\w+)$`, 'u'), "a member's name, such as 'dispose'");

const OPTION = object({ argument: wordOr('any', position), property: text, value: literal, effect: oneOf('released', 'owes-nothing') });

const ACQUISITION = {
  distinctive: flag,
  awaited: flag,
  property: text,
  callbackParameter: object({ index: position, errorFirst: flag }),
  options: list(OPTION),
  withoutCallback: flag,
  minArguments: position,
};

const acquisition = variant({
  call: object({ by: text, of: key }, ACQUISITION),
  construct: object({ by: text, of: key }, ACQUISITION),
  method: object({ by: text, of: key, method: text }, ACQUISITION),
});

const release = variant({
  function: object({ by: text, of: key, argument: position }),
  method: object({ by: text, name: text }),
  'whole-method': object({ by: text, name: text }),
  call: object({ by: text }),
  'method-argument': object({ by: text, name: text, argument: position }),
  'owner-method': object({ by: text, name: text }),
  'owner-release': object({ by: text }),
  iterated: object({ by: text }),
  'iteration-end': object({ by: text, method: text, property: text }),
});

const resource = object(
  {
    id: text,
    family: oneOf('timer', 'cancel', 'handle', 'listener', 'stream'),
    noun: text,
    whileHeld: text,
    verb: text,
    repair,
    acquire: filled(acquisition),
    release: filled(release),
    life: oneOf('endless', 'one-shot'),
  },
  {
    source: text,
    type: key,
    repeats: flag,
    processLifetime: flag,
    diesWithProcess: flag,
    delayArgument: position,
    armedBy: list(text),
    endsWhenRejects: list(text),
    endsWithComponent: flag,
    endsWithAbort: flag,
    waive: list(text),
    fluent: list(text),
    carriedBy: list(text),
    disposable: oneOf('sync', 'async'),
    doubleReleaseThrows: flag,
    borrowers: list(key),
    borrowingProperties: list(text),
  },
);

const takes = variant({
  option: object({ by: text, properties: filled(text), argument: wordOr('last', position) }, { floats: flag }),
  argument: object({ by: text, argument: position }),
  builder: object({ by: text, method: text }),
});

const CANCELLABLE = { takes, duration: oneOf('endless', 'unbounded', 'delay', 'bounded') };
const MAY_SAY = { distinctive: flag, timeouts: list(text), timeoutByDefault: flag, handle: flag, carrier: flag, subject: wordOr('receiver', position), source: text };

const cancellable = variant({
  call: object({ by: text, of: key, ...CANCELLABLE }, MAY_SAY),
  construct: object({ by: text, of: key, ...CANCELLABLE }, MAY_SAY),
  method: object({ by: text, of: key, method: text, ...CANCELLABLE }, MAY_SAY),
});

const HOOK = { by: text, name: text, callback: position };
const perCall = object({ by: text, names: filled(text) }, { source: text });

const lifecycle = variant({
  hook: object({ ...HOOK, undone: oneOf('returned', 'registered') }, { modules: filled(text), source: text }),
  cleanup: object(HOOK, { modules: filled(text), source: text }),
  members: object({ by: text, setUp: filled(member), tearDown: filled(member) }, { source: text }),
  call: perCall,
  event: perCall,
  route: perCall,
});

export const settingsShape = object(
  {},
  {
    resources: list(resource),
    cancellable: list(cancellable),
    teardownMethods: list(member),
    registries: list(member),
    lifecycles: list(lifecycle),
    borrows: list(callable),
    owns: list(callable),
    neverReturns: list(callable),
    reporters: list(callee),
    using: flag,
  },
);
