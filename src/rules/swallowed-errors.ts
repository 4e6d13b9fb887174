/** Which lost errors no-swallowed-error speaks of, by its options. */
import type { Analysis, CaughtError, ErrorLoss } from '../analysis/index.js';

export interface SwallowOptions extends Record<string, unknown> {
  readonly allowFallback: boolean;
  readonly allowComments: boolean;
  readonly allowBriefComments: boolean;
  readonly rejectionHandlers: boolean;
  readonly everyCondition: boolean;
}

export const SWALLOW_OPTIONS: Record<keyof SwallowOptions & string, object> = {
  allowFallback: { type: 'boolean', description: 'A value in the place of the result, or leaving out what depends on it, is answer enough.' },
  allowComments: { type: 'boolean', description: 'A comment in the block that says why is answer enough.' },
  allowBriefComments: { type: 'boolean', description: 'So is a comment of one word, or one that says no more than "ignore errors".' },
  rejectionHandlers: { type: 'boolean', description: 'Also report rejection handlers that do nothing at all: `.catch(() => {})`.' },
  everyCondition: { type: 'boolean', description: 'Also report paths on which a test that has nothing to do with the error decides that nobody is told.' },
};

export const SWALLOW_DEFAULTS: SwallowOptions = {
  allowFallback: true,
  allowComments: true,
  allowBriefComments: true,
  rejectionHandlers: false,
  everyCondition: false,
};

export const SWALLOW_STRICT: Partial<SwallowOptions> = { allowFallback: false, allowBriefComments: false, rejectionHandlers: true, everyCondition: true };

export function* swallowedErrors(analysis: Analysis, options: SwallowOptions): Generator<{ caught: CaughtError; loss: ErrorLoss }> {
  for (const caught of analysis.caughtErrors()) {
    if (caught.excuse !== undefined || isExplained(caught, options)) continue;
    if (caught.by === 'rejection' && caught.bare && !options.rejectionHandlers) continue;
    const [loss] = caught.losses.filter((candidate) => isSpokenOf(candidate, caught, options));
    if (loss !== undefined) yield { caught, loss };
  }
}

function isExplained({ explanation }: CaughtError, options: SwallowOptions): boolean {
  if (!options.allowComments || explanation === 'none') return false;
  return explanation === 'explained' || options.allowBriefComments;
}

function isSpokenOf(loss: ErrorLoss, { told }: CaughtError, options: SwallowOptions): boolean {
  if (loss.replaced && options.allowFallback) return false;
  return !loss.considered || !told || options.everyCondition;
}
