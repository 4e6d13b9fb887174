/** Files that are open when the work is over. */
import { fstatSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { read } from '../fixtures/no-unreleased-resource/await-using.js';
import { copy } from '../fixtures/no-unreleased-resource/second-fails.js';
import { read as readOrLeave } from '../fixtures/no-unreleased-resource/thrown-between.js';
import type { Proofs } from './proof.js';

const MAX_DESCRIPTORS = 256;
const MISSING = '/there/is/no/such/file';

function someFile(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'leaks-')), 'some.txt');
  writeFileSync(file, 'some text');
  return file;
}

function isOpenFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false; // no such descriptor
  }
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/functions/open.html: descriptors are the lowest free numbers. */
function openFiles(): number {
  return Array.from({ length: MAX_DESCRIPTORS }, (_, descriptor) => descriptor).filter(isOpenFile).length;
}

export const noUnreleasedResource: Proofs = {
  'thrown-between': { shows: 'leaves', what: 'open file', count: 1, bad: () => readOrLeave(someFile()).catch(String), good: () => read(someFile()), left: openFiles },
  'second-fails': { shows: 'leaves', what: 'open file', count: 1, bad: () => copy(someFile(), MISSING).catch(String), good: () => copy(someFile(), someFile()), left: openFiles },
};
