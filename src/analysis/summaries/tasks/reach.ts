/** The signals whose names can be used at a call. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type { SignalAccess } from '../../effects/signals.js';
import { enclosingFunction, isFunction, isInside, selfAndAncestors, type FunctionNode, type Node } from '../../syntax/ast.js';
import type { SignalParts } from './operations.js';
import { fieldSignals } from './signal-fields.js';

/** A signal in reach of a call, and what it is known by. */
export interface Reach {
  readonly text: string;
  readonly from: Node;
  readonly kind: SignalAccess['kind'] | 'field';
  /** The function in which the signal has its name; undefined for a module's. */
  readonly home: FunctionNode | undefined;
  readonly uses: readonly Node[];
  /** The pattern that would have to take the signal out of a parameter first. */
  readonly untaken?: TSESTree.ObjectPattern;
}

/** What was derived here for this work comes first, what may have another purpose last. */
const RANKS: readonly Reach['kind'][] = ['derived', 'parameter', 'context', 'field', 'controller'];

type Scope = TSESLint.Scope.Scope;

const signalsByScope = new WeakMap<Scope, readonly Reach[]>();

/** The signals whose names can be used at the call, the likeliest first. */
export function signalsInReach(call: Node, parts: SignalParts): readonly Reach[] {
  const found: Reach[] = [];
  for (let scope = scopeOf(call, parts); scope !== null && scope.type !== 'global'; scope = scope.upper) found.push(...signalsOf(scope, parts));
  found.push(...fieldSignals(call, parts.file, parts.activity).map((field): Reach => ({ ...field, kind: 'field', home: enclosingFunction(call) })));
  return found.sort((a, b) => RANKS.indexOf(a.kind) - RANKS.indexOf(b.kind) || b.from.range[0] - a.from.range[0]);
}

/** The signal has its name before the call, and not inside it. */
export function isBefore({ from, kind }: Reach, call: Node): boolean {
  const isLocal = kind === 'derived' || kind === 'controller';
  return !isInside(from, call) && !(isLocal && from.range[0] > call.range[0]);
}

/** Some signal can be written at the call, whatever its purpose. */
export function hasSignalInReach(call: Node, parts: SignalParts): boolean {
  return signalsInReach(call, parts).some((reach) => isBefore(reach, call));
}

function signalsOf(scope: Scope, { signals }: SignalParts): readonly Reach[] {
  const known = signalsByScope.get(scope);
  if (known !== undefined) return known;
  const found = scope.variables.flatMap((variable): readonly Reach[] => {
    const access = signals.of(variable);
    const name = variable.defs[0]?.name;
    if (access === undefined || name === undefined) return [];
    const uses = variable.references.filter((reference) => reference.init !== true).map((reference) => reference.identifier);
    return [{ text: [variable.name, ...access.path].join('.'), from: name, kind: access.kind, home: homeOf(name), uses }];
  });
  const all = [...found, ...untakenSignals(scope, signals)];
  signalsByScope.set(scope, all);
  return all;
}

/** `async ({ params }) => ...`, where the caller gives `{ params, request }`. */
function untakenSignals({ type, block }: Scope, signals: SignalParts['signals']): readonly Reach[] {
  const left = type === 'function' && isFunction(block) ? signals.leftBy(block) : undefined;
  return left === undefined || !isFunction(block) ? [] : [{ text: left.path.join('.'), from: left.pattern, kind: 'context', home: block, uses: [], untaken: left.pattern }];
}

/** The function around a name; a parameter's own function. */
function homeOf(name: Node): FunctionNode | undefined {
  for (const at of selfAndAncestors(name)) if (isFunction(at)) return at;
  return undefined;
}

function scopeOf(node: Node, { file }: SignalParts): Scope | null {
  for (const at of selfAndAncestors(node)) {
    const scope = file.sourceCode.scopeManager?.acquire(at, true) ?? null;
    if (scope !== null) return scope;
  }
  return null;
}
