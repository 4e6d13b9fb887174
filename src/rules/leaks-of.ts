/** The question that rules about missed releases share. */
import type { Analysis, ObligationOutcome } from '../analysis/index.js';

export const THROWING_CALLS = {
  type: 'boolean',
  description: 'Also follow the paths on which any call throws, or a release itself fails.',
};

/** The obligations of a family that are held at some exit, as far as that is known. */
export function leaksOf(analysis: Analysis, family: string, options: { readonly throwingCalls: boolean }): readonly ObligationOutcome[] {
  return analysis
    .outcomes({ tier: options.throwingCalls ? 'call' : 'await' })
    .filter(({ obligation, leaks, unknown }) => obligation.spec.family === family && leaks.length > 0 && unknown === undefined);
}
