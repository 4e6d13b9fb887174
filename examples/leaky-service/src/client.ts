/** The supplier's HTTP API. */

export interface Price {
  readonly product: string;
  readonly cents: number;
}

const supplier = 'https://supplier.example/prices';

/** Gives up after `ms`; when the connection fails before that, the timer stays behind. */
export async function fetchPrices(ms: number): Promise<Price[]> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, ms);
  const response = await fetch(supplier, { signal: controller.signal });
  clearTimeout(timer);
  return (await response.json()) as Price[];
}

/** Whoever wins: the timer of the loser runs on, and keeps the process alive. */
export async function fetchPricesOr<T>(fallback: T, ms: number): Promise<Price[] | T> {
  const late = new Promise<T>((resolve) => {
    setTimeout(() => {
      resolve(fallback);
    }, ms);
  });
  return Promise.race([fetchPrices(60_000), late]);
}

/** An answer that is not wanted is left unread, and its connection is not given back. */
export async function firstLine(url: string): Promise<string | undefined> {
  const response = await fetch(url);
  if (response.body === null) return undefined;
  const reader = response.body.getReader();
  const { value, done } = await reader.read();
  if (done) return undefined;
  const text = new TextDecoder().decode(value);
  if (text.startsWith('#')) return undefined;
  await reader.cancel();
  return text.split('\n')[0];
}

/** Stops waiting as soon as the caller loses interest, and stays on the caller's signal for ever if it never does. */
export function pricesUntil(signal: AbortSignal): Promise<Price[]> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('aborted'));
    });
    fetchPrices(10_000).then(resolve, reject);
  });
}

/** The first mirror that answers; where that answer is of no use, the other requests go on for nobody. */
export async function fastest(mirrors: readonly string[]): Promise<Response | undefined> {
  const controller = new AbortController();
  const requests = mirrors.map((mirror) => fetch(mirror, { signal: controller.signal }));
  const first = await Promise.any(requests);
  if (!first.ok) return undefined;
  const answer = first.clone();
  controller.abort();
  return answer;
}
