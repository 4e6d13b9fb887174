/**
 * Classes. Decorators, heritage, computed keys, static fields and static blocks run where the class stands; instance
 * fields and parameter properties run in its constructor (design law 8).
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Task } from './agenda.js';
import type { Builder, Handlers } from './builder.js';
import type { GraphRoot } from './graph.js';
import { bind } from './patterns.js';
import { inScope } from './statements.js';
import { declaresLexically, fieldsOf, type Field } from './syntax.js';

type Class = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

function visitClass(builder: Builder, node: Class, last: () => void): void {
  builder.doAll([
    ...decoratorsOf(node),
    node.superClass,
    ...node.body.body.flatMap(elementKey),
    ...node.body.body.flatMap((element) => staticElement(builder, element)),
    last,
  ]);
}

function decoratorsOf(node: { readonly decorators?: readonly TSESTree.Decorator[] }): readonly TSESTree.Node[] {
  return (node.decorators ?? []).map((decorator) => decorator.expression);
}

/** What is evaluated once for an element: its decorators, those of its parameters, its computed key. */
function elementKey(element: TSESTree.ClassElement): readonly TSESTree.Node[] {
  switch (element.type) {
    case 'MethodDefinition':
      return [
        ...decoratorsOf(element),
        ...element.value.params.flatMap(decoratorsOf),
        ...(element.computed ? [element.key] : []),
      ];
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return element.declare ? [] : [...decoratorsOf(element), ...(element.computed ? [element.key] : [])];
    default:
      return [];
  }
}

function staticElement(builder: Builder, element: TSESTree.ClassElement): readonly Task[] {
  if (element.type === 'StaticBlock') return [element];
  const isField = element.type === 'PropertyDefinition' || element.type === 'AccessorProperty';
  return isField && element.static && !element.declare ? fieldTasks(builder, element) : [];
}

function fieldTasks(builder: Builder, field: Field): readonly Task[] {
  const value = field.value ?? undefined;
  const initialise = (): void => { builder.step({ kind: 'field', node: field, value }); };
  return value ? [value, initialise] : [initialise];
}

/** The instance fields of a class, then the parameter properties of its constructor. */
export interface Construction {
  readonly isDerived: boolean;
  readonly fields: readonly Task[];
  readonly properties: readonly Task[];
}

/** What the graph has to do for the class that its root constructs; undefined if it is no constructor. */
export function constructionOf(builder: Builder): Construction | undefined {
  const { root } = builder;
  const body = root.type === 'ClassBody' ? root : constructedBy(root);
  if (!body) return undefined;
  const fields = fieldsOf(body).filter((field) => !field.static).flatMap((field) => fieldTasks(builder, field));
  const parameters = root.type === 'FunctionExpression' ? root.params : [];
  const properties = parameters.flatMap((parameter) => parameterProperty(builder, parameter));
  return { isDerived: body.parent.superClass !== null, fields, properties };
}

function constructedBy(root: GraphRoot): TSESTree.ClassBody | undefined {
  const method = root.parent;
  if (root.type !== 'FunctionExpression' || method?.type !== 'MethodDefinition') return undefined;
  return method.kind === 'constructor' ? method.parent : undefined;
}

function parameterProperty(builder: Builder, node: TSESTree.Parameter): readonly Task[] {
  if (node.type !== 'TSParameterProperty') return [];
  const { parameter } = node;
  const value = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return [() => { builder.step({ kind: 'field', node, value }); }];
}

export const classHandlers: Handlers = {
  ClassDeclaration: (builder, node) => {
    if (node.declare) return;
    visitClass(builder, node, () => { if (node.id) bind(builder, node.id, 'class'); });
  },
  ClassExpression: (builder, node) => { visitClass(builder, node, () => { builder.evaluate(node); }); },
  StaticBlock: (builder, node) => {
    inScope(builder, declaresLexically(node.body) ? node : undefined, node.body);
  },
};
