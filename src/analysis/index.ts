/** The only door to the analysis. Rules ask here and nowhere deeper. */
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
import { caughtErrorsOf } from './summaries/caught-errors.js';
import type { CaughtError } from './summaries/failure.js';
import { createFailureCollector } from './summaries/failure-collector.js';
import { racedTimers, type RacedTimer } from './summaries/races.js';
import { createSummaries } from './summaries/functions.js';
import { ownerFindings } from './summaries/owner-analysis.js';
import { createOwnerCollector } from './summaries/owner-collector.js';
import type { OwnerFinding } from './summaries/owner-finding.js';
import { createOwnerParts, type OwnerParts } from './summaries/owner-parts.js';
import { createFileContext } from './syntax/context.js';

export type { ExitPoint, Leak, Obligation, ObligationOutcome, Transfer, WitnessStep } from './obligations/obligation.js';
export type { RacedTimer } from './summaries/races.js';
export type { ControlFlowGraph, GraphRoot, ThrowTier } from './cfg/graph.js';
export type { CaughtError } from './summaries/failure.js';
export type { ErrorLoss } from './obligations/caught-error.js';
export type { Doubt, EndOfOwner, OwnerFinding } from './summaries/owner-finding.js';
export type { Node } from './syntax/ast.js';
export type { ResourceSpec } from '../resources/index.js';

/** Handlers by the kind of node that they see. */
export type NodeListener = Readonly<Record<string, (node: never) => void>>;

/** What shapes the analysis: users' own rows. Rule options only filter what it finds. */
export interface AnalysisSettings {
  readonly resources: readonly ResourceSpec[];
  /** What the project reports errors with, as it is written: `logger.error`. */
  readonly reporters: readonly string[];
}

export interface Analysis {
  /** What has to see the file's nodes while ESLint traverses it. */
  readonly listener: NodeListener;
  /** True for the first who asks: that one registers the listener. */
  claimTraversal(): boolean;
  /** Every obligation of the file, once the traversal is over. */
  outcomes(options: { readonly tier: ThrowTier; readonly everyExit?: boolean }): readonly ObligationOutcome[];
  /** Every place where an error arrives. */
  caughtErrors(): readonly CaughtError[];
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
  const specs = settings.resources.length === 0 ? catalogue : [...catalogue, ...settings.resources];
  const collector = createCollector(callNames(sourceCode, acquiringNames(specs)));
  const failures = createFailureCollector();
  let caught: readonly CaughtError[] | undefined;
  const ownerNodes = createOwnerCollector(specs);
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
    listener: joined(
      { CallExpression: collector.visit, NewExpression: collector.visit },
      { CallExpression: ownerNodes.visitCall, ThisExpression: ownerNodes.visitThis },
      { CallExpression: failures.visitCall, CatchClause: failures.visitClause, TryStatement: failures.visitTry, AssignmentExpression: failures.visitAssignment },
    ),
    claimTraversal() {
      const isFirst = !claimed;
      claimed = true;
      return isFirst;
    },
    caughtErrors: () => (caught ??= caughtErrorsOf({ ...partsOf(), failures })),
    outcomes,
    racedTimers: ({ tier }) => (collector.races.length === 0 ? [] : racedTimers(collector.races, outcomes({ tier }), partsOf().file)),
    ownerFindings: () => (found ??= ownerFindings(outcomes({ tier: 'await' }), ownersOf())),
    graphOf: (root) => partsOf().bodies.bodyOf(root).graph,
  };
}

/** One handler for each kind of node, which calls those of all listeners. */
function joined(...listeners: readonly NodeListener[]): NodeListener {
  const handlers = new Map<string, ((node: never) => void)[]>();
  for (const [kind, handler] of listeners.flatMap((listener) => Object.entries(listener))) {
    handlers.set(kind, [...(handlers.get(kind) ?? []), handler]);
  }
  return Object.fromEntries(
    [...handlers].map(([kind, all]) => [
      kind,
      (node: never) => {
        for (const handler of all) handler(node);
      },
    ]),
  );
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
