/** The line that a teardown lacks. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import type { Node, OwnerFinding } from '../analysis/index.js';

type Missed = Extract<OwnerFinding, { kind: 'missed' }>;
type FunctionWithBody = (TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression) & { readonly body: TSESTree.BlockStatement };

/** Clears that take a handle at any time, again and undefined as well, so that they can stand first whatever comes behind. */
const HARMLESS = /^clear(?:Timeout|Interval|Immediate)\(\$\)$/u;

export interface MissingLine {
  /** `clearTimeout(this.retry);` */
  readonly code: string;
  readonly fix: TSESLint.ReportFixFunction;
}

/** @returns undefined where the line or its place is not certain. */
export function missingLine({ obligation, holder, end }: Missed, sourceCode: TSESLint.SourceCode): MissingLine | undefined {
  const teardown = functionAt(end.node);
  if (teardown === undefined || !HARMLESS.test(obligation.spec.repair) || assignedName(obligation.node, sourceCode) !== holder) return undefined;
  if (!isSameThere(holder, obligation.node, teardown, sourceCode)) return undefined;
  const code = `${obligation.spec.repair.replace('$', holder)};`;
  return { code, fix: (fixer) => asFirst(code, teardown.body, fixer, sourceCode) };
}

/** The member or function that ends the owner, if it has a block. */
function functionAt(node: Node): FunctionWithBody | undefined {
  const value = node.type === 'MethodDefinition' || node.type === 'PropertyDefinition' || node.type === 'Property' ? node.value : node;
  const isFunction = value?.type === 'FunctionDeclaration' || value?.type === 'FunctionExpression' || value?.type === 'ArrowFunctionExpression';
  return isFunction && value.body.type === 'BlockStatement' ? (value as FunctionWithBody) : undefined;
}

/** What the handle is assigned to, as it is written; a handle that a collection keeps is cleared in another way. */
function assignedName({ parent }: Node, sourceCode: TSESLint.SourceCode): string | undefined {
  if (parent?.type === 'AssignmentExpression') return sourceCode.getText(parent.left);
  if (parent?.type === 'PropertyDefinition' && !parent.computed) return `this.${sourceCode.getText(parent.key)}`;
  return undefined;
}

/** The name stands for the same thing in the teardown: the variable is in its scope, or it is a member of the same object. */
function isSameThere(holder: string, from: Node, teardown: FunctionWithBody, sourceCode: TSESLint.SourceCode): boolean {
  const [root = ''] = holder.split('.');
  if (root === 'this') {
    // A teardown that the class inherits, or that a subclass adds, may not see the field.
    const members = ['MethodDefinition', 'PropertyDefinition', 'Property'].includes(teardown.parent.type) ? teardown.parent.parent : undefined;
    return members !== undefined && members.range[0] <= from.range[0] && from.range[1] <= members.range[1];
  }
  const variable = variableAt(root, from, sourceCode);
  return variable !== undefined && variable === variableAt(root, teardown.body, sourceCode);
}

function variableAt(name: string, node: Node, sourceCode: TSESLint.SourceCode): TSESLint.Scope.Variable | undefined {
  for (let scope: TSESLint.Scope.Scope | null = sourceCode.getScope(node); scope !== null; scope = scope.upper) {
    const found = scope.set.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function asFirst(code: string, body: TSESTree.BlockStatement, fixer: TSESLint.RuleFixer, sourceCode: TSESLint.SourceCode): TSESLint.RuleFix {
  const [first] = body.body;
  const line = sourceCode.lines[body.loc.start.line - 1] ?? '';
  const indent = /^\s*/u.exec(line)?.[0] ?? '';
  const isOneLine = first !== undefined && first.loc.start.line === body.loc.start.line;
  const text = isOneLine ? ` ${code}` : `\n${indent}  ${code}${first === undefined ? `\n${indent}` : ''}`;
  if (first === undefined && sourceCode.getCommentsInside(body).length === 0) return fixer.replaceText(body, `{${text}}`);
  return fixer.insertTextAfterRange([body.range[0], body.range[0] + 1], text);
}
