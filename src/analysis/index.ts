/** The only door to the analysis. Rules ask here and nowhere deeper. */
import type { TSESLint } from '@typescript-eslint/utils';
import { signalSources } from '../resources/index.js';
import type { AnalysisSettings } from '../resources/settings.js';
import { catalogueWith, type IndexedCatalogue } from './catalogue.js';
import type { ControlFlowGraph, GraphRoot, ThrowTier } from './cfg/graph.js';
import { createPlaces } from './effects/place.js';
import { createSignals } from './effects/signals.js';
import type { ObligationOutcome } from './obligations/obligation.js';
import { createBodies } from './summaries/bodies.js';
import { caughtErrorsOf } from './summaries/failures/caught-errors.js';
import type { CaughtError } from './summaries/failures/failure.js';
import { unreachableAborts, type UnreachableAbort } from './summaries/tasks/controllers.js';
import { createFileListeners } from './summaries/listeners/file-listeners.js';
import { outcomesOf, type FileParts } from './summaries/file-obligations.js';
import { flaggedLoops, type FlaggedLoop } from './summaries/tasks/flags.js';
import { keptSignals, type KeptSignal } from './summaries/tasks/kept-signals.js';
import { droppedSignals, type DroppedSignal } from './summaries/tasks/forwarding.js';
import { createSummaries } from './summaries/functions.js';
import { leakedListeners } from './summaries/listeners/leaked-listeners.js';
import { droppedDisposables, type DroppedDisposable } from './summaries/listeners/dropped-disposables.js';
import type { LeakedListener } from './summaries/listeners/listener-evidence.js';
import { ownerFindings } from './summaries/owners/owner-analysis.js';
import type { OwnerFinding } from './summaries/owners/owner-finding.js';
import { createOwnerParts } from './summaries/owners/owner-parts.js';
import { racedTimers, type RacedTimer } from './summaries/tasks/races.js';
import { reschedulings, type Rescheduling } from './summaries/tasks/rescheduling.js';
import { createTraversal, type NodeListener, type Traversal } from './summaries/traversal.js';
import { mentionsResponses, unreadBodies, type UnreadBody } from './summaries/unread-bodies.js';
import { unguardedByType, unguardedCalls, type UnguardedCall } from './summaries/tasks/unguarded-calls.js';
import { unstoppableLoops, type UnstoppableLoop } from './summaries/tasks/unstoppable-loops.js';
import { createWaits, type Waits } from './summaries/waits/wait-analysis.js';
import { createFileContext, type FileContext, type FileLocation } from './syntax/context.js';
import { once } from './syntax/memo.js';

export type { ErrorLoss } from './obligations/caught-error.js';
export type { ExitPoint, Leak, Obligation, ObligationOutcome, Transfer, WitnessStep } from './obligations/obligation.js';
export { isReleasedByResult } from './obligations/returned-release.js';
export type { Pending } from './obligations/settling/pending.js';
export type { CaughtError, GroundedLoss } from './summaries/failures/failure.js';
export type { UnreachableAbort } from './summaries/tasks/controllers.js';
export type { FlaggedLoop } from './summaries/tasks/flags.js';
export type { KeptSignal } from './summaries/tasks/kept-signals.js';
export type { DroppedSignal } from './summaries/tasks/forwarding.js';
export type { DroppedDisposable } from './summaries/listeners/dropped-disposables.js';
export type { LeakedListener, ListenerEvidence } from './summaries/listeners/listener-evidence.js';
export type { Doubt, EndOfOwner, OwnerFinding } from './summaries/owners/owner-finding.js';
export type { RacedTimer } from './summaries/tasks/races.js';
export type { Rescheduling } from './summaries/tasks/rescheduling.js';
export type { UseAfterClose } from './summaries/waits/late-uses.js';
export type { StreamWait } from './summaries/waits/streams.js';
export type { UnreadBody } from './summaries/unread-bodies.js';
export type { UnguardedCall } from './summaries/tasks/unguarded-calls.js';
export type { LoopFault, UnstoppableLoop } from './summaries/tasks/unstoppable-loops.js';
export type { EndlessLoop, OpenIterator } from './summaries/waits/async-loops.js';
export type { UnawaitedShutdown } from './summaries/waits/shutdowns.js';
export type { ShutdownRisk } from './summaries/waits/signal-handlers.js';
export type { CallbackWait } from './summaries/waits/callbacks.js';
export type { PromiseWait } from './summaries/waits/waits.js';
export type { ControlFlowGraph, GraphRoot, ThrowTier } from './cfg/graph.js';
export { isInside, type Node } from './syntax/ast.js';
export { withoutExtension } from './syntax/origin.js';
export type { FileLocation } from './syntax/context.js';
export type { ResourceSpec } from '../resources/index.js';
export type { AnalysisSettings } from '../resources/settings.js';

interface Tier {
  readonly tier: ThrowTier;
}

