/** The only door to the analysis. Rules ask here and nowhere deeper. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import { catalogue, resultTypes, type ResourceSpec } from '../resources/index.js';
import type { ControlFlowGraph, GraphRoot, ThrowTier } from './cfg/graph.js';
import { indexCatalogue } from './effects/acquire.js';
import { RELEASE_MEMBERS } from './effects/capability.js';
import { createPlaces } from './effects/place.js';
import type { ObligationOutcome } from './obligations/obligation.js';
import { createBodies } from './summaries/bodies.js';
import { acquiringNames, callNames, createCollector, type Collector } from './summaries/collector.js';
import { outcomesOf, type FileParts } from './summaries/file-obligations.js';
import { racedTimers, type RacedTimer } from './summaries/races.js';
import { createSummaries } from './summaries/functions.js';
import { ownerFindings } from './summaries/owner-analysis.js';
import { createOwnerCollector, type OwnerCollector } from './summaries/owner-collector.js';
import type { OwnerFinding } from './summaries/owner-finding.js';
import { createOwnerParts, type OwnerParts } from './summaries/owner-parts.js';
import { createWaits, type Waits } from './summaries/wait-analysis.js';
import { createWaitCollector, type WaitCollector } from './summaries/wait-collector.js';
import { createFileContext } from './syntax/context.js';

export type { ExitPoint, Leak, Obligation, ObligationOutcome, Transfer, WitnessStep } from './obligations/obligation.js';
export type { Pending } from './obligations/settling/pending.js';
export type { UseAfterClose } from './summaries/late-uses.js';
export type { EndlessLoop, OpenIterator } from './summaries/async-loops.js';
export type { UnawaitedShutdown } from './summaries/shutdowns.js';
export type { StreamWait } from './summaries/streams.js';
export type { PromiseWait } from './summaries/waits.js';
export type { RacedTimer } from './summaries/races.js';
export type { ControlFlowGraph, GraphRoot, ThrowTier } from './cfg/graph.js';
export type { Doubt, EndOfOwner, OwnerFinding } from './summaries/owner-finding.js';
export type { Node } from './syntax/ast.js';
export type { ResourceSpec } from '../resources/index.js';

/** What shapes the analysis: users' own rows. Rule options only filter what it finds. */
export interface AnalysisSettings {
  readonly resources: readonly ResourceSpec[];
}

export interface Analysis {
  /** What has to see the file's nodes while ESLint traverses it. */
  readonly listener: Readonly<Record<'CallExpression' | 'NewExpression' | 'ForOfStatement' | 'ThisExpression', (node: never) => void>>;
  /** True for the first who asks: that one registers the listener. */
  claimTraversal(): boolean;
  /** Every obligation of the file, once the traversal is over. */
  outcomes(options: { readonly tier: ThrowTier; readonly everyExit?: boolean }): readonly ObligationOutcome[];
  /** Timers that race against other promises, with what becomes of them. */
  racedTimers(options: { readonly tier: ThrowTier }): readonly RacedTimer[];
  /** Resources that outlive their owner, component or caller. */
  ownerFindings(): readonly OwnerFinding[];
  /** What may wait for ever. */
  readonly waits: Waits;
  /** The graph of a body, for `npm run explain`. */
  graphOf(root: GraphRoot): ControlFlowGraph;
}

const analyses = new WeakMap<TSESLint.SourceCode, Analysis>();

/** One analysis per file serves every rule. */
export function analysisOf(sourceCode: TSESLint.SourceCode, settings: AnalysisSettings): Analysis {
  let analysis = analyses.get(sourceCode);
  if (analysis === undefined) {
    analysis = createAnalysis(sourceCode, settings);
    analyses.set(sourceCode, analysis);
  }
  return analysis;
}

function createAnalysis(sourceCode: TSESLint.SourceCode, settings: AnalysisSettings): Analysis {
  const specs = settings.resources.length === 0 ? catalogue : [...catalogue, ...settings.resources];
  const collector = createCollector(callNames(sourceCode, acquiringNames(specs)));
  const ownerNodes = createOwnerCollector(specs);
  const waitNodes = createWaitCollector();
  const results = new Map<string, readonly ObligationOutcome[]>();
  let parts: FileParts | undefined;
  let owners: OwnerParts | undefined;
  let found: readonly OwnerFinding[] | undefined;
  let claimed = false;
  const partsOf = (): FileParts => (parts ??= createParts(sourceCode, specs, collector));
  const outcomes: Analysis['outcomes'] = ({ tier, everyExit = false }) => {
    const key = `${tier}${String(everyExit)}`;
    let found = results.get(key);
    if (found === undefined) {
      found = outcomesOf(partsOf(), { tier, everyExit });
      results.set(key, found);
    }
    return found;
  };
  const ownersOf = (): OwnerParts => (owners ??= createOwnerParts(partsOf().file, ownerNodes, timerReleases(specs)));
  return {
    listener: { CallExpression: visitsOf(collector, waitNodes, ownerNodes), NewExpression: visitsOf(collector, waitNodes), ForOfStatement: waitNodes.visitLoop, ThisExpression: ownerNodes.visitThis },
    claimTraversal() {
      const isFirst = !claimed;
      claimed = true;
      return isFirst;
    },
    outcomes,
    racedTimers: ({ tier }) => (collector.races.length === 0 ? [] : racedTimers(collector.races, outcomes({ tier }), partsOf().file)),
    ownerFindings: () => (found ??= ownerFindings(outcomes({ tier: 'await' }), ownersOf())),
    waits: createWaits(waitNodes, partsOf),
    graphOf: (root) => partsOf().bodies.bodyOf(root).graph,
  };
}

function visitsOf(collector: Collector, waits: WaitCollector, owners?: OwnerCollector): (node: TSESTree.CallExpression | TSESTree.NewExpression) => void {
  return (node) => {
    collector.visit(node);
    waits.visit(node);
    if (node.type === 'CallExpression') owners?.visitCall(node);
  };
}

function timerReleases(specs: readonly ResourceSpec[]): ReadonlySet<string> {
  return releaseOrigins(specs.filter(({ family }) => family === 'timer'));
}

function createParts(sourceCode: TSESLint.SourceCode, specs: readonly ResourceSpec[], collected: Collector): FileParts {
  const file = createFileContext(sourceCode, resultTypes);
  const places = createPlaces(file.bindings);
  const bodies = createBodies(file, places, releaseMembers(specs), releaseOrigins(specs));
  const summaries = createSummaries(places, file.bindings, (fn) => bodies.bodyOf(fn));
  return { file, places, index: indexCatalogue(specs), bodies, summaries, collected };
}

function releaseMembers(specs: readonly ResourceSpec[]): ReadonlySet<string> {
  const named = specs.flatMap((spec) => spec.release.flatMap((release) => (release.by === 'method' || release.by === 'method-argument' ? [release.name] : [])));
  return new Set([...RELEASE_MEMBERS, ...named]);
}

function releaseOrigins(specs: readonly ResourceSpec[]): ReadonlySet<string> {
  return new Set(specs.flatMap((spec) => spec.release.flatMap((release) => (release.by === 'function' ? [release.of] : []))));
}
