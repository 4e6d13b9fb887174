/** Runs settings one after the other, and makes rows of what became of them. */
import path from 'node:path';
import { install, NotToBeHad, Project } from './project.js';
import type { Row, Setting } from './scenario.js';

export async function rowsOf(setting: Setting, tarball: string, folder: string): Promise<Row[]> {
  const root = path.join(folder, slug(setting.name));
  try {
    await install(root, [...setting.packages, tarball]);
  } catch (error) {
    const status = error instanceof NotToBeHad ? 'skipped' : 'failed';
    return setting.scenarios.map(({ name }) => ({ setting: setting.name, scenario: name, seconds: 0, status, detail: (error as Error).message }));
  }
  const rows: Row[] = [];
  for (const { name, run } of setting.scenarios) {
    const started = Date.now();
    const row = { setting: setting.name, scenario: name };
    try {
      const detail = await run(new Project(root, path.join(root, slug(name))));
      rows.push({ ...row, status: 'passed', detail, seconds: secondsSince(started) });
    } catch (error) {
      const status = error instanceof NotToBeHad ? 'skipped' : 'failed';
      rows.push({ ...row, status, detail: error instanceof Error ? error.message : String(error), seconds: secondsSince(started) });
    }
  }
  return rows;
}

function secondsSince(started: number): number {
  return (Date.now() - started) / 1000;
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

const SIGNS = { passed: '✓', failed: '✗', skipped: '–' } as const;

/** Failures are told in full below the table. */
export function table(rows: readonly Row[]): string {
  const settingWidth = Math.max(...rows.map(({ setting }) => setting.length));
  const nameWidth = Math.max(...rows.map(({ scenario }) => scenario.length));
  const lines = rows.map(({ status, setting, scenario, seconds, detail }) => {
    const said = status === 'failed' ? 'failed, see below' : status === 'skipped' ? `skipped: ${detail}` : detail;
    return `${SIGNS[status]} ${setting.padEnd(settingWidth)}  ${scenario.padEnd(nameWidth)}  ${seconds.toFixed(1).padStart(5)} s  ${said}`;
  });
  const failures = rows.filter(({ status }) => status === 'failed').map(({ setting, scenario, detail }) => `\n✗ ${setting}, ${scenario}:\n${detail}`);
  return [...lines, ...failures].join('\n');
}
