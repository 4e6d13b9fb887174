/** The service: answers over HTTP, and ends when it is told to. */
import { createServer, type Server } from 'node:http';
import { changes, stream } from './feed.js';
import { PricePoller } from './poller.js';
import { closeStore, loadPrices, replacePrices } from './store.js';
import { WorkerPool } from './workers.js';

const workers = new WorkerPool();
const poller = new PricePoller((prices) => {
  changes.emit('prices', prices);
  void replacePrices(prices);
});

/** The server listens on although the first prices cannot be loaded. */
export async function start(port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/feed') {
      stream(request, response);
      return;
    }
    loadPrices().then(
      (prices) => response.end(JSON.stringify(prices)),
      () => response.writeHead(500).end(),
    );
  });
  server.listen(port);
  await poller.poll();
  poller.start(10_000);
  void workers.keepWarm();
  return server;
}

/** Says that it has ended before anything has. */
export function shutdownOn(server: Server): void {
  process.on('SIGTERM', () => {
    poller.stop();
    workers.close();
    server.close();
    void closeStore();
    process.exit(0);
  });
}
