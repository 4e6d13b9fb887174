/** A slot that is set again in the same run of statements that then ends what it holds: the new one, and not the old. */
import { methodCall, rootOf, selfAndAncestors, type Node } from '../../syntax/ast.js';
import { isInTest } from '../../syntax/tests.js';
import type { Holding } from './holdings.js';
import type { OwnerFinding } from './owner-finding.js';
import type { OwnerParts } from './owner-parts.js';

/** `this.scene = new Scene(); ...; this.scene.destroy();` ends the scene that nobody has used yet. */
export function replacedBeforeRelease({ slot, armings, uses }: Holding, { file }: OwnerParts): readonly OwnerFinding[] {
  if (slot.isCollection || armings.some(({ transfer }) => isInTest(transfer.node)) || uses.some(({ kind, node }) => kind === 'write' && node.type !== 'AssignmentExpression')) return [];
  return armings.flatMap((arming): readonly OwnerFinding[] => {
    const { obligation } = arming.outcome;
    const assignment = statementOf(arming.transfer.node);
    const isElsewhere = armings.some((other) => rootOf(other.transfer.node) !== obligation.root);
    if (assignment === undefined || !isElsewhere) return [];
    const mentions = uses.filter(({ node }) => rootOf(node) === obligation.root && node.range[0] < assignment.range[0]);
    const release = uses.find(({ kind, node }) => kind === 'release' && isBehind(node, assignment) && releasedName(node, file.sourceCode.getText.bind(file.sourceCode)) === slot.name);
    if (release === undefined || mentions.length > 0) return [];
    return [{ kind: 'overwritten', obligation, doubt: 'certain', holder: slot.name, again: arming.transfer.node }];
  });
}

function statementOf(node: Node): Node | undefined {
  for (const at of selfAndAncestors(node)) if (at.type === 'ExpressionStatement') return at;
  return undefined;
}

/** A later statement of the same block. */
function isBehind(node: Node, assignment: Node): boolean {
  const statement = statementOf(node);
  return statement !== undefined && statement.parent === assignment.parent && statement.range[0] > assignment.range[0];
}

function releasedName(node: Node, textOf: (node: Node) => string): string | undefined {
  const member = node.type === 'MemberExpression' ? node : undefined;
  const called = member === undefined ? methodCall(node) : undefined;
  const holder = member?.object ?? called?.receiver;
  return holder === undefined ? undefined : textOf(holder);
}
