/** Which calls release what they are given, by the rows of the catalogue. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ResourceSpec } from '../../../resources/spec.js';
import { memberName, methodCall, unwrapped, wrappingParent, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Finding, UseContext } from './slot-finding.js';

/** The holder is the argument at `position`: released by the right function, by the wrong one, or by neither. */
export function releasedByCall(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  position: number,
  specs: readonly ResourceSpec[],
  { file, timerReleases }: UseContext,
): 'release' | 'wrong-release' | undefined {
  const called = methodCall(call);
  const isBound = called?.method === 'bind' || called?.method === 'call';
  const origin = file.origins.originOf(isBound ? called.receiver : call.callee);
  const index = isBound ? position - 1 : position;
  const isRelease = specs.some((spec) =>
    spec.release.some(
      (release) =>
        (release.by === 'function' && release.of === origin && release.argument === index) ||
        (release.by === 'method-argument' && release.name === called?.method && release.argument === position),
    ),
  );
  if (isRelease) return 'release';
  return origin !== undefined && timerReleases.has(origin) && index === 0 && specs.every(({ family }) => family === 'timer') ? 'wrong-release' : undefined;
}

/** A member of the holder: its release, called or handed on as a function; what waives it; what gives it back. */
export function methodUse(member: TSESTree.MemberExpression, specs: readonly ResourceSpec[]): readonly Finding[] | undefined {
  const name = memberName(member);
  if (name === undefined) return undefined;
  // What is waived owes nothing to the process.
  if (specs.some((spec) => spec.waive?.includes(name) === true)) return [{ kind: 'escape', node: member, isWaiver: true }];
  const isRelease = specs.some((spec) => spec.release.some((release) => release.by === 'method' && release.name === name));
  if (isRelease) return [{ kind: 'release', node: member }];
  const call = wrappingParent(member);
  const isFluent = call?.type === 'CallExpression' && unwrapped(call.callee) === member && specs.some((spec) => spec.fluent?.includes(name) === true);
  return isFluent ? [{ at: call, standing: 'value' }] : undefined;
}

/** Calls that only look at what they are given. */
export function callbackUse(call: TSESTree.CallExpression, file: FileContext): readonly Finding[] | undefined {
  const origin = file.origins.originOf(call.callee);
  if (origin === undefined) return undefined;
  return /^global:(?:console\.|Boolean$|String$|Number$|clear[A-Z]\w*$)/u.test(origin) ? [] : undefined;
}

/** A function that is itself a release: `timers.forEach(clearTimeout)`. */
export function isReleaseFunction(value: Node, specs: readonly ResourceSpec[], file: FileContext): boolean {
  const origin = file.origins.originOf(value);
  return origin !== undefined && specs.some((spec) => spec.release.some((release) => release.by === 'function' && release.of === origin));
}
