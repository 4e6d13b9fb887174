/**
 * Subscriptions whose result is the only thing that ends them, and is dropped: `source.subscribe(f)`, `model.onDidChange(f)`
 * as statements of their own, in a class that is torn down or in an effect.
 *
 * A name proves nothing: it takes an observable library's import, or a sibling whose result is kept. Not modelled: what
 * calls return, and inputs of a component; their life is unseen.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { derivingMembers, endingOperators, observableModules, selfEndingSources } from '../../../resources/listeners.js';
import { createTargets, type TargetLife, type Targets } from '../../effects/listener-target.js';
import { constructorOf, enclosingClass, isDropped, isFunction, memberName, methodCall, rootOf, unwrapped, wrappingParent, type Node } from '../../syntax/ast.js';
import { lastName } from '../../syntax/words.js';
import type { FileParts } from '../file-obligations.js';
import { objectsOfThis } from '../owners/objects-of-this.js';
import type { OwnerParts } from '../owners/owner-parts.js';
import type { Member, Owner } from '../owners/owners.js';
import { isWithinAny } from '../owners/reach.js';
import type { ListenerRisk } from './listener-evidence.js';

type Call = TSESTree.CallExpression;

export interface DroppedSubscription {
  readonly node: Call;
  /** What is subscribed to. */
  readonly source: Node;
  /** What ought to end it: the owner's teardown, or the effect; undefined where the class has no teardown. */
  readonly end: { readonly name: string; readonly node: Node } | undefined;
  readonly risk: ListenerRisk | undefined;
}

export function droppedSubscriptions(parts: FileParts, owners: OwnerParts): readonly DroppedSubscription[] {
  const dropped = parts.collected.subscriptions.filter((call) => isDropped(call) && isListening(call));
  if (dropped.length === 0) return [];
  const question = new SubscriptionQuestion(parts, owners);
  return dropped.flatMap((call) => question.answer(call) ?? []);
}

/** It is given a function, or an observer with members; rxjs also subscribes for the effects of the pipe alone. */
function isListening(call: Call): boolean {
  const [first] = call.arguments;
  if (first === undefined) return methodCall(call)?.method === 'subscribe' && isDerived(methodCall(call)?.receiver);
  const given = unwrapped(first);
  return isFunction(given) || given.type === 'ObjectExpression' || (given.type === 'MemberExpression' && given.object.type === 'ThisExpression') || methodCall(given)?.method === 'bind';
}

function isDerived(receiver: Node | undefined): boolean {
  const node = receiver === undefined ? undefined : unwrapped(receiver);
  return node?.type === 'MemberExpression' || (node?.type === 'CallExpression' && derivingMembers.includes(methodCall(node)?.method ?? ''));
}

class SubscriptionQuestion {
  private readonly targets: Targets;
  private readonly usesObservables: boolean;

  constructor(
    private readonly parts: FileParts,
    private readonly owners: OwnerParts,
  ) {
    this.targets = createTargets(parts.file, objectsOfThis(owners));
    this.usesObservables = parts.file.sourceCode.ast.body.some((statement) => statement.type === 'ImportDeclaration' && observableModules.some((name) => statement.source.value.startsWith(name)));
  }

  answer(node: Call): DroppedSubscription | undefined {
    const called = methodCall(node);
    if (called === undefined || endsByItself(called.receiver) || this.isSelfEnding(node)) return undefined;
    const { life, isResult } = this.lifeOfSource(called.receiver);
    if (life === 'own' || life === 'given' || life === 'unseen') return undefined;
    const owner = this.owners.owners.ownerOf(node);
    const found = owner === undefined ? this.inEffect(node, called.method) : this.inOwner(node, owner, life);
    return found === undefined ? undefined : { node, source: called.receiver, ...found, risk: found.risk ?? (isResult ? 'everyCall' : undefined) };
  }

  private inEffect(node: Call, method: string): Pick<DroppedSubscription, 'end' | 'risk'> | undefined {
    const lifecycle = this.owners.lifecycles.enclosingLifecycle(node);
    if (method !== 'subscribe' || lifecycle === undefined || lifecycle.setUp !== rootOf(node) || !lifecycle.complete || lifecycle.undoes.length > 0) return undefined;
    return { end: { name: lifecycle.name, node: lifecycle.setUp }, risk: undefined };
  }

