/** The only door to the analysis. Rules ask here and nowhere deeper. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TSESLint } from '@typescript-eslint/utils';
import { resultTypes, type ResourceSpec } from '../resources/index.js';
import { catalogueWith, type IndexedCatalogue } from './catalogue.js';
import type { ControlFlowGraph, GraphRoot, ThrowTier } from './cfg/graph.js';
import { createPlaces } from './effects/place.js';
import type { ObligationOutcome } from './obligations/obligation.js';
import { createBodies } from './summaries/bodies.js';
import { callNames, createCollector, type Collector } from './summaries/collector.js';
import { outcomesOf, type FileParts } from './summaries/file-obligations.js';
import { racedTimers, type RacedTimer } from './summaries/races.js';
import { createSummaries } from './summaries/functions.js';
import { ownerFindings } from './summaries/owner-analysis.js';
import { createOwnerCollector, type OwnerCollector } from './summaries/owner-collector.js';
import type { OwnerFinding } from './summaries/owner-finding.js';
import { createOwnerParts, type OwnerParts } from './summaries/owner-parts.js';
import { createFileContext } from './syntax/context.js';

export type { ExitPoint, Leak, Obligation, ObligationOutcome, Transfer, WitnessStep } from './obligations/obligation.js';
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
  readonly listener: Readonly<Record<'CallExpression' | 'NewExpression' | 'ThisExpression', (node: never) => void>>;
  /** True for the first who asks: that one registers the listener. */
  claimTraversal(): boolean;
  /** Every obligation of the file, once the traversal is over. */
  outcomes(options: { readonly tier: ThrowTier; readonly everyExit?: boolean }): readonly ObligationOutcome[];
  /** Timers that race against other promises, with what becomes of them. */
  racedTimers(options: { readonly tier: ThrowTier }): readonly RacedTimer[];
  /** Resources that outlive their owner, component or caller. */
  ownerFindings(): readonly OwnerFinding[];
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
  const catalogue = catalogueWith(settings.resources);
  const collector = createCollector(callNames(sourceCode, catalogue.names));
  const ownerNodes = createOwnerCollector(catalogue.undoingNames);
  const results = new Map<string, readonly ObligationOutcome[]>();
  let parts: FileParts | undefined;
  let owners: OwnerParts | undefined;
  let found: readonly OwnerFinding[] | undefined;
  let claimed = false;
  const partsOf = (): FileParts => (parts ??= createParts(sourceCode, catalogue, collector));
  const outcomes: Analysis['outcomes'] = ({ tier, everyExit = false }) => {
    const key = `${tier}${String(everyExit)}`;
    let found = results.get(key);
    if (found === undefined) {
      found = outcomesOf(partsOf(), { tier, everyExit });
      results.set(key, found);
    }
    return found;
  };
  const ownersOf = (): OwnerParts => (owners ??= createOwnerParts(partsOf().file, ownerNodes, catalogue.timerReleases));
  return {
    listener: { CallExpression: bothVisits(collector, ownerNodes), NewExpression: collector.visit, ThisExpression: ownerNodes.visitThis },
    claimTraversal() {
      const isFirst = !claimed;
      claimed = true;
      return isFirst;
    },
    outcomes,
    racedTimers: ({ tier }) => (collector.races.length === 0 ? [] : racedTimers(collector.races, outcomes({ tier }), partsOf().file)),
    ownerFindings: () => (found ??= ownerFindings(outcomes({ tier: 'await' }), ownersOf())),
    graphOf: (root) => partsOf().bodies.bodyOf(root).graph,
  };
}

function bothVisits(collector: Collector, owners: OwnerCollector): (node: TSESTree.CallExpression) => void {
  return (node) => {
    collector.visit(node);
    owners.visitCall(node);
  };
}

function createParts(sourceCode: TSESLint.SourceCode, { index, releaseMembers, releaseOrigins }: IndexedCatalogue, collected: Collector): FileParts {
  const file = createFileContext(sourceCode, resultTypes);
  const places = createPlaces(file.bindings);
  const bodies = createBodies(file, places, releaseMembers, releaseOrigins);
  const summaries = createSummaries(places, file.bindings, (fn) => bodies.bodyOf(fn));
  return { file, places, index, bodies, summaries, collected };
}
