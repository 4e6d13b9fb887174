/** Controllers whose signal is in use and whose `abort` nobody can reach. */
import type { TSESTree } from '@typescript-eslint/types';
import { writtenName } from '../../effects/place.js';
import { definitionName, enclosingClass, enclosingFunction, literalValue, memberName, wrappingParent, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import { isInTest } from '../../syntax/tests.js';
import type { Activity } from './activity.js';

export interface UnreachableAbort {
  readonly node: Node;
  /** The controller as its owner writes it; undefined where only the signal was kept. */
  readonly controller: string | undefined;
}

export function unreachableAborts(file: FileContext, activity: Activity): readonly UnreachableAbort[] {
  return (activity.calls.get('AbortController') ?? []).flatMap((node): readonly UnreachableAbort[] => {
    const isReal = node.type === 'NewExpression' && file.origins.originOf(node.callee) === 'global:AbortController';
    const holder = isReal ? wrappingParent(node) : undefined;
    if (isInTest(node)) return [];
    if (holder?.type === 'AssignmentExpression') {
      const name = holder.operator === '=' && isUnreachable(holder.left, file, activity) ? writtenName(holder.left) : undefined;
      return name === undefined ? [] : [{ node, controller: name }];
    }
    if (holder?.type === 'PropertyDefinition') return isUnreachableField(holder, activity) ? [{ node, controller: `this.${definitionName(holder) ?? ''}` }] : [];
    // Module code may well want a signal that never comes.
    if (holder?.type !== 'VariableDeclarator' || enclosingFunction(node) === undefined) return [];
    if (holder.id.type === 'Identifier') return onlyLendsSignal(holder.id, file) ? [{ node, controller: holder.id.name }] : [];
    return isSignalOnly(holder.id, file) ? [{ node, controller: undefined }] : [];
  });
}

/** `this.#controller = new AbortController()` in a method, `controller = new AbortController()` in a function. */
function isUnreachable(target: Node, file: FileContext, activity: Activity): boolean {
  if (target.type === 'Identifier') {
    const variable = file.bindings.variableOf(target);
    return variable !== undefined && file.bindings.allValues(variable)?.every(isMadeHere) === true && onlyLendsSignal(target, file);
  }
  const owner = target.type === 'MemberExpression' && target.object.type === 'ThisExpression' ? enclosingClass(target) : undefined;
  const name = owner === undefined ? undefined : memberName(target as TSESTree.MemberExpression);
  const field = owner?.body.body.find((element): element is TSESTree.PropertyDefinition => element.type === 'PropertyDefinition' && definitionName(element) === name);
  return field !== undefined && isUnreachableField(field, activity);
}

/** Every mention reads the signal, and some work gets it. */
function onlyLendsSignal(name: TSESTree.Identifier, file: FileContext): boolean {
  const uses = (file.bindings.variableOf(name)?.references ?? []).filter((reference) => !reference.isWrite()).map(({ identifier }) => identifier.parent);
  return uses.length > 0 && uses.every((use) => use.type === 'MemberExpression' && memberName(use) === 'signal') && uses.some(isGiven);
}

/** The signal goes to work, as an argument or an option; `signal.aborted` alone stops nothing. */
function isGiven(signal: Node): boolean {
  const parent = wrappingParent(signal);
  if (parent?.type === 'Property') return true;
  return parent?.type === 'CallExpression' && parent.callee !== signal;
}

/** `const { signal } = new AbortController()` */
function isSignalOnly(pattern: Node, file: FileContext): boolean {
  const [only, ...others] = pattern.type === 'ObjectPattern' ? pattern.properties : [];
  if (only?.type !== 'Property' || others.length > 0 || definitionName(only) !== 'signal' || only.value.type !== 'Identifier') return false;
  return (file.bindings.variableOf(only.value)?.references ?? []).some((reference) => reference.init !== true && isGiven(reference.identifier));
}

function isUnreachableField(field: TSESTree.PropertyDefinition, activity: Activity): boolean {
  const name = definitionName(field);
  if (name === undefined || (!name.startsWith('#') && field.accessibility !== 'private')) return false;
  const uses = (activity.ownMembers.get(name) ?? []).map((use) => wrappingParent(use)).filter((use) => use?.type !== 'AssignmentExpression' || !isMadeAgain(use));
  return uses.length > 0 && uses.every((use) => use?.type === 'MemberExpression' && memberName(use) === 'signal') && uses.some((use) => use !== undefined && isGiven(use));
}

/** `this.#controller = new AbortController()`, `this.#controller = undefined` */
function isMadeAgain({ operator, left, right }: TSESTree.AssignmentExpression): boolean {
  return operator === '=' && left.type === 'MemberExpression' && isMadeHere(right);
}

/** No controller of somebody else, who may abort it. */
function isMadeHere(value: Node): boolean {
  return value.type === 'NewExpression' || literalValue(value) !== undefined;
}
