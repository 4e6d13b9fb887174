/** Promises that nobody settles: whoever awaits one is never heard of again. */
import { rows, rowsOrNone } from '../fixtures/no-unsettled-promise/catch-only-logs.js';
import { readText as readTextOrLog } from '../fixtures/no-unsettled-promise/early-return-in-callback.js';
import { readText } from '../fixtures/no-unsettled-promise/every-branch-settles.js';
import { confirmed, confirmedOrFalse } from '../fixtures/no-unsettled-promise/missing-case.js';
import { whenReady, whenReadyOrNow } from '../fixtures/no-unsettled-promise/optional-call.js';
import { readConfig, readConfigOrFail } from '../fixtures/no-unsettled-promise/throw-in-callback.js';
import { Forgetful, Mindful } from '../fixtures/no-unsettled-promise/waiters-left-by-close.js';
import { given, type Proofs } from './proof.js';

const MISSING = '/there/is/no/such/file';
/** This program itself. */
const NO_JSON = process.argv[1] ?? '';
const line = { send(): void {}, hangUp(): void {} };

function withoutDatabase(): void {
  given({ query: () => Promise.reject(new Error('no database')) });
}

/** A failure is an end as well. */
function ended(promise: Promise<unknown>): Promise<unknown> {
  return promise.catch(String);
}

async function askAndClose(asked: Forgetful | Mindful): Promise<void> {
  const answer = asked.ask('are you there?');
  asked.close();
  await ended(answer);
}

export const noUnsettledPromise: Proofs = {
  'early-return-in-callback': { shows: 'waits', bad: () => ended(readTextOrLog(MISSING)), good: () => ended(readText(MISSING)) },
  'missing-case': { shows: 'waits', bad: () => confirmed('perhaps'), good: () => confirmedOrFalse('perhaps') },
  'optional-call': { shows: 'waits', bad: () => whenReady({}), good: () => whenReadyOrNow({}) },
  'catch-only-logs': {
    shows: 'waits',
    bad() {
      withoutDatabase();
      return rows('select 1');
    },
    good() {
      withoutDatabase();
      return rowsOrNone('select 1');
    },
  },
  'throw-in-callback': { shows: 'throws', error: 'SyntaxError', bad: () => ended(readConfig(NO_JSON)), good: () => ended(readConfigOrFail(NO_JSON)) },
  'waiters-left-by-close': { shows: 'waits', bad: () => askAndClose(new Forgetful(line)), good: () => askAndClose(new Mindful(line)) },
};
