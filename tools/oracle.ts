/** `npm run oracle -- N [--seed S] [--show K] [--first]`: N random programs, executed and compared with the verdict. */
import { parseArgs } from 'node:util';
import { agrees, report } from '../tests/oracle/compare.js';
import { print } from '../tests/oracle/print.js';
import { emptySurvey, sample, shrunk, summary, surveyProgram } from '../tests/oracle/survey.js';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' }, show: { type: 'string', default: '5' }, first: { type: 'boolean', default: false } } });
  const count = Number(positionals[0] ?? 2000);
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
    console.error('usage: npm run oracle -- N [--seed S] [--show K] [--first]');
    return 2;
  }
  console.log(`seed ${seed}`);
  const started = performance.now();
  const survey = emptySurvey();
  let shown = 0;
  for (const program of sample(count, seed)) {
    const failures = (await surveyProgram(print(program), survey)).filter((comparison) => !agrees(comparison));
    for (const failure of failures.slice(0, 1)) {
      if (shown++ < Number(values.show)) console.log(`\n${report(await shrunk(program, failure))}`);
    }
    if (values.first && failures.length > 0) break;
  }
  console.log(`\n${summary(survey)}\n${((performance.now() - started) / 1000).toFixed(1)} s`);
  return survey.missed + survey.falseAlarms > 0 ? 1 : 0;
}

process.exitCode = await main();
