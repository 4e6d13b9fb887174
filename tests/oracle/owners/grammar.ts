/** Random classes that keep timers in their fields, and what their `dispose` does about each. */
import * as fc from 'fast-check';

const armings = ['initialiser', 'constructor', 'start', 'start, cleared before', 'start, behind a test'] as const;

/** What `dispose` does. The last three free nothing, whatever they look like. */
const freeings = [
  'clears',
  'tests and clears',
  'clears with &&',
  'clears and forgets',
  'calls a method',
  'calls an arrow field',
  'clears a local',
  'clears what it unpacks',
  'clears in finally',
  'clears behind a flag of its own',
  'hands over',
  'forgets and clears',
  'clears another',
  'nothing',
] as const;

export interface Field {
  readonly isPrivate: boolean;
  readonly arming: (typeof armings)[number];
  readonly freeing: (typeof freeings)[number];
}

export interface Owner {
  readonly fields: readonly Field[];
  readonly teardown: 'dispose' | 'destroy' | 'close' | '[Symbol.dispose]';
}

export const owners: fc.Arbitrary<Owner> = fc.record({
  fields: fc.array(fc.record({ isPrivate: fc.boolean(), arming: fc.constantFrom(...armings), freeing: fc.constantFrom(...freeings) }), { minLength: 1, maxLength: 4 }),
  teardown: fc.constantFrom('dispose', 'destroy', 'close', '[Symbol.dispose]'),
});

/** The delay by which a timer's text tells which field it is of. */
export const delayOf = (index: number): number => 1000 + index;

export function print({ fields, teardown }: Owner): string {
  const parts = fields.map(printField);
  const lines = [
    'export class Owner {',
    '  unset;',
    '  closed = false;',
    ...parts.map(({ declaration }) => `  ${declaration}`),
    '  constructor() {',
    ...parts.flatMap(({ inConstructor }) => inConstructor).map((line) => `    ${line}`),
    '  }',
    '  start() {',
    ...parts.flatMap(({ inStart }) => inStart).map((line) => `    ${line}`),
    '  }',
    ...parts.flatMap(({ members }) => members).map((line) => `  ${line}`),
    `  ${teardown}() {`,
    ...parts.flatMap(({ inTeardown }) => inTeardown).map((line) => `    ${line}`),
    '  }',
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

interface FieldText {
  readonly declaration: string;
  readonly inConstructor: readonly string[];
  readonly inStart: readonly string[];
  readonly members: readonly string[];
  readonly inTeardown: readonly string[];
}

function printField({ isPrivate, arming, freeing }: Field, index: number): FieldText {
  const name = `${isPrivate ? '#' : ''}timer${String(index)}`;
  const field = `this.${name}`;
  const timer = `setInterval(tick, ${String(delayOf(index))})`;
  return {
    declaration: arming === 'initialiser' ? `${name} = ${timer};` : `${name};`,
    inConstructor: arming === 'constructor' ? [`${field} = ${timer};`] : [],
    inStart: started(arming, field, timer),
    ...freed(freeing, field, name, index),
  };
}

function started(arming: Field['arming'], field: string, timer: string): string[] {
  switch (arming) {
    case 'start':
      return [`${field} = ${timer};`];
    case 'start, cleared before':
      return [`clearInterval(${field});`, `${field} = ${timer};`];
    case 'start, behind a test':
      return [`if (!${field}) ${field} = ${timer};`];
    default:
      return [];
  }
}

function freed(freeing: Field['freeing'], field: string, name: string, index: number): Pick<FieldText, 'members' | 'inTeardown'> {
  const clear = `clearInterval(${field});`;
  const free = `free${String(index)}`;
  const inTeardown = (...lines: readonly string[]): Pick<FieldText, 'members' | 'inTeardown'> => ({ members: [], inTeardown: lines });
  switch (freeing) {
    case 'clears':
      return inTeardown(clear);
    case 'tests and clears':
      return inTeardown(`if (${field} !== undefined) { ${clear} }`);
    case 'clears with &&':
      return inTeardown(`${field} && ${clear}`);
    case 'clears and forgets':
      return inTeardown(clear, `${field} = undefined;`);
    case 'calls a method':
      return { members: [`${free}() { ${clear} }`], inTeardown: [`this.${free}();`] };
    case 'calls an arrow field':
      return { members: [`${free} = () => { ${clear} };`], inTeardown: [`this.${free}();`] };
    case 'clears a local':
      return inTeardown(`const held${String(index)} = ${field};`, `${field} = undefined;`, `clearInterval(held${String(index)});`);
    case 'clears what it unpacks':
      return name.startsWith('#') ? inTeardown(clear) : inTeardown(`const { ${name} } = this;`, `clearInterval(${name});`);
    case 'clears in finally':
      return inTeardown(`try { tick(); } finally { ${clear} }`);
    case 'clears behind a flag of its own':
      return inTeardown(`if (!this.closed) { ${clear} }`);
    case 'forgets and clears':
      return inTeardown(`${field} = undefined;`, clear);
    case 'hands over':
      return inTeardown(`keep(${field});`);
    case 'clears another':
      return inTeardown('clearInterval(this.unset);');
    case 'nothing':
      return inTeardown();
  }
}
