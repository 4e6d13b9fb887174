/** A wrong entry below `settings.leaks` is one clear error, never a crash. */
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { settingsOf } from '../../src/report/settings.js';
import { cancellable, catalogue } from '../../src/resources/index.js';

const row = {
  id: 'lease',
  family: 'handle',
  noun: 'lease',
  whileHeld: 'is not given back',
  verb: 'give back',
  repair: '$.giveBack()',
  acquire: [{ by: 'call', of: 'leases#take', awaited: true }],
  release: [{ by: 'method', name: 'giveBack' }],
  life: 'endless',
  source: 'https://example.org/leases',
};

const resources = (entry: unknown): unknown => ({ resources: [entry] });
const changed = (change: Readonly<Record<string, unknown>>): unknown => resources({ ...row, ...change });
const acquiring = (change: Readonly<Record<string, unknown>>): unknown => changed({ acquire: [{ by: 'call', of: 'leases#take', ...change }] });
const call = { by: 'call', of: 'api#get', takes: { by: 'option', properties: ['signal'], argument: 1 }, duration: 'unbounded' };
const hook = { by: 'hook', name: 'onEnter', callback: 0, undone: 'returned' };
const calls = (change: Readonly<Record<string, unknown>>): unknown => ({ cancellable: [{ ...call, ...change }] });
const lifecycles = (change: Readonly<Record<string, unknown>>): unknown => ({ lifecycles: [{ ...hook, ...change }] });
const circle: Record<string, unknown> = {};
circle['self'] = circle;

describe('what is right', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['an empty object', {}],
    ['no resources', { resources: [] }],
    ['a row', resources(row)],
    ['reporters', { reporters: ['logger.error', '$report'] }],
    ['two rows', { resources: [row, { ...row, id: 'another' }] }],
    ['every row of the catalogue', { resources: [...catalogue] }],
    ['a row without a source', resources({ ...row, source: undefined })],
    ['what can be cancelled', { cancellable: [call, { ...call, by: 'method', method: 'users.get', takes: { by: 'argument', argument: 0 } }, { ...call, takes: { ...call.takes, argument: 'last' } }] }],
    ['every cancellable operation of the catalogue', { cancellable: [...cancellable] }],
    ['lifecycles', { lifecycles: [hook, { by: 'cleanup', name: 'onLeave', callback: 0, modules: ['./src/scenes.js'] }, { by: 'members', setUp: ['wake'], tearDown: ['sleep', '#stop'] }, { by: 'event', names: ['guest'] }] }],
    ['members', { teardownMethods: ['free', '@@dispose'], registries: ['_keep', '#own'] }],
    ['functions', { borrows: ['a#b', 'global:peek'], owns: ['adopt', 'this.track', './src/own.js#adopt', '@acme/own#default'], neverReturns: ['logger.fatal'] }],
    ['using', { using: true }],
  ])('%s', (_, leaks) => {
    expect(() => settingsOf({ leaks })).not.toThrow();
  });

  it('is checked once', () => {
    const leaks = { resources: [row] };
    expect(settingsOf({ leaks })).toBe(settingsOf({ leaks }));
  });
});

