/** Streams that nobody ends: their readers get all there is, and wait for more. */
import { EventEmitter } from 'node:events';
import { lines, linesOrNone } from '../fixtures/no-unclosed-stream/early-return-in-start.js';
import { download, downloadOrFail } from '../fixtures/no-unclosed-stream/floating-producer-rejects.js';
import { messages, messagesUntilCancelled } from '../fixtures/no-unclosed-stream/no-cancel.js';
import { fromArray, fromArrayToTheEnd } from '../fixtures/no-unclosed-stream/pull-never-closes.js';
import { render, renderAll } from '../fixtures/no-unclosed-stream/readable-without-eof.js';
import { sendHello, sendHelloAndClose } from '../fixtures/no-unclosed-stream/writer-never-closed.js';
import { given, type Proofs } from './proof.js';

const source = new EventEmitter();

async function readToTheEnd(stream: AsyncIterable<unknown>): Promise<number> {
  let chunks = 0;
  for await (const chunk of stream) chunks += chunk === undefined ? 0 : 1;
  return chunks;
}

/** A server whose second page is missing. */
function withBrokenPages(): void {
  given({
    async *pages() {
      yield await Promise.resolve('first');
      throw new Error('no second page');
    },
  });
}

export const noUnclosedStream: Proofs = {
  'early-return-in-start': { shows: 'waits', bad: () => readToTheEnd(lines(undefined)), good: () => readToTheEnd(linesOrNone(undefined)) },
  'pull-never-closes': { shows: 'waits', bad: () => readToTheEnd(fromArray(['a', 'b'])), good: () => readToTheEnd(fromArrayToTheEnd(['a', 'b'])) },
  'readable-without-eof': { shows: 'waits', bad: () => readToTheEnd(render(['a'])), good: () => readToTheEnd(renderAll(['a'])) },
  'writer-never-closed': { shows: 'waits', bad: () => sendHello(new WritableStream()), good: () => sendHelloAndClose(new WritableStream()) },
  'floating-producer-rejects': {
    shows: 'waits',
    bad() {
      withBrokenPages();
      return readToTheEnd(download());
    },
    good() {
      withBrokenPages();
      return readToTheEnd(downloadOrFail()).catch(String);
    },
  },
  'no-cancel': { shows: 'leaves', what: 'listener', count: 1, bad: () => messages(source).cancel(), good: () => messagesUntilCancelled(source).cancel(), left: () => source.listenerCount('message') },
};
