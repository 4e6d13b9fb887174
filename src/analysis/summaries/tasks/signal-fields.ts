/** Signals that an object keeps: `this.signal`, `this.#controller.signal`. */
import type { TSESTree } from '@typescript-eslint/types';
import { isSignalType } from '../../effects/signal-offers.js';
import { definitionName, enclosingClass, isInside, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Activity } from './activity.js';

export interface FieldSignal {
  /** The signal as a method writes it. */
  readonly text: string;
  readonly from: Node;
  /** Mentions of the field in its class. */
  readonly uses: readonly Node[];
}

interface Field {
  readonly name: string;
  readonly from: Node;
}

/** The signals of the object whose method `node` is in. */
export function fieldSignals(node: Node, file: FileContext, activity: Activity): readonly FieldSignal[] {
  const owner = enclosingClass(node);
  if (owner === undefined) return [];
  return fieldsOf(owner).flatMap(({ name, from }) => {
    const type = file.types.memberType({ kind: 'node', node: owner }, name);
    const suffix = isSignalType(type) ? '' : type?.kind === 'key' && type.key === 'global:AbortController' ? '.signal' : undefined;
    return suffix === undefined ? [] : [{ text: `this.${name}${suffix}`, from, uses: (activity.ownMembers.get(name) ?? []).filter((use) => isInside(use, owner)) }];
  });
}

function fieldsOf(owner: TSESTree.ClassDeclaration | TSESTree.ClassExpression): readonly Field[] {
  return owner.body.body.flatMap((element): readonly Field[] => {
    if (element.type === 'PropertyDefinition') {
      const name = element.static ? undefined : definitionName(element);
      return name === undefined ? [] : [{ name, from: element }];
    }
    if (element.type !== 'MethodDefinition' || element.kind !== 'constructor') return [];
    return element.value.params.flatMap((parameter) => {
      if (parameter.type !== 'TSParameterProperty') return [];
      const target = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
      return [{ name: target.name, from: target }];
    });
  });
}
