/** Resources that a type or a comment of another file tells: followed as if they were one, and asked once they leak. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ResourceSpec } from '../../resources/spec.js';
import { acquiredBy, isCatalogued } from '../effects/acquire.js';
import { declaredRelease, isCapabilityName, undecidedRelease } from '../effects/capability.js';
import { checkedSpec, isHeldByName, isMaking, mayBeChecked, shownResource, typedResource, undecidedSpec, type TypedResource } from '../effects/typed-resources.js';
import { isCallOrNew, methodCall, unwrapped, wrappingParent, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { isInTest } from '../syntax/tests.js';
import type { Birth, FileParts } from './file-obligations.js';
import type { CallOrNew } from './tasks/activity.js';

interface TypedBirth {
  readonly at: Node;
  readonly birth: Birth;
  /** Asks TypeScript's checker which resource this is, if any. */
  readonly decide?: () => ResourceSpec | undefined;
}

export function* typedBirths(parts: FileParts): Generator<TypedBirth> {
  const seen = new Set<Node>();
  yield* byDeclaredType(parts, seen);
  if (parts.file.checker === undefined) return;
  for (const calls of parts.calls.values()) {
    for (const call of calls) yield* byCheckedType(call, parts, seen);
    yield* byDeclaredRelease(calls[0], parts, seen);
  }
}

/** Values whose declared type has a release, where that release is called on the name. */
function* byDeclaredType(parts: FileParts, seen: Set<Node>): Generator<TypedBirth> {
  const { file, index } = parts;
  for (const release of parts.collected.releases) {
    const call = callThatGave(methodCall(release)?.receiver, file);
    if (call === undefined || seen.has(call)) continue;
    seen.add(call);
    if (acquiredBy(call, index, file).length > 0) continue;
    const typed = typedResource(call, file);
    const shown = shownByRelease(call, release, parts);
    if (typed === undefined && mayBeChecked(call, file) && isHeldByName(call, file)) yield toDecide(call, 'one-shot', parts, shown?.spec);
    else yield* bornAs(call, typed ?? shown, parts);
  }
}

/** `await createClient().on('error', log).connect()` gives what the catalogue knows already. */
function shownByRelease(call: CallOrNew, release: TSESTree.CallExpression, { index, file }: FileParts): TypedResource | undefined {
  for (let source: Node | undefined = call; source !== undefined; source = methodCall(source)?.receiver) {
    source = unwrapped(source);
    if (isCallOrNew(source) && isCatalogued(source, index, file)) return undefined;
  }
  return isInTest(call) ? undefined : shownResource(call, release, file);
}

/** What the checker may declare disposable, and this file makes and names. */
function* byCheckedType(call: CallOrNew, parts: FileParts, seen: ReadonlySet<Node>): Generator<TypedBirth> {
  const { file, index } = parts;
  if (seen.has(call) || !isMaking(call) || !isHeldByName(call, file) || !mayBeChecked(call, file) || acquiredBy(call, index, file).length > 0) return;
  yield toDecide(call, 'endless', parts);
}

function bornAs(call: CallOrNew, resource: TypedResource | undefined, { places }: FileParts): readonly TypedBirth[] {
  return resource === undefined ? [] : [{ at: call, birth: { spec: resource.spec, place: places.of(call), pending: resource.awaited } }];
}

/** @param shown what the call is by what is done with it, where its type says nothing. */
function toDecide(call: CallOrNew, life: ResourceSpec['life'], { file, places }: FileParts, shown?: ResourceSpec): TypedBirth {
  return { at: call, birth: { spec: undecidedSpec(life), place: places.of(call), pending: isAwaited(call) }, decide: () => checkedSpec(call, life, file) ?? shown };
}

/** `const done = take(name); ... done()`, where the module that `take` comes from may say that it returns its release. */
function* byDeclaredRelease(use: CallOrNew | undefined, { file, index, places }: FileParts, seen: Set<Node>): Generator<TypedBirth> {
  const callee = use?.type === 'CallExpression' ? unwrapped(use.callee) : undefined;
  const call = callee?.type === 'Identifier' && !isCapabilityName(callee.name) ? callThatGave(callee, file) : undefined;
  if (call?.type !== 'CallExpression' || seen.has(call) || file.origins.originOf(call.callee) === undefined || acquiredBy(call, index, file).length > 0) return;
  seen.add(call);
  yield { at: call, birth: { spec: undecidedRelease, place: places.of(call), pending: isAwaited(call) }, decide: () => declaredRelease(call, file) };
}

function isAwaited(call: Node): boolean {
  return wrappingParent(call)?.type === 'AwaitExpression';
}

/** The call or `new` whose result, awaited or not, a name was given where it is declared. */
function callThatGave(holder: Node | undefined, file: FileContext): CallOrNew | undefined {
  const written = holder === undefined ? undefined : file.bindings.writtenTo(holder);
  if (written?.value === undefined || written.path.length > 0) return undefined;
  const value = unwrapped(written.value);
  const call = value.type === 'AwaitExpression' ? unwrapped(value.argument) : value;
  return isCallOrNew(call) ? call : undefined;
}
