/** Everything that the analysis needs of ESLint's own traversal, as one listener: nothing is traversed twice (design law 22). */
import type { TSESLint } from '@typescript-eslint/utils';
import type { TSESTree } from '@typescript-eslint/types';
import { releaseReturningNames } from '../syntax/annotations.js';
import type { FunctionNode } from '../syntax/ast.js';
import { once } from '../syntax/memo.js';
import { createCallCollector, type CallCollector } from './call-index.js';
import { assignsHandler, collectedIn, namesResult, type Collected } from './collector.js';
import { failuresIn, takesErrorFirst, type CollectedFailures } from './failures/failure-collector.js';
import { ownerNodesIn, type OwnerNodes } from './owners/owner-collector.js';
import { namedHere, renamingsIn, type NameTest, type Renaming } from './renamings.js';
import { createActivityCollector, type Activity, type ActivityCollector } from './tasks/activity.js';
import { callbackIn } from './waits/callbacks.js';
import { waitNodesIn, type WaitNodes } from './waits/wait-collector.js';

/** Handlers by node type, as a rule returns them. */
export type NodeListener = Readonly<Record<string, (node: never) => void>>;

/** What an analysis begins from; to be asked for when the traversal is over. */
export interface Traversal {
  readonly listener: NodeListener;
  readonly activity: Activity;
  readonly collected: () => Collected;
  readonly owners: () => OwnerNodes;
  readonly failures: () => CollectedFailures;
  readonly waits: () => WaitNodes;
  /** A test for the names, and for what this file calls them. */
  readonly namedHere: (names: ReadonlySet<string>) => NameTest;
}

/** The names of the catalogue that make a call worth remembering. */
interface CatalogueNames {
  readonly names: ReadonlySet<string>;
  readonly undoingNames: ReadonlySet<string>;
  readonly hookNames: ReadonlySet<string>;
}

export function createTraversal(sourceCode: TSESLint.SourceCode, { names, undoingNames, hookNames }: CatalogueNames): Traversal {
  const calls = createCallCollector();
  const activity = createActivityCollector(calls.byName);
  const seen = new SeenNodes();
  const renamings = once(() => renamingsIn(sourceCode));
  return {
    listener: listenerFor(calls, activity, seen),
    activity,
    collected: once(() => collectedIn(calls, isCollected(sourceCode, names, renamings()), seen)),
    owners: once(() => ({ thisNodes: seen.thisNodes, ...ownerNodesIn(calls, undoingNames, hookNames) })),
    failures: once(() => failuresIn(calls, seen)),
    waits: once(() => waitNodesIn(calls, seen)),
    namedHere: (asked) => namedHere(asked, renamings()),
  };
}

/** What no name of a call leads to. */
class SeenNodes {
  readonly clauses: TSESTree.CatchClause[] = [];
  readonly finalizers: TSESTree.TryStatement[] = [];
  readonly declarators: TSESTree.VariableDeclarator[] = [];
  readonly handlerAssignments: TSESTree.AssignmentExpression[] = [];
  readonly thisNodes: TSESTree.ThisExpression[] = [];
  /** Functions that take an error first and are given to a call. */
  readonly errorFirst: TSESTree.CallExpression[] = [];
  /** Functions with a parameter that is a callback by its name. */
  readonly callbacks: FunctionNode[] = [];
  /** Every `for await (... of ...)`. */
  readonly loops: TSESTree.ForOfStatement[] = [];
}

function listenerFor(calls: CallCollector, activity: ActivityCollector, seen: SeenNodes): NodeListener {
  const visitFunction = (node: FunctionNode): void => {
    if (node.params.length === 0) return;
    if (callbackIn(node) !== undefined) seen.callbacks.push(node);
    if (node.parent.type === 'CallExpression' && takesErrorFirst(node)) seen.errorFirst.push(node.parent);
  };
  return {
    CallExpression: calls.visit,
    NewExpression: calls.visit,
    FunctionDeclaration: visitFunction,
    FunctionExpression: visitFunction,
    ArrowFunctionExpression: visitFunction,
    WhileStatement: activity.visitLoop,
    DoWhileStatement: activity.visitLoop,
    ForStatement: activity.visitLoop,
    UpdateExpression: activity.visitUpdate,
    CatchClause: (node: TSESTree.CatchClause) => seen.clauses.push(node),
    ForOfStatement(node: TSESTree.ForOfStatement) {
      activity.visitLoop(node);
      if (node.await) seen.loops.push(node);
    },
    ThisExpression(node: TSESTree.ThisExpression) {
      activity.visitThis(node);
      seen.thisNodes.push(node);
    },
    AssignmentExpression(node: TSESTree.AssignmentExpression) {
      activity.visitAssignment(node);
      if (assignsHandler(node)) seen.handlerAssignments.push(node);
    },
    TryStatement(node: TSESTree.TryStatement) {
      if (node.finalizer !== null) seen.finalizers.push(node);
    },
    VariableDeclarator(node: TSESTree.VariableDeclarator) {
      if (namesResult(node)) seen.declarators.push(node);
    },
  };
}

/** What calls of this file may be named: as the catalogue has it, as the file renames it, as its comments say. */
function isCollected(sourceCode: TSESLint.SourceCode, names: ReadonlySet<string>, renamings: readonly Renaming[]): NameTest {
  const annotated = releaseReturningNames(sourceCode);
  const isCalled = namedHere(names, renamings);
  return (name) => isCalled(name) || annotated.includes(name);
}
