/**
 * Patterns: what is evaluated while a value is taken apart. The binding itself is one step of the statement or
 * expression that the pattern belongs to.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Builder, Handlers } from './builder.js';
import type { Step } from './graph.js';
import { isTransparent } from './syntax.js';

type By = Extract<Step, { kind: 'bind' }>['by'];

/** The computed keys, defaults and member objects of an assignment's or binding's target, in order. */
export function visitTarget(builder: Builder, target: TSESTree.Node): void {
  let inner = target;
  while (isTransparent(inner)) inner = inner.expression;
  if (inner.type === 'MemberExpression') {
    builder.do(inner.object, inner.computed ? inner.property : undefined);
  } else if (inner.type !== 'Identifier') {
    builder.do(inner);
  }
}

function visitTargets(builder: Builder, targets: readonly (TSESTree.Node | null)[]): void {
  builder.doAll(targets.map((target) => target && (() => { visitTarget(builder, target); })));
}

/** The default of a parameter or of an element of a pattern: evaluated only where the element is undefined. */
function visitDefault(builder: Builder, target: TSESTree.Node, value: TSESTree.Expression): void {
  const absent = builder.block();
  const present = builder.block();
  builder.branch({ kind: 'undefined', node: target }, absent, present);
  builder.enter(absent);
  builder.do(
    value,
    () => {
      builder.jump(present);
      builder.enter(present);
    },
  );
}

export function bind(
  builder: Builder,
  pattern: TSESTree.Node,
  by: By,
  value?: TSESTree.Expression | null,
): void {
  builder.step({ kind: 'bind', pattern, value: value ?? undefined, by });
}

/** A parameter: TypeScript's `this` parameter is a type, a parameter property is the parameter inside it. */
export function bindParameter(builder: Builder, parameter: TSESTree.Parameter): void {
  const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  if (pattern.type === 'Identifier' && pattern.name === 'this') return;
  builder.do(
    () => { visitTarget(builder, pattern); },
    () => { bind(builder, pattern, 'parameter'); },
  );
}

export const patternHandlers: Handlers = {
  ArrayPattern: (builder, node) => { visitTargets(builder, node.elements); },
  ObjectPattern: (builder, node) => {
    builder.doAll(
      node.properties.flatMap((property) => {
        if (property.type === 'RestElement') return [() => { visitTarget(builder, property.argument); }];
        return [property.computed ? property.key : undefined, () => { visitTarget(builder, property.value); }];
      }),
    );
  },
  RestElement: (builder, node) => { visitTarget(builder, node.argument); },
  AssignmentPattern: (builder, node) => {
    // A member is resolved before the default is tested, a nested pattern is taken apart after it.
    const isPattern = node.left.type === 'ArrayPattern' || node.left.type === 'ObjectPattern';
    builder.do(
      () => { if (!isPattern) visitTarget(builder, node.left); },
      () => { visitDefault(builder, node.left, node.right); },
      () => { if (isPattern) visitTarget(builder, node.left); },
    );
  },
};
