/** What tests/proofs saw of an example when it ran it, in a sentence. */
import { UNSETTLED } from '../../tests/proofs/child.js';
import type { Proof } from '../../tests/proofs/proof.js';

/** @returns empty for an example that has no proof. */
export function proofLine(proof: Proof | undefined): string {
  return proof === undefined ? '' : `*[Run](../confirm-a-leak.md): ${seen(proof)}.*`;
}

function seen(proof: Proof): string {
  switch (proof.shows) {
    case 'waits':
      return `nothing is left to do, and it still waits (Node ends with code ${UNSETTLED}); repaired, it ends`;
    case 'throws':
      return `it ends in an uncaught \`${proof.error}\`; repaired, it does not`;
    case 'leaves': {
      const { what, count } = proof;
      return `${count.toLocaleString('en')} ${what}${count === 1 ? ' is' : 's are'} left at the end; repaired, none`;
    }
    case 'hides':
      return `the failure “${proof.error}” leaves no trace; repaired, it is told`;
  }
}