  private inOwner(node: Call, owner: Owner, life: TargetLife): Pick<DroppedSubscription, 'end' | 'risk'> | undefined {
    const hasSibling = this.keepsSibling(node, owner);
    if (!hasSibling && !(this.usesObservables && methodCall(node)?.method === 'subscribe')) return undefined;
    const [teardown] = owner.teardowns;
    if (teardown === undefined) return owner.kind === 'class' && !hasSibling && life !== 'parameter' ? { end: undefined, risk: 'classesWithoutTeardown' } : undefined;
    if (this.isTornDown(node, owner)) return undefined;
    return { end: endOf(teardown), risk: life === 'parameter' ? 'everyCall' : undefined };
  }

  private isTornDown(node: Call, owner: Owner): boolean {
    return isWithinAny(node, this.owners.reach.from(owner.teardowns.map(({ fn }) => fn)));
  }

  /** Another subscription of the same owner whose result is kept: these members do return what ends them. */
  private keepsSibling(node: Call, owner: Owner): boolean {
    const isObservable = methodCall(node)?.method === 'subscribe';
    return this.parts.collected.subscriptions.some((other) => (methodCall(other)?.method === 'subscribe') === isObservable && isKept(other) && this.owners.owners.ownerOf(other) === owner);
  }

  /** How long the source lives, and whether it is what a method returned, which may well end by itself. */
  private lifeOfSource(receiver: Node): { readonly life: TargetLife; readonly isResult: boolean } {
    const node = underived(receiver);
    const owner = node.type === 'MemberExpression' ? unwrapped(node.object) : node;
    const called = owner.type === 'CallExpression' ? methodCall(owner) : undefined;
    const isResult = called !== undefined && owner === node;
    return { life: this.targets.lifeOf(called === undefined ? node : called.receiver), isResult };
  }

  /** A source that is declared to be of a type whose observables end with their user. */
  private isSelfEnding(node: Call): boolean {
    const names = new Set<string>();
    for (let at: Node = unwrapped(node.callee); ; ) {
      const next = unwrapped(at);
      if (next.type === 'CallExpression') at = next.callee;
      else if (next.type === 'MemberExpression') {
        names.add(memberName(next) ?? '');
        at = next.object;
      } else {
        if (next.type === 'Identifier') names.add(next.name);
        break;
      }
    }
    const body = enclosingClass(node)?.body;
    const parameters = body === undefined ? [] : (constructorOf(body)?.params ?? []);
    return parameters.some((parameter) => {
      const name = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
      const type = name.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined;
      if (name.type !== 'Identifier' || !names.has(name.name) || type?.type !== 'TSTypeReference') return false;
      return selfEndingSources.includes(lastName(type.typeName) ?? '');
    });
  }
}

function endOf({ name, fn }: Member): { readonly name: string; readonly node: Node } {
  return { name, node: fn };
}

/** `source` of `source.pipe(map(f)).asObservable()`. */
function underived(receiver: Node): Node {
  let node = unwrapped(receiver);
  for (let called = methodCall(node); called !== undefined && derivingMembers.includes(called.method); called = methodCall(node)) node = unwrapped(called.receiver);
  return node;
}

/** Some operator of its pipes ends it, or is not known. */
function endsByItself(receiver: Node): boolean {
  let node = unwrapped(receiver);
  for (let called = methodCall(node); called !== undefined && derivingMembers.includes(called.method); called = methodCall(node)) {
    if (node.type === 'CallExpression' && node.arguments.some((operator) => !isPassing(operator))) return true;
    node = unwrapped(called.receiver);
  }
  return false;
}

/** `map(f)`: an operator that ends nothing. */
function isPassing(operator: Node): boolean {
  const call = unwrapped(operator);
  const name = call.type === 'CallExpression' ? lastName(call.callee) : undefined;
  return name !== undefined && !endingOperators.some((ending) => name.startsWith(ending));
}

function isKept(call: Call): boolean {
  const parent = wrappingParent(call);
  return parent !== undefined && ['AssignmentExpression', 'VariableDeclarator', 'PropertyDefinition', 'ReturnStatement', 'ArrayExpression', 'CallExpression'].includes(parent.type);
}
