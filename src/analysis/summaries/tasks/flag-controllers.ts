/** Flags that a controller could stand for: a private name that begins as `false`, is set once and for all, and is read. */
import type { TSESTree } from '@typescript-eslint/types';
import { definitionName, enclosingClass, isInside, literalValue, memberName, type Node } from '../../syntax/ast.js';
import type { FileContext } from '../../syntax/context.js';
import type { Activity } from './activity.js';

/** What has to be rewritten. */
export interface FlagParts {
  /** `stopped = false`, with the name that it declares. */
  readonly declared: TSESTree.VariableDeclarator | TSESTree.PropertyDefinition;
  readonly reads: readonly Node[];
  /** `stopped = true` */
  readonly writes: readonly TSESTree.AssignmentExpression[];
  /** The sleep that takes a signal. */
  readonly sleep: TSESTree.CallExpression;
}

export function flagParts(flag: TSESTree.Identifier | TSESTree.MemberExpression, sleep: Node, file: FileContext, activity: Activity): FlagParts | undefined {
  if (sleep.type !== 'CallExpression' || sleep.parent.type !== 'AwaitExpression' || (sleep.arguments.length !== 1 && sleep.arguments.length !== 2)) return undefined;
  if (file.origins.originOf(sleep.callee) !== 'node:timers/promises#setTimeout') return undefined;
  const found = flag.type === 'Identifier' ? variableParts(flag, file) : fieldParts(flag, activity);
  if (found === undefined) return undefined;
  const writes = found.mentions.flatMap((mention) => settingOf(mention) ?? []);
  const reads = found.mentions.filter((mention) => settingOf(mention) === undefined);
  return reads.every(isRead) ? { declared: found.declared, reads, writes, sleep } : undefined;
}

interface Mentions {
  readonly declared: FlagParts['declared'];
  readonly mentions: readonly Node[];
}

function variableParts(flag: TSESTree.Identifier, file: FileContext): Mentions | undefined {
  const variable = file.bindings.variableOf(flag);
  const declared = variable?.defs.length === 1 ? variable.defs[0]?.node : undefined;
  if (variable === undefined || declared?.type !== 'VariableDeclarator' || declared.parent.declarations.length > 1 || declared.parent.parent.type.startsWith('Export') || !isFalse(declared.init)) return undefined;
  return { declared, mentions: variable.references.flatMap(({ init, identifier }) => (init === true ? [] : [identifier])) };
}

/** Only a private field is known to be read and set in its class alone. */
function fieldParts(flag: TSESTree.MemberExpression, activity: Activity): Mentions | undefined {
  const owner = enclosingClass(flag);
  const name = memberName(flag);
  const declared = owner?.body.body.find((element): element is TSESTree.PropertyDefinition => element.type === 'PropertyDefinition' && definitionName(element) === name);
  if (owner === undefined || name === undefined || declared?.key.type !== 'PrivateIdentifier' || !isFalse(declared.value)) return undefined;
  return { declared, mentions: (activity.ownMembers.get(name) ?? []).filter((mention) => isInside(mention, owner)) };
}

function isFalse(value: Node | null): boolean {
  return value !== null && literalValue(value)?.value === false;
}

/** `stopped = true`, as a statement. */
function settingOf(mention: Node): TSESTree.AssignmentExpression | undefined {
  const { parent } = mention;
  const isSetting = parent?.type === 'AssignmentExpression' && parent.left === mention && parent.operator === '=' && parent.parent.type === 'ExpressionStatement';
  return isSetting && literalValue(parent.right)?.value === true ? parent : undefined;
}

function isRead({ parent }: Node): boolean {
  if (parent?.type === 'AssignmentExpression' || parent?.type === 'UpdateExpression') return false;
  return parent?.type !== 'Property' && parent?.type !== 'AssignmentPattern';
}
