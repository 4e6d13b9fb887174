/** The formats on results as ESLint gives them, with everything that a result may have. */
import type { ESLint } from 'eslint';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import github from '../../src/formats/github.js';
import gitlab from '../../src/formats/gitlab.js';
import sarif from '../../src/formats/sarif.js';
import { rules } from '../../src/rules/index.js';

const report = {
  ruleId: 'leaks/no-uncleared-timer',
  severity: 2,
  message: '`timer` still runs when `await load()` rejects on line 4; clear it in `finally`.',
  line: 3,
  column: 17,
  endLine: 3,
  endColumn: 43,
} as const;
const suppressed = { ...report, line: 9, suppressions: [{ kind: 'directive', justification: 'on purpose' }] };
const broken = { ruleId: null, fatal: true, severity: 2, message: 'Parsing error: 100%, a: b', line: 1, column: 1 };

const results = [
  { filePath: '/project/src/a b.js', messages: [report, { ...report, line: 6, severity: 1, suggestions: [{ desc: 'Clear it.', fix: { range: [5, 7], text: 'x' } }] }], suppressedMessages: [suppressed] },
  { filePath: '/elsewhere/c.js', messages: [broken], suppressedMessages: [] },
] as unknown as ESLint.LintResult[];
const context = { cwd: '/project' };

describe('sarif', () => {
  const rulesMeta = Object.fromEntries(Object.entries(rules).map(([name, { meta }]) => [`leaks/${name}`, meta]));
  const [run] = (JSON.parse(sarif(results, { ...context, rulesMeta })) as Log).runs;

  it('draws the way to the exit', () => {
    const [first] = run?.results ?? [];
    expect(first?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'src/a%20b.js', uriBaseId: '%SRCROOT%' },
      region: { startLine: 3, startColumn: 17, endLine: 3, endColumn: 43 },
    });
    expect(first?.relatedLocations?.map(({ message, physicalLocation }) => [physicalLocation?.region?.startLine, message?.text])).toEqual([[4, '`await load()` rejects']]);
    expect(first?.codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => location?.physicalLocation?.region?.startLine)).toEqual([3, 4]);
  });

  it('has the help of each rule once', () => {
    expect(run?.tool.driver.rules?.map(({ id }) => id)).toEqual(['leaks/no-uncleared-timer']);
    expect(run?.tool.driver.rules?.[0]?.help?.markdown).toContain('**What it does not see**');
    expect(run?.results?.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 0, 0]);
  });

  it('keeps repairs, suppressions and what did not parse', () => {
    expect(run?.results?.[1]?.fixes?.[0]?.artifactChanges[0]?.replacements[0]?.deletedRegion).toEqual({ charOffset: 5, charLength: 2 });
    expect(run?.results?.[2]?.suppressions).toEqual([{ kind: 'inSource', justification: 'on purpose' }]);
    expect(run?.invocations?.[0]).toMatchObject({ executionSuccessful: false, toolExecutionNotifications: [{ message: { text: broken.message } }] });
  });
});

it('github escapes what its commands read', () => {
  expect(github(results, context).split('\n')).toEqual([
    `::error file=src/a b.js,line=3,endLine=3,col=17,endColumn=43,title=leaks/no-uncleared-timer::${report.message}`,
    `::warning file=src/a b.js,line=6,endLine=3,col=17,title=leaks/no-uncleared-timer::${report.message}`,
    '::error file=/elsewhere/c.js,line=1,col=1,title=ESLint::Parsing error: 100%25, a: b',
    '',
  ]);
});

describe('gitlab', () => {
  interface Issue { fingerprint: string; severity: string; location: object }
  const issues = (given: ESLint.LintResult[]): Issue[] => JSON.parse(gitlab(given, context)) as Issue[];

  it('tells two reports of one kind apart, and keeps both as lines move', () => {
    const before = issues(results);
    expect(new Set(before.map(({ fingerprint }) => fingerprint)).size).toBe(3);
    const moved = JSON.parse(JSON.stringify(results).replaceAll('on line 4', 'on line 40').replaceAll('"line":3', '"line":39')) as ESLint.LintResult[];
    expect(issues(moved).map(({ fingerprint }) => fingerprint)).toEqual(before.map(({ fingerprint }) => fingerprint));
  });

  it('weighs them', () => {
    expect(issues(results).map(({ severity }) => severity)).toEqual(['major', 'minor', 'critical']);
    expect(issues(results)[0]?.location).toEqual({ path: 'src/a b.js', lines: { begin: 3, end: 3 } });
  });
});
