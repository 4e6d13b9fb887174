/** Which lost errors no-swallowed-error speaks of, by its options. */
import type { Analysis, CaughtError, GroundedLoss } from '../analysis/index.js';

export interface SwallowOptions extends Record<string, unknown> {
  readonly allowFallback: boolean;
  readonly allowComments: boolean;
  readonly allowBriefComments: boolean;
  readonly bestEffort: readonly string[];
  readonly noOpHandlers: boolean;
  readonly everyClause: boolean;
  readonly everyCondition: boolean;
  readonly finallyOverrides: boolean;
  readonly settledResults: boolean;
  readonly cause: boolean;
  readonly reasons: boolean;
}

export const SWALLOW_OPTIONS: Record<keyof SwallowOptions & string, object> = {
  allowFallback: { type: 'boolean', description: 'A value in the place of the result, or leaving out what depends on it, is answer enough.' },
  allowComments: { type: 'boolean', description: 'A comment in the block that says why is answer enough.' },
  allowBriefComments: { type: 'boolean', description: 'So is a comment of one word, or one that says no more than "ignore errors".' },
  bestEffort: { type: 'array', items: { type: 'string' }, uniqueItems: true, description: 'Names of functions and methods that may fail without a word.' },
  noOpHandlers: { type: 'boolean', description: 'Also report rejection handlers and error listeners that do nothing at all: `.catch(() => {})`.' },
  everyClause: { type: 'boolean', description: 'Also report clauses that may be a question or best effort: all but those where somebody was certainly to be told.' },
  everyCondition: { type: 'boolean', description: 'Also report paths on which a test that has nothing to do with the error decides that nobody is told.' },
  finallyOverrides: { type: 'boolean', description: 'Also report `return`, `break` and `continue` in a `finally` that drop a pending error.' },
  settledResults: { type: 'boolean', description: 'Also report `Promise.allSettled` of whose results the rejected ones are never looked at.' },
  cause: { type: 'boolean', description: 'Also report another error that is thrown in the place of the caught one, without it as its `cause`.' },
  reasons: { type: 'boolean', description: 'Also report promises that are rejected without a reason where what failed has no name there.' },
};

export const SWALLOW_DEFAULTS: SwallowOptions = {
  allowFallback: true,
  allowComments: true,
  allowBriefComments: true,
  bestEffort: [],
  noOpHandlers: false,
  everyClause: false,
  everyCondition: false,
  finallyOverrides: false,
  settledResults: false,
  cause: false,
  reasons: false,
};

export const SWALLOW_STRICT: Partial<SwallowOptions> = {
  allowFallback: false,
  allowBriefComments: false,
  noOpHandlers: true,
  everyClause: true,
  everyCondition: true,
  finallyOverrides: true,
  settledResults: true,
  cause: true,
  reasons: true,
};

/** The losses to speak of, one for each error. */
export function* swallowedErrors(analysis: Analysis, options: SwallowOptions): Generator<{ caught: CaughtError; loss: GroundedLoss }> {
  for (const caught of analysis.caughtErrors()) {
    // What is known of the text comes first: whatever else is asked has to follow the error through a graph.
    if (isExplained(caught, options) || !isAskedFor(caught, options) || mayFail(caught, options) || caught.excuse !== undefined) continue;
    const loss = caught.losses.find((candidate) => isSpokenOf(candidate, caught, options));
    if (loss !== undefined) yield { caught, loss };
  }
}

/** The throws that do not carry the error that was caught. */
export function* recasts(analysis: Analysis, options: SwallowOptions): Generator<CaughtError> {
  if (!options.cause) return;
  for (const caught of analysis.caughtErrors()) {
    if (caught.by === 'catch' && caught.recasts.length > 0 && !isExplained(caught, options)) yield caught;
  }
}

function isAskedFor(caught: CaughtError, options: SwallowOptions): boolean {
  const { by, bare, untested } = caught;
  if (by === 'pending') return options.finallyOverrides;
  if (by === 'settled') return options.settledResults;
  if (by === 'reasonless') return caught.name !== undefined || options.reasons;
  if (needsGround(caught, options) && !caught.mayHaveGround) return false;
  return !bare || untested || (by !== 'rejection' && by !== 'listener') || options.noOpHandlers;
}

/** A `catch` or a handler may have been written to say that a failure is all the same. */
function needsGround({ by, untested }: CaughtError, { everyClause }: SwallowOptions): boolean {
  return !everyClause && !untested && (by === 'catch' || by === 'rejection');
}

function mayFail({ attempted }: CaughtError, { bestEffort }: SwallowOptions): boolean {
  return bestEffort.length > 0 && attempted.length > 0 && attempted.every((name) => name !== undefined && bestEffort.includes(name));
}

function isExplained({ explanation }: CaughtError, options: SwallowOptions): boolean {
  if (!options.allowComments || explanation === 'none') return false;
  return explanation === 'explained' || options.allowBriefComments;
}

function isSpokenOf(loss: GroundedLoss, caught: CaughtError, options: SwallowOptions): boolean {
  if (needsGround(caught, options) && loss.ground === undefined) return false;
  if (loss.replaced && options.allowFallback && loss.ground === undefined) return false;
  return !loss.considered || !caught.told || options.everyCondition;
}
