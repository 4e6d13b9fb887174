/**
 * Releases that a program names itself: `const release = await mutex.acquire()`, `const { cancel } = start()`.
 *
 * A name alone proves nothing (design law 21). So such a resource is due only where its own body releases it on some
 * path: `life: 'one-shot'` says that.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ResourceSpec } from '../../resources/spec.js';
import { methodCall, unwrapped, type Node } from '../syntax/ast.js';
import type { FileContext } from '../syntax/context.js';
import { calledFunctions } from './calls.js';
import { annotationsOf } from './custody.js';

type CallOrNew = TSESTree.CallExpression | TSESTree.NewExpression;

/** Members that release what they belong to, in the order in which a message would propose them. */
export const RELEASE_MEMBERS = ['release', 'close', 'dispose', 'destroy', 'terminate', 'unsubscribe', 'disconnect', 'unlock', 'quit', 'end', '@@dispose', '@@asyncDispose'];

const CANCEL_NAME = /^(?:cancel|abort|stop|dispose|cleanup|teardown)(?:[A-Z_]|$)/u;
const RELEASE_NAME = /^(?:release|unlock)(?:[A-Z_]|$)/u;
const LOCKING_NAME = /^(?:acquire|lock|take|reserve|hold)/iu;

/** A name that a release function has, before anything else is known of it. */
export function isCapabilityName(name: string): boolean {
  return CANCEL_NAME.test(name) || RELEASE_NAME.test(name);
}

const BY_NAME = 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Statements/try...catch#the_finally_block';

/** A function that undoes something, known by the name that it is given. */
function capabilitySpec(family: 'cancel' | 'handle'): ResourceSpec {
  return {
    id: family === 'cancel' ? 'cancel function' : 'release function',
    family,
    noun: family === 'cancel' ? 'cancel function' : 'release function',
    whileHeld: 'is not called',
    verb: 'call',
    repair: '$()',
    acquire: [],
    release: [{ by: 'call' }],
    life: 'one-shot',
    source: BY_NAME,
  };
}

const CANCEL_FUNCTION = capabilitySpec('cancel');
const RELEASE_FUNCTION = capabilitySpec('handle');

/** What a function of this file is annotated to return: nobody has to guess from its name. */
const ANNOTATED_RELEASE: ResourceSpec = { ...RELEASE_FUNCTION, id: 'annotated release', life: 'endless' };

/** The release that a call gives because a comment of this file says so, and whether it is a promise of one. */
export function annotatedRelease(call: CallOrNew, file: FileContext): { spec: ResourceSpec; awaited: boolean } | undefined {
  if (call.type !== 'CallExpression' || !annotationsOf(call, file).some(({ annotation }) => annotation.returnsRelease)) return undefined;
  const type = file.types.typeOf(call);
  const isAsync = calledFunctions(call, file).functions.some((fn) => fn.async);
  return { spec: ANNOTATED_RELEASE, awaited: isAsync || (type !== undefined && file.types.promised(type) !== undefined) };
}

/** What may turn out to be a release, once the declaration of the function that gave it is asked. */
export const undecidedRelease: ResourceSpec = { ...RELEASE_FUNCTION, id: 'undecided release' };

/** The release that a call gives because the declaration of its callee, in another file, says so. */
export function declaredRelease(call: CallOrNew, { checker }: FileContext): ResourceSpec | undefined {
  return checker?.returnsRelease(call) === true ? ANNOTATED_RELEASE : undefined;
}

/** A name to which a declaration binds a release function, and its row. */
export interface Capability {
  readonly spec: ResourceSpec;
  readonly name: TSESTree.Identifier;
  /** What the same call gives beside it: `promise` of `const { promise, cancel } = start()`. */
  readonly beside: readonly TSESTree.Identifier[];
}

/** The capabilities that `pattern = value` binds. */
export function capabilitiesOf(pattern: Node, value: TSESTree.Expression, file: FileContext): readonly Capability[] {
  const source = unwrapped(value);
  const call = source.type === 'AwaitExpression' ? unwrapped(source.argument) : source;
  if (call.type !== 'CallExpression') return [];
  if (pattern.type === 'Identifier') {
    const spec = specOfName(pattern, call);
    return spec === undefined ? [] : [{ spec, name: pattern, beside: [] }];
  }
  const names = pattern.type === 'ObjectPattern' ? pattern.properties.map((property) => property.value) : pattern.type === 'ArrayPattern' ? pattern.elements : [];
  const identifiers = names.flatMap((name) => (name?.type === 'Identifier' ? [name] : []));
  return identifiers.flatMap((name) => {
    const spec = specOfName(name, call);
    return spec === undefined || file.bindings.variableOf(name) === undefined ? [] : [{ spec, name, beside: identifiers.filter((one) => one !== name) }];
  });
}

function specOfName(name: TSESTree.Identifier, call: TSESTree.CallExpression): ResourceSpec | undefined {
  if (CANCEL_NAME.test(name.name)) return CANCEL_FUNCTION;
  if (!RELEASE_NAME.test(name.name)) return undefined;
  const callee = unwrapped(call.callee);
  const called = methodCall(call)?.method ?? (callee.type === 'Identifier' ? callee.name : '');
  return LOCKING_NAME.test(called) ? RELEASE_FUNCTION : undefined;
}
