/**
 * What a loop's condition reads, and whether anything can change that while the loop runs.
 *
 * A condition is *frozen* where every name in it is a variable that neither the loop nor any other function assigns, or
 * a private field that nothing in the file assigns. Other calls than those of this file's own predicates, members of other objects and imports may change behind the
 * loop's back: then the condition is not frozen, whatever it says.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { definitionName, enclosingClass, enclosingFunction, isFunction, isInside, literalValue, memberName, unwrapped, type FunctionNode, type LoopNode, type Node } from '../syntax/ast.js';
import { calledFunctions } from './calls.js';
import type { Variable } from '../syntax/bindings.js';
import type { FileContext } from '../syntax/context.js';

/** A name in a condition: a local or module variable, or a field of `this`. */
export type LoopInput =
  | { readonly kind: 'variable'; readonly variable: Variable; readonly node: TSESTree.Identifier }
  | { readonly kind: 'field'; readonly name: string; readonly node: TSESTree.MemberExpression };

/** Where members are assigned in the file, by name. */
export type MemberWrites = ReadonlyMap<string, readonly Node[]>;

/** The names in a condition; undefined where it reads anything else that may change by itself. */
export function inputsOf(test: Node, file: FileContext): readonly LoopInput[] | undefined {
  const inputs: LoopInput[] = [];
  const agenda: Node[] = [test];
  for (let at = agenda.pop(); at !== undefined; at = agenda.pop()) {
    const node = unwrapped(at);
    if (agenda.length + inputs.length > MAX_INPUTS || (node.type === 'UnaryExpression' && node.operator === 'delete')) return undefined;
    if (literalValue(node) !== undefined) continue;
    switch (node.type) {
      case 'UnaryExpression':
        agenda.push(node.argument);
        break;
      case 'BinaryExpression':
      case 'LogicalExpression':
        if (node.operator === 'in' || node.operator === 'instanceof') return undefined;
        agenda.push(node.left, node.right);
        break;
      case 'CallExpression':
        agenda.push(valueAsked(node, file) ?? node.callee);
        if (valueAsked(node, file) === undefined) return undefined;
        break;
      case 'Identifier': {
        const variable = file.bindings.variableOf(node);
        if (variable === undefined) return undefined;
        inputs.push({ kind: 'variable', variable, node });
        break;
      }
      case 'MemberExpression': {
        const name = memberName(node);
        if (node.object.type !== 'ThisExpression' || name === undefined) return undefined;
        const given = valueOfGetter(node, name);
        if (given !== undefined) agenda.push(given);
        else inputs.push({ kind: 'field', name, node });
        break;
      }
      default:
        return undefined;
    }
  }
  return inputs;
}

const MAX_INPUTS = 20;

/** What `isStopping()` of this file gives, where that is a value from around it and nothing else. */
function valueAsked(call: TSESTree.CallExpression, file: FileContext): Node | undefined {
  const { functions, complete } = call.arguments.length > 0 ? NO_FUNCTIONS : calledFunctions(call, file);
  const [fn] = functions;
  if (!complete || fn === undefined || functions.length > 1 || fn.async || fn.generator || fn.params.length > 0) return undefined;
  return valueGiven(fn);
}

/** What `get stopped()` of the class gives. */
function valueOfGetter(member: TSESTree.MemberExpression, name: string): Node | undefined {
  const getter = enclosingClass(member)?.body.body.find((element) => element.type === 'MethodDefinition' && element.kind === 'get' && definitionName(element) === name);
  return getter?.type === 'MethodDefinition' && isFunction(getter.value) ? valueGiven(getter.value) : undefined;
}

/** The one value that a function gives, and does nothing else. */
function valueGiven({ body }: FunctionNode): Node | undefined {
  if (body.type !== 'BlockStatement') return body;
  const [only, ...others] = body.body;
  return only?.type === 'ReturnStatement' && others.length === 0 ? (only.argument ?? undefined) : undefined;
}

const NO_FUNCTIONS = { functions: [], complete: false } as const;

/** True where nothing changes the input as long as the loop runs. */
export function isFrozen(input: LoopInput, loop: LoopNode, file: FileContext, writes: MemberWrites): boolean {
  return input.kind === 'variable' ? isFrozenVariable(input.variable, loop) && !mayMove(input, loop) : isFrozenField(input, loop, file, writes);
}

/** `day <= last` with `day.setDate(..)` in the loop: a comparison by size asks an object for its value of the moment. */
function mayMove({ variable, node }: Extract<LoopInput, { kind: 'variable' }>, loop: LoopNode): boolean {
  if (node.parent.type !== 'BinaryExpression' || !/^[<>]=?$/u.test(node.parent.operator)) return false;
  return variable.references.some(({ identifier: { parent } }) => parent.type === 'MemberExpression' && isInside(parent, loop) && parent.parent.type === 'CallExpression' && parent.parent.callee === parent);
}

