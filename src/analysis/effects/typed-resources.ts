/**
 * Values whose type has a release: `const client = await pool.connect()` where `connect` is declared to return something
 * with a `release()`, by this file or by TypeScript's checker; and what was opened by a call that says so.
 *
 * A member's name proves little (design law 21): such a value is due only where its own body releases it on some path,
 * which `life: 'one-shot'` says. What is declared disposable and made here is due in any case.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { abandoningMembers, beginningMembers, creatingWords, lookingWords, openingWords, owesNothing } from '../../resources/disposables.js';
import type { ResourceSpec } from '../../resources/spec.js';
import { methodCall, memberName, unwrapped, wrappingParent, type Node } from '../syntax/ast.js';
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
export function typedResource(call: CallOrNew, file: FileContext): TypedResource | undefined {
  const type = file.types.typeOf(call);
  if (type?.kind !== 'node') return undefined;
  const promised = file.types.promised(type);
  const spec = specOf(new Set(file.types.memberNames(promised ?? type)), 'one-shot');
  return spec === undefined ? undefined : { spec, awaited: promised !== undefined };
}

/**
 * The row of what a call opens or makes by its name, where `release` is called on its result: the body that releases it on
 * one way shows that it is owed.
 */
export function shownResource(call: CallOrNew, release: TSESTree.CallExpression, file: FileContext): TypedResource | undefined {
  const member = methodCall(release)?.method ?? '';
  // `semaphore.release(1)` gives something back to it.
  const isMade = isMaking(call) && member !== 'unlock' && release.arguments.length === 0 && !isHarmless(call, file);
  const isShown = ENDING.has(member) && (isOpening(call) || isMade);
  return isShown ? { spec: shownSpec(member, isBegunLater(call, file)), awaited: wrappingParent(call)?.type === 'AwaitExpression' } : undefined;
}

function isOpening(call: CallOrNew): boolean {
  return call.type === 'CallExpression' && openingWords.includes(wordOf(call));
}

/** Releases that are hardly ever anything less: `end` may end a message. */
const ENDING = new Set(RELEASE_MEMBERS.filter((name) => name !== 'end'));

/** A registry that is as good as what is put into it, what lies in memory only, and what its user closes as well. */
function isHarmless(call: CallOrNew, { origins }: FileContext): boolean {
  return HARMLESS.test(lastName(call.callee) ?? '') || origins.originOf(call.callee)?.startsWith('node:stream#') === true;
}

const HARMLESS = /Dispos|Composite|Collection|Subscription|Memory|Mock|Fake|Dialog|Modal|Toast|Popup/u;

/** `const client = new Client(); await client.connect()`: before that, nothing is held. */
function isBegunLater(call: CallOrNew, { bindings }: FileContext): boolean {
  const holder = wrappingParent(call);
  const variable = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? bindings.variableOf(holder.id) : undefined;
  return (variable?.references ?? []).some(({ identifier }) => beginningMembers.includes(memberRead(identifier) ?? ''));
}

function shownSpec(member: string, isBegun: boolean): ResourceSpec {
  const id = `shown by ${member}${isBegun ? ', begun later' : ''}`;
  const known = specs.get(id);
  if (known !== undefined) return known;
  const spec: ResourceSpec = { ...specOfMember(member), id, life: 'one-shot', ...(isBegun ? { armedBy: beginningMembers } : {}) };
  specs.set(id, spec);
  return spec;
}

/** What may turn out to be a resource: everything that could release it does. Its type has not been asked yet. */
export function undecidedSpec(life: ResourceSpec['life']): ResourceSpec {
  return UNDECIDED[life];
}

const undecided = (life: ResourceSpec['life']): ResourceSpec => ({ ...specOfMember('release'), id: `undecided, ${life}`, life });
const UNDECIDED = { endless: undecided('endless'), 'one-shot': undecided('one-shot') };

/** The checker may know more of the call's result than this file shows. */
export function mayBeChecked(call: CallOrNew, { checker, origins, types }: FileContext): boolean {
  if (checker === undefined || lookingWords.includes(wordOf(call)) || ERROR.test(lastName(call.callee) ?? '')) return false;
  // The platform's own classes and functions are the catalogue's.
  if (origins.originOf(call.callee)?.startsWith('global:') === true) return false;
  const type = types.typeOf(call);
  // A class of this file that inherits nothing shows all that it has.
  if (type?.kind !== 'node' || type.node.type !== 'ClassDeclaration' || type.node.superClass !== null) return true;
  return types.memberNames(type).some((name) => DISPOSALS.includes(name));
}

const ERROR = /(?:Error|Exception)$/u;
const DISPOSALS = ['@@dispose', '@@asyncDispose'];

/**
 * The row of a call's result by what the checker knows of it. Asking is not cheap.
 *
 * @param life `endless` where nothing but the type says that it is due: then only what is declared disposable is.
 */
export function checkedSpec(call: CallOrNew, life: ResourceSpec['life'], { checker }: FileContext): ResourceSpec | undefined {
  const members = checker?.membersOfResult(call);
  if (members === undefined || owesNothing.some((member) => members.has(member))) return undefined;
  const isDisposable = DISPOSALS.some((name) => members.has(name));
  if (!isDisposable && (life === 'endless' || !isMaking(call))) return undefined;
  const spec = specOf(members, life);
  return spec === undefined || checker?.givesReceiver(call) === true ? undefined : spec;
}

/** The call's name says that it makes something, which its caller has alone. */
export function isMaking(call: CallOrNew): boolean {
  return creatingWords.includes(wordOf(call));
}

/**
 * `const x = call()` or `const x = await call()`, and nobody else gets to have it: `x` is only read from, or released.
 * What is handed over and never released here belongs to somebody else, and what is iterated or piped owes nothing.
 */
export function isHeldByName(call: CallOrNew, { bindings }: FileContext): boolean {
  const parent = wrappingParent(call);
  const holder = parent?.type === 'AwaitExpression' ? wrappingParent(parent) : parent;
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return false;
  const uses = (bindings.variableOf(holder.id)?.references ?? []).filter(({ init }) => init !== true).map(({ identifier }) => memberRead(identifier));
  if (uses.some((name) => owesNothing.includes(name ?? ''))) return false;
  return uses.every((name) => name !== undefined) || uses.some((name) => name !== undefined && RELEASE_MEMBERS.includes(name));
}

/** The member that is read of a name, `''` where it is not known which; undefined for any other use. */
function memberRead(name: Node): string | undefined {
  const parent = wrappingParent(name);
  return parent?.type === 'MemberExpression' && unwrapped(parent.object) === name ? (memberName(parent) ?? '') : undefined;
}

function wordOf(call: CallOrNew): string {
  return call.type === 'NewExpression' ? 'new' : firstWord(lastName(call.callee));
}
