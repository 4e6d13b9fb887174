/** What the functions of one file do for a wait (design law 20): asked for lazily, each once per set of settlers. */
import type { Body } from '../../obligations/body.js';
import type { SettleContext } from '../../obligations/settling/chains.js';
import type { SettleFindings, SettleSummary } from '../../obligations/settling/pending.js';
import { followSettling, type SettleQuestion } from '../../obligations/settling/run.js';
import { isMentionedIn, type Settlers } from '../../obligations/settling/settlers.js';
import type { FileContext } from '../../syntax/context.js';
import type { Places } from '../../effects/place.js';
import type { FunctionNode, Node } from '../../syntax/ast.js';

export interface Settling {
  /** Follows one wait through the body in which it begins. */
  follow(question: Omit<SettleQuestion, 'context'>): SettleFindings;
}

export interface SettlingParts {
  readonly file: FileContext;
  readonly places: Places;
  bodyOf(fn: FunctionNode): Body;
  mayReject(promise: Node): boolean;
}

/** Calls of calls of calls deeper than this are taken to settle. */
const MAX_DEPTH = 12;

export function createSettling(parts: SettlingParts): Settling {
  const table = new SettleTable(parts);
  return { follow: (question) => followSettling({ ...question, context: table }) };
}

class SettleTable implements SettleContext {
  readonly file: FileContext;
  readonly places: Places;
  private readonly known = new Map<FunctionNode, Map<string, SettleSummary>>();
  private depth = 0;

  constructor(private readonly parts: SettlingParts) {
    this.file = parts.file;
    this.places = parts.places;
  }

  mayReject(promise: Node): boolean {
    return this.parts.mayReject(promise);
  }

  summaryOf(fn: FunctionNode, settlers: Settlers): SettleSummary {
    const byKey = this.known.get(fn) ?? new Map<string, SettleSummary>();
    this.known.set(fn, byKey);
    let summary = byKey.get(settlers.key);
    if (summary === undefined) {
      // A function that is being asked about calls itself: that call comes back settled or not at all.
      byKey.set(settlers.key, trusted(fn));
      summary = this.depth >= MAX_DEPTH ? trusted(fn) : this.compute(fn, settlers);
      byKey.set(settlers.key, summary);
    }
    return summary;
  }

  private compute(fn: FunctionNode, settlers: Settlers): SettleSummary {
    this.depth++;
    const body = this.parts.bodyOf(fn);
    const found = followSettling({ body, settlers, from: undefined, isCallback: true, promise: undefined, context: this });
    this.depth--;
    if (found.isUnknown) return trusted(fn);
    const { returns, throws, lost, maySettle, returnsPromise } = found;
    return { isSilent: !isMentionedIn(settlers, fn), maySettle, returns, throws, lost, isAsync: fn.async || returnsPromise };
  }
}

/** Nothing is known, so nothing is said against it. */
function trusted(fn: FunctionNode): SettleSummary {
  return { isSilent: false, maySettle: true, returns: [], throws: [], lost: [], isAsync: fn.async };
}
