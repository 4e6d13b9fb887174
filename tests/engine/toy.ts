/**
 * The engine on a toy resource, declared as a project would declare its own.
 *
 * A case is a small program that carries its expectations where they come true:
 *
 * - `// leak: return 2` on the line of an exit: what was acquired on line 2 is held there;
 * - `// strict: throw 2` the same, where only strict questions follow that path;
 * - `// release` and `// transfer: returned` on the lines on which that happens;
 * - `// unknown` on the line of an acquisition of which nothing may be said.
 *
 * What is not listed fails, and what is listed and does not come fails too.
 */
import { analysisOf, type ExitPoint, type Node, type ObligationOutcome, type ThrowTier } from '../../src/analysis/index.js';
import { settingsOf } from '../../src/report/settings.js';
import { nodesIn, parse } from '../oracle/source.js';

export const toy = {
  id: 'toy',
  family: 'handle',
  noun: 'toy',
  whileHeld: 'is not released',
  verb: 'release',
  repair: 'release($)',
  acquire: [
    { by: 'call', of: 'global:acquire' },
    { by: 'call', of: 'global:acquireLater', awaited: true },
    { by: 'call', of: 'global:lend', callbackParameter: { index: 1, errorFirst: true } },
    { by: 'call', of: 'global:pair', property: 'left' },
  ],
  release: [
    { by: 'function', of: 'global:release', argument: 0 },
    { by: 'method', name: 'close' },
  ],
  waive: ['detach'],
  fluent: ['on'],
  life: 'endless',
  source: 'tests/engine',
};

/** Everything that is said of a program, a phrase each, sorted. */
export interface Statements {
  readonly recommended: readonly string[];
  readonly strict: readonly string[];
}

/** What the engine says of `text`. */
export function statementsOf(text: string): Statements {
  const source = parse(text);
  const analysis = analysisOf(source.code as unknown as Parameters<typeof analysisOf>[0], settingsOf({ leaks: { resources: [toy] } }));
  analysis.claimTraversal();
  for (const node of nodesIn(source, source.program)) analysis.listener[node.type]?.(node as never);
  const leaksAt = (tier: ThrowTier): string[] => leaksOf(analysis.outcomes({ tier }), analysis.outcomes({ tier, everyExit: true }));
  const outcomes = analysis.outcomes({ tier: 'await', everyExit: true }).filter(isToy);
  const facts = outcomes.flatMap(({ obligation, releases, transfers, unknown }) => [
    ...releases.map((node) => `${lineOf(node)}: release`),
    ...transfers.map(({ node, reason }) => `${lineOf(node)}: transfer: ${reason}`),
    ...(unknown === undefined ? [] : [`${lineOf(obligation.node)}: unknown`]),
  ]);
  return { recommended: sorted([...leaksAt('await'), ...facts]), strict: sorted(leaksAt('call')) };
}

/** What the comments of `text` expect. */
export function expectationsIn(text: string): Statements {
  const said = text.split('\n').flatMap((line, index) => {
    const [, comments = ''] = / \/\/ (.*)$/u.exec(line) ?? [];
    return comments.split(' // ').flatMap((one) => (one === '' ? [] : [{ line: index + 1, one }]));
  });
  const phrases = (pattern: RegExp): string[] => said.filter(({ one }) => pattern.test(one)).map(({ line, one }) => `${String(line)}: ${one.replace('strict:', 'leak:')}`);
  return { recommended: sorted(phrases(/^(?:leak:|release|transfer:|unknown)/u)), strict: sorted(phrases(/^(?:leak|strict):/u)) };
}

const LOSSES: readonly ExitPoint['kind'][] = ['scope-end', 'overwrite', 'drop'];

/** A loss is told where it happens; where there is none, every exit is told apart. */
function leaksOf(outcomes: readonly ObligationOutcome[], byExit: readonly ObligationOutcome[]): string[] {
  const losses = outcomes.filter(isToy).filter(({ leaks }) => leaks.some(({ exit }) => LOSSES.includes(exit.kind)));
  const lost = new Set(losses.map(({ obligation }) => obligation.node));
  return [...losses, ...byExit.filter(isToy).filter(({ obligation }) => !lost.has(obligation.node))].flatMap(({ obligation, leaks }) =>
    leaks.map(({ exit }) => `${exitLine(exit)}: leak: ${exit.kind} ${lineOf(obligation.node)}`),
  );
}

function isToy({ obligation }: ObligationOutcome): boolean {
  return obligation.spec.id === toy.id;
}

function exitLine({ kind, node }: ExitPoint): string {
  return String(kind === 'fall-through' ? node.loc.end.line : node.loc.start.line);
}

function lineOf(node: Node): string {
  return String(node.loc.start.line);
}

function sorted(phrases: readonly string[]): string[] {
  return [...new Set(phrases)].sort();
}
