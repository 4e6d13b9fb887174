/** Shutdowns that nobody waits for: what they were to finish is unfinished when the program has gone on or has ended. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { closeAll, closeAllAndWait } from '../fixtures/no-unawaited-shutdown/each-is-not-awaited.js';
import { finish, finishThenExit } from '../fixtures/no-unawaited-shutdown/exit-before-flush.js';
import { Pool } from '../fixtures/no-unawaited-shutdown/own-async-close.js';
import { Worker as WaitingWorker } from '../fixtures/no-unawaited-shutdown/task-awaited.js';
import { Worker } from '../fixtures/no-unawaited-shutdown/task-not-awaited.js';
import { given, untilExit, type Proofs } from './proof.js';

/** Work that has begun and has not ended. */
let running = 0;

async function work(): Promise<void> {
  running++;
  await setImmediate();
  running--;
}

const connections = [{ end: work }, { end: work }];
const bundles = [{ close: work }, { close: work }];

async function startAndStop(worker: Worker | WaitingWorker): Promise<void> {
  given({ step: work });
  worker.start();
  await worker.stop();
}

/** The report, and whether it is missing when the process has gone. */
function reportFile(): { readonly file: string; readonly missing: () => number } {
  const folder = mkdtempSync(path.join(tmpdir(), 'proof-'));
  const file = path.join(folder, 'report.txt');
  return {
    file,
    missing() {
      const isThere = existsSync(file);
      rmSync(folder, { recursive: true });
      return isThere ? 0 : 1;
    },
  };
}

let missingReports = (): number => 0;

/** The example ends the process by itself. */
async function leaveWithReport(leave: (path: string, report: string) => void): Promise<void> {
  const { file, missing } = reportFile();
  missingReports = missing;
  leave(file, 'all is well');
  await untilExit();
}

export const noUnawaitedShutdown: Proofs = {
  'exit-before-flush': { shows: 'leaves', what: 'missing report', count: 1, bad: () => leaveWithReport(finish), good: () => leaveWithReport(finishThenExit), left: () => missingReports() },
  'own-async-close': {
    shows: 'leaves',
    what: 'open connection',
    count: 2,
    bad() {
      new Pool(connections).leave();
    },
    good: () => new Pool(connections).leaveGracefully(),
    left: () => running,
  },
  'each-is-not-awaited': { shows: 'leaves', what: 'running close', count: 2, bad: () => closeAll(bundles), good: () => closeAllAndWait(bundles), left: () => running },
  'task-not-awaited': { shows: 'leaves', what: 'running task', count: 1, bad: () => startAndStop(new Worker()), good: () => startAndStop(new WaitingWorker()), left: () => running },
};
