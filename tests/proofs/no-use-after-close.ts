/** Uses of what is closed: they throw, or what they send is lost. */
import { once, guarded } from '../fixtures/no-use-after-close/closed-twice.js';
import { passUntilEnd, pass } from '../fixtures/no-use-after-close/closed-on-some-path.js';
import { lines, linesWithFooter } from '../fixtures/no-use-after-close/enqueue-after-close.js';
import { render } from '../fixtures/no-use-after-close/push-after-eof.js';
import { renderAll } from '../fixtures/no-unclosed-stream/readable-without-eof.js';
import type { Proofs } from './proof.js';

function controlled(produce: (controller: ReadableStreamDefaultController<string>) => void): void {
  new ReadableStream<string>({ start: produce });
}

export const noUseAfterClose: Proofs = {
  'enqueue-after-close': { shows: 'throws', error: 'ERR_INVALID_STATE', bad: () => lines(['a']), good: () => linesWithFooter(['a']) },
  'closed-twice': { shows: 'throws', error: 'ERR_INVALID_STATE', bad: () => { controlled(once); }, good: () => { controlled(guarded); } },
  'closed-on-some-path': {
    shows: 'throws',
    error: 'ERR_INVALID_STATE',
    bad: () => { controlled((controller) => { pass(['a', 'end', 'b'], controller); }); },
    good: () => { controlled((controller) => { passUntilEnd(['a', 'end', 'b'], controller); }); },
  },
  'push-after-eof': { shows: 'throws', error: 'ERR_STREAM_PUSH_AFTER_EOF', bad: () => render(['a']).toArray(), good: () => renderAll(['a']).toArray() },
};
