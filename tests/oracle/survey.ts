/** Many programs at once: `npm run oracle` and the test count with this. */
import * as fc from 'fast-check';
import { programs } from './arbitrary.js';
import { agrees, compare, compareAll, type Comparison } from './compare.js';
import type { Program } from './grammar.js';
import { print } from './print.js';
import { smaller } from './shrink.js';
import { parse } from './source.js';

export interface Survey {
  programs: number;
  runs: number;
  pairs: number;
  missed: number;
  falseAlarms: number;
  /** Alarms that no run confirms and that law 5 does not rule out. */
  excused: number;
  obligations: number;
  unknown: number;
  /** Comparisons that were given up for too many runs. */
  incomplete: number;
  readonly reasons: Map<string, number>;
}

export const emptySurvey = (): Survey => ({ programs: 0, runs: 0, pairs: 0, missed: 0, falseAlarms: 0, excused: 0, obligations: 0, unknown: 0, incomplete: 0, reasons: new Map() });

/** The comparisons of one program in both tiers, which are added to `survey`. */
export async function surveyProgram(text: string, survey: Survey): Promise<readonly Comparison[]> {
  const comparisons = await compareAll(text);
  survey.programs += 1;
  for (const comparison of comparisons) {
    survey.runs += comparison.runs;
    survey.pairs += comparison.executed;
    survey.missed += comparison.missed.length;
    survey.excused += comparison.excused.length;
    survey.obligations += comparison.obligations;
    survey.unknown += comparison.unknown.size;
    if (comparison.complete) survey.falseAlarms += comparison.falseAlarms.length;
    else survey.incomplete += 1;
    for (const reason of comparison.unknown.values()) survey.reasons.set(reason, (survey.reasons.get(reason) ?? 0) + 1);
  }
  return comparisons;
}

/** The smallest program found below `program` that disagrees in the same tier and in the same way. */
export async function shrunk(program: Program, failure: Comparison): Promise<Comparison> {
  for (const candidate of smaller(program)) {
    const comparison = await compare(parse(print(candidate)), failure.tier);
    if (!agrees(comparison) && isSameWay(comparison, failure)) return shrunk(candidate, comparison);
  }
  return failure;
}

function isSameWay(one: Comparison, other: Comparison): boolean {
  return (one.missed.length > 0) === (other.missed.length > 0);
}

export function sample(count: number, seed: number): readonly Program[] {
  return fc.sample(programs(), { numRuns: count, seed });
}

export function summary(survey: Survey): string {
  const { reasons, unknown, obligations } = survey;
  const share = obligations === 0 ? '0' : ((100 * unknown) / obligations).toFixed(2);
  const why = [...reasons].map(([reason, count]) => `${reason}: ${count}`).join(', ');
  return [
    `${survey.programs} programs, ${survey.runs} runs, ${survey.obligations} obligations, ${survey.pairs} pairs that leak`,
    `${survey.missed} missed, ${survey.falseAlarms} false alarms (and ${survey.excused} that one has to follow values to rule out), ${unknown} unknown (${share}%${why ? `; ${why}` : ''}), ${survey.incomplete} given up for too many runs`,
  ].join('\n');
}
