/**
 * Values whose type has a release: `const client = await pool.connect()` where `connect` is declared to return something
 * with a `release()`, by this file or by TypeScript's checker; and what was opened by a call that says so.
 *
 * A member's name proves little (design law 21): such a value is due only where its own body releases it on some path,
 * which `life: 'one-shot'` says. What is declared disposable and made here is due in any case.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { abandoningMembers, creatingWords, lookingWords, openingWords, owesNothing } from '../../resources/disposables.js';
import type { ResourceSpec } from '../../resources/spec.js';
import { wrappingParent } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { firstWord, lastName } from '../syntax/words.js';
import { RELEASE_MEMBERS } from './capability.js';

type CallOrNew = TSESTree.CallExpression | TSESTree.NewExpression;

export interface TypedResource {
  readonly spec: ResourceSpec;
  /** The call gives a promise of it. */
  readonly awaited: boolean;
}

const ECMASCRIPT = 'https://github.com/tc39/proposal-explicit-resource-management';

/** Equal questions have one row, by which summaries are remembered. */
const specs = new Map<string, ResourceSpec>();

/** What is kept under a name on which `member` is called: it lives until then. */
export function keptSpec(member: string): ResourceSpec {
  const id = `kept until ${member}`;
  const known = specs.get(id);
  if (known !== undefined) return known;
  const spec: ResourceSpec = { ...specOfMember(member), id, life: 'endless' };
  specs.set(id, spec);
  return spec;
}

/** @param members the members of the type, of which one at least releases. */
function specOf(members: ReadonlySet<string>, life: ResourceSpec['life']): ResourceSpec | undefined {
  const member = RELEASE_MEMBERS.find((name) => members.has(name));
  if (member === undefined) return undefined;
  const disposable = members.has('@@dispose') ? 'sync' : members.has('@@asyncDispose') ? 'async' : undefined;
  const id = `declared ${member}, ${disposable ?? 'not disposable'}, ${life}`;
  const known = specs.get(id);
  if (known !== undefined) return known;
  const spec: ResourceSpec = { ...specOfMember(member), id, life, ...(disposable === undefined ? {} : { disposable }) };
  specs.set(id, spec);
  return spec;
}

function specOfMember(member: string): Omit<ResourceSpec, 'id' | 'life'> {
  const isSymbol = member.startsWith('@@');
  const called = isSymbol ? `[Symbol.${member.slice(2)}]` : `.${member}`;
  return {
    family: 'handle',
    noun: 'resource',
    whileHeld: member === 'close' ? 'is not closed' : isSymbol || member === 'dispose' ? 'is not disposed' : 'is not released',
    verb: isSymbol ? 'dispose' : member,
    repair: `${member === '@@asyncDispose' ? 'await ' : ''}$${called}()`,
    acquire: [],
    release: [...RELEASE_MEMBERS, ...abandoningMembers].map((name) => ({ by: 'method', name })),
    source: ECMASCRIPT,
  };
}

/** The row of a call's result by the type that this file declares for it. */
export function typedResource(call: TSESTree.CallExpression, file: FileContext): TypedResource | undefined {
  const type = file.types.typeOf(call);
  if (type?.kind !== 'node') return undefined;
  const promised = file.types.promised(type);
  const spec = specOf(new Set(file.types.memberNames(promised ?? type)), 'one-shot');
  return spec === undefined ? undefined : { spec, awaited: promised !== undefined };
}

/**
 * The row of what a call opens by its name, where `member` is called on its result: the body that releases it on one way
 * shows that it is owed. What only makes something is believed where it had to be waited for.
 */
export function shownResource(call: TSESTree.CallExpression, member: string): TypedResource | undefined {
  const awaited = wrappingParent(call)?.type === 'AwaitExpression';
  const words = awaited ? [...openingWords, ...creatingWords] : openingWords;
  return ENDING.has(member) && words.includes(wordOf(call)) ? { spec: shownSpec(member), awaited } : undefined;
}

/** Releases that are hardly ever anything less: `end` may end a message. */
const ENDING = new Set(RELEASE_MEMBERS.filter((name) => name !== 'end'));

function shownSpec(member: string): ResourceSpec {
  const id = `shown by ${member}`;
  const known = specs.get(id);
  if (known !== undefined) return known;
  const spec: ResourceSpec = { ...specOfMember(member), id, life: 'one-shot' };
  specs.set(id, spec);
  return spec;
}

/** The row of a call's result by what the checker knows of it. */
export function checkedResource(call: CallOrNew, file: FileContext): TypedResource | undefined {
  // The platform's own classes and functions are the catalogue's.
  if (file.checker === undefined || file.origins.originOf(call.callee)?.startsWith('global:') === true) return undefined;
  const word = wordOf(call);
  const result = lookingWords.includes(word) ? undefined : file.checker.resultOf(call);
  if (result === undefined || owesNothing.some((member) => result.members.has(member))) return undefined;
  const isDisposable = result.members.has('@@dispose') || result.members.has('@@asyncDispose');
  if (!isDisposable && !creatingWords.includes(word)) return undefined;
  const spec = specOf(result.members, isDisposable && creatingWords.includes(word) ? 'endless' : 'one-shot');
  return spec === undefined || file.checker.givesReceiver(call) ? undefined : { spec, awaited: result.awaited };
}

/** The call's name says that it makes something: worth asking the checker, which is not cheap. */
export function isMaking(call: CallOrNew): boolean {
  return creatingWords.includes(wordOf(call));
}

function wordOf(call: CallOrNew): string {
  return call.type === 'NewExpression' ? 'new' : firstWord(lastName(call.callee));
}
