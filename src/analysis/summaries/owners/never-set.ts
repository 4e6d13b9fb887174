/** A timer's handle is dropped, while a field is cleared that nothing ever sets: the assignment is what is missing. */
import { enclosingFunction, literalValue, unwrapped, type Node } from '../../syntax/ast.js';
import type { OwnerFinding } from './owner-finding.js';
import type { OwnerParts } from './owner-parts.js';
import { usesOf } from './slot-uses.js';
import { slotOf } from './slots.js';

type Unkept = Extract<OwnerFinding, { kind: 'unkept' }>;

/** The findings, with those whose field is cleared in the same function told as what they are. */
export function withNeverSet(findings: readonly OwnerFinding[], parts: OwnerParts): readonly OwnerFinding[] {
  return findings.map((finding) => {
    if (finding.kind !== 'unkept' || finding.obligation.spec.family !== 'timer') return finding;
    const release = clearedBeside(finding, parts);
    return release === undefined ? finding : { kind: 'never set', obligation: finding.obligation, doubt: 'certain', ...release };
  });
}

function clearedBeside({ obligation: { node, spec } }: Unkept, parts: OwnerParts): { holder: string; release: Node } | undefined {
  const around = enclosingFunction(node);
  for (const call of parts.releaseCalls) {
    const [argument] = call.arguments;
    if (argument === undefined || enclosingFunction(call) !== around) continue;
    const origin = parts.file.origins.originOf(call.callee);
    if (!spec.release.some((release) => release.by === 'function' && release.of === origin)) continue;
    if (isNeverSet(argument, parts)) return { holder: parts.file.sourceCode.getText(argument), release: call };
  }
  return undefined;
}

/** A field that gets no value but null and undefined. */
export function isNeverSet(held: Node, parts: OwnerParts): boolean {
  const target = unwrapped(held);
  if (target.type !== 'MemberExpression') return false;
  const slot = slotOf({ reason: 'stored', node: target }, parts.file, parts.owners);
  if (slot === undefined || slot === 'registered' || slot.base !== 'this' || slot.isCollection) return false;
  return usesOf(slot, [], parts).every(({ kind, node }) => kind !== 'write' || (node.type === 'AssignmentExpression' && isEmpty(node.right)));
}

function isEmpty(value: Node): boolean {
  const literal = literalValue(value);
  return literal !== undefined && (literal.value === null || literal.value === undefined);
}
