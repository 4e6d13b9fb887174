/** Price lists that partners leave in a folder. */
import { watch, type FSWatcher } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Price } from './client.js';

/** The header is wrong often enough, and each wrong file costs a descriptor. */
export async function importPrices(file: string): Promise<Price[]> {
  const handle = await open(file);
  const { buffer } = await handle.read(Buffer.alloc(5), 0, 5, 0);
  if (buffer.toString() !== 'PRICE') {
    throw new Error(`${file} is not a price list`);
  }
  const text = await handle.readFile('utf8');
  await handle.close();
  return parse(text);
}

/** Opens both before it is sure of either. */
export async function copyPrices(from: string, to: string): Promise<void> {
  const source = await open(from);
  const target = await open(to, 'w');
  try {
    await target.writeFile(await source.readFile());
  } finally {
    await source.close();
    await target.close();
  }
}

/** Resolves with the first new file; the watcher watches on where the name is not one to wait for. */
export function nextPriceList(folder: string, accept: (name: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const watcher: FSWatcher = watch(folder);
    watcher.once('change', (_, name) => {
      if (typeof name !== 'string' || !accept(name)) return;
      watcher.close();
      resolve(path.join(folder, name));
    });
    watcher.once('error', reject);
  });
}

function parse(text: string): Price[] {
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.split(';'))
    .map(([product = '', cents = '0']) => ({ product, cents: Number(cents) }));
}
