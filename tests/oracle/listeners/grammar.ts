/** Random functions that listen to a caller's signal while they work, and what they do to stop listening. */
import * as fc from 'fast-check';

/** What is added, and what is said to be removed. Only some of them are one and the same function. */
const functions = ['a name', 'a declaration', 'an alias', 'two arrows', 'bound twice', 'two names'] as const;
const options = ['', 'true', 'false', '{ capture: true }', '{ capture: false }', '{ once: true }', '{ passive: true }'] as const;
const places = ['finally', 'behind', 'both ways', 'helper', 'if it is there', 'nowhere'] as const;

export interface Listening {
  readonly added: string;
  readonly removed: string;
  readonly functions: (typeof functions)[number];
  readonly place: (typeof places)[number];
  /** The event whose listener is said to be removed. */
  readonly event: 'abort' | 'aborted';
  readonly receiver: 'signal' | 'options.signal' | 'alias';
}

export const listenings: fc.Arbitrary<Listening> = fc.record({
  added: fc.constantFrom(...options),
  removed: fc.constantFrom(...options),
  functions: fc.constantFrom(...functions),
  place: fc.constantFrom(...places),
  event: fc.constantFrom('abort', 'abort', 'abort', 'aborted'),
  receiver: fc.constantFrom('signal', 'options.signal', 'alias'),
});

export function print(listening: Listening): string {
  const { place, receiver } = listening;
  const [declaration, added, removed] = functionsOf(listening);
  const target = receiver === 'alias' ? 'given' : receiver;
  const call = (verb: 'add' | 'remove', event: string, fn: string, option: string): string =>
    `${target}.${verb}EventListener('${event}', ${fn}${option === '' ? '' : `, ${option}`});`;
  const removal = call('remove', listening.event, removed, listening.removed);
  return [
    `export async function work(${receiver === 'options.signal' ? 'options' : 'signal'}, stop, step) {`,
    ...(receiver === 'alias' ? ['  const given = signal;'] : []),
    ...declaration.map((line) => `  ${line}`),
    ...(place === 'helper' ? [`  const off = () => { ${removal} };`] : []),
    `  ${call('add', 'abort', added, listening.added)}`,
    ...working(place, removal, target).map((line) => `  ${line}`),
    '}',
    '',
  ].join('\n');
}

function functionsOf({ functions: kind }: Listening): readonly [declaration: readonly string[], added: string, removed: string] {
  switch (kind) {
    case 'a name':
      return [['const onAbort = () => { stop(); };'], 'onAbort', 'onAbort'];
    case 'a declaration':
      return [['function onAbort() { stop(); }'], 'onAbort', 'onAbort'];
    case 'an alias':
      return [['const onAbort = () => { stop(); };', 'const same = onAbort;'], 'onAbort', 'same'];
    case 'two arrows':
      return [[], '() => { stop(); }', '() => { stop(); }'];
    case 'bound twice':
      return [[], 'stop.bind(null)', 'stop.bind(null)'];
    case 'two names':
      return [['const onAbort = () => { stop(); };', 'const other = () => { stop(); };'], 'onAbort', 'other'];
  }
}

function working(place: Listening['place'], removal: string, target: string): readonly string[] {
  switch (place) {
    case 'finally':
      return ['try {', '  await step();', '} finally {', `  ${removal}`, '}'];
    case 'behind':
      return ['await step();', removal];
    case 'both ways':
      return ['try {', '  await step();', '} catch (error) {', `  ${removal}`, '  throw error;', '}', removal];
    case 'helper':
      return ['try {', '  await step();', '} finally {', '  off();', '}'];
    case 'if it is there':
      return ['try {', '  await step();', '} finally {', `  if (${target}) { ${removal} }`, '}'];
    case 'nowhere':
      return ['await step();'];
  }
}