export interface Analysis {
  /** What has to see the file's nodes while ESLint traverses it. */
  readonly listener: NodeListener;
  /** True for the first who asks: that one registers the listener. */
  claimTraversal(): boolean;
  /** Every obligation of the file, once the traversal is over. */
  outcomes(options: Tier & { readonly everyExit?: boolean }): readonly ObligationOutcome[];
  /** Timers that race against other promises, with what becomes of them. */
  racedTimers(options: Tier): readonly RacedTimer[];
  /** Resources that outlive their owner, component or caller. */
  ownerFindings(): readonly OwnerFinding[];
  /** Bodies of responses that one way out leaves unread. */
  unreadBodies(): readonly UnreadBody[];
  /** Listeners that stay on a target that outlives what they serve. */
  leakedListeners(options: Tier): readonly LeakedListener[];
  /** Registrations whose results, which end them, nobody keeps. */
  droppedDisposables(): readonly DroppedDisposable[];
  /** Every place where an error arrives. */
  caughtErrors(): readonly CaughtError[];
  /** Loops that nothing can end. */
  unstoppableLoops(): readonly UnstoppableLoop[];
  /** Loops that a boolean flag is to stop. */
  flaggedLoops(): readonly FlaggedLoop[];
  /** Functions that start themselves again without end. */
  reschedulings(): readonly Rescheduling[];
  /** Calls that could be cancelled by a signal in their reach. */
  droppedSignals(): readonly DroppedSignal[];
  /** Options that bring back the signal of an earlier run. */
  keptSignals(): readonly KeptSignal[];
  /** Calls that could be cancelled and that nobody can cancel. */
  unguardedCalls(): readonly UnguardedCall[];
  /** Those of them that only types tell. */
  unguardedByType(): readonly UnguardedCall[];
  /** Controllers that nobody can abort. */
  unreachableAborts(): readonly UnreachableAbort[];
  /** What may wait for ever. */
  readonly waits: Waits;
  /** The graph of a body, for `npm run explain`. */
  graphOf(root: GraphRoot): ControlFlowGraph;
}

const analyses = new WeakMap<TSESLint.SourceCode, Analysis>();

/**
 * One analysis per file serves every rule.
 *
 * @param settings what shapes the analysis; rule options only filter what it finds.
 * @param location where the file is, so that settings can name modules of the project.
 */
export function analysisOf(sourceCode: TSESLint.SourceCode, settings: AnalysisSettings, location?: FileLocation): Analysis {
  let analysis = analyses.get(sourceCode);
  if (analysis === undefined) {
    analysis = createAnalysis(sourceCode, settings, settings.namesOwnModules ? location : undefined);
    analyses.set(sourceCode, analysis);
  }
  return analysis;
}

function createAnalysis(sourceCode: TSESLint.SourceCode, settings: AnalysisSettings, location: FileLocation | undefined): Analysis {
  const catalogue = catalogueWith(settings);
  const traversal = createTraversal(sourceCode, catalogue);
  const { collected, activity, failures, owners: ownerNodes, listener } = traversal;
  const parts = once(() => createParts(createFileContext(sourceCode, catalogue, location), catalogue, traversal));
  const outcomes = byTier((tier) => outcomesOf(parts(), { tier, everyExit: false }));
  const everyOutcome = byTier((tier) => outcomesOf(parts(), { tier, everyExit: true }));
  const owners = once(() => createOwnerParts(parts().file, ownerNodes(), catalogue.timerReleases));
  const signals = once(() => ({ file: parts().file, activity, operations: catalogue.operations, isOperation: traversal.namedHere(catalogue.operations.names), signals: createSignals(parts().file, signalSources) }));
  let claimed = false;
  return {
    listener,
    claimTraversal() {
      const isFirst = !claimed;
      claimed = true;
      return isFirst;
    },
    outcomes: ({ tier, everyExit = false }) => (everyExit ? everyOutcome(tier) : outcomes(tier)),
    racedTimers: ({ tier }) => (collected().races.length === 0 ? [] : racedTimers(collected().races, outcomes(tier), parts().file, activity)),
    ownerFindings: once(() => ownerFindings(outcomes('await'), owners())),
    unreadBodies: once(() => (collected().awaitedCalls.length > 0 && mentionsResponses(sourceCode) ? unreadBodies(parts()) : [])),
    leakedListeners: ({ tier }) => (collected().listenerCalls.length + collected().handlerAssignments.length === 0 ? [] : leakedListeners(parts(), owners(), tier)),
    droppedDisposables: once(() => (collected().subscriptions.length === 0 ? [] : droppedDisposables(collected().subscriptions, parts(), owners()))),
    caughtErrors: once(() => caughtErrorsOf({ ...parts(), failures: failures() })),
    unstoppableLoops: once(() => unstoppableLoops({ ...parts(), activity })),
    flaggedLoops: once(() => flaggedLoops({ ...parts(), activity })),
    reschedulings: once(() => reschedulings({ ...parts(), activity })),
    droppedSignals: once(() => droppedSignals(signals())),
    keptSignals: () => (activity.selfSpreads.length === 0 ? [] : keptSignals(parts().file, activity)),
    unguardedCalls: once(() => unguardedCalls({ ...parts(), ...signals() })),
    unguardedByType: once(() => unguardedByType({ ...parts(), ...signals() })),
    unreachableAborts: once(() => unreachableAborts(parts().file, activity)),
    waits: createWaits(traversal, parts),
    graphOf: (root) => parts().bodies.bodyOf(root).graph,
  };
}

function byTier<Value>(make: (tier: ThrowTier) => Value): (tier: ThrowTier) => Value {
  const made = new Map<ThrowTier, Value>();
  return (tier) => {
    const known = made.get(tier);
    if (known !== undefined) return known;
    const value = make(tier);
    made.set(tier, value);
    return value;
  };
}

function createParts(file: FileContext, { index, releaseMembers, releaseOrigins }: IndexedCatalogue, { collected: collectedOf, activity }: Traversal): FileParts {
  const collected = collectedOf();
  const places = createPlaces(file.bindings);
  const listeners = createFileListeners(collected, file, places);
  const bodies = createBodies(file, places, releaseMembers, releaseOrigins, listeners);
  const summaries = createSummaries(places, file.bindings, (fn) => bodies.bodyOf(fn), listeners);
  return { file, places, index, bodies, summaries, collected, calls: activity.calls, listeners };
}
