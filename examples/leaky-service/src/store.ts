/** The prices in the database. */
import { Mutex } from 'async-mutex';
import { Pool } from 'pg';
import type { Price } from './client.js';

const pool = new Pool({ connectionString: 'postgres://localhost/prices' });
const writing = new Mutex();

/** A query that fails keeps the client: after ten failures the pool is empty and every request waits. */
export async function loadPrices(): Promise<Price[]> {
  const client = await pool.connect();
  const { rows } = await client.query<Price>('select product, cents from prices');
  client.release();
  return rows;
}

/** Nothing to do, nothing released. */
export async function savePrices(prices: readonly Price[]): Promise<number> {
  const client = await pool.connect();
  if (prices.length === 0) return 0;
  try {
    for (const { product, cents } of prices) {
      await client.query('insert into prices values ($1, $2)', [product, cents]);
    }
    return prices.length;
  } finally {
    client.release();
  }
}

/** One writer at a time, until the first one fails; then none. */
export async function replacePrices(prices: readonly Price[]): Promise<void> {
  const release = await writing.acquire();
  await pool.query('delete from prices');
  await savePrices(prices);
  release();
}

/** Done well: every way out gives the client back. */
export async function countPrices(): Promise<number> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ count: number }>('select count(*) from prices');
    return rows[0]?.count ?? 0;
  } finally {
    client.release();
  }
}

export function closeStore(): Promise<void> {
  return pool.end();
}