function isFrozenVariable(variable: Variable, loop: LoopNode): boolean {
  const [definition] = variable.defs;
  if (definition === undefined || definition.type === 'ImportBinding' || variable.scope.type === 'global') return false;
  const home = enclosingFunction(loop);
  // Another call of the same function can assign what it shares with this one.
  const isOwn = enclosingFunction(definition.name) === home && definition.type !== 'FunctionName';
  return variable.references.every((reference) => {
    if (!reference.isWrite() || isInitialisation(reference.identifier, loop)) return true;
    if (isInside(reference.identifier, loop)) return false;
    return reference.init === true || (isOwn && enclosingFunction(reference.identifier) === home);
  });
}

/** `for (let i = 0; ...)` assigns once, before the first turn. */
function isInitialisation(name: Node, loop: LoopNode): boolean {
  return loop.type === 'ForStatement' && loop.init !== null && isInside(name, loop.init);
}

function isFrozenField({ name, node }: Extract<LoopInput, { kind: 'field' }>, loop: LoopNode, file: FileContext, writes: MemberWrites): boolean {
  const owner = enclosingClass(node);
  const constructor = owner?.body.body.find((element): element is TSESTree.MethodDefinition => element.type === 'MethodDefinition' && element.kind === 'constructor');
  if (owner === undefined || !isOwnField(owner, name, constructor) || (constructor !== undefined && isInside(loop, constructor))) return false;
  if (/\b(?:assign|defineProperty)\(\s*this\b|\bthis\[/u.test(file.sourceCode.getText(owner))) return false;
  return (writes.get(name) ?? []).every((target) => constructor !== undefined && isInside(target, constructor) && enclosingFunction(target) === constructor.value);
}

/**
 * A flag that others could assign as well, as nothing hides it, and that nothing in the file does: it was given a boolean
 * once, and the condition is all that it is for.
 */
export function isOpenFlag({ name, node }: Extract<LoopInput, { kind: 'field' }>, writes: MemberWrites): boolean {
  const owner = enclosingClass(node);
  if (owner === undefined) return false;
  const isElsewhere = (target: Node): boolean => target.type === 'MemberExpression' && target.object.type === 'ThisExpression' && enclosingClass(target) !== owner;
  const [write, ...others] = (writes.get(name) ?? []).filter((target) => !isElsewhere(target));
  const field = owner.body.body.find((element) => element.type === 'PropertyDefinition' && definitionName(element) === name);
  if (field?.type === 'PropertyDefinition' && field.value !== null) return write === undefined && !field.static && isBoolean(field.value);
  const fn = write === undefined ? undefined : enclosingFunction(write);
  const isFirst = others.length === 0 && fn?.parent.type === 'MethodDefinition' && fn.parent.kind === 'constructor' && fn.parent.parent === owner.body;
  return isFirst && write?.parent?.type === 'AssignmentExpression' && isBoolean(write.parent.right);
}

function isBoolean(value: Node): boolean {
  return typeof literalValue(value)?.value === 'boolean';
}

/** A field that only this class can assign: `#closed`, `private closed`, `readonly closed`, `_closed`. */
function isOwnField(owner: TSESTree.ClassDeclaration | TSESTree.ClassExpression, name: string, constructor: TSESTree.MethodDefinition | undefined): boolean {
  const isHidden = name.startsWith('#') || name.startsWith('_');
  for (const element of owner.body.body) {
    if (element.type === 'StaticBlock' || element.type === 'TSIndexSignature' || definitionName(element) !== name) continue;
    return element.type === 'PropertyDefinition' && !element.static && (isHidden || element.accessibility === 'private' || element.readonly);
  }
  return constructor?.value.params.some((parameter) => isPrivateParameter(parameter, name)) === true || name.startsWith('_');
}

function isPrivateParameter(parameter: TSESTree.Parameter, name: string): boolean {
  if (parameter.type !== 'TSParameterProperty' || (parameter.accessibility !== 'private' && !parameter.readonly)) return false;
  const target = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
  return target.name === name;
}

/** A condition that is true for ever as it is written: none at all, `true`, `1`, a constant of this file. */
export function isAlwaysTrue(test: Node | null, file: FileContext): boolean {
  if (test === null) return true;
  const node = unwrapped(test);
  const literal = literalValue(node);
  if (literal !== undefined) return Boolean(literal.value);
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const operand = literalValue(node.argument);
    return operand !== undefined && !operand.value;
  }
  return node.type === 'Identifier' && isTrueConstant(node, file);
}

function isTrueConstant(node: TSESTree.Identifier, file: FileContext): boolean {
  const variable = file.bindings.variableOf(node);
  const definition = variable?.defs[0];
  if (variable === undefined || definition?.type !== 'Variable' || definition.parent.kind !== 'const') return false;
  const value = file.bindings.soleValue(variable);
  const constant = value?.value === undefined || value.path.length > 0 ? undefined : literalValue(value.value);
  return constant !== undefined && Boolean(constant.value);
}