describe('what is wrong names the key, the value and what was expected', () => {
  it.each<[unknown, string]>([
    [null, 'leaks is null; expected an object'],
    [[], 'leaks is []; expected an object'],
    ['resources', 'leaks is "resources"; expected an object'],
    [{ resource: [] }, "leaks.resource is []; expected no such key; known are resources, cancellable, teardownMethods, registries, lifecycles, borrows, owns, neverReturns, reporters, using."],
    [{ reporters: 'log' }, 'leaks.reporters is "log"; expected an array'],
    [{ reporters: ['log()'] }, `leaks.reporters[0] is "log()"; expected a function as it is written, such as 'logger.error'`],
    [{ using: 'yes' }, 'leaks.using is "yes"; expected true or false'],
    [{ teardownMethods: 'free' }, 'leaks.teardownMethods is "free"; expected an array'],
    [{ teardownMethods: ['this.free'] }, `leaks.teardownMethods[0] is "this.free"; expected a member's name, such as 'dispose'`],
    [{ registries: ['add()'] }, `leaks.registries[0] is "add()"; expected a member's name, such as 'dispose'`],
    [{ borrows: [7] }, `leaks.borrows[0] is 7; expected a function's key, such as 'package#track', or as it is written, such as 'this.track'`],
    [{ owns: ['adopt it'] }, `leaks.owns[0] is "adopt it"; expected a function's key, such as 'package#track', or as it is written, such as 'this.track'`],
    [{ neverReturns: ['fatal()'] }, `leaks.neverReturns[0] is "fatal()"; expected a function's key, such as 'package#track', or as it is written, such as 'this.track'`],
    [calls({ by: 'fetch' }), 'leaks.cancellable[0].by is "fetch"; expected one of call, construct, method'],
    [calls({ of: 'get' }), `leaks.cancellable[0].of is "get"; expected a key such as 'global:open' or 'package#open'`],
    [calls({ by: 'method' }), 'leaks.cancellable[0].method is not set; expected a string'],
    [calls({ takes: undefined }), 'leaks.cancellable[0].takes is not set; expected an object'],
    [calls({ takes: { by: 'header' } }), 'leaks.cancellable[0].takes.by is "header"; expected one of option, argument'],
    [calls({ takes: { by: 'option', properties: [], argument: 1 } }), 'leaks.cancellable[0].takes.properties is []; expected at least one entry'],
    [calls({ takes: { by: 'option', properties: ['signal'], argument: 'first' } }), 'leaks.cancellable[0].takes.argument is "first"; expected a position: 0, 1, 2 ...'],
    [calls({ duration: 'long' }), 'leaks.cancellable[0].duration is "long"; expected one of endless, unbounded, delay, bounded'],
    [calls({ timeout: 10 }), 'leaks.cancellable[0].timeout is 10; expected no such key; known are by, of,'],
    [lifecycles({ by: 'mount' }), 'leaks.lifecycles[0].by is "mount"; expected one of hook, cleanup, members, call, event, route'],
    [lifecycles({ undone: 'later' }), 'leaks.lifecycles[0].undone is "later"; expected one of returned, registered'],
    [lifecycles({ callback: undefined }), 'leaks.lifecycles[0].callback is not set; expected a position: 0, 1, 2 ...'],
    [{ lifecycles: [{ by: 'members', setUp: ['wake'] }] }, 'leaks.lifecycles[0].tearDown is not set; expected an array'],
    [{ lifecycles: [{ by: 'route', names: [] }] }, 'leaks.lifecycles[0].names is []; expected at least one entry'],
    [{ resources: {} }, 'leaks.resources is {}; expected an array'],
    [resources(null), 'leaks.resources[0] is null; expected an object'],
    [resources(undefined), 'leaks.resources[0] is not set; expected an object'],
    [resources(['lease']), 'leaks.resources[0] is ["lease"]; expected an object'],
    [resources({}), 'leaks.resources[0].id is not set; expected a string'],
    [changed({ id: 7 }), 'leaks.resources[0].id is 7; expected a string'],
    [changed({ noun: '' }), 'leaks.resources[0].noun is ""; expected a string'],
    [{ resources: [row, row] }, 'leaks.resources[1].id is "lease"; expected an id that no other entry has'],
    [changed({ family: 'file' }), 'leaks.resources[0].family is "file"; expected one of timer, cancel, handle, listener, stream'],
    [changed({ life: true }), 'leaks.resources[0].life is true; expected one of endless, one-shot'],
    [changed({ repair: 'giveBack()' }), `leaks.resources[0].repair is "giveBack()"; expected code with $ for the holder, such as '$.close()'`],
    [changed({ relase: [] }), 'leaks.resources[0].relase is []; expected no such key; known are id, family,'],
    [changed({ acquire: 'take' }), 'leaks.resources[0].acquire is "take"; expected an array'],
    [changed({ acquire: [] }), 'leaks.resources[0].acquire is []; expected at least one entry'],
    [changed({ acquire: ['take'] }), 'leaks.resources[0].acquire[0] is "take"; expected an object'],
    [changed({ acquire: [{ of: 'leases#take' }] }), 'leaks.resources[0].acquire[0].by is not set; expected one of call, construct, method'],
    [changed({ acquire: [{ by: 'new', of: 'leases#take' }] }), 'leaks.resources[0].acquire[0].by is "new"; expected one of call, construct, method'],
    [acquiring({ of: 'take' }), `leaks.resources[0].acquire[0].of is "take"; expected a key such as 'global:open' or 'package#open'`],
    [acquiring({ by: 'method' }), 'leaks.resources[0].acquire[0].method is not set; expected a string'],
    [acquiring({ awaited: 'yes' }), 'leaks.resources[0].acquire[0].awaited is "yes"; expected true or false'],
    [acquiring({ callbackParameter: 1 }), 'leaks.resources[0].acquire[0].callbackParameter is 1; expected an object'],
    [acquiring({ callbackParameter: { index: -1, errorFirst: true } }), 'leaks.resources[0].acquire[0].callbackParameter.index is -1; expected a position: 0, 1, 2 ...'],
    [acquiring({ options: 'signal' }), 'leaks.resources[0].acquire[0].options is "signal"; expected an array'],
    [
      acquiring({ options: [{ argument: 0, property: 'signal', value: null, effect: 'released' }] }),
      'leaks.resources[0].acquire[0].options[0].value is null; expected a string, a number or a boolean',
    ],
    [acquiring({ minArguments: 1.5 }), 'leaks.resources[0].acquire[0].minArguments is 1.5; expected a position: 0, 1, 2 ...'],
    [changed({ release: [{ by: 'finally' }] }), 'leaks.resources[0].release[0].by is "finally"; expected one of function, method, whole-method, call, method-argument, owner-method, owner-release, iterated, iteration-end'],
    [changed({ release: [{ by: 'function', of: 'leases#drop' }] }), 'leaks.resources[0].release[0].argument is not set; expected a position: 0, 1, 2 ...'],
    [changed({ release: [{ by: 'method' }] }), 'leaks.resources[0].release[0].name is not set; expected a string'],
    [changed({ waive: 'unref' }), 'leaks.resources[0].waive is "unref"; expected an array'],
    [changed({ fluent: [1] }), 'leaks.resources[0].fluent[0] is 1; expected a string'],
    [changed({ disposable: true }), 'leaks.resources[0].disposable is true; expected one of sync, async'],
    [changed({ id: circle }), 'leaks.resources[0].id is an object that cannot be written as JSON; expected a string'],
    [changed({ id: () => 'lease' }), 'leaks.resources[0].id is a function; expected a string'],
    [changed({ id: 10n }), 'leaks.resources[0].id is a bigint; expected a string'],
    [changed({ family: 'x'.repeat(500) }), `leaks.resources[0].family is "${'x'.repeat(78)}…; expected one of`],
  ])('%#: %2$s', (leaks, message) => {
    expect(() => settingsOf({ leaks })).toThrow(`eslint-plugin-leaks: settings.${message}`);
  });
});

it('ESLint shows that sentence, from whichever rule comes first', () => {
  const lint = (): unknown =>
    new Linter({ configType: 'flat' }).verify('open();', { plugins: { leaks: plugin }, rules: { 'leaks/no-uncleared-timer': 'error' }, settings: { leaks: { resources: 1 } } });
  expect(lint).toThrow('eslint-plugin-leaks: settings.leaks.resources is 1; expected an array.');
});

it('a module of the project is the same under every relative import', () => {
  const leaks = { neverReturns: ['./src/log.ts#fatal'] };
  expect(settingsOf({ leaks })).toMatchObject({ neverReturns: ['./src/log#fatal'], namesOwnModules: true });
  expect(settingsOf({ leaks: { neverReturns: ['log#fatal'] } })).toMatchObject({ namesOwnModules: false });
});
