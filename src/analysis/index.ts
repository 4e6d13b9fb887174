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
import { caughtErrorsOf } from './summaries/caught-errors.js';
import type { CaughtError } from './summaries/failure.js';
import { createFailureCollector } from './summaries/failure-collector.js';
import { createSummaries } from './summaries/functions.js';
import { createFileContext } from './syntax/context.js';

export type { ExitPoint, Leak, Obligation, ObligationOutcome, Transfer, WitnessStep } from './obligations/obligation.js';
export type { ControlFlowGraph, GraphRoot, ThrowTier } from './cfg/graph.js';
export type { CaughtError } from './summaries/failure.js';
export type { ErrorLoss } from './obligations/caught-error.js';
export type { Node } from './syntax/ast.js';

/** What shapes the analysis: users' own rows. Rule options only filter what it finds. */
export interface AnalysisSettings {
  readonly resources: readonly ResourceSpec[];
}

export interface Analysis {
  /** What has to see the file's nodes while ESLint traverses it. */
  readonly listener: Readonly<Record<'CallExpression' | 'NewExpression' | 'CatchClause' | 'TryStatement' | 'AssignmentExpression', (node: never) => void>>;
  /** True for the first who asks: that one registers the listener. */
  claimTraversal(): boolean;
  /** Every obligation of the file, once the traversal is over. */
  outcomes(options: { readonly tier: ThrowTier; readonly everyExit?: boolean }): readonly ObligationOutcome[];
  /** Every place where an error arrives. */
  caughtErrors(): readonly CaughtError[];
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
  const results = new Map<string, readonly ObligationOutcome[]>();
  let parts: FileParts | undefined;
  let claimed = false;
  const partsOf = (): FileParts => (parts ??= createParts(sourceCode, specs, collector));
  return {
    listener: {
      CallExpression(node: TSESTree.CallExpression) {
        collector.visit(node);
        failures.visitCall(node);
      },
      NewExpression: collector.visit,
      CatchClause: failures.visitClause,
      TryStatement: failures.visitTry,
      AssignmentExpression: failures.visitAssignment,
    },
    claimTraversal() {
      const isFirst = !claimed;
      claimed = true;
      return isFirst;
    },
    outcomes({ tier, everyExit = false }) {
      const key = `${tier}${String(everyExit)}`;
      let found = results.get(key);
      if (found === undefined) {
        found = outcomesOf(partsOf(), { tier, everyExit });
        results.set(key, found);
      }
      return found;
    },
    caughtErrors() {
      const { file, bodies } = partsOf();
      return (caught ??= caughtErrorsOf({ file, bodies, failures, risks: { file, isRelease: (call) => bodies.isRelease(call) } }));
    },
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
