/** The question about resources that outlive their owner, which rules about missed releases share. */
import type { Analysis, Doubt, OwnerFinding } from '../analysis/index.js';

/** Each option admits one doubt. */
const DOUBTS = {
  classesWithoutTeardown: 'no teardown',
  oneShots: 'one-shot',
  overwrites: 'overwrite',
  anywhere: 'anywhere',
} as const satisfies Record<string, Doubt>;

export type OwnerOptions = Record<keyof typeof DOUBTS, boolean>;

export const OWNER_OPTIONS = {
  classesWithoutTeardown: {
    type: 'boolean',
    description: 'Also report what is kept in a field of a class that has no method to end it.',
  },
  oneShots: {
    type: 'boolean',
    description: 'Also report what ends by itself, where nothing shows that it was meant to be released before its owner ends.',
  },
  overwrites: {
    type: 'boolean',
    description: 'Also report a field that a second call of the same method may overwrite while it holds something.',
  },
  anywhere: {
    type: 'boolean',
    description: 'Also report what never ends in functions of which nothing says how long their work is to live.',
  },
} as const;

export const OWNER_DEFAULTS: OwnerOptions = { classesWithoutTeardown: false, oneShots: false, overwrites: false, anywhere: false };
export const OWNER_STRICT: OwnerOptions = { classesWithoutTeardown: true, oneShots: true, overwrites: true, anywhere: true };

/** The findings of a family that the options admit. */
export function ownerFindingsOf(analysis: Analysis, family: string, options: OwnerOptions): readonly OwnerFinding[] {
  const admitted = new Set<Doubt>(['certain']);
  for (const [option, doubt] of Object.entries(DOUBTS)) if (options[option as keyof OwnerOptions]) admitted.add(doubt);
  return analysis.ownerFindings().filter(({ obligation, doubt }) => obligation.spec.family === family && admitted.has(doubt));
}
