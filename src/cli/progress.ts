/** A line on the terminal that says how far it is; nothing where nobody looks, or where it is soon over. */
import type { WriteStream } from 'node:tty';
import type { Progress } from './lint.js';

const worthwhile = 100;
const everyMilliseconds = 80;

export interface ProgressLine extends Progress {
  end(): void;
}

export function progressLine(total: number, stream: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>): ProgressLine {
  if (!stream.isTTY || total <= worthwhile) return { step: () => undefined, end: () => undefined };
  let done = 0;
  let last = 0;
  return {
    step(file) {
      done++;
      const now = Date.now();
      if (now - last < everyMilliseconds) return;
      last = now;
      stream.write(`\r\u001B[K${`${done}/${total} ${file}`.slice(0, stream.columns - 1)}`);
    },
    end() {
      stream.write('\r\u001B[K');
    },
  };
}
