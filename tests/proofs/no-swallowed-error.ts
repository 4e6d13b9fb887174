/** Failures of which nobody hears. */
import { save as saveOrHide } from '../fixtures/no-swallowed-error/empty-catch.js';
import { save } from '../fixtures/no-swallowed-error/empty-catch-reports.js';
import { save as saveOrReturn } from '../fixtures/no-swallowed-error/finally-overrides.js';
import { save as saveAndForget } from '../fixtures/no-swallowed-error/no-op-handler.js';
import { given, type Proofs } from './proof.js';

function onFullDisk(work: () => unknown): unknown {
  given({ persist: () => Promise.reject(new Error('disk full')) });
  return work();
}

export const noSwallowedError: Proofs = {
  'empty-catch': { shows: 'hides', error: 'disk full', bad: () => onFullDisk(() => saveOrHide('text')), good: () => onFullDisk(() => save('text')) },
  'no-op-handler': { shows: 'hides', error: 'disk full', bad: () => onFullDisk(saveAndForget), good: () => onFullDisk(() => save('text')) },
  'finally-overrides': { shows: 'hides', error: 'disk full', bad: () => onFullDisk(saveOrReturn), good: () => onFullDisk(() => save('text')) },
};
