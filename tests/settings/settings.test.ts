/** A wrong entry below `settings.leaks` is one clear error, never a crash. */
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { settingsOf } from '../../src/report/settings.js';
import { catalogue } from '../../src/resources/index.js';

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
    [{ resource: [] }, "leaks.resource is []; expected no such key; known are resources, reporters."],
    [{ reporters: 'log' }, 'leaks.reporters is "log"; expected an array'],
    [{ reporters: ['log()'] }, `leaks.reporters[0] is "log()"; expected a function as it is written, such as 'logger.error'`],
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
    [changed({ release: [{ by: 'finally' }] }), 'leaks.resources[0].release[0].by is "finally"; expected one of function, method, call, method-argument, owner-method, owner-release, iterated, iteration-end'],
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
