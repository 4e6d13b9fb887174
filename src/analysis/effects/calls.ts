/** The effect of a call: who runs, on what, with what. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingClass, isFunction, memberName, unwrapped, type FunctionNode, type Node } from '../syntax/ast.js';
import { functionsOf, type FunctionCandidates } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';
import { custodyOf } from './custody.js';
import type { ArgumentEffect, CallEffect } from './effect.js';
import type { EffectContext } from './steps.js';

export function callEffect(node: TSESTree.CallExpression | TSESTree.NewExpression, context: EffectContext): CallEffect {
  const callee = unwrapped(node.callee);
  const member = callee.type === 'MemberExpression' ? callee : undefined;
  const { functions, complete } = node.type === 'NewExpression' ? { functions: [], complete: false } : calledFunctions(node, context.file);
  return {
    kind: 'call',
    node,
    isNew: node.type === 'NewExpression',
    origin: context.file.origins.originOf(callee),
    callee: callee.type === 'Identifier' || member !== undefined ? context.places.of(callee) : undefined,
    targets: functions,
    complete,
    receiver: member === undefined ? undefined : context.places.of(member.object),
    method: member === undefined ? undefined : memberName(member),
    args: node.arguments.map((argument) => argumentEffect(argument, context)),
    custodyOf: (index) => custodyOf(node, index, context.file),
    result: context.places.of(node),
  };
}

function argumentEffect(argument: TSESTree.CallExpressionArgument, context: EffectContext): ArgumentEffect {
  const value = argument.type === 'SpreadElement' ? argument.argument : argument;
  return {
    node: value,
    place: context.places.of(value),
    functions: functionsOf(context.file.bindings, value).functions,
    isSpread: argument.type === 'SpreadElement',
  };
}

/** The functions of this file that a call runs: by name, written in place, or as a method of `this` class. */
export function calledFunctions(node: TSESTree.CallExpression, file: FileContext): FunctionCandidates {
  const callee = unwrapped(node.callee);
  if (callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression') {
    const method = ownMethod(callee);
    return method === undefined ? { functions: [], complete: false } : { functions: [method], complete: true };
  }
  return functionsOf(file.bindings, callee);
}

/** `this.m` where the class of this file defines `m` as a method or an arrow field; subclasses are taken to keep its contract. */
export function ownMethod(callee: TSESTree.MemberExpression): FunctionNode | undefined {
  const name = memberName(callee);
  const owner = enclosingClass(callee);
  if (name === undefined || owner === undefined) return undefined;
  for (const element of owner.body.body) {
    if (element.type !== 'MethodDefinition' && element.type !== 'PropertyDefinition') continue;
    if (elementName(element) !== name) continue;
    const value: Node | null = element.value;
    return value !== null && isFunction(value) ? value : undefined;
  }
  return undefined;
}

function elementName(element: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): string | undefined {
  if (element.key.type === 'PrivateIdentifier') return `#${element.key.name}`;
  return element.key.type === 'Identifier' && !element.computed ? element.key.name : undefined;
}
