/** The catalogue's result types, by what is called or read. */
import type { ResultType } from '../../resources/spec.js';

export interface ResultIndex {
  readonly byCall: ReadonlyMap<string, ResultType>;
  readonly byMember: ReadonlyMap<string, ResultType>;
}

const indexes = new WeakMap<readonly ResultType[], ResultIndex>();

/** The same catalogue serves every file. */
export function indexResults(results: readonly ResultType[]): ResultIndex {
  let index = indexes.get(results);
  if (index === undefined) {
    const calls = results.filter(({ by }) => by === 'call');
    const members = results.filter(({ by }) => by !== 'call');
    index = {
      byCall: new Map(calls.map((result) => [result.of, result])),
      byMember: new Map(members.map((result) => [`${result.of}.${result.member ?? ''}`, result])),
    };
    indexes.set(results, index);
  }
  return index;
}
