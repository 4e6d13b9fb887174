/** The documented examples, run: the bad one does what its page says, and the good one does not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixturesDir, readFixture } from '../harness/fixture.js';
import { rules } from '../../src/rules/index.js';
import { proofs } from './all.js';
import { bundled, endingOf, UNSETTLED } from './child.js';

const folder = mkdtempSync(path.join(tmpdir(), 'proofs-'));
const bundle = path.join(folder, 'proofs.mjs');

beforeAll(() => bundled(bundle));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('every rule has a proof', () => {
  expect(Object.keys(proofs).sort()).toEqual(Object.keys(rules).sort());
});

describe.each(Object.entries(proofs))('%s', (rule, ofRule) => {
  it.concurrent.each(Object.entries(ofRule))('%s', async (idea, proof) => {
    expect(readFixture(rule, path.join(fixturesDir, rule, `${idea}.ts`)).expectations, 'what the page reports').not.toEqual([]);
    const [bad, good] = await Promise.all([endingOf(bundle, rule, idea, 'bad'), endingOf(bundle, rule, idea, 'good')]);
    expect(good, 'the good one').toMatchObject({ code: 0, left: proof.shows === 'leaves' ? 0 : undefined });
    if (proof.shows === 'waits') expect(bad).toMatchObject({ code: UNSETTLED });
    else if (proof.shows === 'throws') expect(bad).toMatchObject({ code: 1, error: expect.stringContaining(proof.error) as string });
    else if (proof.shows === 'leaves') expect(bad.left, `what the bad one left, which ended with ${bad.error}`).toBe(proof.count);
    else expect({ bad: bad.error, good: good.error }).toEqual({ bad: '', good: expect.stringContaining(proof.error) as string });
  });
});
