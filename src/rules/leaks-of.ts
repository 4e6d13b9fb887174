/** The question that rules about missed releases share. */
import { isReleasedByResult, type Analysis, type ObligationOutcome, type RacedTimer } from '../analysis/index.js';

export const THROWING_CALLS = {
  type: 'boolean',
  description: 'Also follow the paths on which any call throws, or a release itself fails.',
};

/**
 * What shows that a resource was meant to be released here: a release on some path. Needed for what ends by itself and,
 * unless a rule asks otherwise, for what usually lives as long as the process or its owner.
 */
export function isMeantToStay(outcome: ObligationOutcome, askAll: boolean): boolean {
  const { spec } = outcome.obligation;
  if (outcome.releases.length > 0 || isReleasedByResult(outcome)) return false;
  // What reading to the end gives back was perhaps meant to be read to the end.
  const isRead = spec.release.some(({ by }) => by === 'iteration-end');
  const isOwned = spec.release.some(({ by }) => by === 'owner-release');
  return spec.life === 'one-shot' || (!askAll && (spec.processLifetime === true || isOwned || isRead));
}

/** Law 14: what does not end by itself lost its name to another value, for certain. */
export function isOverwritten({ obligation, leaks }: ObligationOutcome): boolean {
  return obligation.spec.life === 'endless' && leaks.some(({ exit }) => exit.kind === 'overwrite');
}

/** What is given to somebody who releases it owes nothing where a harmless call on the way might throw. */
function withoutDoubtfulThrows(outcome: ObligationOutcome): ObligationOutcome {
  const { leaks, releases } = outcome;
  return releases.length > 0 || !isReleasedByResult(outcome) ? outcome : { ...outcome, leaks: leaks.filter(({ exit }) => exit.tier !== 'call') };
}

/** The obligations of a family that are held at some exit, as far as that is known. */
export function leaksOf(analysis: Analysis, family: string, options: { readonly throwingCalls: boolean }): readonly ObligationOutcome[] {
  return analysis
    .outcomes({ tier: options.throwingCalls ? 'call' : 'await' })
    .map(withoutDoubtfulThrows)
    .filter(({ obligation, leaks, unknown }) => obligation.spec.family === family && leaks.length > 0 && unknown === undefined);
}

/** A raced timer that some path leaves running; one that is handed to somebody else is not ours to judge. */
export function isRacedTimerLeft({ outcomes }: RacedTimer): boolean {
  // Where the executor stores the timer in a variable of the body around it, that body's outcome decides.
  const deciding = outcomes.filter(({ transfers }) => !transfers.some(({ reason }) => reason === 'stored'));
  return deciding.length > 0 && deciding.every(({ leaks, transfers, unknown }) => leaks.length > 0 && transfers.length === 0 && unknown === undefined);
}
