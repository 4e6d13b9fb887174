/** Sends new prices to whoever listens. */
import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Price } from './client.js';

export const changes = new EventEmitter<{ prices: [readonly Price[]] }>();

/** Each request that goes away leaves its listener and its heartbeat. */
export function stream(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  changes.on('prices', (prices) => {
    response.write(`data: ${JSON.stringify(prices)}\n\n`);
  });
  const heartbeat = setInterval(() => response.write(':\n\n'), 15_000);
  if (request.headers.accept !== 'text/event-stream') {
    response.end();
    return;
  }
  request.on('close', () => {
    clearInterval(heartbeat);
    response.end();
  });
}

/** Waits for one change; the timer goes off long after the change came. */
export function nextChange(ms: number): Promise<readonly Price[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('no change'));
    }, ms);
    changes.once('prices', (prices) => {
      if (prices.length > 0) clearTimeout(timer);
      resolve(prices);
    });
  });
}
