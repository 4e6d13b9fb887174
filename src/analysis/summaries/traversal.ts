/** Everything that the analysis collects while ESLint traverses the file, as one listener. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { TSESTree } from '@typescript-eslint/types';
import { releaseReturningNames } from '../syntax/annotations.js';
import { createActivityCollector, type Activity } from './tasks/activity.js';
import { callNames, createCollector, type Collected } from './collector.js';
import { createFailureCollector, type CollectedFailures } from './failures/failure-collector.js';
import { createOwnerCollector, type OwnerNodes } from './owners/owner-collector.js';
import { createWaitCollector, type WaitNodes } from './waits/wait-collector.js';

/** Handlers by node type, as a rule returns them. */
export type NodeListener = Readonly<Record<string, (node: never) => void>>;

export interface Traversal {
  readonly listener: NodeListener;
  readonly collected: Collected;
  readonly owners: OwnerNodes;
  readonly failures: CollectedFailures;
  readonly activity: Activity;
  readonly waits: WaitNodes;
}

/** The names of the catalogue that make a call worth remembering. */
interface CatalogueNames {
  readonly names: ReadonlySet<string>;
  readonly undoingNames: ReadonlySet<string>;
  readonly hookNames: ReadonlySet<string>;
}

export function createTraversal(sourceCode: TSESLint.SourceCode, { names, undoingNames, hookNames }: CatalogueNames): Traversal {
  const collected = createCollector(collectedNames(sourceCode, names));
  const owners = createOwnerCollector(undoingNames, hookNames);
  const failures = createFailureCollector();
  const activity = createActivityCollector();
  const waits = createWaitCollector();
  const visitCall = (node: TSESTree.CallExpression): void => {
    owners.visitCall(node);
    failures.visitCall(node);
  };
  const listener = joinedListeners(
    { CallExpression: collected.visit, NewExpression: collected.visit, AssignmentExpression: collected.visitAssignment },
    { CallExpression: waits.visit, NewExpression: waits.visit, ForOfStatement: waits.visitLoop },
    { FunctionDeclaration: waits.visitFunction, FunctionExpression: waits.visitFunction, ArrowFunctionExpression: waits.visitFunction },
    { CallExpression: visitCall, ThisExpression: owners.visitThis },
    { CatchClause: failures.visitClause, TryStatement: failures.visitTry, AssignmentExpression: failures.visitAssignment },
    activity.listener,
  );
  return { listener, collected, owners, failures, activity, waits };
}

/** What calls of this file may be named: as the catalogue has it, as the file renames it, as its comments say. */
function collectedNames(sourceCode: TSESLint.SourceCode, names: ReadonlySet<string>): ReadonlySet<string> {
  const annotated = releaseReturningNames(sourceCode);
  const called = callNames(sourceCode, names);
  return annotated.length === 0 ? called : new Set([...called, ...annotated]);
}

/** One listener that does what each of them does, in their order. */
function joinedListeners(...listeners: readonly NodeListener[]): NodeListener {
  const joined: Record<string, (node: never) => void> = {};
  for (const listener of listeners) {
    for (const [type, visit] of Object.entries(listener)) {
      const before = joined[type];
      joined[type] =
        before === undefined
          ? visit
          : (node): void => {
              before(node);
              visit(node);
            };
    }
  }
  return joined;
}
