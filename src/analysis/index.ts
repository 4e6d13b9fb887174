/** The only door to the analysis. Rules ask here and nowhere deeper. */
import type { TSESLint } from '@typescript-eslint/utils';
import { cancellable, catalogue, resultTypes, signalSources, type ResourceSpec } from '../resources/index.js';
import type { ControlFlowGraph, GraphRoot, ThrowTier } from './cfg/graph.js';
import { indexOperations } from './effects/cancellable-calls.js';
import { createSignals } from './effects/signals.js';
import { indexCatalogue } from './effects/acquire.js';
import { RELEASE_MEMBERS } from './effects/capability.js';
import { createPlaces } from './effects/place.js';
import type { ObligationOutcome } from './obligations/obligation.js';
import { createActivityCollector, joinedListeners } from './summaries/activity.js';
import { createBodies } from './summaries/bodies.js';
import { acquiringNames, callNames, createCollector, type Collector } from './summaries/collector.js';
import { unreachableAborts, type UnreachableAbort } from './summaries/controllers.js';
import { unguardedCalls, type UnguardedCall } from './summaries/unguarded-calls.js';
import { droppedSignals, type DroppedSignal, type SignalParts } from './summaries/forwarding.js';
import { outcomesOf, type FileParts } from './summaries/file-obligations.js';
import { flaggedLoops, type FlaggedLoop } from './summaries/flags.js';
import { reschedulings, type Rescheduling } from './summaries/rescheduling.js';
import { racedTimers, type RacedTimer } from './summaries/races.js';
import { createSummaries } from './summaries/functions.js';
import { unstoppableLoops, type UnstoppableLoop } from './summaries/unstoppable-loops.js';
import { createFileContext } from './syntax/context.js';

export type { ExitPoint, Leak, Obligation, ObligationOutcome, Transfer, WitnessStep } from './obligations/obligation.js';
export type { UnreachableAbort } from './summaries/controllers.js';
export type { UnguardedCall } from './summaries/unguarded-calls.js';
export type { DroppedSignal } from './summaries/forwarding.js';
export type { FlaggedLoop } from './summaries/flags.js';
export type { Rescheduling } from './summaries/rescheduling.js';
export type { LoopFault, UnstoppableLoop } from './summaries/unstoppable-loops.js';
export type { RacedTimer } from './summaries/races.js';
export type { ControlFlowGraph, GraphRoot, ThrowTier } from './cfg/graph.js';
export type { Node } from './syntax/ast.js';

/** What shapes the analysis: users' own rows. Rule options only filter what it finds. */
export interface AnalysisSettings {
  readonly resources: readonly ResourceSpec[];
}

export interface Analysis {
  /** What has to see the file's nodes while ESLint traverses it. */
  readonly listener: Readonly<Record<string, (node: never) => void>>;
  /** True for the first who asks: that one registers the listener. */
  claimTraversal(): boolean;
  /** Every obligation of the file, once the traversal is over. */
  outcomes(options: { readonly tier: ThrowTier; readonly everyExit?: boolean }): readonly ObligationOutcome[];
  /** Timers that race against other promises, with what becomes of them. */
  racedTimers(options: { readonly tier: ThrowTier }): readonly RacedTimer[];
  /** Loops that nothing can end. */
  unstoppableLoops(): readonly UnstoppableLoop[];
  /** Calls that could be cancelled by a signal in their reach. */
  droppedSignals(): readonly DroppedSignal[];
  /** Calls that could be cancelled and that nobody can cancel. */
  unguardedCalls(): readonly UnguardedCall[];
  /** Controllers that nobody can abort. */
  unreachableAborts(): readonly UnreachableAbort[];
  /** Functions that start themselves again without end. */
  reschedulings(): readonly Rescheduling[];
  /** Loops that a boolean flag is to stop. */
  flaggedLoops(): readonly FlaggedLoop[];
  /** The graph of a body, for `npm run explain`. */
  graphOf(root: GraphRoot): ControlFlowGraph;
}

const operationIndex = indexOperations(cancellable);

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
  const activity = createActivityCollector();
  const results = new Map<string, readonly ObligationOutcome[]>();
  let parts: FileParts | undefined;
  let claimed = false;
  const signalParts = (): SignalParts => (signals ??= { file: partsOf().file, activity, operations: operationIndex, signals: createSignals(partsOf().file, signalSources) });
  let signals: SignalParts | undefined;
  let flagged: readonly FlaggedLoop[] | undefined;
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
  return {
    listener: joinedListeners({ CallExpression: collector.visit, NewExpression: collector.visit }, activity.listener),
    claimTraversal() {
      const isFirst = !claimed;
      claimed = true;
      return isFirst;
    },
    outcomes,
    racedTimers: ({ tier }) => (collector.races.length === 0 ? [] : racedTimers(collector.races, outcomes({ tier }), partsOf().file)),
    unstoppableLoops: () => unstoppableLoops({ ...partsOf(), activity }),
    droppedSignals: () => droppedSignals(signalParts()),
    unguardedCalls: () => unguardedCalls({ ...partsOf(), ...signalParts() }, callNames(sourceCode, operationIndex.names)),
    unreachableAborts: () => unreachableAborts(partsOf().file, activity),
    reschedulings: () => reschedulings({ ...partsOf(), activity }),
    flaggedLoops: () => (flagged ??= flaggedLoops({ ...partsOf(), activity })),
    graphOf: (root) => partsOf().bodies.bodyOf(root).graph,
  };
}

function createParts(sourceCode: TSESLint.SourceCode, specs: readonly ResourceSpec[], collected: Collector): FileParts {
  const file = createFileContext(sourceCode, resultTypes);
  const places = createPlaces(file.bindings);
  const bodies = createBodies(file, places, releaseMembers(specs), releaseOrigins(specs));
  const summaries = createSummaries(places, (fn) => bodies.bodyOf(fn));
  return { file, places, index: indexCatalogue(specs), bodies, summaries, collected };
}

function releaseMembers(specs: readonly ResourceSpec[]): ReadonlySet<string> {
  const named = specs.flatMap((spec) => spec.release.flatMap((release) => (release.by === 'method' || release.by === 'method-argument' ? [release.name] : [])));
  return new Set([...RELEASE_MEMBERS, ...named]);
}

function releaseOrigins(specs: readonly ResourceSpec[]): ReadonlySet<string> {
  return new Set(specs.flatMap((spec) => spec.release.flatMap((release) => (release.by === 'function' ? [release.of] : []))));
}
